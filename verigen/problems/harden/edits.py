"""Small edits of given texts and lists: they keep structure that free draws hardly ever have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

MOST_EDITS = 2
NUMBER = re.compile(r"[0-9]{1,9}")


def edited(spec: dict[str, Any]) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    texts = spec["edited"]

    @st.composite
    def text(draw: DrawFn) -> str:
        drawn: str = draw(st.sampled_from(texts))
        for _ in range(draw(st.integers(1, MOST_EDITS))):
            drawn = _edit(draw, drawn, texts, spec.get("numbers", ()))
        return drawn

    return text()


def _edit(draw: DrawFn, text: str, texts: list[str], special: Sequence[int]) -> str:
    """Change a number, drop, double or turn round a part, put in a character, or go over to another text."""
    from hypothesis import strategies as st

    numbers: list[re.Match[str]] = list(NUMBER.finditer(text))
    renumber: bool = draw(st.booleans())
    if numbers and renumber:
        number = draw(st.sampled_from(numbers))
        fitting = [each for each in special if len(str(each)) <= len(number[0])]
        any_ = st.integers(0, 10 ** len(number[0]) - 1)
        drawn = str(draw(st.one_of(any_, st.sampled_from(fitting)) if fitting else any_))
        return text[: number.start()] + drawn.zfill(len(number[0])) + text[number.end() :]
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(1, 4)))
    part, other = text[start:end], draw(st.sampled_from(texts))
    like: list[str] = sorted({c for each in texts for c in each if _class(c) == _class(part[:1])} or {""})
    letters: list[str] = sorted({c for each in texts for c in each})
    edits: list[str] = [
        text[:start] + text[end:],
        text[:end] + part + text[end:],
        text[:start] + part[::-1] + text[end:],
        text[:start] + other[start:],
        text[:start] + draw(st.sampled_from(like)) + text[start + 1 :],
        text[:start] + draw(st.sampled_from(letters)) + text[start:],
    ]
    return draw(st.sampled_from(edits))


def altered(spec: dict[str, Any]) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    lists = spec["altered"]
    low, high = spec["len"]

    @st.composite
    def items(draw: DrawFn) -> list[Any]:
        drawn = list(draw(st.sampled_from(lists)))
        for _ in range(draw(st.integers(1, MOST_EDITS))):
            drawn = _alter(draw, drawn, lists)
        return drawn

    return items().filter(lambda drawn: low <= len(drawn) <= high)


def _alter(draw: DrawFn, items: list[Any], lists: list[list[Any]]) -> list[Any]:
    """Drop, double, reverse or mirror a part, put in an element of another list, or go over to that list."""
    from hypothesis import strategies as st

    start = draw(st.integers(0, max(len(items) - 1, 0)))
    end = min(len(items), start + draw(st.integers(1, 4)))
    other = draw(st.sampled_from(lists))
    stranger = other[draw(st.integers(0, len(other) - 1)) :][:1] if other else []
    changes: list[list[Any]] = [
        items[:start] + items[end:],
        items[:start] + items[start:end] * 2 + items[end:],
        items[:start] + items[start:end][::-1] + items[end:],
        items[:end] + items[:start][::-1],
        items[:start] + stranger + items[start + 1 :],
        items[:start] + other[start:],
    ]
    return draw(st.sampled_from(changes))


def _class(letter: str) -> str:
    if letter.isalpha():
        return "upper" if letter.isupper() else "lower"
    return "digit" if letter.isdigit() else letter
