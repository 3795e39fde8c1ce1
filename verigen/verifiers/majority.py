r"""Reads final answers for a vote among the candidates of a problem; the vote follows when all are sampled."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import domains
from verigen.core.errors import ReferenceFault, UserError
from verigen.core.offers import FinalAnswers
from verigen.core.standing import VOTE
from verigen.core.types import Verdict

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Problem

NAME = VOTE
MAX_SHOWN = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """Self-consistency (Wang et al. 2022, arXiv:2203.11171) as a verifier that needs no reference.

    `threshold`: minimum share of the votes for the majority, 0 to 1. `min_votes`: minimum number of votes per problem.
    Its grader leaves every candidate unverified with the answer found; verigen.grading.judge.judge.settle counts the
    votes.
    """

    needs_reference = False

    threshold: float = 0.6
    min_votes: int = 4

    def open(self) -> AbstractContextManager[Majority]:
        """Raises UserError for a threshold outside 0..1, or for `min_votes` below 1."""
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
        """Raises ReferenceFault for a problem whose domain has no final answers to compare."""
        _answers(problem)

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        said = _answers(problem).stated(candidate)
        return Verdict(
            outcome="unverified",
            verifier=NAME,
            method="none",
            reason=said.reason,
            extracted=said.answer[:MAX_SHOWN] if said.answer else None,
            message=said.message,
        )


def _answers(problem: Problem) -> FinalAnswers:
    domain = domains.named(problem.domain)
    if not isinstance(domain, FinalAnswers):
        raise ReferenceFault(
            f"problem {problem.id}: a majority votes on final answers, which the domain {problem.domain} does not offer"
        )
    return domain
