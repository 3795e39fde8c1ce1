"""Python values in their JSON forms: what a test expects and what a program gave, and when the two are equal.

JSON has no tuples or sets; {"__tuple__": [...]}, {"__set__": [...]} and {"__dict__": [[k, v], ...]} stand for
them, {"__bytes__": hex}, {"__int__": hex}, {"__float__": "nan"}, {"__complex__": [re, im]},
{"__fraction__": [n, d]}, {"__decimal__": "1.5"} and {"__str__": hex} for the rest. {"__object__": name} is
anything else: it equals nothing. A plain JSON object is a dict with text keys.

Values from a program are hostile. They are never rebuilt as sets or dicts, whose hashes can be made to collide,
but as a canonical text: two values are equal exactly where their texts are.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf, isclose, isfinite, isnan, nan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# Reducing a fraction takes quadratic time: a program could hand in one that takes minutes.
MAX_BITS, MAX_DIGITS = 16_384, 4_000
FLOATS = {"nan": nan, "inf": inf, "-inf": -inf}


class NotAValue(ValueError):  # noqa: N818 - reads as the finding it is
    """Something that is no JSON form of a Python value."""


def equal(expected: Any, value: Any) -> bool:
    """Equal as Python's == has it: 1 equals 1.0 and True, a list never equals a tuple; NaN equals itself.

    Raises NotAValue where either is malformed.
    """
    wanted, given = canonical(expected), canonical(value)
    return wanted == given and NOTHING not in given


def canonical(value: Any) -> str:
    """A text that is the same for equal values; an object that equals nothing holds a NUL in its text."""
    kind, inner = split(value)
    write = WRITERS.get(kind)
    return write(inner) if write else f"{kind}:{inner}"


def close(expected: Any, value: Any, rel: float, absolute: float) -> bool:
    """Equal but for numbers, which may differ by the tolerance, wherever in the value they stand."""
    (tag, wanted), (given_tag, given) = split(expected), split(value)
    if tag != given_tag:
        return False
    if tag == "number":
        return _close_numbers(wanted, given, rel, absolute)
    if tag == "__set__":
        wanted, given = sorted(wanted, key=_order), sorted(given, key=_order)
    if tag == "__dict__":
        wanted, given = _by_key(wanted), _by_key(given)
    if tag in {"list", "__tuple__", "__set__", "__dict__"}:
        return len(wanted) == len(given) and all(
            close(one, other, rel, absolute) for one, other in zip(wanted, given, strict=True)
        )
    return equal(expected, value)


def check(value: Any, *, hashable: bool = False) -> None:
    """Raise NotAValue unless a sandbox can build the Python value; what stands in a set must be hashable."""
    kind, inner = split(value)
    if hashable and kind in {"list", "__dict__"}:
        raise NotAValue("a list or dict can't stand in a set or be a key")
    if kind in {"list", "__tuple__", "__set__"}:
        for item in inner:
            check(item, hashable=hashable or kind == "__set__")
    elif kind == "__dict__":
        for key, item in inner:
            check(key, hashable=True)
            check(item)
    elif kind == "__object__":
        raise NotAValue("an __object__ stands for no value")


def split(value: Any) -> tuple[str, Any]:
    """Kind and content: number, text, list, none or a tag. Raises NotAValue."""
    if value is None:
        return "none", ""
    if isinstance(value, int | float):
        return "number", value
    if isinstance(value, str):
        return "text", value
    if isinstance(value, list):
        return "list", value
    if isinstance(value, dict):
        return _tagged(value)
    raise NotAValue(f"no JSON form: {type(value).__name__}")


def _tagged(value: dict[str, Any]) -> tuple[str, Any]:
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if tag in READERS:
            return _read(tag, inner)
    return "__dict__", list(value.items())


def _read(tag: str, inner: Any) -> tuple[str, Any]:
    try:
        return READERS[tag](inner)
    except (TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as error:
        raise NotAValue(f"malformed {tag}") from error


def _items(tag: str) -> Callable[[list[Any]], tuple[str, list[Any]]]:
    return lambda inner: (tag, [*inner])


def _pairs(inner: list[list[Any]]) -> tuple[str, list[tuple[Any, Any]]]:
    return "__dict__", [(key, item) for key, item in inner]


def _same(tag: str) -> Callable[[str], tuple[str, str]]:
    return lambda inner: (tag, inner.lower())


def _numbers(inner: list[Any]) -> tuple[Any, ...]:
    return tuple(split(part)[1] for part in inner)


def _surrogates(inner: str) -> tuple[str, str]:
    return "text", bytes.fromhex(inner).decode("utf-8", "surrogatepass")


def _fraction(numerator: int, denominator: int) -> Fraction:
    if max(numerator.bit_length(), denominator.bit_length()) > MAX_BITS:
        raise NotAValue("a fraction too long to reduce")
    return Fraction(numerator, denominator)


def _complex(real: float, imaginary: float) -> tuple[str, Any]:
    if imaginary == 0:
        return "number", real
    return "complex", f"{_number(real)}+{_number(imaginary)}j"


def _decimal(text: str) -> Any:
    """As a fraction; a huge exponent would build a huge integer."""
    from decimal import Decimal

    number = Decimal(text[:MAX_DIGITS])
    exact = number.is_finite() and len(text) < MAX_DIGITS and abs(number.adjusted()) < MAX_DIGITS
    return Fraction(number) if exact else float(number)


def _number(number: float | Fraction) -> str:
    """Exact and the same for all types; hexadecimal, since long decimal texts take quadratic time."""
    if isinstance(number, float) and not isfinite(number):
        return "nan" if isnan(number) else str(number)
    if isinstance(number, int):
        return f"{number:x}/1"
    exact = Fraction(number)
    return f"{exact.numerator:x}/{exact.denominator:x}"


def _close_numbers(wanted: Any, given: Any, rel: float, absolute: float) -> bool:
    try:
        wanted, given = float(wanted), float(given)
    except OverflowError:
        return bool(wanted == given)
    return (isnan(wanted) and isnan(given)) or isclose(wanted, given, rel_tol=rel, abs_tol=absolute)


def _order(value: Any) -> tuple[int, Any, str]:
    """Numbers by size, so that near ones meet their partners; the rest by text."""
    tag, inner = split(value)
    if tag == "number" and not (isinstance(inner, float) and isnan(inner)):
        return 0, inner, ""
    return 1, 0, canonical(value)


def _by_key(pairs: list[tuple[Any, Any]]) -> list[Any]:
    """Keys and values in the order of the keys, flattened for a comparison side by side."""
    return [part for pair in sorted(pairs, key=lambda pair: canonical(pair[0])) for part in pair]


def _text(text: str) -> str:
    # The length first: no text can end early and go on as another value.
    return f'"{len(text)}:{text.replace(NOTHING, ESCAPED)}"'


def _joined(opening: str, closing: str, *, ordered: bool) -> Callable[[list[Any]], str]:
    def write(items: list[Any]) -> str:
        texts = [canonical(item) for item in items]
        return opening + ",".join(texts if ordered else sorted(texts)) + closing

    return write


def _mapping(pairs: list[tuple[Any, Any]]) -> str:
    return "<" + ",".join(sorted(f"{canonical(key)}={canonical(item)}" for key, item in pairs)) + ">"


NOTHING, ESCAPED = "\x00", "\x010"
WRITERS: dict[str, Callable[[Any], str]] = {
    "number": _number,
    "text": _text,
    "list": _joined("[", "]", ordered=True),
    "__tuple__": _joined("(", ")", ordered=True),
    "__set__": _joined("{", "}", ordered=False),
    "__dict__": _mapping,
    "__object__": lambda _: NOTHING,
}
READERS: dict[str, Callable[[Any], tuple[str, Any]]] = {
    "__tuple__": _items("__tuple__"),
    "__set__": _items("__set__"),
    "__dict__": _pairs,
    "__bytes__": _same("__bytes__"),
    "__int__": lambda inner: ("number", int(inner, 16)),
    "__float__": lambda inner: ("number", FLOATS[inner]),
    "__complex__": lambda inner: _complex(*_numbers(inner)),
    "__fraction__": lambda inner: ("number", _fraction(*_numbers(inner))),
    "__decimal__": lambda inner: ("number", _decimal(inner)),
    "__str__": _surrogates,
    "__object__": _same("__object__"),
}
