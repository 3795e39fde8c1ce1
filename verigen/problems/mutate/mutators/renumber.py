"""Draws new numbers for a word problem within the limits of the old ones, and computes the answer from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import read, search
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.search import Reach
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story

# round numbers near the old ones first; then finer, then farther ones if the constraints leave too few
REACHES = (
    Reach(fine=False, spread=2),
    Reach(fine=True, spread=2),
    Reach(fine=True, spread=3),
    Reach(fine=True, spread=4),
)

TRIED = len(REACHES) * (search.RESTARTS + search.VISITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """Tries each reach until it yields no more numbers, then the next one."""

    domain = "math"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["changes"]:
        return "changes"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        random = rng(seed, "renumber", problem.id)
        seen: set[tuple[Number, ...]] = set()
        for reach in REACHES:
            for values in search.draws(search.plan(story, reach), random):
                if tuple(values) not in seen:
                    seen.add(tuple(values))
                    yield change(story, values)
        if not seen:
            raise Refused("no other numbers fit", f"none of {TRIED} numbers tried meets its constraints")


def change(story: Story, values: Sequence[Number]) -> Change:
    """The change that writes the story with these numbers."""
    answer = story.program.run(values)[story.program.answer]
    pairs = zip(story.slots, values, strict=True)
    return Change(
        prompt=story.write(values),
        reference=MathReference(answer=literal(answer), solution=story.solve(values)),
        parameters={
            "numbers": ", ".join(f"{literal(old)}>{literal(new)}" for old, new in pairs if old != new)
        },
    )
