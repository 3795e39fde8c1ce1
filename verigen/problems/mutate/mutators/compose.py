"""Chains two problems: the answer of one becomes a number of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import limits, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.rename import known_names
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story

LETTERS = "NMKPQTX"
FAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Compose:
    domain = "math"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["either"]:
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        story = read.story(problem)
        if story.watched:
            raise Refused("a result that feeds nothing")
        partners = [
            other
            for other in others
            if other.id != problem.id and other.source.policy == problem.source.policy
        ]
        rng(seed, "compose", problem.id).shuffle(partners)
        found = False
        for partner in partners:
            try:
                first = read.story(partner)
            except Refused:
                continue
            for slot in _places(first, story):
                found = True
                yield _joined(partner, first, story, slot)
                break
        if not found:
            raise Refused("no partner", f"none of {len(partners)} neighbours has an answer that fits into it")


def _places(first: Story, second: Story) -> Iterator[int]:
    """Numbers of the second problem that the first one's answer can replace, with everything else unchanged."""
    if first.watched or {*known_names(first.question)} & {*known_names(second.question)}:
        return
    value = first.program.run(first.slots)[first.program.answer]
    wanted = limits.demands(second)
    for slot in second.free:
        mention = second.mentions[second.members[slot][0]]
        if len(second.members[slot]) > 1 or mention.percent or mention.form != "digits":
            continue
        values = [*second.slots[:slot], value, *second.slots[slot + 1 :]]
        alike = _alike(value, second.slots[slot]) and limits.within(second, slot, value, spread=FAR)
        if alike and value not in second.slots and _fits(second, values, wanted):
            yield slot


def _alike(value: Number, old: Number) -> bool:
    return type(value) is int and type(old) is int and value > 1 and old / FAR <= value <= old * FAR


def _fits(story: Story, values: list[Number], wanted: Sequence[limits.Demand]) -> bool:
    same_order = all(
        (a > b) == (x > y)
        for a, x in zip(values, story.slots, strict=True)
        for b, y in zip(values, story.slots, strict=True)
    )
    return same_order and limits.meets(story, values, wanted)


def _joined(partner: Problem, first: Story, second: Story, slot: int) -> Change:
    mention = second.mentions[second.members[slot][0]]
    text = first.question + second.question
    letter = next(each for each in LETTERS if not re.search(rf"\b{each}\b", text))
    value = first.program.run(first.slots)[first.program.answer]
    values = [*second.slots[:slot], value, *second.slots[slot + 1 :]]
    question = f"{second.question[: mention.start]}{letter}{second.question[mention.end :]}"
    steps = first.solve(first.slots).rpartition("\n")[0]
    return Change(
        prompt=f"{first.question}\n\nCall the answer to this question {letter}, and use it here:\n\n{question}",
        reference=MathReference(
            answer=literal(second.program.run(values)[second.program.answer]),
            solution=f"{steps}\nSo {letter} = {literal(value)}.\n{second.solve(values)}",
        ),
        parameters={
            "with": partner.id,
            "letter": letter,
            "value": literal(value),
            "replaced": literal(second.slots[slot]),
        },
        joins=(partner.family, *partner.source.joins),
        again=Rederivation(partner=partner.id),
    )
