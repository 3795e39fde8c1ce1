"""Small edits of given texts and lists, which keep structure that free draws rarely have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

MOST_EDITS = 2
MARKED = 0.4
NUMBER = re.compile(r"[0-9]{1,9}")


def edited(spec: dict[str, Any]) -> Callable[[Random], str]:
    texts = list(spec["edited"])
    letters = sorted({letter for text in (*texts, spec.get("letters", "")) for letter in text})
    if not letters:
        raise ValueError("no text to edit")

    def draw(random: Random) -> str:
        drawn: str = random.choice(texts)
        for _ in range(random.randint(1, MOST_EDITS)):
            drawn = _edit(random, drawn, texts, letters, spec.get("numbers", ()))
        return _marked(random, drawn, spec.get("signs", ""))

    return draw


def _marked(random: Random, text: str, signs: str) -> str:
    """Sometimes insert a sign after a word or replace one: separators often make programs fail."""
    ends = [place for place, letter in enumerate(text) if letter == " " or letter in signs]
    if not signs or not ends or random.random() > MARKED:
        return text
    place = random.choice(ends)
    rest = text[place + 1 :] if text[place] in signs else text[place:]
    return text[:place] + random.choice(signs) + rest


def _edit(random: Random, text: str, texts: list[str], letters: list[str], special: Sequence[int]) -> str:
    """Change a number; drop, double or reverse a part; insert, replace or re-case a character; or end like
    another text.
    """
    numbers = list(NUMBER.finditer(text))
    if numbers and random.random() < 1 / 2:
        number = random.choice(numbers)
        fitting = [each for each in special if each >= 0 and len(str(each)) <= len(number[0])]
        free = not fitting or random.random() < 1 / 2
        drawn = str(random.randrange(10 ** len(number[0])) if free else random.choice(fitting))
        return text[: number.start()] + drawn.zfill(len(number[0])) + text[number.end() :]
    start = random.randint(0, len(text))
    end = min(len(text), start + random.randint(1, 4))
    part, other = text[start:end], random.choice(texts)
    like = [letter for letter in letters if _class(letter) == _class(part[:1])] or [""]
    edits: list[str] = [
        text[:start] + text[end:],
        text[:end] + part + text[end:],
        text[:start] + part[::-1] + text[end:],
        text[:start] + other[start:],
        text[:start] + random.choice(like) + text[start + 1 :],
        text[:start] + random.choice(letters) + text[start:],
    ]
    if (other_case := part[:1].swapcase()) in letters:
        edits.append(text[:start] + other_case + text[start + 1 :])
    return random.choice(edits)


def altered(spec: dict[str, Any]) -> Callable[[Random], list[Any]]:
    lists = list(spec["altered"])
    low, high = spec["len"]
    if not lists:
        raise ValueError("no list to edit")

    def draw(random: Random) -> list[Any]:
        given = random.choice(lists)
        drawn = list(given)
        for _ in range(random.randint(1, MOST_EDITS)):
            changed = _alter(random, drawn, lists)
            drawn = changed if low <= len(changed) <= high else drawn
        return drawn

    return draw


def _alter(random: Random, items: list[Any], lists: list[list[Any]]) -> list[Any]:
    """Drop, double, reverse or mirror a part; replace an element by another list's; or end like that list."""
    start = random.randint(0, max(len(items) - 1, 0))
    end = min(len(items), start + random.randint(1, 4))
    other = random.choice(lists)
    stranger = other[random.randrange(len(other)) :][:1] if other else []
    changes: list[list[Any]] = [
        items[:start] + items[end:],
        items[:start] + items[start:end] * 2 + items[end:],
        items[:start] + items[start:end][::-1] + items[end:],
        items[:end] + items[:start][::-1],
        items[:start] + stranger + items[start + 1 :],
        items[:start] + other[start:],
    ]
    return random.choice(changes)


def _class(letter: str) -> str:
    if letter.isalpha():
        return "upper" if letter.isupper() else "lower"
    return "digit" if letter.isdigit() else letter
