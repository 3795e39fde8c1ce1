"""Replaces people and things in a story by others; the numbers and the answer stay."""

# RUF001: texts use several characters for the product, minus and apostrophe signs.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.names import GIVEN_HE, GIVEN_SHE, KNOWN_HE, KNOWN_SHE, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.names import GivenNames

NAME = re.compile(r"(?<![\w'’-])[A-Z][a-z]+(?![\w-])")
TRIES = 40
# a thing as a separate word: not "apple pie", "orange paint", "the pen pal" or "a pen of rabbits"
DETERMINERS = r"(?:an?|one|each|every|per|another|the|this|that|single)"
FREE = r"(?=\s*[.,;:?!)]|\s*$|['’]s?\b|\s+(?:and|or|is|was|costs?|for|at|to|from|in|on|he|she|they|it|each|per|that|which|has|weighs|if|than|as|with|there|will|left|does|did|are|were|every|when|but|then|so)\b)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """`things`: change things as well as people."""

    things: bool = True

    domain = "math"

    @property
    def version(self) -> str:
        return "3"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        if not isinstance(problem.reference, MathReference):
            raise Refused("not a math problem")
        kept = " ".join([problem.reference.answer, *(problem.reference.options or {}).values()])
        people = [name for name in known_names(problem.prompt) if not _says(kept, name)]
        things = [
            pair
            for pair in (known_things(problem.prompt) if self.things else [])
            if not any(_says(kept, word) for word in pair)
        ]
        if not people and not things:
            raise Refused("nothing to rename", "the question names no person or thing that verigen knows")
        random = rng(seed, "rename", problem.id)
        seen: set[str] = set()
        while True:
            for _ in range(TRIES):
                chosen = _names(problem.prompt, people, random) | _things(things, random)
                key = repr(sorted(chosen.items()))
                if chosen and key not in seen:
                    break
            else:
                return
            seen.add(key)
            yield _change(problem, problem.reference, chosen)


def _says(answer: str, word: str) -> bool:
    """Whether an answer holds the word, which then has to stay."""
    return re.search(rf"(?<![^\W_]){word}(?![^\W_])", answer, re.IGNORECASE) is not None


def _change(problem: Problem, reference: MathReference, chosen: dict[str, str]) -> Change:
    solution = reference.solution and substitute(reference.solution, chosen)
    return Change(
        prompt=substitute(problem.prompt, chosen),
        reference=replace(reference, solution=solution),
        parameters={"words": ", ".join(f"{old}>{new}" for old, new in chosen.items())},
    )


def known_names(text: str) -> list[str]:
    """People with a first name only: no name that belongs to a place, a surname or a longer name."""
    found = dict.fromkeys(
        match[0] for match in NAME.finditer(text) if match[0] in KNOWN_SHE or match[0] in KNOWN_HE
    )
    return [
        name for name in found if not _is_longer(text, name) and not re.search(rf"\b{name.lower()}\b", text)
    ]


PLACES = r"Lake|Mount|St\.?|Saint|San|Santa|Fort|Port|New|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?"


def _is_longer(text: str, name: str) -> bool:
    """Whether the name is part of a place, a surname or a title."""
    before = [match[1] for match in re.finditer(rf"\b([A-Z][a-z]+) {name}\b", text)]
    return bool(
        re.search(
            rf"\b{name} (?!Jr|Is|Has|And)[A-Z][a-z]+|\b(?:{PLACES}) {name}\b|\b{name}(?:es|['’]s [A-Z])", text
        )
        or any(word in KNOWN_SHE or word in KNOWN_HE for word in before)
        or re.search(rf"(?<=[a-z,;] )(?!Uncle|Aunt|And|If)[A-Z][a-z]+ {name}\b", text)
    )


def known_things(text: str) -> list[tuple[str, str]]:
    """Things that occur only as separate words, with no other thing of their kind in the text."""
    found = []
    for row in THINGS:
        here = [pair for pair in row if re.search(rf"\b(?:{pair[0]}|{pair[1]})\b", text, re.IGNORECASE)]
        if len(here) == 1 and _is_free(text, here[0]):
            found.append(here[0])
    return found


def _is_free(text: str, pair: tuple[str, str]) -> bool:
    every = len(re.findall(rf"\b(?:{pair[0]}|{pair[1]})\b", text, re.IGNORECASE))
    singular = len(re.findall(rf"\b{DETERMINERS}\s+{pair[0]}\b{FREE}", text, re.IGNORECASE))
    plural = len(re.findall(rf"(?<!-)\b{pair[1]}\b(?!-|\s+of\b)", text, re.IGNORECASE))
    coloured = re.search(
        rf"\b(?:red|green|blue|yellow|black|white|purple|golden|pink|brown|chocolate|colored|coloured) (?:{pair[0]}|{pair[1]})\b",
        text,
    )
    return every == singular + plural and not coloured


def _names(text: str, people: list[str], random: Random) -> dict[str, str]:
    """New names with the same pronouns, common ones more often, that do not occur in the text."""
    chosen: dict[str, str] = {}
    story = text.lower()
    for name in people:
        given = GIVEN_SHE if is_she(text, name) else GIVEN_HE
        free = (
            each
            for each in _drawn(given, random)
            if each.lower() not in story and each not in chosen.values()
        )
        chosen[name] = next(free)
    return chosen


def _drawn(given: GivenNames, random: Random) -> Iterator[str]:
    while True:
        yield random.choices(given.names, cum_weights=given.bounds)[0]


def is_she(text: str, name: str) -> bool:
    """Whether the person is female: for a single person the pronouns decide, since Mitchell may be a she."""
    she = re.search(r"\b(?:she|hers?)\b", text, re.IGNORECASE)
    he = re.search(r"\b(?:he|him|his)\b", text, re.IGNORECASE)
    if _first_names(text) <= {name} and bool(she) != bool(he):
        return bool(she)
    return name in KNOWN_SHE


def _first_names(text: str) -> set[str]:
    return {match[0] for match in NAME.finditer(text) if match[0] in KNOWN_SHE or match[0] in KNOWN_HE}


def _things(things: list[tuple[str, str]], random: Random) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for pair in things:
        row = next(row for row in THINGS if pair in row)
        new = random.choice([each for each in row if each != pair])
        chosen |= dict(zip(pair, new, strict=True))
    return chosen


def substitute(text: str, chosen: dict[str, str]) -> str:
    """Replace all names at once, so that swapped names do not collide.

    Capitals, possessives and articles are adapted.
    """
    if not chosen:
        return text
    pattern = re.compile(
        rf"(?:\b(?P<article>[Aa]n?) )?\b(?P<old>{'|'.join(sorted(chosen, key=len, reverse=True))})\b(?P<s>['’](?!s|\w))?",
        re.IGNORECASE,
    )
    return pattern.sub(lambda match: _new(match, chosen), text)


def _new(match: re.Match[str], chosen: dict[str, str]) -> str:
    old = match["old"]
    new = chosen.get(old) or (chosen.get(old.lower()) if old[0].isupper() or old.isupper() else None)
    if new is None:
        return match[0]
    if old[0].isupper():
        new = new[0].upper() + new[1:]
    article = match["article"]
    front = f"{article[0]}{'n' if new[0].lower() in 'aeiou' else ''} " if article else ""
    possessive = (
        "" if match["s"] is None else match["s"] + ("s" if old.endswith("s") and old[0].isupper() else "")
    )
    return front + new + possessive
