"""Held-out requests: other tasks, and kinds of instructions that the bank instruct-core does not use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from verigen.domains.instruct.reference import InstructCheck
from verigen.problems.banks.live.requests import DrawnRequest, request

from .family import family

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

TASKS = (
    "Write a product description of {}.", "Prepare an announcement for visitors who are interested in {}.", "Interview an expert on {}.",
    "List the pros and cons of {}.", "Write a toast that mentions {}.", "Invent a riddle whose solution is {}.", "Write a diary entry on {}.",
    "Review a book about {}.",
)  # fmt: skip
TOPICS = (
    "a solar lamp", "ice skating", "desert plants", "old maps", "a folding chair", "whale watching", "sign language", "a wooden toy",
    "paper cranes", "night markets", "a pottery class", "canal boats", "cable cars", "wild herbs", "a ship in a bottle",
)  # fmt: skip
LETTERS = "q x z j k v".split()


@family(level=1, instructions=(1, 2))
def lists_and_parts(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, ("numbered", "divided", "capitals"), instructions)


@family(level=1, instructions=(1, 2))
def letters_and_digits(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(rng, ("letter_count", "no_digits", "capitals"), instructions)


@family(level=1)
def twice_or_again(rng: Random) -> DrawnRequest:
    return _of(rng, ("two", "repeated"), 1)


@family(level=2, instructions=(2, 3, 4, 5))
def several(rng: Random, *, instructions: int) -> DrawnRequest:
    return _of(
        rng,
        ("numbered", "divided", "capitals", "letter_count", "no_digits", "two", "highlights", "no_comma"),
        instructions,
    )


def _of(rng: Random, kinds: Sequence[str], count: int) -> DrawnRequest:
    return request(rng, rng.choice(TASKS).format(rng.choice(TOPICS)), partial(_drawn, kinds=kinds), count)


def _drawn(rng: Random, kinds: Sequence[str]) -> InstructCheck:
    kind = rng.choice(kinds)
    made = {
        "divided": InstructCheck(kind=kind, relation="exactly", count=rng.randint(2, 4), text=rng.choice(["***", "====", "-----"])),
        "letter_count": InstructCheck(kind=kind, relation=rng.choice(["at least", "at most"]), count=rng.randint(3, 9), text=rng.choice(LETTERS)),
        "capitals": InstructCheck(kind=kind, relation=rng.choice(["at least", "at most"]), count=rng.randint(2, 6)),
    }  # fmt: skip
    if kind in ("no_digits", "two", "repeated", "no_comma"):
        return InstructCheck(kind=kind)
    several = InstructCheck(kind=kind, relation=rng.choice(["at least", "exactly"]), count=rng.randint(2, 5))
    return made.get(kind, several)
