"""Shares, scales and ratios that change."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from .family import Draw, Rng, family, people, until


def coprime(rng: Rng, low: int, high: int) -> tuple[int, int]:
    return until(
        lambda: (rng.randint(low, high), rng.randint(low, high)), lambda p: gcd(*p) == 1 and p[0] != p[1]
    )


@family(level=2)
def share_in_ratio(rng: Rng) -> Draw:
    (first, second), (a, b) = people(rng, 2), coprime(rng, 2, 9)
    unit = rng.randint(6, 30)
    assert Fraction(a * unit, b * unit) == Fraction(a, b)
    text = (
        f"{first} and {second} share {(a + b) * unit} dollars in the ratio {a} : {b}. "
        f"How many dollars does {second} get?"
    )
    return text, b * unit


@family(level=2)
def map_scale(rng: Rng) -> Draw:
    scale, length = until(
        lambda: (rng.choice([20_000, 25_000, 50_000, 200_000, 250_000]), rng.randint(3, 38)),
        lambda p: p[0] * p[1] % 100_000 == 0,
    )
    text = (
        f"On a map with the scale 1 : {scale}, two villages are {length} centimetres apart. "
        "How many kilometres apart are they in reality?"
    )
    return text, Fraction(scale * length, 100_000)


@family(level=3)
def chained_ratio(rng: Rng) -> Draw:
    (a, b), (c, d) = coprime(rng, 2, 9), coprime(rng, 2, 9)
    text = (
        f"The positive numbers $x$, $y$ and $z$ satisfy $x : y = {a} : {b}$ and $y : z = {c} : {d}$. "
        "What is $\\frac{x}{z}$? Give your answer as a common fraction in lowest terms."
    )
    value = Fraction(a, b) * Fraction(c, d)
    return (text, value) if value.denominator > 1 else chained_ratio(rng)


@family(level=4)
def ratio_after_adding(rng: Rng) -> Draw:
    (a, b), unit = coprime(rng, 2, 7), rng.randint(4, 12)
    more = until(lambda: rng.randint(3, 40), lambda m: Fraction(a * unit + m, b * unit).denominator < 12)
    after = Fraction(a * unit + more, b * unit)
    fits = [n for n in range(1, 500) if Fraction(a * n + more, b * n) == after]
    assert fits == [unit]
    text = (
        f"In a jar the ratio of red beads to blue beads is {a} : {b}. After {more} red beads are added, the ratio of red "
        f"beads to blue beads is {after.numerator} : {after.denominator}. How many blue beads are in the jar?"
    )
    return text, b * unit
