"""Distances on the number line."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, braces, family, nonzero, tex, until

x = sympy.Symbol("x")


def signed(shift: int) -> str:
    return f"{'+' if shift > 0 else '-'} {abs(shift)}"


@family(level=3)
def absolute_equation(rng: Rng) -> Draw:
    a = rng.randint(1, 5)
    low, high = sorted(until(lambda: rng.sample(range(-15, 16), 2), lambda p: a * sum(p) % 2 == 0 and sum(p)))
    b, c = -a * (low + high) // 2, a * (high - low) // 2
    solutions = [n for n in range(-60, 61) if abs(a * n + b) == c]
    assert solutions == [low, high]
    return f"Find all solutions of $|{tex(a * x + b)}| = {c}$. Give your answer as a set.", braces(solutions)


@family(level=3)
def within_a_distance(rng: Rng) -> Draw:
    middle, reach = nonzero(rng, 15), rng.randint(2, 12)
    sign, left, right = rng.choice([("<", "(", ")"), ("\\le", "[", "]")])
    inside = [n for n in range(-60, 61) if abs(n - middle) <= reach]
    text = (
        f"Solve $|{tex(x - middle)}| {sign} {reach}$ over the real numbers. Give your answer as an interval."
    )
    return text, f"{left}{inside[0]}, {inside[-1]}{right}"


@family(level=4)
def sum_of_distances(rng: Rng) -> Draw:
    a, b = nonzero(rng, 9), nonzero(rng, 9)
    if a == b:
        return sum_of_distances(rng)
    bound = abs(a - b) + rng.randint(1, 12)
    count = sum(abs(n - a) + abs(n - b) <= bound for n in range(-100, 100))
    return f"How many integers $n$ satisfy $|n {signed(-a)}| + |n {signed(-b)}| \\le {bound}$?", count


@family(level=4)
def least_sum_of_distances(rng: Rng) -> Draw:
    places = sorted(rng.sample(range(2, 60), 5))
    least = min(sum(abs(n - p) for p in places) for n in range(61))
    houses = ", ".join(map(str, places[:-1])) + f" and {places[-1]}"
    text = (
        f"Five houses stand along a straight road at {houses} kilometres from its start. A bus stop is to be placed at a point of the road "
        "such that the sum of its distances from the five houses is as small as possible. What is this smallest sum, in kilometres?"
    )
    return text, least


@family(level=5)
def diamond_area(rng: Rng) -> Draw:
    a, b, c = rng.randint(1, 6), rng.randint(2, 7), rng.randint(4, 30)
    ends = [(Fraction(c, a), 0), (0, Fraction(c, b)), (-Fraction(c, a), 0), (0, -Fraction(c, b))]
    area = sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(ends, ends[1:] + ends[:1], strict=True)) / 2
    h, k = nonzero(rng, 9), nonzero(rng, 9)
    first, second = ("" if n == 1 else str(n) for n in (a, b))
    text = (
        f"What is the area of the region of the plane where ${first}|x {signed(-h)}| + {second}|y {signed(-k)}| \\le {c}$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, area
