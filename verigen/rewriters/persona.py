"""The same problem as a certain kind of person would put it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.rewriters import asking, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.types import Message, Problem

# how each of them writes
VOICES = {
    "novice": "a beginner who does not know the technical terms and says everything in plain everyday words",
    "expert": "an expert of the field, who is brief and exact and uses its terms",
    "sceptic": "a sceptic who doubts that the problem is well put, says so in passing, and still wants the answer",
    "child": "a curious twelve-year-old, without saying their age",
    "non-native": "a non-native speaker of English, with simple sentences and small slips of grammar",
    "hurried": "somebody in a hurry on a phone: short, few capitals, a few typing errors in words, never in numbers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """`wish`: who writes."""

    wish: str = "novice"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    @property
    def seeds(self) -> int:
        return 0

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return tuple(VOICES)

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("persona", problem, others, VOICES[self.wish])

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.sound(problem, text)
        checks.same_numbers(problem, text)
        return text
