"""Draws completions: a small task with its steps, plain sentences around them, and a defect put somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

PLAIN = (
    "I go through the statement once and write down what is given.", "The numbers are small, so mental arithmetic will do.",
    "Nothing is hidden in the wording as far as I can tell.", "Let me set the unknown aside for a moment.", "A rough guess first: it should be of that size.",
    "Units agree on both sides.", "This is a routine exercise.", "I could also have begun from the other end.", "Now for the calculation itself.",
    "Each quantity appears exactly once.", "There is no trap in the order of the operations.", "Let me verify by going backwards.", "That looks reasonable.",
    "We should not forget that the result has to be positive.", "The relation is linear, which makes things easy.", "Hmm, maybe a picture helps, though it is not needed.",
)  # fmt: skip
REMARKS = (
    "The list is never changed in place.", "Empty input gives an empty result.", "The cost is linear in the length.", "A dictionary would work as well.",
    "Slices copy, which is fine here.", "Negative numbers need no special care.", "I keep the signature as it was asked.", "The loop ends since the counter grows.",
)  # fmt: skip
NAMES = "Ines Tomasz Priya Kofi Marguerite Lukas Hana Oswaldo Freya Dmitri Aoife Renzo Salma Bjarne".split()
THINGS = "stamps marbles crates tulips tickets biscuits bricks shells ribbons candles".split()
OPENINGS = ("So the answer is", "This gives", "Hence", "Altogether:", "The value is")


class SmallTask(NamedTuple):
    """A problem, the steps to its answer, and the answer; `code` is a program instead."""

    prompt: str
    steps: tuple[str, ...]
    answer: str
    code: str = ""


class HygieneCase(NamedTuple):
    """A completion; `kind` is the defect in it, empty for none. `form` says how it was made."""

    kind: str
    form: str
    prompt: str
    answer: str
    text: str


def written(*texts: str) -> Callable[[Random, int], Iterable[str]]:
    """Every second text: share 0 has the even ones, share 1 the odd ones."""
    return lambda _, share: texts[share::2]


def drawn(make: Callable[[Random], str], count: int = 6) -> Callable[[Random, int], Iterable[str]]:
    return lambda random, _: [make(random) for _ in range(count)]


def task(random: Random) -> SmallTask:
    return random.choice(TASKS)(random)


def completed(random: Random, words: str, *, least: int = 0) -> tuple[SmallTask, str]:
    """A task and its completion with the words in a place of its trace or reply; `least` plain sentences at least."""
    given = task(random)
    remarks = list(REMARKS if given.code else PLAIN)
    random.shuffle(remarks)
    thought = [*remarks[: random.randint(least, 5)], *given.steps, *remarks[6 : 6 + random.randint(0, 3)]]
    place = random.choice(("trace", "trace", "trace", "before", "after"))
    if place == "trace":
        thought.insert(random.randint(0, len(thought)), words)
    gap = "\n" if "\n" in words else random.choice(("\n", " ", "\n\n"))
    shown = f"```python\n{given.code}\n```" if given.code else _boxed(random, given.answer)
    before, after = (
        (f"{words}\n\n" if place == "before" else ""),
        (f"\n\n{words}" if place == "after" else ""),
    )
    return given, f"<think>\n{gap.join(thought)}\n</think>\n\n{before}{shown}{after}"


def _boxed(random: Random, answer: str) -> str:
    said = random.choice((r"$\boxed{%s}$.", r"\boxed{%s}.", r"\boxed{%s}")) % answer
    return f"{random.choice(OPENINGS)} {said}"


def sentence_of(random: Random, words: Sequence[str], least: int, most: int) -> str:
    """Words drawn at random, as a sentence."""
    said = " ".join(random.choice(words) for _ in range(random.randint(least, most)))
    return f"{said[:1].upper()}{said[1:]}{random.choice(('.', '.', ''))}"


def _bought(random: Random) -> SmallTask:
    who, what, a, b = (
        random.choice(NAMES),
        random.choice(THINGS),
        random.randint(12, 90),
        random.randint(3, 29),
    )
    return SmallTask(f"{who} has {a} {what} and buys {b} more. How many {what} does {who} have now?", (f"{who} starts with {a}.", f"{a} + {b} = {a + b}."), str(a + b))  # fmt: skip


def _product(random: Random) -> SmallTask:
    a, b = random.randint(12, 99), random.randint(11, 40)
    return SmallTask(f"Work out {a} x {b}.", (f"{a} * {b - b % 10} = {a * (b - b % 10)} and {a} * {b % 10} = {a * (b % 10)}.", f"Added up this is {a * b}."), str(a * b))  # fmt: skip


def _line(random: Random) -> SmallTask:
    x, m, c = random.randint(2, 19), random.randint(2, 9), random.randint(1, 50)
    return SmallTask(f"For which x is {m}x - {c} = {m * x - c}?", (f"Add {c} on both sides: {m}x = {m * x}.", f"Divide by {m}: x = {x}."), str(x))  # fmt: skip


def _triangle(random: Random) -> SmallTask:
    a, b = random.randint(20, 80), random.randint(20, 80)
    return SmallTask(f"Two angles of a triangle measure {a} and {b} degrees. How large is the third?", ("The angles add up to 180 degrees.", f"180 - {a} - {b} = {180 - a - b}."), str(180 - a - b))  # fmt: skip


def _speed(random: Random) -> SmallTask:
    v, t = random.randint(40, 120), random.randint(2, 9)
    return SmallTask(f"A coach travels at {v} km/h for {t} hours. How far does it get, in km?", (f"Distance is speed times time, {v} * {t} = {v * t}.",), str(v * t))  # fmt: skip


def _evens(random: Random) -> SmallTask:
    name = random.choice(("evens", "keep_even", "even_only"))
    return SmallTask(f"Write a Python function `{name}(xs)` that keeps the even numbers of a list.", ("A number is even if it leaves no rest when halved.",), "", f"def {name}(xs):\n    return [x for x in xs if x % 2 == 0]")  # fmt: skip


def _vowels(random: Random) -> SmallTask:
    name = random.choice(("vowels", "count_vowels"))
    return SmallTask(f"Write `{name}(text)` which counts the vowels of a string.", ("Look up each character in a set.",), "", f'def {name}(text):\n    return sum(char in "aeiou" for char in text.lower())')  # fmt: skip


TASKS = (_bought, _product, _line, _triangle, _speed, _evens, _vowels)
