r"""Reads final answers for a vote among the candidates of a problem; who wins is settled when all are drawn."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.errors import ReferenceFault, UserError
from verigen.core.types import Verdict
from verigen.verifiers.symbolic.extract import extract

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Problem

NAME = "majority_vote/1"
AWAITING = "awaiting_vote"
MARKED = frozenset({"box", "boxes", "answer tag", "####", "phrase"})
MAX_SHOWN = 2000


class Voice(NamedTuple):
    """What a candidate says to the vote: an answer, or why it abstains (a word and a sentence)."""

    answer: str | None
    reason: str = AWAITING
    message: str = "its problem's vote is not held yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """Self-consistency (Wang et al. 2022, arXiv:2203.11171) as a verifier that needs no reference.

    `threshold`: the share of the votes that the majority must have; `min_votes`: how many votes a problem needs.
    Its grader leaves every candidate unverified with the answer found; verigen.grading.judge.judge.settle holds the vote.
    """

    needs_reference = False

    threshold: float = 0.6
    min_votes: int = 4

    def open(self) -> AbstractContextManager[Majority]:
        """Raises UserError for a threshold outside 0..1."""
        if not 0 < self.threshold <= 1:
            raise UserError(
                f"a vote's threshold is a share above 0 and up to 1, not {self.threshold}; 0.6 is usual"
            )
        if self.min_votes < 1:
            raise UserError(f"a vote needs at least one voice, not {self.min_votes}")
        return nullcontext(self)

    @property
    def name(self) -> str:
        return NAME

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault for a problem whose answers can't be held against each other."""
        if problem.domain != "math":
            raise ReferenceFault(f"problem {problem.id}: a majority votes on final answers, not on programs")

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        self.check(problem)
        said = voice(candidate)
        return Verdict(
            outcome="unverified",
            verifier=NAME,
            method="none",
            reason=said.reason,
            extracted=said.answer[:MAX_SHOWN] if said.answer else None,
            message=said.message,
        )


def voice(candidate: Candidate) -> Voice:
    """A candidate votes with one answer that it marks as final (in a box, a tag, or by "the answer is").

    With no reference to reject them, the last lines of failed attempts would otherwise elect each other; so would
    the tails of those that were cut off.
    """
    if candidate.finish != "stop":
        return Voice(None, "cut", f"it ended by {candidate.finish}")
    found = extract(candidate.text)
    if found.answer is None or found.source not in MARKED:
        return Voice(None, "no_answer", "it marks no final answer")
    if found.hedged:
        return Voice(None, "hedged", "it gives several different final answers")
    return Voice(found.answer)
