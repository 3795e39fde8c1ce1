"""Hardens the problems of a bank one after the other, and sums up what it brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from verigen.core.boundary import Streak
from verigen.core.errors import PartFailed, ReferenceFault
from verigen.core.types import CodeReference
from verigen.problems.harden.harden import Hardened, harden
from verigen.problems.harden.twins import open_twins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verigen.core.parts import Executor
    from verigen.core.types import Problem
    from verigen.problems.harden.harden import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A problem that stays as it is, and why."""

    problem: Problem
    reason: str


def harden_all(
    problems: Iterable[Problem],
    executor: Executor,
    options: Options,
    solutions: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Hardened | Left]:
    """In their order; `solutions` holds programs by problem id that every new test must accept too."""
    streak = Streak("harden")
    with open_twins(executor) as pools:
        for problem in problems:
            others = (solutions or {}).get(problem.id, ())
            try:
                found: Hardened | Left = streak.attempt(partial(harden, problem, pools, options, others))
            except (ReferenceFault, PartFailed) as error:
                found = Left(problem=problem, reason=str(error))
            yield found


@dataclass(slots=True)
class Totals:
    """Sums over the problems; `left` are those without a score."""

    problems: int = 0
    mutants: int = 0
    before: int = 0
    after: int = 0
    tests_before: int = 0
    tests_after: int = 0
    left: list[Left] = field(default_factory=list)

    def add(self, given: Problem, found: Hardened | Left) -> None:
        if isinstance(found, Left):
            self.left.append(found)
            return
        self.problems += 1
        self.mutants += found.mutants
        self.before += found.killed_before
        self.after += found.killed_after
        self.tests_before += _count(given)
        self.tests_after += _count(found.problem)


def _count(problem: Problem) -> int:
    assert isinstance(problem.reference, CodeReference)
    return len(problem.reference.tests)
