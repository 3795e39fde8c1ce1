"""Reads and writes Python literals as values in their JSON forms (verigen.core.forms). Nothing is evaluated."""

from __future__ import annotations

import ast
from typing import Any

LONGEST = 20_000  # characters of a literal


def read(text: str) -> Any:
    """The value of a literal. Raises ValueError for a text that is none."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        return plain(ast.literal_eval(text.strip()))
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError(str(error)) from error


def plain(value: Any) -> Any:
    """A Python value in its JSON form. Raises ValueError for one without a form, such as bytes."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [plain(each) for each in value]
        case tuple():
            return {"__tuple__": [plain(each) for each in value]}
        case set():
            return {"__set__": [plain(each) for each in sorted(value, key=repr)]}
        case dict():
            return {"__dict__": [[plain(key), plain(each)] for key, each in value.items()]}
    raise ValueError(f"no plain value: {type(value).__name__}")


def written(value: Any) -> str:
    """A value of the JSON forms as Python writes it."""
    match value:
        case {"__tuple__": [*parts]}:
            return f"({', '.join(map(written, parts))}{',' if len(parts) == 1 else ''})"
        case {"__set__": [*parts]}:
            return f"{{{', '.join(sorted(map(written, parts)))}}}" if parts else "set()"
        case {"__dict__": [*pairs]}:
            return f"{{{', '.join(f'{written(pair[0])}: {written(pair[1])}' for pair in pairs)}}}"
        case list():
            return f"[{', '.join(map(written, value))}]"
    return repr(value)
