"""Problems made of several: the answer of each part is a number of the next, in a chain or a tree."""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING

from .family import Draw, Rng, agreed, family
from .links import EASY, LINKS, Link, fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Part = tuple["Callable[[Rng, str, int], Link]", int, int]


def chain(
    rng: Rng, names: Sequence[str], parts: Sequence[Part], start: tuple[str, int]
) -> tuple[list[str], int]:
    """Sentences that define the names one after the other, each from the one before, and the last value."""
    name, value = start
    sentences = []
    for at, (link, low, high) in enumerate(parts):
        if not low <= value <= high:
            between = fitted(rng, name, value, low, high)
            name, value = f"{name}'", between.value
            sentences.append(f"Let ${name}$ be {between.says}.")
        says, value = link(rng, name, value)
        name = names[at]
        sentences.append(f"Let ${name}$ be {says}.")
    return sentences, value


@family(
    level=1,
    parts=(1, 1, 1, 2, 2, 3, 4, 5),
    size=(4, 8, 9, 10, 30, 30, 30, 30),
    distractors=(0, 0, 0, 0, 1, 1, 2, 2),
)
def chain_of_numbers(rng: Rng, *, parts: int, size: int, distractors: int) -> Draw:
    """`distractors`: how many numbers are defined that the answer does not need."""
    picked = rng.sample(EASY if size < 9 else LINKS, parts + distractors)
    low, high = picked[0][1:]
    value = rng.randint(low, max(low, min(high, size)))
    sentences, last = chain(rng, "ABCDE", picked[:parts], ("n", value))
    for name, (link, least, most) in zip("UV", picked[parts:], strict=False):
        aside = link(rng, f"({name}' + {least})", rng.randint(least, most))
        idle = f"Let ${name}'$ be the last digit of $n$, and let ${name}$ be {aside.says}."
        sentences.insert(rng.randint(0, len(sentences)), idle)
    name = "ABCDE"[parts - 1]
    text = rng.choice(
        [
            f"Let $n = {value}$. {' '.join(sentences)} What is ${name}$?",
            f"Start with $n = {value}$. {' '.join(sentences)} Find ${name}$.",
            f"{' '.join(sentences)} What is ${name}$ if $n = {value}$?",
        ]
    )
    return text, last


@family(
    level=1, left=(1, 1, 1, 1, 1, 2, 2, 2), right=(1, 1, 1, 1, 1, 1, 2, 3), size=(4, 6, 8, 9, 20, 20, 30, 30)
)
def two_branches_that_meet(rng: Rng, *, left: int, right: int, size: int) -> Draw:
    picked = rng.sample(EASY if size < 9 else LINKS, left + right)
    ends = []
    for names, letter, part in (("AB", "m", picked[:left]), ("PQR", "n", picked[left:])):
        low, high = part[0][1:]
        value = rng.randint(low, max(low, min(high, size)))
        sentences, last = chain(rng, names, part, (letter, value))
        ends.append((letter, value, sentences, names[len(part) - 1], last))
    (_, m, first, a, one), (_, n, second, b, two) = ends
    ask, answer, again = rng.choice(
        [
            (f"\\gcd({a}, {b})", gcd(one, two), _euclid(one, two)),
            (f"{a} + {b}", one + two, two + one),
            (f"|{a} - {b}|", abs(one - two), max(one, two) - min(one, two)),
            (f"{a}{b}", one * two, lcm(one, two) * gcd(one, two)),
        ]
    )
    text = rng.choice(
        [
            f"Let $m = {m}$ and $n = {n}$. {' '.join(first)} {' '.join(second)} What is ${ask}$?",
            f"Two numbers $m = {m}$ and $n = {n}$ are given. {' '.join(first)} On the other hand: {' '.join(second)} Compute ${ask}$.",
        ]
    )
    return text, agreed(answer, again)


def _euclid(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


PLACES = ("the harbour", "the mill", "the tower", "the garden", "the library")


@family(level=1, parts=(1, 1, 1, 2, 2, 3, 4, 5), size=(4, 8, 9, 10, 30, 30, 30, 30))
def treasure_hunt(rng: Rng, *, parts: int, size: int) -> Draw:
    """The chain as a story: a note at each place says how to find the number of the next one."""
    picked = rng.sample(EASY if size < 9 else LINKS, parts)
    low, high = picked[0][1:]
    value = rng.randint(low, max(low, min(high, size)))
    places, given, at = rng.sample(PLACES, parts), value, 0
    notes = []
    for at, (link, least, most) in enumerate(picked):
        name = "n" if at == 0 else "x"
        intro = f"The note at {places[at]} speaks of the number ${name}$" + (
            " on the ticket" if at == 0 else " found at the last place"
        )
        if not least <= value <= most:
            between = fitted(rng, name, value, least, most)
            intro += f" and first replaces it by {between.says}; it calls the result ${name}'$"
            value, name = between.value, f"{name}'"
        says, value = link(rng, name, value)
        notes.append(f"{intro}. Its own number is {says}.")
    text = rng.choice(
        [
            f"In a treasure hunt the ticket shows the number {given}. {' '.join(notes)} The chest opens with the number of the last note. "
            "Which number opens the chest?",
            f"A game for walkers begins with a ticket that shows the number {given}. {' '.join(notes)} The number of the last note is the "
            "solution of the game. What is it?",
        ]
    )
    assert at == parts - 1
    return text, value
