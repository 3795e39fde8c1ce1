"""Makes a logic problem from a drawn puzzle, and holds what makers of puzzles share."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.problems.banks.live.family import Family

Rng: TypeAlias = Random
FIRST = (
    "Aisha Alba Anouk Bela Bianca Boris Carmen Cedric Chiara Dalia Dario Doreen Edgar Elif Emeka Fatou Felix Freya Gerda "
    "Gita Goran Hanna Hiro Igor Imani Isolde Jamal Jana Joris Kaya Kenji Klara Leif Lila Lorenzo Malik Marta Milan Naomi "
    "Nils Noor Odile Omar Pablo Petra Pia Rafael Renske Rohan Sanna Selim Silvia Tarek Thea Tomas Ulla Uri Vasil Viola "
    "Wiebke Willem Xenia Yara Yoko Zane Zoran"
).split()
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True, kw_only=True)
class Puzzle:
    """A drawn puzzle; `facts` is what its text says, for a second proof that its solution is the only one.

    PuzzleFacts of a puzzle whose variables are not finite choices (a plan, an argument) are of a type of its maker's.
    """

    prompt: str
    reference: LogicReference
    facts: object = PuzzleFacts(domains={}, clues=())


def root(bank: str, family: Family[Puzzle]) -> str:
    """The family that a draw's problem belongs to."""
    return f"{bank}/{family.name}"


def prompt(_: Family[Puzzle], draw: Puzzle) -> str:
    return draw.prompt


def reference(_: Family[Puzzle], draw: Puzzle, __: Random) -> LogicReference:
    return draw.reference


def people(rng: Rng, count: int) -> list[str]:
    """First names that begin with different letters as far as there are letters."""
    found: list[str] = []
    for name in rng.sample(FIRST, len(FIRST)):
        if len(found) < count and (all(name[0] != other[0] for other in found) or count > 15):
            found.append(name)
    return found


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items as an English list: a, b and c."""
    every = list(items)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} {last} {every[-1]}"


def joined(*parts: str) -> str:
    """Paragraphs of a prompt; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def items(rng: Rng, lines: Sequence[str]) -> str:
    """Clues as a list: with dashes, with numbers, or as one paragraph."""
    style = rng.randrange(3)
    if style == 0:
        return "\n".join(f"- {line}" for line in lines)
    if style == 1:
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return " ".join(lines)


def asked(rng: Rng, example: str, what: str = "per line") -> str:
    """How to write the answer."""
    return rng.choice(
        [
            f"Write your answer {what}, in the form `{example}`.",
            f"Answer {what}: `{example}`.",
            f"Give the solution {what}, each written like `{example}`.",
            f"State the result {what} as in `{example}`.",
        ]
    )


def numbered(noun: str, number: int) -> tuple[str, ...]:
    """Other words for the thing with a number: 2, second house, the 2nd house, house two."""
    ordinal, ending = ORDINALS[number - 1], {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
    return (
        f"{number}",
        f"{noun} {NUMBERS[number]}",
        f"{noun} #{number}",
        f"#{number}",
        f"{ordinal} {noun}",
        f"{number}{ending} {noun}",
        f"{number}{ending}",
        ordinal,
        f"{noun} no. {number}",
        f"{noun} number {number}",
    )


def squares(rows: Iterable[Iterable[object]], gap: str = " ") -> str:
    """A grid as lines of cells."""
    return "\n".join(gap.join(map(str, row)) for row in rows)


def grid_words(rows: Sequence[Sequence[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in rows)


def digits(top: int) -> dict[str, tuple[str, ...]]:
    """The digits from 1 up as the choices of a grid."""
    return {str(number): () for number in range(1, top + 1)}
