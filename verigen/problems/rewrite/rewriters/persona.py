"""Writes the same problem as a certain kind of person would ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.rewrite.rewriters import asking
from verigen.problems.rewrite.rewriters.kinds import Keeping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Message, Problem

# the personas, and asking.EXAMPLE in the words of each
VOICES = {
    "novice": (
        "a beginner who does not know the technical terms and says everything in plain everyday words",
        "So there is a box, and inside are 4 red pens and 3 blue ones. With 5 boxes like that, how many pens is that "
        "all together?",
    ),
    "expert": (
        "an expert of the field, who is brief and exact and uses its terms",
        "Each box contains 4 red and 3 blue pens. Determine the total number of pens in 5 boxes.",
    ),
    "sceptic": (
        "a sceptic who doubts that the problem is well put, says so in passing, and still wants the answer",
        "They claim that a box holds 4 red and 3 blue pens. I have my doubts, but supposing it is true, how many pens "
        "would 5 boxes hold?",
    ),
    "child": (
        "a curious twelve-year-old, without saying their age",
        "My box has 4 red pens and 3 blue pens in it. If I had 5 boxes like mine, how many pens would I have?",
    ),
    "non-native": (
        "a non-native speaker of English, with simple sentences and small slips of grammar",
        "In the box is 4 red pen and 3 blue pen. How many pens it is in 5 boxes?",
    ),
    "hurried": (
        "somebody in a hurry on a phone: short, few capitals, a few typing errors in words, never in numbers",
        "box has 4 red n 3 blue pens, how mnay pens in 5 boxes?",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona(Keeping):
    """`wish`: the kind of person that asks."""

    wish: str = "novice"

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return tuple(VOICES)

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        who, example = VOICES[self.wish]
        return asking.ask("persona", problem, others, wish=who, example=example)
