"""Writes numbers, people and answers for families of maths problems."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import sympy

from verigen.core.errors import VerigenError

if TYPE_CHECKING:
    from collections.abc import Callable

Rng: TypeAlias = Random
Answer: TypeAlias = int | Fraction | sympy.Basic | str
Draw: TypeAlias = tuple[str, Answer]
T = TypeVar("T")
A = TypeVar("A", int, Fraction)


class AnswersDiffer(VerigenError):  # noqa: N818 - errors here say what happened
    """Two derivations of one drawn answer differ: a fault of the family, not of a user or a model."""


TRIES = 10_000
PEOPLE = [
    "Amina",
    "Ben",
    "Carla",
    "David",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kemi",
    "Lars",
    "Mei",
    "Nadia",
    "Oscar",
    "Priya",
    "Quinn",
    "Rosa",
    "Sami",
    "Tara",
    "Umar",
    "Vera",
    "Wanda",
    "Yusuf",
]


def until(draw: Callable[[], T], fits: Callable[[T], object]) -> T:
    """The first draw that fits. Raises LookupError if none of TRIES draws fits."""
    for _ in range(TRIES):
        value = draw()
        if fits(value):
            return value
    raise LookupError(f"none of {TRIES} draws fits; widen the ranges of the family")


def agreed(first: A, second: object) -> A:
    """An answer that two derivations give. Raises AnswersDiffer if they give different ones."""
    if first != second:
        raise AnswersDiffer(f"one derivation gives {first}, the other {second}")
    return first


def people(rng: Random, count: int) -> list[str]:
    return rng.sample(PEOPLE, count)


def nonzero(rng: Random, size: int) -> int:
    """A whole number from -size to size, never 0."""
    return rng.choice([-1, 1]) * rng.randint(1, size)


def tex(value: Answer) -> str:
    """LaTeX without the spaces and braces that SymPy adds; a text is returned unchanged."""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        value = sympy.Rational(value.numerator, value.denominator)
    text = re.sub(r"\^\{(\w)\}", r"^\1", sympy.latex(value))
    text = re.sub(r"(?<=\d) (?=[a-z(])", "", text)
    return re.sub(r"(^|(?<=[({\[]))- ", "-", text)


def decimal(value: Fraction) -> str:
    """The exact decimal of a fraction. Raises ValueError if it needs more than nine decimal places."""
    scaled = value * 10**9
    if scaled.denominator != 1:
        raise ValueError(f"{value} has no short decimal")
    sign, digits = "-" if scaled < 0 else "", f"{abs(scaled.numerator):010d}"
    return f"{sign}{digits[:-9]}.{digits[-9:]}".rstrip("0").rstrip(".")


def dollars(cents: int) -> str:
    return f"${cents // 100}" if cents % 100 == 0 else f"${cents // 100}.{cents % 100:02d}"


def listed(items: list[str]) -> str:
    """Items as an English list: a, b and c; a single item is returned unchanged."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def counted(text: str) -> str:
    """The text with the singular after the number 1: "after 1 steps" becomes "after 1 step"."""
    return re.sub(r"(?<![\d.,$])\b1 ([a-z]+)s\b(?<! is)", r"1 \1", text)


def point(*coordinates: Answer) -> str:
    return f"({', '.join(map(tex, coordinates))})"


def braces(items: list[int]) -> str:
    return "\\{" + ", ".join(map(str, items)) + "\\}"
