"""Contains the failures of another package's domain while it reads and compares final answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from verigen.core.boundary import Streak, deadline_of, label, outside
from verigen.core.errors import PartFailed
from verigen.core.offers import FinalAnswers, Voice

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.types import Candidate, Outcome, Problem

T = TypeVar("T")
FAILED = "domain_failed"


def contained(domain: FinalAnswers) -> FinalAnswers:
    """The domain, guarded if it is of another package. Satisfies FinalAnswers."""
    if not outside(domain):
        return domain
    return ContainedAnswers(
        domain, Streak(label("domain", type(domain).__name__, domain)), deadline_of(domain)
    )


@dataclass(frozen=True, slots=True)
class ContainedAnswers:
    """What fails or takes longer than `seconds` is an abstention, undecided, or unreadable.

    Raises PartBroken at the twentieth failure in a row.
    """

    domain: FinalAnswers
    streak: Streak
    seconds: float | None

    def answer(self, problem: Problem) -> str | None:
        return self._or(lambda: self.domain.answer(problem), lambda _: None)

    def answered(self, answer: str) -> object:
        return self.domain.answered(answer)

    def stated(self, candidate: Candidate) -> Voice:
        return self._or(lambda: self.domain.stated(candidate), lambda error: Voice(None, FAILED, str(error)))

    def same(self, one: str, two: str, problem: Problem | None = None) -> Outcome:
        return self._or(lambda: self.domain.same(one, two, problem), lambda _: "unverified")

    def readable(self, answer: str) -> bool:
        return self._or(lambda: self.domain.readable(answer), lambda _: False)

    def _or(self, call: Callable[[], T], otherwise: Callable[[PartFailed], T]) -> T:
        try:
            return self.streak.attempt(call, self.seconds)
        except PartFailed as error:
            return otherwise(error)
