"""Measures pass rates of one teacher from the ledgers of its runs, unbiased under each run's goal.

Only problems that their run settled count: for the others, what an interrupted run had drawn depends on which
of their candidates ended first. If several runs sampled a problem, their rates are averaged with each run's
maximum number of candidates as weight. These weights do not depend on outcomes, so the average is unbiased;
the numbers of candidates drawn would bias it, since a goal draws more after failures.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.boundary import Streak
from verigen.core.errors import PartFailed, UserError
from verigen.core.identity import content_hash
from verigen.problems.levels.run import MeasuredRun
from verigen.sampling.prior import fitted, interval95

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verigen.core.types import Problem
    from verigen.sampling.prior import Beta

# Decimals of a rate, as many as in its tag, so that a range takes the same problems from tags and from ledgers.
DIGITS = 6


class MeasuredRate(NamedTuple):
    """Measurement of a problem by one run: the unbiased rate, and how many of its candidates were correct.

    `bound`: the rate if all undecided candidates were correct.
    """

    rate: float
    bound: float
    weight: int
    correct: int
    drawn: int


@dataclass(slots=True, kw_only=True)
class Measured:
    """A problem and its measurements by the runs.

    `asked`: some run settled it, whether or not its candidates could be decided. `fault`: why it could not be
    measured.
    """

    problem: Problem
    samples: list[MeasuredRate] = field(default_factory=list)
    asked: bool = False
    fault: str | None = None

    @property
    def rate(self) -> float:
        return self._mean([sample.rate for sample in self.samples])

    @property
    def bound(self) -> float:
        """The rate if all undecided candidates were correct."""
        return self._mean([sample.bound for sample in self.samples])

    def _mean(self, values: Sequence[float]) -> float:
        weights = [sample.weight for sample in self.samples]
        total = sum(value * weight for value, weight in zip(values, weights, strict=True))
        return round(total / sum(weights), DIGITS)

    @property
    def correct(self) -> int:
        return sum(sample.correct for sample in self.samples)

    @property
    def drawn(self) -> int:
        return sum(sample.drawn for sample in self.samples)

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the rate; `--goal pass-rate` stops on the same interval."""
        return interval95(self.correct, self.drawn)


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """All measurements of one teacher, with every accepted problem in order; `goals` are the runs' goals."""

    teacher: str
    goals: tuple[str, ...]
    problems: Sequence[Measured]

    @property
    def measured(self) -> list[Measured]:
        return [each for each in self.problems if each.samples and not each.fault]

    @property
    def rates(self) -> dict[str, float]:
        return {each.problem.id: each.rate for each in self.measured}

    @cached_property
    def prior(self) -> Beta:
        """Prior fitted to all measurements, whatever rule stopped the sampling: the likelihood is the same."""
        return fitted(Counter((each.correct, each.drawn) for each in self.measured))

    def posterior(self, each: Measured) -> Beta:
        """Posterior of a problem's pass rate, from its candidates and from the results of the other problems."""
        return self.prior.after(each.correct, each.drawn)

    @property
    def failed(self) -> int:
        return sum(each.fault is not None for each in self.problems)

    @property
    def unsettled(self) -> int:
        return sum(not each.asked and not each.fault for each in self.problems)

    @property
    def undecided(self) -> int:
        return sum(each.asked and not each.samples and not each.fault for each in self.problems)


def measure(folders: Sequence[Path], teacher: str | None = None) -> Measurement:
    """Read finished or unfinished runs, in order. Raises UserError if their measurements are not comparable."""
    with contextlib.ExitStack() as stack:
        read = [stack.enter_context(contextlib.closing(MeasuredRun(folder))) for folder in folders]
        name = _teacher(read, teacher)
        used = [run for run in read if name in run.teachers]
        _comparable(used, name)
        streak = Streak("the measurement")
        found: dict[str, tuple[Measured, list[MeasuredRun]]] = {}
        for run in used:
            for problem in run.problems():
                each, before = found.setdefault(problem.id, (Measured(problem=problem), []))
                _joined(run, before, each.problem, problem)
                try:
                    streak.attempt(partial(_add, each, run, name))
                except PartFailed as failed:
                    each.fault = str(failed)
    return Measurement(
        teacher=name,
        goals=tuple(dict.fromkeys(run.settings.goal.name for run in used)),
        problems=[each for each, _ in found.values()],
    )


def _add(each: Measured, run: MeasuredRun, teacher: str) -> None:
    drawn = run.drawn(each.problem.id, teacher)
    if drawn is None:
        return
    each.asked = True
    if drawn.rate is not None and drawn.bound is not None:
        counts = drawn.labels["correct"], drawn.labels.total()
        each.samples.append(MeasuredRate(drawn.rate, drawn.bound, drawn.weight, *counts))


def _teacher(read: Sequence[MeasuredRun], asked: str | None) -> str:
    known = list(dict.fromkeys(name for run in read for name in run.teachers))
    if asked is not None and asked not in known:
        raise UserError(f"no teacher {asked!r} in these runs; there are: {', '.join(known)}")
    if asked is None and len(known) > 1:
        raise UserError(
            f"these runs have several teachers, and a pass rate is of one: say --teacher with one of {', '.join(known)}"
        )
    return asked or known[0]


def _comparable(used: Sequence[MeasuredRun], teacher: str) -> None:
    """Raises UserError unless the runs use the same weights, prompt, sampling and verifier."""
    first = used[0].conditions(teacher)
    for run in used[1:]:
        for (what, here), (_, there) in zip(run.conditions(teacher), first, strict=True):
            if here != there:
                raise UserError(
                    f"{run.folder} and {used[0].folder} don't measure the same: {what} is {here} and {there}"
                )


def _joined(run: MeasuredRun, before: list[MeasuredRun], known: Problem, problem: Problem) -> None:
    """Raises UserError if one id means two problems, or if two runs hold the same draws."""
    if content_hash(known) != content_hash(problem):
        raise UserError(
            f"problem {problem.id!r} of {run.folder} is another one than in {before[0].folder}; measure them apart"
        )
    twin = next((other for other in before if other.settings.seed == run.settings.seed), None)
    if twin is not None:
        raise UserError(
            f"{run.folder} and {twin.folder} both drew {problem.id!r} with seed {run.settings.seed}: the same draws "
            "count once; sample with another --seed"
        )
    before.append(run)
