"""How a problem of code-core is written: a reference function, its prompt as docstring, its contract.

The specs are the grammar of verigen.problems.harden.specs; `given` are inputs chosen by hand, edge cases first. The
expected outputs are never written: the build runs the reference for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Spec = dict[str, Any]
LOWER = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A problem before its tests are computed; `given` holds argument tuples, or whole inputs of a program.

    `shown`: like `given`, the inputs whose outputs the docstring tells.
    """

    function: Callable[..., Any]
    level: int
    inputs: list[Spec]
    given: list[Any]
    requires: str | None
    compare: str
    helpers: tuple[Any, ...]
    program: bool
    shown: tuple[Any, ...]


DRAFTS: list[Draft] = []


def problem(
    *,
    level: int,
    inputs: list[Spec],
    given: list[Any],
    requires: str | None = None,
    compare: str = "exact",
    helpers: tuple[Any, ...] = (),
    program: bool = False,
    shown: tuple[Any, ...] = (),
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Enter a reference function; `helpers` are the functions and classes that its solution needs beside it."""

    def enter(function: Callable[..., Any]) -> Callable[..., Any]:
        DRAFTS.append(
            Draft(
                function=function,
                level=level,
                inputs=inputs,
                given=given,
                requires=requires,
                compare=compare,
                helpers=helpers,
                program=program,
                shown=shown,
            )
        )
        return function

    return enter


def ints(low: int, high: int) -> Spec:
    return {"int": [low, high]}


def floats(low: float, high: float, places: int = 2) -> Spec:
    return {"float": [low, high], "places": places}


def bools() -> Spec:
    return {"choice": [False, True]}


def choice(*values: Any) -> Spec:
    return {"choice": list(values)}


def text(alphabet: str, low: int, high: int) -> Spec:
    return {"text": alphabet, "len": [low, high]}


def items(spec: Spec, low: int, high: int, *, unique: bool = False, ordered: bool = False) -> Spec:
    return {"list": spec, "len": [low, high], "unique": unique, "sorted": ordered}


def pair(*specs: Spec) -> Spec:
    return {"tuple": list(specs)}


def row(*specs: Spec) -> Spec:
    """A list of fixed length."""
    return {"row": list(specs)}


def mapping(key: Spec, value: Spec, low: int, high: int) -> Spec:
    return {"dict": [key, value], "len": [low, high]}


def grid(spec: Spec, rows: tuple[int, int], columns: tuple[int, int]) -> Spec:
    """A list of rows of one length."""
    return {"grid": spec, "rows": list(rows), "cols": list(columns)}


def any_of(*specs: Spec) -> Spec:
    return {"any": list(specs)}


def joined(*specs: Spec | str, by: str = "") -> Spec:
    """The texts of the parts in a row; a list contributes each of its elements."""
    return {"join": [spec if isinstance(spec, dict) else choice(spec) for spec in specs], "by": by}


def counted(spec: Spec, by: str = " ") -> Spec:
    """A line with the length of the list, then its elements."""
    return {"counted": spec, "by": by}
