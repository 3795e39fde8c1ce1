"""Makes a problem harder by one more step or one more condition (WizardLM's Evol-Instruct, arXiv:2304.12244)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.rewrite.rewriters import asking
from verigen.problems.rewrite.rewriters.kinds import Inventing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Message, Problem

# the changes, and asking.EXAMPLE after each
WAYS = {
    "deepen": (
        "needs one more step of reasoning: what this one asks for is a middle result of the new one",
        "A box holds 4 red and 3 blue pens. A school buys 5 boxes and shares all the pens equally among 7 classes. "
        "How many pens does each class get?",
    ),
    "constrain": (
        "adds one condition or quantity to this one, such that the answer changes because of it",
        "A box holds 4 red and 3 blue pens. In each of 5 boxes, 2 of the blue pens are dry. How many pens in the 5 "
        "boxes can still write?",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evolve(Inventing):
    """`wish`: the change to the problem."""

    wish: str = "deepen"

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return tuple(WAYS)

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        way, example = WAYS[self.wish]
        return asking.ask("evolve", problem, others, wish=way, example=example)
