"""Reads Python values from their JSON forms, strictly: expected values of tests and results of programs.

JSON has no tuples or sets. {"__tuple__": [...]}, {"__set__": [...]} and {"__dict__": [[k, v], ...]} stand for
them, {"__bytes__": hex}, {"__int__": hex}, {"__float__": "nan"}, {"__complex__": [re, im]}, {"__fraction__":
[n, d]}, {"__decimal__": "1.5"}, {"__time__": "date 2026-01-31"} and {"__str__": hex} for the other types.
{"__array__": [...]} is a NumPy array and equals the list of its items. {"__series__": [index, items]} and
{"__frame__": [columns, index, rows]} are a Series and a DataFrame of pandas. {"__object__": name} is any
other object; it equals nothing. A plain JSON object is a dict with text keys.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import inf, nan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# Nesting levels; the encoder inside the sandbox stops at 150.
MAX_DEPTH = 200
# Reducing a fraction takes quadratic time, so a program could return one that takes minutes.
MAX_BITS, MAX_DIGITS = 16_384, 20_000
FLOATS = {"nan": nan, "inf": inf, "-inf": -inf}
INTEGER = re.compile(r"[-+]?(0[xX])?[0-9a-fA-F]+")
# each text matches in one way alone: with two ways for the digits a long one that does not match takes quadratic time
DECIMAL = re.compile(r"[-+]?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,18})?|[-+]?(Infinity|NaN)")
TIME = re.compile(r"(datetime|date|time|timedelta) [-+0-9a-zA-Z:., ]{1,64}")
HEX = re.compile("(?:[0-9a-fA-F]{2})*")


class NotAValue(ValueError):  # noqa: N818 - reads as the finding it is
    """A value that is not the JSON form of a Python value."""


def check(value: Any, *, hashable: bool = False, depth: int = 0) -> None:
    """Raise NotAValue unless a sandbox can build the Python value. Set items and keys must be hashable."""
    kind, inner = split(value, depth)
    if hashable and kind in {"list", "__dict__", "__series__", "__frame__"}:
        raise NotAValue("a list or dict can't stand in a set or be a key")
    if kind in SEQUENCES:
        for item in inner:
            check(item, hashable=hashable or kind == "__set__", depth=depth + 1)
    elif kind == "__dict__":
        for key, item in inner:
            check(key, hashable=True, depth=depth + 1)
            check(item, depth=depth + 1)
    elif kind == "__object__":
        raise NotAValue("an __object__ stands for no value")


def split(value: Any, depth: int = 0) -> tuple[str, Any]:
    """Kind (none, number, complex, text, list or a tag) and content of a value. Raises NotAValue."""
    if depth > MAX_DEPTH:
        raise NotAValue("nested too deeply")
    if value is None:
        return "none", ""
    if isinstance(value, int | float):
        return "number", value
    if isinstance(value, str):
        return "text", value
    if isinstance(value, list):
        return "list", value
    if not isinstance(value, dict):
        raise NotAValue(f"no JSON form: {type(value).__name__}")
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if read := READERS.get(tag):
            return read(inner)
    return "__dict__", list(value.items())


def _list(kind: str, length: int | None = None) -> Callable[[Any], tuple[str, list[Any]]]:
    """A reader for a list; with `length`, for a list of exactly that many lists."""

    def read(inner: Any) -> tuple[str, list[Any]]:
        if not isinstance(inner, list):
            raise NotAValue(f"malformed {kind}")
        if length is not None and (len(inner) != length or not all(isinstance(part, list) for part in inner)):
            raise NotAValue(f"malformed {kind}")
        return kind, inner

    return read


def _pairs(inner: Any) -> tuple[str, list[list[Any]]]:
    if not isinstance(inner, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in inner):
        raise NotAValue("malformed __dict__")
    return "__dict__", inner


def _matched(pattern: re.Pattern[str], tag: str, inner: Any) -> str:
    if not isinstance(inner, str) or not pattern.fullmatch(inner):
        raise NotAValue(f"malformed {tag}")
    return inner


def _bytes(inner: Any) -> tuple[str, str]:
    return "__bytes__", _matched(HEX, "__bytes__", inner).lower()


def _time(inner: Any) -> tuple[str, str]:
    return "__time__", _matched(TIME, "__time__", inner)


def _surrogates(inner: Any) -> tuple[str, str]:
    try:
        return "text", bytes.fromhex(_matched(HEX, "__str__", inner)).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise NotAValue("malformed __str__") from error


def _integer(inner: Any) -> tuple[str, int]:
    return "number", int(_matched(INTEGER, "__int__", inner), 16)


def _float(inner: Any) -> tuple[str, float]:
    if not isinstance(inner, str) or inner not in FLOATS:
        raise NotAValue("malformed __float__")
    return "number", FLOATS[inner]


def _numbers(tag: str, inner: Any, kinds: tuple[type, ...]) -> list[Any]:
    """Read two numbers of these types. A bool is not a number."""
    parts = [split(part) for part in inner] if isinstance(inner, list) and len(inner) == 2 else []
    if not parts or not all(kind == "number" and type(part) in kinds for kind, part in parts):
        raise NotAValue(f"malformed {tag}")
    return [part for _, part in parts]


def _fraction(inner: Any) -> tuple[str, Fraction]:
    numerator, denominator = _numbers("__fraction__", inner, (int,))
    if max(numerator.bit_length(), denominator.bit_length()) > MAX_BITS:
        raise NotAValue("a fraction too long to reduce")
    if denominator == 0:
        raise NotAValue("malformed __fraction__")
    return "number", Fraction(numerator, denominator)


def _complex(inner: Any) -> tuple[str, Any]:
    real, imaginary = _numbers("__complex__", inner, (int, float))
    return ("complex", (real, imaginary)) if imaginary else ("number", real)


def _decimal(inner: Any) -> tuple[str, Any]:
    """Read a decimal as a fraction; one with a huge exponent stays a Decimal."""
    if isinstance(inner, str) and len(inner) > MAX_DIGITS:
        raise NotAValue("a decimal too long to read")
    number = Decimal(_matched(DECIMAL, "__decimal__", inner))
    if not number.is_finite():
        return "number", float(number)
    if number == 0:
        return "number", 0
    return "number", Fraction(number) if abs(number.adjusted()) < MAX_DIGITS else number


SEQUENCES = {
    "list": ("[", "]"),
    "__tuple__": ("(", ")"),
    "__set__": ("{", "}"),
    "__series__": ("series(", ")"),
    "__frame__": ("frame(", ")"),
}
READERS: dict[str, Callable[[Any], tuple[str, Any]]] = {
    "__tuple__": _list("__tuple__"),
    "__set__": _list("__set__"),
    "__array__": _list("list"),
    "__series__": _list("__series__", 2),
    "__frame__": _list("__frame__", 3),
    "__dict__": _pairs,
    "__bytes__": _bytes,
    "__int__": _integer,
    "__float__": _float,
    "__complex__": _complex,
    "__fraction__": _fraction,
    "__decimal__": _decimal,
    "__str__": _surrogates,
    "__time__": _time,
    "__object__": lambda _: ("__object__", ""),
}
