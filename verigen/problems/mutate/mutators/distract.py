"""Adds a sentence with a number that the answer does not depend on; the answer stays."""

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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

# a sentence, the range of its number, and words: in a question with one of them the number would matter
ASIDES = (
    ("It is {} degrees outside.", (12, 29), "degree|temperature|weather|warm|cold|hot"),
    ("The town's museum opened {} years ago.", (15, 80), "museum|year|old|age|town|ago"),
    ("A train passes nearby every {} minutes.", (11, 45), "train|minute|hour|time|travel"),
    ("The road outside is {} kilometers long.", (3, 40), "road|kilometer|mile|distance|meter|long|travel|driv"),
    ("The local radio station plays {} songs an hour.", (11, 18), "song|music|radio|hour|station|play"),
    ("The nearest bridge is {} meters long.", (40, 250), "bridge|meter|feet|long|length|distance"),
    ("The clock tower across the street is {} meters high.", (20, 60), "tower|clock|meter|high|tall|feet|height"),
    ("The town library is open for {} hours on weekdays.", (7, 11), "librar|hour|open|book|week|day"),
    ("A calendar on the wall shows a picture of a village with {} houses.", (13, 60), "house|village|picture|home|calendar|wall"),
    ("A newspaper that day had {} pages.", (16, 64), "page|newspaper|paper|read|day"),
    ("The bus that stops nearby has {} seats.", (24, 60), "bus|seat|passenger|chair|ride"),
    ("The flag on the town hall has {} stars on it.", (5, 25), "star|flag|hall"),
    ("The elevator in the building next door can carry {} people.", (6, 16), "elevator|people|person|building|floor|friend"),
    ("The nearest mountain is {} meters high.", (800, 3200), "mountain|climb|meter|height|high|hik|feet"),
)  # fmt: skip
SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[DJMS]r\.)(?<!\bM[rs]s\.)(?<!\bMs\.)(?<!\bSt\.)\s+(?=[A-Z$\d\"“])")
TRIES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Distract:
    domain = "math"

    @property
    def version(self) -> str:
        return "2"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        assert isinstance(problem.reference, MathReference)
        asides = [
            each for each in ASIDES if not re.search(rf"\b(?:{each[2]})", problem.prompt, re.IGNORECASE)
        ]
        if not asides:
            raise Refused(
                "no aside is beside the point", "every known aside touches what the question is about"
            )
        taken = {*story.slots, *story.program.run(story.slots)}
        random = rng(seed, "distract", problem.id)
        seen: set[str] = set()
        for _ in range(TRIES * len(asides)):
            text, (low, high), _ = random.choice(asides)
            number = random.randint(low, high)
            aside = text.format(number)
            if exact(number) in taken or aside in seen:
                continue
            seen.add(aside)
            prompt = insert(problem.prompt, aside)
            if _feeds_nothing(prompt, number, problem.reference):
                yield Change(prompt=prompt, reference=problem.reference, parameters={"aside": aside})


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
