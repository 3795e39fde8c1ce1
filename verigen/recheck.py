"""Derives a mutant's answer a second time, by another road than its program.

Only the mutant's text is used: its notes are evaluated by the verifier's parser and arithmetic, and every number in
them must stand in its question, in an earlier note, or in what its words imply.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.mutators import facts, numbers
from verigen.mutators.story import literal
from verigen.verifiers.symbolic import compare

if TYPE_CHECKING:
    from verigen.mutators.program import Number
    from verigen.types import MathReference

NOTE = re.compile(r"<<([^<>=]*)=([^<>=]*)>>")
LITERAL = re.compile(r"\d+(?:\.\d+)?")


def disagreement(prompt: str, reference: MathReference, words: str) -> str | None:
    """None where the notes come to the reference's answer, else what is wrong with them.

    `words` are the parent's, which may bring in a fact such as the days of a week.
    """
    notes = NOTE.findall(reference.solution or "")
    if not notes:
        return "its solution holds no notes"
    known = _numbers(prompt, words)
    for left, right in notes:
        if compare(right, left).outcome != "correct":
            return f"the note <<{left}={right}>> does not hold"
        strange = [text for text in LITERAL.findall(left) if text not in known]
        if strange:
            return f"the note <<{left}={right}>> uses {strange[0]}, which stands nowhere before"
        known.update([right, *LITERAL.findall(right)])
    last = notes[-1][1]
    if compare(reference.answer, last).outcome != "correct":
        return f"its notes come to {last}, not to {reference.answer}"
    return None


def _numbers(prompt: str, words: str) -> set[str]:
    """As the notes write them."""
    values: set[Number] = {*facts.stated(words), *facts.hinted(words)}
    for mention in numbers.find(prompt):
        values |= {mention.value, mention.value * mention.scale}
    found = {piece for value in values for piece in LITERAL.findall(literal(value))}
    return found | {piece.replace(",", "") for piece in re.findall(r"\d[\d,]*(?:\.\d+)?", prompt)}
