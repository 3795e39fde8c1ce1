"""A relation between the arguments of a call, and helpers to inspect the arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from verigen.core.values import split

Args = list[Any]
# Formats that describe the characters of a text, not its structure.
LOOSE = {"letters", "letters and blanks", "words with one blank between", "a name"}


@dataclass(frozen=True, slots=True)
class Relation:
    """`repair` changes the arguments in place so that the relation can hold.

    A `usual` relation is kept although some given tests break it, so that exceptions do not multiply. A
    `loose` one may be broken if other programs accept the input.
    """

    name: str
    holds: Callable[[Args], bool]
    repair: Callable[[Args], None] | None = None
    usual: bool = False
    loose: bool = False


def items_of(value: Any) -> Any:
    tag, inner = split(value)
    return inner if tag in {"list", "text", "__tuple__", "__set__", "__dict__"} else None


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def column(given: Sequence[Args], i: int) -> list[Any]:
    return [args[i] for args in given]


def is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, list) for row in value)


def key_of(item: Any) -> Any:
    """The key of a dictionary's pair; any other element unchanged."""
    return item[0] if isinstance(item, tuple) else item


def leaves_of(value: Any) -> list[Any]:
    return [leaf for item in value for leaf in leaves_of(item)] if isinstance(value, list) else [value]


def wholes(value: Any) -> list[int] | None:
    """The whole numbers of a list or a grid; None if it holds anything else."""
    leaves = leaves_of(value) if isinstance(value, list) else []
    return leaves if leaves and all(map(is_whole, leaves)) else None


def refilled(value: Any, fill: Callable[[], Any]) -> Any:
    return [refilled(item, fill) for item in value] if isinstance(value, list) else fill()


def of_each(i: int, name: str, has: Callable[[Any], bool]) -> Relation:
    """The argument has a property; an empty text or list is not checked."""
    return Relation(f"{i} is {name}", lambda args: args[i] in ("", []) or has(args[i]), loose=name in LOOSE)
