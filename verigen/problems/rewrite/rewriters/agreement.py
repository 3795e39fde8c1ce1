"""Decides whether independent solves of a written problem agree, with its parent's answer or with each other.

Agreement is evidence, not proof: solves of one teacher share its misreadings (see verigen.verifiers.ballots).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verigen.core import traces
from verigen.core.answers import contained
from verigen.core.offers import FinalAnswers
from verigen.verifiers.ballots import cluster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Domain
    from verigen.core.types import Candidate, Problem, Verdict
    from verigen.verifiers.ballots import Cluster

    Solves = Sequence[tuple[Candidate, Verdict]]

FEW = "too few solves agree"
OTHER = "the solves agree on another answer"
SPLIT = "the solves are split"
UNREADABLE = "the agreed answer can't be read"
SAME = "its answer is its parent's"
FITTING = "the target solves it"


class Agreement(NamedTuple):
    """`agreeing` solves give `answer` (the parent's if None); `reason` says why that is not enough, else
    None.
    """

    agreeing: int
    reason: str | None
    message: str
    answer: str | None = None


def with_parent(solves: Solves, need: int, domain: Domain) -> Agreement:
    """At least `need` solves are correct by the parent's reference, and no other answer has more.

    A domain without final answers has no other answers to count.
    """
    right = sum(v.outcome == "correct" and traces.finished(c.text, c.finish) for c, v in solves)
    wrong = [candidate for candidate, verdict in solves if verdict.outcome == "incorrect"]
    rival = max(_clusters(wrong, domain), key=lambda one: one.votes, default=None)
    votes = rival.votes if rival else 0
    told = f"{right} of {len(solves)} solves agree with the parent's reference"
    if rival and votes > right and votes >= need:
        return Agreement(right, OTHER, f"{told}, {votes} say {rival.texts[0][:60]}")
    if right < need:
        return Agreement(right, FEW, told)
    return Agreement(right, None, told)


def with_each_other(solves: Solves, need: int, domain: Domain) -> Agreement:
    """At least `need` solves give one answer, and no other answer has as many."""
    clusters = sorted(_clusters([candidate for candidate, _ in solves], domain), key=lambda one: -one.votes)
    top = clusters[0] if clusters else None
    votes = top.votes if top else 0
    told = f"{votes} of {len(solves)} solves agree" + (f" on {top.texts[0][:60]}" if top else "")
    if top is None or votes < need:
        return Agreement(votes, FEW, told)
    if len(clusters) > 1 and clusters[1].votes == votes:
        return Agreement(votes, SPLIT, f"{told}, as many on {clusters[1].texts[0][:60]}")
    if not isinstance(domain, FinalAnswers) or not domain.readable(top.texts[0]):
        return Agreement(votes, UNREADABLE, told)
    return Agreement(votes, None, told, top.texts[0])


def _clusters(candidates: Sequence[Candidate], domain: Domain) -> list[Cluster]:
    if not isinstance(domain, FinalAnswers):
        return []
    asked = contained(domain)
    voices = [asked.stated(candidate) for candidate in candidates]
    return cluster([said.answer for said in voices if said.answer], asked.same)


def is_parents(parent: Problem, answer: str, domain: Domain) -> bool:
    """Whether the answer is the parent's: such a new problem is mostly its parent in other words."""
    if not isinstance(domain, FinalAnswers) or (own := domain.answer(parent)) is None:
        return False
    return domain.same(own, answer) == "correct"


def against(solves: Solves) -> Agreement:
    """Whether the target fails: at least half of its solves are wrong; an undecided solve is not a failure."""
    failed = sum(v.outcome == "incorrect" for _, v in solves)
    told = f"the target fails {failed} of {len(solves)} times"
    return Agreement(failed, None if solves and 2 * failed >= len(solves) else FITTING, told)
