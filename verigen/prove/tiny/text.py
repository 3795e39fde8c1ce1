"""The characters of the tiny student: printable ASCII and the end of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CHARACTERS = "\n" + "".join(map(chr, range(32, 127)))
PAD, START, END = 0, 1, 2
FIRST = 3
SIZE = FIRST + len(CHARACTERS)
_NUMBER = {character: FIRST + at for at, character in enumerate(CHARACTERS)}


def encoded(text: str) -> list[int] | None:
    """The numbers of a text's characters; None if one is not among CHARACTERS."""
    try:
        return [_NUMBER[character] for character in text]
    except KeyError:
        return None


def decoded(numbers: Iterable[int]) -> str:
    """The text up to the first END."""
    found = []
    for number in numbers:
        if number == END:
            break
        if number >= FIRST:
            found.append(CHARACTERS[number - FIRST])
    return "".join(found)
