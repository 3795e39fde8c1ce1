"""Converts a unit in a question, its numbers and its answer: kilometers to meters, hours to minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story


class Conversion(NamedTuple):
    """One old unit is `factor` new units; the forms are singular and plural.

    `largest` is the largest number of new units that people would write.
    """

    old: tuple[str, str]
    new: tuple[str, str]
    factor: int
    largest: int


CONVERSIONS = (
    Conversion(("kilometer", "kilometers"), ("meter", "meters"), 1000, 20_000),
    Conversion(("meter", "meters"), ("centimeter", "centimeters"), 100, 1000),
    Conversion(("centimeter", "centimeters"), ("millimeter", "millimeters"), 10, 1000),
    Conversion(("kilogram", "kilograms"), ("gram", "grams"), 1000, 5000),
    Conversion(("liter", "liters"), ("milliliter", "milliliters"), 1000, 5000),
    Conversion(("foot", "feet"), ("inch", "inches"), 12, 240),
    Conversion(("yard", "yards"), ("foot", "feet"), 3, 300),
    Conversion(("pound", "pounds"), ("ounce", "ounces"), 16, 320),
    Conversion(("gallon", "gallons"), ("quart", "quarts"), 4, 100),
    Conversion(("hour", "hours"), ("minute", "minutes"), 60, 1800),
    Conversion(("minute", "minutes"), ("second", "seconds"), 60, 1800),
    Conversion(("week", "weeks"), ("day", "days"), 7, 100),
    Conversion(("dollar", "dollars"), ("cent", "cents"), 100, 1000),
)
PROBES = 4
SPECIAL = re.compile(r"\b(?:square|cubic|sq|cu)\b|[²³]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescale:
    domain = "math"

    @property
    def version(self) -> str:
        return "3"

    @property
    def effect(self) -> Literal["either"]:
        """The answer changes if it has the unit, and stays if it counts something else."""
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        found = False
        for conversion in CONVERSIONS:
            change = _converted(story, conversion, seed)
            if change:
                found = True
                yield change
        if not found:
            raise Refused("no unit to convert", "no unit stands only behind numbers and in what is asked")


def _converted(story: Story, conversion: Conversion, seed: int) -> Change | None:
    slots = _slots(story, conversion)
    if not slots or not _only_there(story, conversion) or SPECIAL.search(story.question):
        return None
    asked = bool(_asked(conversion).search(story.question))
    factor = conversion.factor if asked else 1
    if not _scales(story, slots, conversion.factor, factor, seed):
        return None
    values = [
        exact(value * conversion.factor) if slot in slots else value for slot, value in enumerate(story.slots)
    ]
    if any(type(values[slot]) is not int or values[slot] > conversion.largest for slot in slots):
        return None
    answer = story.program.run(values)[story.program.answer]
    return Change(
        prompt=_text(story, conversion, slots, values),
        reference=MathReference(answer=literal(answer), solution=story.solve(values)),
        parameters={"unit": f"{conversion.old[1]}>{conversion.new[1]}"},
    )


def _slots(story: Story, conversion: Conversion) -> frozenset[int]:
    """Numbers with that unit; none if an equal number has another unit, or if it is a fixed fact."""
    found = set()
    for slot, members in enumerate(story.members):
        units = {story.mentions[at].unit in conversion.old for at in members}
        if units == {True, False} or (
            units == {True} and any(story.mentions[at].form != "digits" for at in members)
        ):
            return frozenset()
        if units == {True}:
            found.add(slot)
    return frozenset(found)


def _asked(conversion: Conversion) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:how many (?:more |fewer |total |less )?|in (?:total )?){conversion.old[1]}\b", re.IGNORECASE
    )


def _only_there(story: Story, conversion: Conversion) -> bool:
    """Whether the unit occurs only after numbers and in the question asked, and the new unit nowhere."""
    text = story.question.lower()
    if re.search(rf"\b(?:{'|'.join(conversion.new)})\b", text) or (
        conversion.old[0] == "dollar" and "$" in text
    ):
        return False
    every = len(re.findall(rf"\b(?:{'|'.join(conversion.old)})\b", text))
    numbered = sum(mention.unit in conversion.old for mention in story.mentions)
    hyphened = re.search(rf"\d-(?:{'|'.join(conversion.old)})\b", text)
    return not hyphened and every == numbered + len(_asked(conversion).findall(text))


def _scales(story: Story, slots: frozenset[int], factor: int, expected: int, seed: int) -> bool:
    """Whether the answer scales with its unit for all numbers; with a fixed amount in the program it does
    not.
    """
    for probe in range(PROBES):
        random = rng(seed, "rescale", story.question, probe)
        values: list[Number] = [
            exact(value * Fraction(random.randint(101, 997), 100)) if probe else value
            for value in story.slots
        ]
        scaled = [exact(value * factor) if slot in slots else value for slot, value in enumerate(values)]
        try:
            before = story.program.run(values)[story.program.answer]
            after = story.program.run(scaled)[story.program.answer]
        except (ZeroDivisionError, ValueError):
            return False
        if after != before * expected:
            return False
    return True


def _text(story: Story, conversion: Conversion, slots: frozenset[int], values: Sequence[Number]) -> str:
    home = {at: slot for slot, members in enumerate(story.members) for at in members}
    pieces, at = [], 0
    for index, mention in enumerate(story.mentions):
        if home[index] in slots:
            value = values[home[index]]
            assert isinstance(value, int)
            text = f"{value:,}" if value >= 10_000 or mention.comma else str(value)
            pieces += [story.question[at : mention.start], text]
            at = mention.end
            # in front of a noun the unit stays singular: a 12 kilometer race
            if mention.value != 1 and (unit := re.match(rf" {conversion.old[0]}\b", story.question[at:])):
                pieces.append(f" {conversion.new[0]}")
                at += unit.end()
    return re.sub(
        rf"\b(?:{'|'.join(conversion.old)})\b", conversion.new[1], "".join([*pieces, story.question[at:]])
    )
