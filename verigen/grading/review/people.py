"""Lets people's verdicts count: a candidate that they call otherwise than its verifier trains nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verigen.core.types import Verdict
from verigen.grading.review.figures import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Outcome
    from verigen.ledger.ledger import Ledger

PEOPLE = "human:"
REASON = "people_differ"
OUTCOME: dict[str, Outcome] = {"correct": "correct", "incorrect": "incorrect", "unsure": "unverified"}


def verdict(reviewer: str, answer: str, note: str = "") -> Verdict:
    """A reviewer's answer as a verdict of the verifier `human:NAME`."""
    return Verdict(
        outcome=OUTCOME[answer], verifier=f"{PEOPLE}{reviewer}", method="review", reason=answer, message=note
    )


def record(ledger: Ledger, candidate: str, reviewer: str, answer: str, note: str = "") -> None:
    """Store a reviewer's answer in the run's ledger, unless it has no such candidate."""
    problem = candidate.rpartition("#")[0]
    if any(drawn.id == candidate for drawn, _ in ledger.candidates(problem, ledger.meta("verifier") or "")):
        ledger.commit((), [(candidate, verdict(reviewer, answer, note))])


def overruled(
    groups: Iterable[list[Graded]], said: Mapping[str, Sequence[Outcome]]
) -> Iterator[list[Graded]]:
    """The same candidates; those that people call otherwise, or can't settle, become unverified.

    `said`: what people said, by candidate (`Ledger.said(PEOPLE)`).
    """
    for graded in groups:
        yield [_overruled(each, said.get(each.candidate.id, ())) for each in graded] if said else graded


def _overruled(item: Graded, said: Sequence[Outcome]) -> Graded:
    known = (
        settled("unsure" if each == "unverified" else each for each in said) if said else item.verdict.outcome
    )
    if item.verdict.outcome in {known, "unverified"}:
        return item
    told = f"{item.verdict.verifier} says {item.verdict.outcome}; people say {', '.join(said)}"
    return replace(item, verdict=replace(item.verdict, outcome="unverified", reason=REASON, message=told))
