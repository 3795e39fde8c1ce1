"""Compares two Python values in their JSON forms (verigen.core.forms).

Values from a program are hostile. They are never rebuilt as sets or dicts, whose hashes can be made to
collide. Instead they are written as canonical texts: two values are equal exactly if their texts are. The
text of a program's value may not become longer than the expected one, and no number is expanded before its
size is known.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf, isclose, isfinite, isinf, isnan, nan
from typing import Any

from verigen.core.forms import DECIMAL, MAX_BITS, MAX_DIGITS, SEQUENCES, NotAValue, check, split

__all__ = ["NotAValue", "canonical", "check", "close", "equal", "split"]

Number = int | float | Fraction | Decimal

# Unit of work: 16 products of two 64-bit words. Every comparison may use FREE_WORK units, about 5 ms.
FREE_WORK, WORK_PER_CHARACTER = 200_000, 4
# In a set or as a key, a number within the tolerance may have a longer text than the expected one.
LONGEST_FLOAT = 600
NOTHING, ESCAPED = "\x00", "\x010"


class LongerError(Exception):
    """A value needs more text or work than the expected one allows, so the two differ."""


def equal(expected: Any, value: Any) -> bool:
    """Whether two values are equal by Python's ==, so 1 equals 1.0 and True.

    Lists never equal tuples, NaN equals itself. Raises NotAValue if either is malformed.
    """
    wanted = Writer()
    text = wanted.write(expected)
    try:
        given = Writer(len(text), wanted.allowed(len(text))).write(value)
    except LongerError:
        return False
    return text == given and NOTHING not in given


def canonical(value: Any) -> str:
    """A text that is equal for equal values; the text of an object that equals nothing contains a NUL."""
    return Writer().write(value)


def close(expected: Any, value: Any, rel: float, absolute: float) -> bool:
    """Whether two values are equal, with a tolerance for every number in them.

    Raises NotAValue if either is malformed.
    """
    wanted = Writer()
    text = wanted.write(expected)
    given = Writer(LONGEST_FLOAT + LONGEST_FLOAT // 4 * len(text), wanted.allowed(len(text)))
    try:
        return Closeness(rel, absolute, given).holds(expected, value)
    except LongerError:
        return False


class Writer:
    """Writes canonical texts with limits on characters and work, both unlimited by default."""

    def __init__(self, characters: float = inf, work: float = inf) -> None:
        self._characters, self._work = characters, work
        self._worked = 0

    def allowed(self, characters: int) -> float:
        """The work allowed for the other value, after this writer wrote the expected one.

        `characters` is the length of the expected text.
        """
        return FREE_WORK + 2 * self._worked + WORK_PER_CHARACTER * characters

    def write(self, value: Any, depth: int = 0) -> str:
        """Write one value. Raises NotAValue, or LongerError if a limit is exceeded."""
        self.expect(value)
        kind, inner = split(value, depth)
        if kind in SEQUENCES or kind == "__dict__":
            # Two brackets and at least one character per item: a container with too many items is not read.
            self._spend(2)
            if len(inner) > self._characters:
                raise LongerError
            return self._joined(kind, inner, depth)
        if kind == "text" and len(inner) > self._characters:
            raise LongerError
        text = _leaf(kind, inner)
        self._spend(len(text))
        return text

    def expect(self, value: Any) -> None:
        """Count the work of reading a number before reading it."""
        if isinstance(value, dict) and len(value) == 1:
            self._worked += _work(value)
            if self._worked > self._work:
                raise LongerError

    def _spend(self, characters: int) -> None:
        self._characters -= characters
        if self._characters < 0:
            raise LongerError

    def _joined(self, kind: str, inner: Any, depth: int) -> str:
        if kind == "__dict__":
            pairs = [f"{self.write(key, depth + 1)}={self.write(item, depth + 1)}" for key, item in inner]
            return f"<{','.join(sorted(pairs))}>"
        texts = [self.write(item, depth + 1) for item in inner]
        opening, closing = SEQUENCES[kind]
        return opening + ",".join(sorted(texts) if kind == "__set__" else texts) + closing


class Closeness:
    """Compares values with a tolerance; `keys` writes items of sets and keys."""

    def __init__(self, rel: float, absolute: float, keys: Writer) -> None:
        self._rel, self._absolute, self._keys = rel, absolute, keys

    def holds(self, expected: Any, value: Any, depth: int = 0) -> bool:
        self._keys.expect(value)
        (kind, wanted), (given_kind, given) = split(expected, depth), split(value, depth)
        if {kind, given_kind} <= {"number", "complex"}:
            return all(map(self._near, _parts(kind, wanted), _parts(given_kind, given)))
        if kind != given_kind:
            return False
        if kind in SEQUENCES or kind == "__dict__":
            return len(wanted) == len(given) and self._items(kind, wanted, given, depth)
        return bool(wanted == given) and kind != "__object__"

    def _items(self, kind: str, wanted: Any, given: Any, depth: int) -> bool:
        if kind == "__set__":
            wanted, given = sorted(wanted, key=self._order), sorted(given, key=self._order)
        if kind == "__dict__":
            wanted, given = self._by_key(wanted), self._by_key(given)
        return all(self.holds(one, other, depth + 1) for one, other in zip(wanted, given, strict=True))

    def _near(self, wanted: Number, given: Number) -> bool:
        one, other = _approximate(wanted), _approximate(given)
        if isinf(one) or isinf(other):
            return _exact(wanted) == _exact(given)
        return (isnan(one) and isnan(other)) or isclose(one, other, rel_tol=self._rel, abs_tol=self._absolute)

    def _order(self, value: Any) -> tuple[int, float, str]:
        """Sort key: numbers by size, so that near ones are paired; other values by text."""
        text = self._keys.write(value)
        kind, inner = split(value)
        size = _approximate(inner) if kind == "number" else nan
        return (1, 0.0, text) if isnan(size) else (0, size, text)

    def _by_key(self, pairs: list[tuple[Any, Any]]) -> list[Any]:
        """Keys and values sorted by key and flattened, for a comparison side by side."""
        ordered = sorted((self._order(key), at) for at, (key, _) in enumerate(pairs))
        return [part for _, at in ordered for part in pairs[at]]


def _parts(kind: str, inner: Any) -> tuple[Number, Number]:
    return inner if kind == "complex" else (inner, 0)


def _approximate(number: Number) -> float:
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def _exact(number: Number) -> str:
    """The same text for all number types; hexadecimal, since long decimal texts take quadratic time."""
    if isinstance(number, int):
        return f"{number:x}/1"
    if isinstance(number, float) and not isfinite(number):
        return "nan" if isnan(number) else str(number)
    if isinstance(number, Decimal):
        # Too long to expand; it can only equal another such Decimal.
        sign, digits, exponent = number.as_tuple()
        text = "".join(map(str, digits)).rstrip("0")
        return f"{'-' * sign}{text}e{int(exponent) + len(digits) - len(text)}"
    numerator, denominator = number.as_integer_ratio()
    return f"{numerator:x}/{denominator:x}"


def _leaf(kind: str, inner: Any) -> str:
    if kind == "number":
        return _exact(inner)
    if kind == "text":
        # The length comes first, so that no text can imitate the end of a value.
        return f'"{len(inner)}:{inner.replace(NOTHING, ESCAPED)}"'
    if kind == "complex":
        return f"complex:{_exact(inner[0])}+{_exact(inner[1])}j"
    return NOTHING if kind == "__object__" else f"{kind}:{inner}"


def _work(form: dict[str, Any]) -> int:
    """An upper bound of the work of reading a tagged number, in units, from the rough size of its parts."""
    ((tag, inner),) = form.items()
    if tag == "__decimal__" and isinstance(inner, str):
        digits = min(len(inner), MAX_DIGITS) + min(abs(_exponent(inner)), MAX_DIGITS)
        return 1 + (digits // 19) ** 2 // 16
    if tag == "__fraction__" and isinstance(inner, list):
        longest = max((len(part.get("__int__", "")) for part in inner if _is_long(part)), default=0)
        return 1 + (min(4 * longest, MAX_BITS) // 64) ** 2 // 16
    return 0


def _is_long(part: Any) -> bool:
    return isinstance(part, dict) and isinstance(part.get("__int__"), str)


def _exponent(decimal: str) -> int:
    found = DECIMAL.fullmatch(decimal)
    return int(found[2][1:]) if found and found[2] else 0
