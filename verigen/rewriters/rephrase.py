"""The same problem in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.rewriters import asking, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.types import Message, Problem


EXAMPLE = (
    "Pens come in boxes of 3 blue ones and 4 red ones. Somebody has 5 such boxes: what is the number of pens?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rephrase:
    wish: str = ""

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
        return ()

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("rephrase", problem, others, example=EXAMPLE)

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.sound(problem, text)
        checks.same_numbers(problem, text)
        checks.reworded(problem, text)
        return text
