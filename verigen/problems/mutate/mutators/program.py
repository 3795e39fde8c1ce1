"""A worked solution as data: a DAG of exact arithmetic from the question's numbers to the answer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Number = int | Fraction
Operator = Literal["+", "-", "*", "/", "^", "//", "ceil", "mod", "gcd", "lcm", "min", "max", "binom"]
# Written as a function of two numbers; the others stand between them.
NAMED = frozenset(("gcd", "lcm", "min", "max", "binom"))
DIVIDING = frozenset(("/", "//", "ceil", "mod"))
MOST_EXPONENT = 12
MOST_CHOSEN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number of the question; `slot` is its index among the program's inputs."""

    slot: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number that does not vary: a fact of the world, or a frozen number of the question."""

    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation on two earlier nodes."""

    op: Operator
    left: int
    right: int


Node = Given | Constant | Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """`nodes` in topological order: each uses only earlier ones; the solution states those in `results`."""

    nodes: tuple[Node, ...]
    results: tuple[int, ...]
    answer: int

    def run(self, givens: Sequence[Number]) -> list[Number]:
        """The value of every node.

        Raises ZeroDivisionError, or ValueError for a power without an exact value.
        """
        values: list[Number] = []
        for node in self.nodes:
            if isinstance(node, Step):
                values.append(apply(node.op, values[node.left], values[node.right]))
            else:
                values.append(node.value if isinstance(node, Constant) else givens[node.slot])
        return values

    def needs(self, node: int) -> frozenset[int]:
        """The nodes that `node` depends on, including itself."""
        seen: set[int] = set()
        open_ = [node]
        while open_:
            at = open_.pop()
            if at not in seen:
                seen.add(at)
                found = self.nodes[at]
                open_ += [found.left, found.right] if isinstance(found, Step) else []
        return frozenset(seen)

    def slots(self, node: int) -> frozenset[int]:
        """The inputs that `node` depends on."""
        return frozenset(n.slot for at in self.needs(node) if isinstance(n := self.nodes[at], Given))


def apply(op: Operator, left: Number, right: Number) -> Number:
    if op == "+":
        return exact(left + right)
    if op == "-":
        return exact(left - right)
    if op == "*":
        return exact(left * right)
    if op == "/":
        if type(left) is int and type(right) is int and right and left % right == 0:
            return left // right
        return exact(Fraction(left) / Fraction(right))
    return _power(left, right) if op == "^" else _rounded(op, left, right)


def _rounded(op: Operator, left: Number, right: Number) -> Number:
    """Operations with a step in them. Raises ValueError for numbers that they do not take."""
    if op in {"min", "max"}:
        return min(left, right) if op == "min" else max(left, right)
    if op in {"//", "ceil", "mod"}:
        down = math.floor(Fraction(left) / Fraction(right))
        if op == "mod":
            return exact(left - right * down)
        return down if op == "//" or down * right == left else down + 1
    if type(left) is not int or type(right) is not int or left < 0 or right < 0:
        raise ValueError(f"{op} of {left} and {right} is not defined")
    if op == "binom":
        if not right <= left <= MOST_CHOSEN:
            raise ValueError(f"{right} of {left} can't be chosen")
        return math.comb(left, right)
    return math.gcd(left, right) if op == "gcd" else math.lcm(left, right)


def _power(left: Number, right: Number) -> Number:
    if right != int(right) or not -MOST_EXPONENT <= right <= MOST_EXPONENT:
        raise ValueError(f"{left}^{right} has no short exact value")
    return exact(Fraction(left) ** int(right))


def exact(value: int | Fraction) -> Number:
    """Whole numbers as int: int arithmetic is about ten times faster than that of Fraction."""
    if type(value) is int:
        return value
    return value.numerator if value.denominator == 1 else value
