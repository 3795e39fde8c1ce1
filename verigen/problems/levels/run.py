"""Reads a run as a measurement of its teachers: what each drew for a problem when the run's goal settled it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.errors import UserError
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger
from verigen.sampling import goals, tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.core.types import Problem
    from verigen.ledger.tables import Settled
    from verigen.sampling.tally import Label


class MeasuredDraws(NamedTuple):
    """One teacher's candidates of a settled problem; `rate` is unbiased, None if nothing was decided.

    An undecided candidate beside decided ones counts as not correct; `bound` is the rate if all of them were
    correct. `weight`: how many candidates the teacher could have drawn at most, whatever their outcomes.
    """

    labels: Counter[Label]
    rate: float | None
    bound: float | None
    weight: int


class MeasuredRun:
    """An open ledger with its settings. Raises UserError if its run has not begun to sample."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ledger = Ledger(folder / "ledger.db")
        found = runs.settings(self._ledger)
        if found is None:
            self.close()
            raise UserError(f"{folder} has not begun to sample; the command that made it continues it")
        self.settings = found
        self._goal = goals.made(found.goal)
        self.teachers = [each.name for each in found.teachers]
        self._shared = len(found.teachers) > 1 and not found.cascade

    def close(self) -> None:
        self._ledger.close()

    def problems(self) -> Iterator[Problem]:
        """The accepted problems, in order."""
        return (problem for problem, refused in self._ledger.problems() if refused is None)

    def conditions(self, teacher: str) -> list[tuple[str, object]]:
        """What must agree between two runs so that their rates measure the same thing."""
        settings = self.settings
        return [
            ("the revision", settings.teachers[self.teachers.index(teacher)].revision),
            ("the verifier", settings.verifier),
            ("the prompt", settings.style),
            ("the sampling", settings.sampling),
        ]

    def drawn(self, problem: str, teacher: str) -> MeasuredDraws | None:
        """The teacher's draws; None if the run has not settled the problem, or never asked this teacher.

        Raises UserError if no unbiased rate can be computed.
        """
        found = self._ledger.settled(self.settings.goal.name, problem)
        if not found or not found[-1].final:
            return None
        place = 0 if self._shared else self.teachers.index(teacher)
        settled = next((each for each in found if each.stage == place), None)
        if settled is None:
            return None
        return (
            MeasuredDraws(Counter(), None, None, 0)
            if settled.kind == "refused"
            else self._of(settled, teacher)
        )

    def _of(self, settled: Settled, teacher: str) -> MeasuredDraws:
        own = self._labels(settled, teacher)
        fixed = isinstance(self._goal, goals.Fixed)
        if self._shared and not fixed:
            raise UserError(
                f"in {self.folder} several teachers shared the candidates until the goal {self.settings.goal.name} was met: "
                "no unbiased rate of one of them is known; sample with --goal n, or one teacher a run"
            )
        if fixed:
            shares = _share(own, "correct"), _share(own, "correct", "unverified")
            return MeasuredDraws(own, *shares, own.total() if self._shared else self._goal.max)
        if own != _counted(settled):
            raise UserError(
                f"{self.folder} was regraded after its goal {self.settings.goal.name} had stopped at {settled.problem!r}: "
                "its pass rates are those of the earlier verifier; sample again, or with --goal n"
            )
        rate = settled.rate if _decided(own) else None
        return MeasuredDraws(own, rate, rate if settled.bound is None else settled.bound, self._goal.max)

    def _labels(self, settled: Settled, teacher: str) -> Counter[Label]:
        """Labels of the teacher's candidates that led to the decision, by the verifier that the run has now."""
        every = self._ledger.candidates(settled.problem, self.settings.verifier)
        return Counter(
            tally.label(candidate, verdict)
            for candidate, verdict in every
            if verdict is not None
            and settled.first <= candidate.index < settled.stop
            and candidate.teacher == teacher
        )


def _counted(settled: Settled) -> Counter[Label]:
    counts: dict[Label, int] = {
        "correct": settled.correct,
        "incorrect": settled.incorrect,
        "cut": settled.cut,
        "unverified": settled.unverified,
    }
    return Counter({name: count for name, count in counts.items() if count})


def _share(labels: Counter[Label], *counted: Label) -> float | None:
    """Share of the candidates with these labels; None if nothing was decided.

    Unbiased for a fixed number of candidates, and then equal to the estimate under goals.
    """
    return sum(labels[name] for name in counted) / labels.total() if _decided(labels) else None


def _decided(labels: Counter[Label]) -> int:
    return labels.total() - labels["unverified"]
