"""Expresses a program as a function of one of its numbers: a quotient of polynomials with exact coefficients."""

from __future__ import annotations

from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import Constant, Given

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.problems.mutate.mutators.program import Number, Operator, Program

Polynomial = tuple[Fraction, ...]
MOST_DEGREE = 8
INVERTIBLE = frozenset("+-*/^")


class Ratio(NamedTuple):
    """Coefficients by ascending power, without trailing zeros."""

    top: Polynomial
    bottom: Polynomial


ONE = (Fraction(1),)


def function(program: Program, givens: Sequence[Number], slot: int) -> Ratio:
    """The answer as a function of that slot, with the other slots fixed. Raises Refused for a power of it."""
    found: list[Ratio] = []
    for node in program.nodes:
        if isinstance(node, Constant):
            found.append(Ratio(_trim((Fraction(node.value),)), ONE))
        elif isinstance(node, Given):
            here = (Fraction(0), Fraction(1)) if node.slot == slot else _trim((Fraction(givens[node.slot]),))
            found.append(Ratio(here, ONE))
        else:
            found.append(_apply(node.op, found[node.left], found[node.right]))
    return found[program.answer]


def equation(ratio: Ratio, value: Number) -> Polynomial:
    """The polynomial whose roots are where the function takes that value, except for poles."""
    return _sum(ratio.top, tuple(-each * value for each in ratio.bottom))


def _apply(op: Operator, left: Ratio, right: Ratio) -> Ratio:
    if op not in INVERTIBLE:
        raise Refused("an operation that can't be inverted", f"{op} has a step")
    if op == "*":
        if not left.top or not right.top:
            raise Refused("a condition that can't be inverted")
        return _bounded(Ratio(_product(left.top, right.top), _product(left.bottom, right.bottom)))
    if op == "/":
        return _bounded(Ratio(_product(left.top, right.bottom), _product(left.bottom, right.top)))
    if op == "^":
        return _power(left, right)
    sign = 1 if op == "+" else -1
    other = tuple(sign * each for each in _product(right.top, left.bottom))
    return _bounded(Ratio(_sum(_product(left.top, right.bottom), other), _product(left.bottom, right.bottom)))


def _power(left: Ratio, right: Ratio) -> Ratio:
    exponent = right.top[0] / right.bottom[0] if len(right.top) == len(right.bottom) == 1 else None
    if exponent is None or exponent.denominator != 1 or not 0 < exponent <= MOST_DEGREE:
        raise Refused("a power that can't be inverted")
    found = left
    for _ in range(int(exponent) - 1):
        found = _apply("*", found, left)
    return found


def _bounded(ratio: Ratio) -> Ratio:
    if max(map(len, ratio)) > MOST_DEGREE + 1 or not ratio.bottom:
        raise Refused("an equation of too high a degree")
    if len(ratio.bottom) == 1:
        return Ratio(tuple(each / ratio.bottom[0] for each in ratio.top), ONE)
    return ratio


def _sum(one: Polynomial, other: Polynomial) -> Polynomial:
    return _trim(tuple(a + b for a, b in zip_longest(one, other, fillvalue=Fraction(0))))


def _product(one: Polynomial, other: Polynomial) -> Polynomial:
    found = [Fraction(0)] * max(0, len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return _trim(tuple(found))


def _trim(found: Polynomial) -> Polynomial:
    while found and found[-1] == 0:
        found = found[:-1]
    return found
