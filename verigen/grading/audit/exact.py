r"""Exact values: sums of rational coefficients times roots, \pi and letters, read from plain LaTeX.

This reader is independent of the verifier's, so that they share no mistakes. It reads little and gives None for
the rest: whatever it reads has one meaning. Equal sums are equal values, and a sum that differs
in one coefficient is a different value, because roots of distinct squarefree integers, and powers of letters,
are independent over the rationals.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import e, gcd, inf, pi, sqrt
from typing import NamedTuple

MAX_DIGITS = 30
NUMBERS = {"\\pi": pi, "e": e, "\\infty": inf}
MAX_ROOT = 10**8  # trial division stays below 10,000 steps
_FACTOR = re.compile(
    r"(?P<whole>\d*)\.(?P<fixed>\d*)\\overline\{(?P<period>\d+)\}"
    r"|(?P<number>\d{1,3}(?:(?:,|\{,\}|,\\!|\\,)\d{3})+(?![\d,])(?:\.\d+)?|\d*\.\d+|\d+)"
    r"|\\[dt]?frac\s*(?P<top>\d)\s*(?P<bottom>\d)"
    r"|(?P<fraction>\\[dt]?frac\s*\{)"
    r"|\\sqrt\s*(?:\{\s*(?P<root>\d+)\s*\}|(?P<digit>\d))"
    r"|(?P<symbol>\\pi(?![a-zA-Z])|[a-zA-Z])(?:\s*\^\s*(?:\{(?P<power>-?\d+)\}|(?P<index>\d)))?"
)
_OVER = re.compile(r"/\s*(\d+)\s*$")
_UNSURE = re.compile(
    r"(?<![\\a-zA-Z])[a-zA-Z]{2,}"  # a word, or a product of letters that may be one
    r"|(?<![\d.,}!])0\d"  # a code, or a time
)


class Atom(NamedTuple):
    """The factor after a coefficient: the root of a squarefree integer times powers of symbols."""

    root: int
    symbols: tuple[tuple[str, int], ...]


ONE = Atom(1, ())
Sum = dict[Atom, Fraction]


def read(text: str) -> Sum | None:
    """The value of a text, its terms in their order; None where its meaning is not certain."""
    if _UNSURE.search(text):
        return None
    total: Sum = {}
    for sign, body in _terms(text):
        product = _product(body)
        if product is None:
            return None
        for atom, value in product.items():
            total[atom] = total.get(atom, Fraction(0)) + sign * value
    if any(power != 1 for atom in total for name, power in atom.symbols if name == "i"):
        return None
    return {atom: value for atom, value in total.items() if value} or {ONE: Fraction(0)}


def rational(value: Sum) -> Fraction | None:
    return value[ONE] if value.keys() == {ONE} else None


def approximate(value: Sum) -> float | None:
    """The value as a float; None where a letter is a variable."""
    total = 0.0
    for atom, coefficient in value.items():
        term = float(coefficient) * sqrt(atom.root)
        for name, power in atom.symbols:
            if name not in NUMBERS:
                return None
            term *= NUMBERS[name] ** power
        total += term
    return total


def closing(text: str, start: int) -> int | None:
    """The index of the brace that closes the one right before `start`; None if it stays open."""
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            return at
    return None


def _terms(text: str) -> list[tuple[int, str]]:
    """The terms of a sum with their signs, split at signs outside braces."""
    terms, sign, start, depth = [], 1, 0, 0
    for at, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if char in "+-" and not depth:
            if text[start:at].strip() or start:
                terms.append((sign, text[start:at]))
            sign, start = (1 if char == "+" else -1), at + 1
    return [*terms, (sign, text[start:])]


def _product(body: str) -> Sum | None:
    divisor = _OVER.search(body)
    rest = body[: divisor.start()].strip() if divisor else body.strip()
    value: Sum = {ONE: Fraction(1, int(divisor[1]) or 1) if divisor else Fraction(1)}
    if not rest or (divisor and not int(divisor[1])):
        return None
    was_number = False
    while rest:
        found = _factor(rest)
        # a number right after another, or before a fraction, may be a mixed number or a typing error
        if found is None or (was_number and found[2]):
            return None
        factor, rest, was_number = found
        value = _times(value, factor)
        rest, dotted = _dot(rest)
        was_number = was_number and not dotted
        if dotted and not rest:
            return None
    return value


def _dot(text: str) -> tuple[str, bool]:
    bare = text.strip()
    for mark in ("\\cdot ", "\\times ", "\\cdot\\", "\\times\\", "*"):
        if bare.startswith(mark):
            return bare[len(mark) - mark.endswith("t\\") - mark.endswith("s\\") :].strip(), True
    return bare, False


def _factor(text: str) -> tuple[Sum, str, bool] | None:
    """The first factor, the text after it, and whether it is a number; None if there is none."""
    match = _FACTOR.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if match["fraction"]:
        return _fraction(text, match.end())
    if match["period"]:
        return {ONE: _repeating(match["whole"], match["fixed"], match["period"])}, rest, True
    if match["number"]:
        digits = re.sub(r"[,{}\\!]", "", match["number"])
        return ({ONE: Fraction(digits)}, rest, True) if len(digits) <= MAX_DIGITS else None
    if match["top"]:
        bottom = int(match["bottom"])
        return ({ONE: Fraction(int(match["top"]), bottom)}, rest, True) if bottom else None
    if match["symbol"]:
        power = int(match["power"] or match["index"] or 1)
        return (
            ({Atom(1, ((match["symbol"], power),)): Fraction(1)}, rest, False)
            if 0 < abs(power) < 99
            else None
        )
    root = int(match["root"] or match["digit"])
    if not 0 < root <= MAX_ROOT:
        return None
    outside, inside = squarefree(root)
    return {Atom(inside, ()): Fraction(outside)}, rest, False


def _repeating(whole: str, fixed: str, period: str) -> Fraction:
    r"""0.1\overline{6} is 1/10 + 6/90."""
    shift = 10 ** len(fixed)
    return Fraction(int((whole or "0") + fixed), shift) + Fraction(
        int(period), shift * (10 ** len(period) - 1)
    )


def _fraction(text: str, start: int) -> tuple[Sum, str, bool] | None:
    middle = closing(text, start)
    if middle is None or text[middle + 1 : middle + 2] != "{":
        return None
    end = closing(text, middle + 2)
    top = read(text[start:middle])
    bottom = read(text[middle + 2 : end]) if end is not None else None
    divisor = rational(bottom) if bottom else None
    if end is None or top is None or not divisor:
        return None
    return {atom: value / divisor for atom, value in top.items()}, text[end + 1 :], True


def _times(left: Sum, right: Sum) -> Sum:
    total: Sum = {}
    for one, a in left.items():
        for two, b in right.items():
            shared = gcd(one.root, two.root)
            powers = dict(one.symbols)
            for name, power in two.symbols:
                powers[name] = powers.get(name, 0) + power
            atom = Atom(
                one.root * two.root // shared**2,
                tuple(sorted((name, power) for name, power in powers.items() if power)),
            )
            total[atom] = total.get(atom, Fraction(0)) + a * b * shared
    return total


def squarefree(n: int) -> tuple[int, int]:
    """(outside, inside) with n = outside ** 2 * inside and inside squarefree."""
    outside, divisor = 1, 2
    while divisor * divisor <= n:
        while n % (divisor * divisor) == 0:
            n //= divisor * divisor
            outside *= divisor
        divisor += 1
    return outside, n
