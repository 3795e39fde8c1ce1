"""The kinds of evidence behind a verdict, and the words for each.

A verdict rests on a proof, on the agreement of candidates, or on a judge's opinion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from verigen.core.types import Verdict

Evidence = Literal["proved", "agreed", "judged"]
VOTE = "majority_vote/1"
PANEL = "panel/1"
JUDGED = "judged"  # the method of a verdict that a fallback judge gave for a verifier


class Words(NamedTuple):
    """Words for the three outcomes.

    `rate` is for the share of correct ones, `made` for a run of such verdicts.
    """

    correct: str
    incorrect: str
    unverified: str
    rate: str
    made: str


WORDS: dict[Evidence, Words] = {
    "proved": Words("correct", "incorrect", "unverified", "pass", "verified"),
    "agreed": Words("agreed", "outvoted", "without a majority", "agree", "agreed, not verified"),
    "judged": Words("judged right", "judged wrong", "in doubt", "judged", "judged, not verified"),
}

NOTES: dict[Evidence, str] = {
    "proved": "",
    "agreed": "nothing here is proved: candidates agree, and a weak teacher agrees on wrong answers (docs/judging.md)",
    "judged": "nothing here is proved: a model's opinion, as good as its calibration (docs/judging.md)",
}


def evidence(verifier: str) -> Evidence:
    """The kind of evidence, from the verifier's name in a verdict."""
    if verifier == VOTE:
        return "agreed"
    return "judged" if verifier.startswith(f"{PANEL} ") else "proved"


def words(verifier: str) -> Words:
    return WORDS[evidence(verifier)]


def evidence_of(verdict: Verdict) -> Evidence:
    """The kind of evidence behind one verdict; a verifier's fallback judge gives opinions under the verifier's name."""
    return "judged" if verdict.method == JUDGED else evidence(verdict.verifier)
