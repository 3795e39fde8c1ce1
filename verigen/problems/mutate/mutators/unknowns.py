"""Solves a formula for its one unknown: `2+(5*X)=27` is X = (27-2)/5, as in MAWPS and ALG514."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.problems.mutate.mutators.expressions import Fork, Leaf, evaluate, parse
from verigen.problems.mutate.mutators.program import exact

if TYPE_CHECKING:
    from verigen.problems.mutate.mutators.expressions import Tree
    from verigen.problems.mutate.mutators.program import Operator

UNKNOWN = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
MARK = "91827364.918273"  # stands for the unknown while the text is parsed
MARKED = parse(MARK)
ONE = Leaf(value=1, fixed=True)


class LinearForm(NamedTuple):
    """`sign` times `factor` times the unknown, plus `rest`; a sign of 0 for no unknown, None for no rest."""

    sign: int
    factor: Tree
    rest: Tree | None


def isolated(text: str) -> Tree | None:
    """What the unknown is, or None if the text is no linear equation in one letter.

    Raises ValueError or ZeroDivisionError if it has no one solution.
    """
    letters = set(UNKNOWN.findall(text))
    sides = text.split("=")
    if len(letters) != 1 or len(sides) != 2 or MARK in text:
        return None
    left, right = (_linear(parse(UNKNOWN.sub(f"({MARK})", side))) for side in sides)
    return _solved(_sum(left, right, -1))


def _solved(form: LinearForm) -> Tree:
    if form.sign == 0 or form.rest is None:
        raise ValueError("the equation has no one solution")
    negative = form.rest  # sign * factor * X + rest = 0
    if isinstance(negative, Fork) and negative.op == "-":
        one, other = (negative.right, negative.left) if form.sign > 0 else (negative.left, negative.right)
        rest: Tree = one if other == ZERO else Fork(op="-", left=one, right=other)
    else:
        rest = negative if form.sign < 0 else Fork(op="-", left=ZERO, right=negative)
    return rest if form.factor == ONE else Fork(op="/", left=rest, right=form.factor)


ZERO = Leaf(value=0, fixed=True)


def _linear(tree: Tree) -> LinearForm:
    """Raises ValueError if the unknown is in a denominator, a power or multiplied by itself."""
    if tree == MARKED:
        return LinearForm(1, ONE, None)
    if isinstance(tree, Leaf):
        return LinearForm(0, ONE, tree)
    left, right = _linear(tree.left), _linear(tree.right)
    if not left.sign and not right.sign:
        return LinearForm(0, ONE, tree)
    if tree.op in {"+", "-"}:
        return _sum(left, right, 1 if tree.op == "+" else -1)
    if tree.op == "*" and not left.sign:
        return _scaled(right, tree.left, "*")
    if tree.op in {"*", "/"} and not right.sign:
        return _scaled(left, tree.right, tree.op)
    raise ValueError("the unknown is not linear")


def _scaled(form: LinearForm, by: Tree, op: Operator) -> LinearForm:
    factor = by if form.factor == ONE and op == "*" else Fork(op=op, left=form.factor, right=by)
    return LinearForm(form.sign, factor, None if form.rest is None else Fork(op=op, left=form.rest, right=by))


def _sum(one: LinearForm, other: LinearForm, sign: int) -> LinearForm:
    return LinearForm(*_factor(one, other, sign), _rest(one.rest, other.rest, sign))


def _factor(one: LinearForm, other: LinearForm, sign: int) -> tuple[int, Tree]:
    if not one.sign or not other.sign:
        return (one.sign, one.factor) if one.sign else (sign * other.sign, other.factor)
    first, second = one.sign, sign * other.sign
    if first == second:
        return first, Fork(op="+", left=one.factor, right=other.factor)
    difference = exact(evaluate(one.factor) - evaluate(other.factor))
    if difference == 0:
        raise ValueError("the unknown drops out")
    if difference > 0:
        return first, Fork(op="-", left=one.factor, right=other.factor)
    return second, Fork(op="-", left=other.factor, right=one.factor)


def _rest(one: Tree | None, other: Tree | None, sign: int) -> Tree | None:
    if other is None:
        return one
    if one is None:
        return other if sign > 0 else Fork(op="-", left=ZERO, right=other)
    return Fork(op="+" if sign > 0 else "-", left=one, right=other)
