"""Steps of composed problems: each takes a whole number with a name and gives the next one, in words."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import comb, gcd, isqrt
from typing import TYPE_CHECKING, NamedTuple

import sympy

from .family import Rng, agreed

if TYPE_CHECKING:
    from collections.abc import Callable


class Link(NamedTuple):
    """What a step says of its number, and the number that it gives, derived twice."""

    says: str
    value: int


def fitted(_: Rng, name: str, value: int, low: int, high: int) -> Link:
    """A number between the bounds that follows from a larger one: its remainder plus the lower bound."""
    modulus = high - low + 1
    return Link(f"the remainder of ${name}$ after division by {modulus}, plus {low}", value % modulus + low)


def divisor_sum(rng: Rng, name: str, value: int) -> Link:
    step = rng.randint(20, 60)
    n = value * step
    odd = [d for d in range(1, n + 1, 2) if n % d == 0]
    core = n // (n & -n)
    return Link(
        f"the sum of all odd positive divisors of ${step}{name}$",
        agreed(sum(odd), int(sympy.divisor_sigma(core))),
    )


def coprime_pairs(_: Rng, name: str, value: int) -> Link:
    pairs = sum(gcd(a, b) == 1 for a, b in combinations(range(1, value + 1), 2))
    formula = sum(int(sympy.totient(k)) for k in range(2, value + 1))
    return Link(
        f"the number of pairs of integers $(a, b)$ with $1 \\le a < b \\le {name}$ that have no common factor above 1",
        agreed(pairs, formula),
    )


def tilings(rng: Rng, name: str, value: int) -> Link:
    colours = rng.randint(2, 4)
    ways = [1, colours]
    while len(ways) <= value:
        ways.append(colours * ways[-1] + ways[-2])
    formula = sum(comb(value - k, k) * colours ** (value - 2 * k) for k in range(value // 2 + 1))
    return Link(
        f"the number of ways to cover a row of ${name}$ cells with single tiles in {colours} colours and double tiles in one "
        "colour, without gaps or overlaps",
        agreed(ways[value], formula),
    )


def squares_below(_: Rng, name: str, value: int) -> Link:
    points = sum(x * x + y * y <= value for x in range(-value, value + 1) for y in range(-value, value + 1))
    return Link(
        f"the number of points with integer coordinates whose distance from the origin is at most $\\sqrt{{{name}}}$",
        agreed(points, sum(2 * isqrt(value - x * x) + 1 for x in range(-isqrt(value), isqrt(value) + 1))),
    )


def power_rest(rng: Rng, name: str, value: int) -> Link:
    base, modulus = rng.randint(3, 9), int(sympy.prime(rng.randint(12, 40)))
    exponent = value * value + 1
    slow = 1
    for _ in range(exponent):
        slow = slow * base % modulus
    return Link(
        f"the remainder of ${base}^{{{name} \\cdot {name} + 1}}$ after division by {modulus}",
        agreed(pow(base, exponent, modulus), slow),
    )


def partitions(_: Rng, name: str, value: int) -> Link:
    row = [1] + [0] * value
    for part in range(1, value + 1, 2):
        for at in range(part, value + 1):
            row[at] += row[at - part]

    @cache
    def distinct(n: int, most: int) -> int:
        return (
            int(n == 0)
            if most == 0
            else distinct(n, most - 1) + (distinct(n - most, most - 1) if n >= most else 0)
        )

    return Link(
        f"the number of ways to write ${name}$ as a sum of different positive integers, where the order does not matter and "
        f"${name}$ alone counts too",
        agreed(row[value], distinct(value, value)),
    )


def zeros(rng: Rng, name: str, value: int) -> Link:
    factor = rng.randint(7, 30)
    n, five, total = factor * value, 5, 0
    while five <= n:
        total += n // five
        five *= 5
    counted = 0
    for k in range(5, n + 1, 5):
        while k % 5 == 0:
            k, counted = k // 5, counted + 1  # noqa: PLW2901 - divided until it is no multiple
    return Link(f"the number of zeros at the end of $({factor}{name})!$", agreed(total, counted))


def crossing_free(_: Rng, name: str, value: int) -> Link:
    ways = [1, 1]
    for n in range(2, value + 1):
        ways.append(sum(ways[k] * ways[n - 1 - k] for k in range(n)))
    return Link(
        f"the number of ways in which $2{name}$ people around a round table can all shake hands at the same time, in pairs, so that no "
        "two handshakes cross",
        agreed(ways[value], comb(2 * value, value) // (value + 1)),
    )


def regions(rng: Rng, name: str, value: int) -> Link:
    circles = rng.randint(1, 3)
    pieces = 1
    for line in range(value):
        pieces += line + 1
    for ring in range(circles):
        pieces += 2 * value + 2 * ring if value + ring else 1
    return Link(
        f"the largest number of regions into which ${name}$ straight lines and {circles} {'circles' if circles > 1 else 'circle'} can cut "
        "the plane",
        agreed(pieces, 1 + value * (value + 1) // 2 + 2 * value * circles + circles * (circles - 1)),
    )


def multiple(rng: Rng, name: str, value: int) -> Link:
    factor, more = rng.randint(2, 6), rng.randint(1, 9)
    return Link(
        f"{more} more than {factor} times ${name}$",
        agreed(factor * value + more, sum([value] * factor, more)),
    )


def digit_sum(rng: Rng, name: str, value: int) -> Link:
    factor, left, total = rng.randint(11, 39), value, 0
    left *= factor
    while left:
        left, total = left // 10, total + left % 10
    return Link(
        f"the sum of the digits of ${factor}{name}$", agreed(sum(map(int, str(factor * value))), total)
    )


def divisor_count(rng: Rng, name: str, value: int) -> Link:
    n = rng.randint(2, 6) * value
    counted = sum(n % d == 0 for d in range(1, n + 1))
    return Link(
        f"the number of positive divisors of ${n // value}{name}$",
        agreed(counted, int(sympy.divisor_count(n))),
    )


def square_rest(rng: Rng, name: str, value: int) -> Link:
    modulus = rng.randint(3, 9)
    return Link(
        f"the remainder of ${name}^2$ after division by {modulus}",
        agreed(value * value % modulus, (value % modulus) ** 2 % modulus),
    )


def first_numbers(_: Rng, name: str, value: int) -> Link:
    return Link(
        f"the sum of the integers from 1 to ${name}$",
        agreed(sum(range(1, value + 1)), value * (value + 1) // 2),
    )


# Each with the least and greatest number that it takes.
EASY: tuple[tuple[Callable[[Rng, str, int], Link], int, int], ...] = (
    (multiple, 2, 12),
    (digit_sum, 2, 12),
    (divisor_count, 2, 12),
    (square_rest, 2, 12),
    (first_numbers, 2, 12),
)
LINKS: tuple[tuple[Callable[[Rng, str, int], Link], int, int], ...] = (
    (divisor_sum, 2, 30),
    (coprime_pairs, 6, 40),
    (tilings, 4, 12),
    (squares_below, 6, 60),
    (power_rest, 3, 40),
    (partitions, 8, 30),
    (zeros, 5, 40),
    (crossing_free, 3, 10),
    (regions, 4, 30),
)
