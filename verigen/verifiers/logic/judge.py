"""Compares the answer that a completion states with the only solution of a puzzle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.types import Verdict
from verigen.verifiers.logic import grids, orders, relations
from verigen.verifiers.logic.mentions import vocabulary
from verigen.verifiers.logic.reading import CONTRADICTORY, NOTHING, AnswerReading
from verigen.verifiers.logic.regions import Region, alternatives, regions, reply_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verigen.core.types import Outcome
    from verigen.domains.logic.reference import LogicReference

NAME = "logic/1"
SHOWN, SHOWN_NUMBER = 2000, 120
FILLERS = frozenset(
    "it is was the a an answer culprit one who did by so therefore thus hence and must be that this".split()
)


class Stated(NamedTuple):
    """What was read, and where."""

    reading: AnswerReading
    source: str


def judged(reference: LogicReference, completion: str) -> Verdict:
    """The verdict on a completion. Raises nothing for what it says."""
    if reference.shape == "number":
        return _number(reference, completion)
    found = stated(reference, completion)
    answer = found.reading.answer
    if answer is not None:
        right = answer == wanted(reference)
        return _verdict("correct" if right else "incorrect", "equal" if right else "wrong_answer", found)
    outcome, reason = {
        "nothing": ("incorrect", "no_answer"),
        "incomplete": ("incorrect", "incomplete"),
        "contradictory": ("unverified", "contradictory"),
    }[found.reading.trouble]
    return _verdict(outcome, reason, found)  # type: ignore[arg-type]


def wanted(reference: LogicReference) -> tuple[tuple[str, ...], ...]:
    """The solution in the canonical form that readings have."""
    if reference.shape in ("pairs", "table"):
        return relations.canonical(reference)
    if reference.shape == "set":
        return (tuple(sorted(reference.answer[0])),)
    return reference.answer


def stated(reference: LogicReference, completion: str) -> Stated:
    """The first region that gives a complete answer, unless one that should give it contradicts itself.

    Without a complete one: the trouble of the most explicit region that says something.
    """
    read, first = _reader(reference), Stated(NOTHING, "nothing")
    reply = reply_of(completion)
    for region in _used(reference, reply):
        reading = read(region.text)
        if any(
            read(other).answer not in (None, reading.answer)
            for other in alternatives(reply, region)
            if reading.answer
        ):
            return Stated(CONTRADICTORY, region.source)
        if reading.answer is not None or (reading is CONTRADICTORY and region.final):
            return Stated(reading, region.source)
        if first.reading is NOTHING and reading is not NOTHING:
            first = Stated(reading, region.source)
    return first


def _used(reference: LogicReference, reply: str) -> Iterator[Region]:
    """The regions; sets and words are never read from a line of their block, because the next line may say more."""
    for region in regions(reply):
        if not region.partial or reference.shape not in ("set", "word") or _alone(region, reference):
            yield region


def _alone(region: Region, reference: LogicReference) -> bool:
    """Whether a line is about one word of the puzzle and says little else."""
    left = region.text
    for each in reversed(list(vocabulary(reference).mentions(region.text))):
        left = f"{left[: each.start]} {left[each.end :]}"
    return reference.shape == "word" and {each.casefold() for each in re.findall(r"\w+", left)} <= FILLERS


def _reader(reference: LogicReference) -> Callable[[str], AnswerReading]:
    if reference.shape == "grid":
        return lambda text: grids.grid(text, reference)
    read = {
        "pairs": relations.pairs,
        "table": relations.table,
        "order": orders.order,
        "set": orders.chosen,
        "word": orders.word,
    }[reference.shape]
    words = vocabulary(reference)
    return lambda text: read(text, reference, words)


def _number(reference: LogicReference, completion: str) -> Verdict:
    from dataclasses import replace

    from verigen.verifiers.symbolic import verify
    from verigen.verifiers.symbolic.completion.extract import extract

    reply = reply_of(completion)
    if len(extract(reply).answer or "") > SHOWN_NUMBER:
        return Verdict(
            outcome="incorrect",
            verifier=NAME,
            method="number",
            reason="no_answer",
            message="the answer is no number",
        )
    return replace(verify(reference.answer[0][0], reply), verifier=NAME)


def _verdict(outcome: Outcome, reason: str, found: Stated) -> Verdict:
    answer = found.reading.answer
    shown = None if answer is None else "; ".join(": ".join(row) for row in answer)[:SHOWN]
    message = "" if answer is not None else f"{found.reading.trouble} in {found.source}"
    return Verdict(
        outcome=outcome, verifier=NAME, method=found.source, reason=reason, extracted=shown, message=message
    )
