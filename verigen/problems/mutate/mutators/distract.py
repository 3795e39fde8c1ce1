"""Adds a sentence with a number that the answer does not depend on; the answer stays.

The sentence is borrowed from another problem of the bank, so that its words give nothing away, and speaks of a person
of the story. It shares no word about its topic with the story and may stand anywhere before the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import asides, numbers, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.asides import Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Distract:
    domain = "math"

    @property
    def version(self) -> str:
        return "5"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        story = read.story(problem)
        assert isinstance(problem.reference, MathReference)
        taken = {*story.slots, *story.program.run(story.slots)}
        random = rng(seed, "distract", problem.id)
        found = False
        for _, places in groupby(
            asides.fitting(problem, others), key=lambda each: (each.lender.id, each.text)
        ):
            change = _told(problem, problem.reference, random.choice(list(places)))
            values = {exact(each.value) for each in numbers.find(change.parameters["aside"])}
            if values.isdisjoint(taken) and asides.feeds_nothing(change.prompt, problem.reference, values):
                found = True
                yield change
        if not found:
            raise Refused(
                "no aside fits", f"no sentence of {len(others)} neighbours can be told of its people"
            )


def _told(problem: Problem, reference: MathReference, aside: Aside) -> Change:
    return Change(
        prompt=asides.insert(problem.prompt, aside),
        reference=reference,
        parameters={"aside": aside.text, "from": aside.lender.id},
        joins=aside.joins,
    )
