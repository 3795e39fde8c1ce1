"""Adds one or two clauses to a story that asks for a number of things: what is done with them, and a new question.

GSM-Symbolic's p1 and p2 add clauses in this way (Mirzadeh et al. 2024, arXiv:2410.05229). The parent's answer becomes a
number of the new steps, so the clauses come after everything that it depends on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.asides import SENTENCE
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from verigen.core.types import Problem

# Things that people pack, share and sell one by one.
GOODS = (
    "apples bagels balloons balls bananas baskets beads biscuits books bottles bracelets brownies buttons cakes candles "
    "candies cans cards carrots cherries coconuts comics cookies cucumbers cupcakes crayons dolls doughnuts donuts eggs "
    "erasers flowers folders gifts grapefruits hats jars kites lemons limes magazines mangoes marbles markers muffins "
    "necklaces notebooks onions oranges paintings pancakes papayas peaches pears pencils pens pies pineapples plants "
    "plates plums postcards potatoes pumpkins puzzles ribbons roses rulers sandwiches scarves seashells shells shirts socks "
    "souvenirs stamps stickers strawberries tarts tomatoes toys tulips vases watermelons"
).split()
ASKED = re.compile(rf"^How many (?:\w+ )?({'|'.join(GOODS)})\b", re.IGNORECASE)
# The things must be there in the end, and be asked for as they are.
THERE = re.compile(
    r"\b(?:have|has|own|owns|left|remain|remains|remaining|there|collect|collected|pick|picked|bake|baked|make|made|get|gets|receive|"
    r"received|now|altogether|in total|in all)\b",
    re.IGNORECASE,
)
UNSURE = re.compile(
    r"\b(?:more|fewer|less|each|every|per|average|sell|sells|sold|eat|eats|ate|need|needs|before|originally|first|initially|start|"
    r"beginning|would|could|if|than|share|percent|give|gives|gave|lose|lost|use|used|read|paid)\b",
    re.IGNORECASE,
)
MOST = 500
GIVEN, SPENT = 20, 60  # at most, as people would
CLAUSES = 60  # drawn at most


class Clause(NamedTuple):
    """The sentences that are added, with the new question last, and the steps from the parent's answer on."""

    text: str
    steps: tuple[str, ...]
    answer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    domain = "math"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["changes"]:
        return "changes"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        question = SENTENCE.split(problem.prompt)[-1]
        asked = ASKED.match(question)
        if not asked or not THERE.search(question) or UNSURE.search(question) or "$" in question:
            raise Refused(
                "no things to go on with", "its question does not ask how many things are there in the end"
            )
        values = story.program.run(story.slots)
        count = values[story.program.answer]
        if type(count) is not int or not 1 < count <= MOST:
            raise Refused("no whole number of things", f"its answer is {literal(count)}")
        random = rng(seed, "extend", problem.id)
        taken = {*values, *story.slots}
        seen = {str(count)}
        notes = story.solve(story.slots).rpartition("\n")[0]
        for _ in range(CLAUSES):
            clause = _clause(random, asked[1].lower(), count)
            numbers = {exact(int(found)) for found in re.findall(r"\d+", clause.text)}
            if clause.text in seen or clause.answer == count or numbers & taken:
                continue
            seen.add(clause.text)
            lines = "\n".join(f"{step} = <<{step}={value}>>{value}" for step, value in _valued(clause.steps))
            yield Change(
                prompt=f"{problem.prompt} {clause.text}",
                reference=MathReference(
                    answer=str(clause.answer), solution=f"{notes}\n{lines}\n#### {clause.answer}".lstrip()
                ),
                parameters={"clause": clause.text},
            )


def _valued(steps: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each step `a*b`, `a-b` or `a/b` of whole numbers with its value."""
    found = []
    for step in steps:
        left, sign, right = re.split(r"([*/-])", step)
        a, b = int(left), int(right)
        found.append((step, {"*": a * b, "-": a - b, "/": a // b}[sign]))
    return found


def _clause(random: Random, things: str, count: int) -> Clause:
    kinds: list[Callable[[Random, str, int], Clause]] = [_sale, _sale_and_cost, _gift_and_sale]
    if fits := [k for k in range(2, min(count, 13)) if count % k == 0]:
        kinds.append(partial(_boxes, fits))
    return random.choice(kinds)(random, things, count)


def _sale(random: Random, things: str, count: int) -> Clause:
    price = random.randint(2, 9)
    text = f"All of these {things} are then sold for ${price} each. How many dollars does that bring in?"
    return Clause(text, (f"{count}*{price}",), count * price)


def _sale_and_cost(random: Random, things: str, count: int) -> Clause:
    price = random.randint(2, 9)
    cost = random.randint(1, min(SPENT, count * price - 1))
    text = (
        f"All of these {things} are then sold for ${price} each, and ${cost} of the money is spent on a stall. How many dollars "
        "are left?"
    )
    return Clause(text, (f"{count}*{price}", f"{count * price}-{cost}"), count * price - cost)


def _gift_and_sale(random: Random, things: str, count: int) -> Clause:
    gift, price = random.randint(1, min(GIVEN, count - 1)), random.randint(2, 9)
    text = (
        f"Then {gift} of these {things} are given to a neighbor, and the others are sold for ${price} each. How many dollars does "
        "the sale bring in?"
    )
    return Clause(text, (f"{count}-{gift}", f"{count - gift}*{price}"), (count - gift) * price)


def _boxes(fits: Sequence[int], random: Random, things: str, count: int) -> Clause:
    size, box = random.choice(fits), random.choice(["boxes", "bags", "baskets"])
    text = f"These {things} are then packed into {box} of {size}. How many {box} does that fill?"
    return Clause(text, (f"{count}/{size}",), count // size)
