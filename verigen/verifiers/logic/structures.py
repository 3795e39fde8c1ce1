"""Finds JSON, or a Python literal, in a text and tells it as lines of a name and what belongs to it."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPENING, CLOSING = "{[", "}]"
MOST = 12  # openings tried


def values(text: str) -> list[Any]:
    """The lists and objects of a text, outermost ones, in order."""
    found: list[Any] = []
    place = tries = 0
    while tries < MOST and (start := _next(text, place)) is not None:
        tries += 1
        end = _end(text, start)
        value = None if end is None else _value(text[start:end])
        if value is None:
            place = start + 1
        else:
            found.append(value)
            place = end or len(text)
    return found


def _next(text: str, place: int) -> int | None:
    places = [at for sign in OPENING if (at := text.find(sign, place)) >= 0]
    return min(places, default=None)


def _end(text: str, start: int) -> int | None:
    depth = 0
    for place in range(start, len(text)):
        if text[place] in OPENING:
            depth += 1
        elif text[place] in CLOSING:
            depth -= 1
            if depth == 0:
                return place + 1
    return None


def _value(text: str) -> Any:
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(value, dict | list) and value:
            return value
    return None


def clauses(value: Any, known: Callable[[str], bool]) -> Iterator[str]:
    """Each relation of a value as a line. `known` tells whether a text is a word of the puzzle."""
    if isinstance(value, dict):
        yield from _of_object(value, known)
    elif isinstance(value, list) and all(isinstance(each, dict | list) for each in value):
        for each in value:
            yield from clauses(each, known)
    else:
        yield told(value)


def _of_object(value: dict[Any, Any], known: Callable[[str], bool]) -> Iterator[str]:
    if any(known(str(name)) for name in value):
        yield from (f"{name}: {told(each)}" for name, each in value.items())
        return
    plain = [each for each in value.values() if not isinstance(each, dict | list)]
    columns = [each for each in value.values() if isinstance(each, list)]
    if len(columns) == len(value) > 1 and len({len(each) for each in columns}) == 1:
        yield from (told(list(row)) for row in zip(*columns, strict=True))
    elif len(plain) == len(value) or any(known(_said(each)) for each in plain):
        yield told(list(value.values()))
    else:
        for each in value.values():
            if isinstance(each, dict | list):
                yield from clauses(each, known)


def told(value: Any) -> str:
    """Everything that a value says, with commas."""
    if isinstance(value, dict):
        return ", ".join(told(each) for each in value.values())
    if isinstance(value, list | tuple | set):
        return ", ".join(told(each) for each in value)
    return _said(value)


def _said(value: Any) -> str:
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)
