"""Adds a sentence with a number that the answer does not depend on; the answer stays.

The sentence speaks of a person of the story and of things that the story does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.rename import known_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

# Things by kind. A kind is left out where the problem speaks of it, or asks for a word that includes it.
THINGS = {
    "pencil pen crayon eraser marker paper school supply stationery": "pencils erasers crayons markers folders rulers",
    "book read page magazine comic library": "books comics magazines",
    "toy game play puzzle marble doll": "marbles puzzles dolls kites toys balloons",
    "shirt sock hat cloth wear shoe dress": "socks hats scarves shirts gloves belts",
    "plate cup dish kitchen spoon bowl glass": "plates cups spoons bowls jars",
    "flower plant garden tree": "roses tulips flowers ferns",
    "furniture room house chair lamp table window": "chairs lamps shelves pillows blankets windows",
    "photo picture frame card stamp sticker collect": "photos postcards stickers stamps",
    "animal pet fish bird farm": "goldfish ducks birds",
    "tool nail garage screw build": "nails screws buckets ropes",
}
PATTERNS = (
    "{name} owns {n} {things}.",
    "{name} keeps {n} {things} at home.",
    "{name}'s {kin} has {n} {things}.",
    "There are {n} {things} in {name}'s {place}.",
    "{name} got {n} {things} for {name}'s last birthday.",
    "Last month, {name} gave {n} {things} to a friend.",
    "Yesterday {name} saw {n} {things} in a shop window.",
    "{name} would like to have {n} {things}.",
    "{name}'s {kin} once counted {n} {things}.",
    "On the way home, {name} passed {n} {things}.",
    "{name} dreamed about {n} {things}.",
    "A neighbor of {name} sold {n} {things} this week.",
    "{name} used to have {n} {things}.",
    "{name}'s {kin} wants to borrow {n} {things}.",
    "In a picture on the wall of {name}'s {place} there are {n} {things}.",
    "{name}'s {kin} is looking for {n} {things}.",
)
KIN = ("brother", "sister", "mother", "father", "friend", "neighbor", "cousin", "aunt")
PLACES = ("room", "house", "garage", "bag", "closet", "kitchen")
NUMBERS = (2, 48)
# Questions that any thing might belong to, or that name no thing.
OPEN = re.compile(
    r"\b(?:items?|things?|objects?|gifts?|presents?|altogether|possessions?|belongings|everything)\b|"
    r"\bhow many (?:are|is|do|does|did|has|have|had|will|would|were|was|can|could|more|fewer|left|in)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[DJMS]r\.)(?<!\bM[rs]s\.)(?<!\bMs\.)(?<!\bSt\.)\s+(?=[A-Z$\d\"“])")
TRIES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Distract:
    domain = "math"

    @property
    def version(self) -> str:
        return "3"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        assert isinstance(problem.reference, MathReference)
        names = known_names(problem.prompt)
        kinds = [kind for kind in THINGS if not _touches(kind, problem.prompt)]
        if not names or not kinds or OPEN.search(SENTENCE.split(problem.prompt)[-1]):
            raise Refused("no aside is beside the point", "the question may ask for whatever an aside counts")
        taken = {*story.slots, *story.program.run(story.slots)}
        random = rng(seed, "distract", problem.id)
        seen: set[str] = set()
        for _ in range(TRIES):
            number = random.randint(*NUMBERS)
            aside = random.choice(PATTERNS).format(
                name=random.choice(names),
                n=number,
                things=random.choice(THINGS[random.choice(kinds)].split()),
                kin=random.choice(KIN),
                place=random.choice(PLACES),
            )
            if exact(number) in taken or aside in seen:
                continue
            seen.add(aside)
            prompt = insert(problem.prompt, aside)
            if _feeds_nothing(prompt, number, problem.reference):
                yield Change(prompt=prompt, reference=problem.reference, parameters={"aside": aside})


def _touches(kind: str, prompt: str) -> bool:
    """Whether a problem speaks of things of this kind."""
    stems = "|".join([*kind.split(), *(things.removesuffix("s") for things in THINGS[kind].split())])
    return re.search(rf"\b(?:{stems})", prompt, re.IGNORECASE) is not None


def insert(prompt: str, aside: str) -> str:
    """Insert the sentence before the last one, which asks the question; at the front if there is only one."""
    sentences = SENTENCE.split(prompt)
    return " ".join([*sentences[:-1], aside, sentences[-1]])


def _feeds_nothing(prompt: str, number: int, reference: MathReference) -> bool:
    """Whether the program, inferred again from the new text, does not use the new number."""
    assert reference.solution is not None
    try:
        story = infer(prompt, reference.solution, reference.answer)
    except Refused:
        return False
    used = story.program.slots(story.program.answer)
    return all(value != number or slot not in used for slot, value in enumerate(story.slots))
