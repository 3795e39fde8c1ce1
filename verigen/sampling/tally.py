"""Counts the verdicts on a problem's candidates, by what they mean for a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core import traces

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Verdict

Label = Literal["correct", "incorrect", "cut", "unverified", "repaired"]


class Tally(NamedTuple):
    """Counts of a problem's candidates by verdict.

    `correct` and `incorrect` are decided and complete. `cut` are decided, but were cut off or never ended
    their thinking, so that no record uses them: they count as failures of the model, and towards no goal.
    `repaired` are those of the correct ones whose first try failed.
    """

    correct: int = 0
    incorrect: int = 0
    cut: int = 0
    unverified: int = 0
    repaired: int = 0

    @property
    def drawn(self) -> int:
        return self.correct + self.incorrect + self.cut + self.unverified

    @property
    def decided(self) -> int:
        return self.correct + self.incorrect + self.cut

    def plus(self, label: Label) -> Tally:
        return self.join(ONE[label])

    # spelled out, since a run adds and subtracts several times per candidate
    def join(self, other: Tally) -> Tally:
        return Tally(
            self.correct + other.correct,
            self.incorrect + other.incorrect,
            self.cut + other.cut,
            self.unverified + other.unverified,
            self.repaired + other.repaired,
        )

    def minus(self, other: Tally) -> Tally:
        return Tally(
            self.correct - other.correct,
            self.incorrect - other.incorrect,
            self.cut - other.cut,
            self.unverified - other.unverified,
            self.repaired - other.repaired,
        )


NOTHING = Tally()
ONE: dict[Label, Tally] = {
    "correct": Tally(correct=1),
    "incorrect": Tally(incorrect=1),
    "cut": Tally(cut=1),
    "unverified": Tally(unverified=1),
    "repaired": Tally(correct=1, repaired=1),
}


def label(candidate: Candidate, verdict: Verdict) -> Label:
    if verdict.outcome == "unverified":
        return "unverified"
    if not traces.finished(candidate.text, candidate.finish):
        return "cut"
    return "repaired" if verdict.outcome == "correct" and candidate.tries > 1 else verdict.outcome
