"""Finds the solution that a candidate states, and compares solutions of one puzzle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verigen.core.offers import Voice
from verigen.domains.logic.reference import LogicReference
from verigen.verifiers.logic.judge import stated as read
from verigen.verifiers.logic.regions import regions, reply_of

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Outcome, Problem

MARKED = ("box", "answer tag", "final answer")


def answered(text: str) -> LogicReference:
    """The reference in a JSON object of one, or a single word that the answer must name."""
    try:
        return msgspec.json.decode(text, type=LogicReference)
    except msgspec.DecodeError:
        return LogicReference(shape="word", answer=((text,),), choices={text: ()})


def stated(candidate: Candidate) -> Voice:
    """The text that the candidate marks as its final answer (in a box, a tag, or by "Final answer:")."""
    if candidate.finish != "stop":
        return Voice(None, "cut", f"it ended by {candidate.finish}")
    found = [
        each.text for each in regions(reply_of(candidate.text)) if each.source in MARKED and each.text.strip()
    ]
    return Voice(max(found, key=len)) if found else Voice(None, "no_answer", "it marks no final answer")


def same(one: str, two: str, problem: Problem | None) -> Outcome:
    """Whether two texts state the same solution of the problem; without a problem only equal texts do."""
    reference = problem.reference if problem else None
    if not isinstance(reference, LogicReference) or reference.shape == "number":
        return "correct" if one.split() == two.split() else "unverified"
    first, second = (read(reference, f"Final answer:\n{text}").reading.answer for text in (one, two))
    if first is None or second is None:
        return "unverified"
    return "correct" if first == second else "incorrect"
