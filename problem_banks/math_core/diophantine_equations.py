"""Equations whose unknowns are whole numbers."""

from __future__ import annotations

from math import gcd

from .family import Draw, Rng, family, people, until


@family(level=3)
def spending_exactly(rng: Rng) -> Draw:
    who, (one, other) = (
        people(rng, 1)[0],
        rng.choice([("pens", "notebooks"), ("stamps", "cards"), ("daisies", "roses")]),
    )
    p, q = until(lambda: (rng.randint(2, 7), rng.randint(3, 11)), lambda t: t[0] < t[1] and gcd(*t) == 1)
    total = rng.randint(40, 140)
    count = sum(p * a + q * b == total for a in range(1, total) for b in range(1, total // q + 1))
    if count < 2:
        return spending_exactly(rng)
    text = (
        f"{who} spends exactly {total} dollars on {one} at {p} dollars each and {other} at {q} dollars each, buying at least one of each kind. "
        f"In how many ways can the numbers of {one} and {other} be chosen?"
    )
    return text, count


@family(level=4)
def largest_unmakeable(rng: Rng) -> Draw:
    a, b = until(lambda: sorted(rng.sample(range(4, 20), 2)), lambda p: gcd(*p) == 1)
    makeable = {a * i + b * j for i in range(b + 1) for j in range(a + 1)}
    largest = max(n for n in range(a * b) if n not in makeable)
    thing = rng.choice(["nuggets", "muffins", "bulbs", "tennis balls"])
    text = (
        f"A shop sells {thing} only in packs of {a} and packs of {b}. What is the largest number "
        f"of {thing} that cannot be bought exactly?"
    )
    return text, largest


@family(level=4)
def factoring_trick(rng: Rng) -> Draw:
    a, b = rng.randint(1, 6), rng.randint(1, 6)
    total = rng.randint(20, 90)
    count = sum(m * n + a * m + b * n == total for m in range(1, total) for n in range(1, total))
    if count < 2:
        return factoring_trick(rng)
    first, second = ("" if k == 1 else str(k) for k in (a, b))
    text = (
        f"How many ordered pairs $(m, n)$ of positive integers satisfy $mn + {first}m + {second}n = {total}$?"
    )
    return text, count


@family(level=4)
def difference_of_squares(rng: Rng) -> Draw:
    n = until(lambda: rng.randint(40, 400), lambda k: k % 4 != 2)
    count = sum(int((y * y + n) ** 0.5 + 0.5) ** 2 == y * y + n for y in range(1, n))
    return (
        (f"How many ordered pairs $(x, y)$ of positive integers satisfy $x^2 - y^2 = {n}$?", count)
        if count
        else difference_of_squares(rng)
    )


@family(level=5)
def unit_fractions(rng: Rng) -> Draw:
    n = rng.randint(6, 60)
    count = sum(n * m % (m - n) == 0 for m in range(n + 1, n * n + n + 1))
    assert count == sum(n * n % d == 0 for d in range(1, n * n + 1))
    text = (
        f"How many ordered pairs $(x, y)$ of positive integers satisfy $\\frac{{1}}{{x}} + \\frac{{1}}{{y}} "
        f"= \\frac{{1}}{{{n}}}$?"
    )
    return text, count


@family(level=5)
def consecutive_sums(rng: Rng) -> Draw:
    n = until(lambda: rng.randint(45, 700), lambda k: k & (k - 1) != 0)
    ways = sum(
        2 * n % length == 0 and (2 * n // length - length + 1) % 2 == 0 and 2 * n // length - length + 1 > 0
        for length in range(2, 60)
    )
    runs = sum(sum(range(a, a + k)) == n for a in range(1, n // 2 + 2) for k in [run_length(a, n)])
    assert runs == ways
    text = (
        f"In how many ways can {n} be written as a sum of two or more consecutive positive integers "
        f"in increasing order?"
    )
    return (text, ways) if ways > 1 else consecutive_sums(rng)


def run_length(start: int, total: int) -> int:
    """How many consecutive integers from `start` reach the total or pass it."""
    count, value = 0, 0
    while value < total:
        value, count = value + start + count, count + 1
    return count
