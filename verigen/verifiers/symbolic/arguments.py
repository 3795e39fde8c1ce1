"""Checks the arguments of callers: references (text or numbers, one or several) and tolerances."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.tolerance import Tolerance

if TYPE_CHECKING:
    from collections.abc import Sequence

    Number = int | float | Fraction | Decimal
    Gold = str | Number | Sequence[str | Number]


def golds(reference: object, name: str = "reference") -> tuple[str, ...]:
    """One text per reference.

    Raises TypeError if a reference is neither text nor a number, ValueError for an empty list or NaN.
    """
    if isinstance(reference, (list, tuple)):
        if not reference:
            raise ValueError(f"{name} is empty: give one answer at least")
        return tuple(one_gold(each, name) for each in reference)
    return (one_gold(reference, name),)


def one_gold(reference: object, name: str) -> str:
    if isinstance(reference, str):
        return reference
    if isinstance(reference, bool) or not isinstance(reference, (Real, Decimal)):
        raise TypeError(f"{name} is a {type(reference).__name__}: pass a text, a number, or a list of them")
    return number_text(reference)


def number_text(value: object) -> str:
    """Text of a number: the float 0.1 means one tenth, not its binary value. Raises ValueError for NaN."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if value != value:  # noqa: PLR0124 - only NaN differs from itself
        raise ValueError("NaN is no answer")
    if value in (float("inf"), float("-inf")):
        return r"\infty" if value == float("inf") else r"-\infty"
    return str(value)


def text_of(text: object, name: str = "text") -> str:
    if not isinstance(text, str):
        raise TypeError(f"{name} is a {type(text).__name__}: pass a str")
    return text


def tolerance_of(tolerance: object) -> Tolerance | None:
    """Tolerance for an argument. A plain number is a relative error."""
    if tolerance is None or isinstance(tolerance, Tolerance):
        return tolerance
    if isinstance(tolerance, bool) or not isinstance(tolerance, Real):
        raise TypeError(f"tolerance is a {type(tolerance).__name__}: pass a number, a Tolerance or None")
    return Tolerance(relative=float(tolerance))


def deadline_of(seconds: object) -> float | None:
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, Real):
        raise TypeError(f"deadline_s is a {type(seconds).__name__}: pass seconds as a number, or None")
    if not float(seconds) > 0:
        raise ValueError(f"deadline_s is {seconds}: pass a number of seconds above 0")
    return float(seconds)
