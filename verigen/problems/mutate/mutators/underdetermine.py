"""Removes a number that the answer needs: the correct answer is that it can't be determined.

The number goes without a word in its place: "has 24 pens" becomes "has pens". Half of the changes leave no
number out and end with the same sentence. So no word gives the answer away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import limits, polynomials, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story

ANSWER = "cannot be determined"
OTHERWISE = "\n\nor\n\n"
FURTHER = (2, 3, 5)
ASK = f'If the question can\'t be answered from what is given, answer "{ANSWER}".'
UNITS = (
    "times|degrees|percent|years|less|plus|minus|dollars|cents|pounds|ounces|kilograms|grams|tons|kilometers|"
    "meters|centimeters|millimeters|miles|feet|inches|yards|liters|milliliters|gallons|quarts|points"
)
PLURAL = re.compile(
    rf"\s(?:(?:more |other |new |different |small |large |big |red |blue |green |white |black )?(?!(?:{UNITS})\b)[a-z]+(?:s|men|people|children|mice|fish|sheep|deer)\b(?![- ](?:old|less|fewer|older|younger|later|ago|per|an?|each|every|of)\b))"
)
BEFORE = re.compile(
    r"\b(?:an?|the|these|those|every|each|per|first|last|next|than|of|all|both|another|only|just|exactly|about|total|by|to|from|between|and|least|most|in|within|after|every|additional|extra|other|his|her|their|its|my|your|our|whose|\w+'s?)\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Underdetermine:
    domain = "math"

    @property
    def version(self) -> str:
        return "3"

    @property
    def effect(self) -> Literal["either"]:
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        idle = set(range(len(story.slots))) - story.program.slots(story.program.answer)
        if idle:
            raise Refused(
                "a number that may stand in",
                "a number that the solution does not use may still fix the answer",
            )
        slots = [slot for slot in story.free if _can_go(story, slot)]
        if not slots:
            raise Refused(
                "no number that can be left out", "no number counts things that could stand without it"
            )
        random = rng(seed, "underdetermine", problem.id)
        random.shuffle(slots)
        first, *further = (_without(story, slot, _other(story, slot)) for slot in slots)
        pair = [first, _whole(problem)]
        random.shuffle(pair)
        yield from (*pair, *further)


def _can_go(story: Story, slot: int) -> bool:
    """Whether the number counts things in the plural, occurs once, and determines the answer."""
    mention = story.mentions[story.members[slot][0]]
    if (
        len(story.members[slot]) > 1
        or mention.money
        or mention.percent
        or mention.form in {"numerator", "denominator"}
    ):
        return False
    before, after = story.question[: mention.start], story.question[mention.end :]
    if type(mention.value) is not int or BEFORE.search(before) or not PLURAL.match(after):
        return False
    try:
        ratio = polynomials.function(story.program, story.slots, slot)
    except Refused:
        return False
    return len(ratio.top) > 1 and len(ratio.bottom) == 1


def _whole(problem: Problem) -> Change:
    assert isinstance(problem.reference, MathReference)
    return Change(
        prompt=f"{problem.prompt}\n\n{ASK}", reference=problem.reference, parameters={"left out": "nothing"}
    )


def _other(story: Story, slot: int) -> list[Number]:
    """The numbers with another one in this slot.

    It fits equally well if possible, or at least changes the answer.
    """
    wanted, old = limits.demands(story), story.slots[slot]
    tries = [[*story.slots[:slot], old * times, *story.slots[slot + 1 :]] for times in FURTHER]
    return next((values for values in tries if limits.meets(story, values, wanted)), tries[0])


def _without(story: Story, slot: int, values: list[Number]) -> Change:
    """The change; its solution shows the answers with the original number and with another one."""
    mention = story.mentions[story.members[slot][0]]
    before = story.question[: mention.start]
    left_out, other = literal(story.slots[slot]), literal(values[slot])
    rest = story.question[mention.end :].lstrip()
    if not before or re.search(r"[.!?]\s+$", before):
        rest = rest[0].upper() + rest[1:]
    return Change(
        prompt=f"{before}{rest}\n\n{ASK}",
        reference=MathReference(
            answer=ANSWER, solution=OTHERWISE.join(map(story.solve, (story.slots, values)))
        ),
        parameters={"left out": left_out, "or": other},
        again=Rederivation(alternatives=(left_out, other)),
    )
