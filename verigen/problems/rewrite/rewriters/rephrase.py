"""Writes the same problem in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.rewrite.rewriters import asking
from verigen.problems.rewrite.rewriters.kinds import Keeping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Message, Problem


EXAMPLE = (
    "Pens come in boxes of 3 blue ones and 4 red ones. Somebody has 5 such boxes: what is the number of pens?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rephrase(Keeping):
    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("rephrase", problem, others, example=EXAMPLE)
