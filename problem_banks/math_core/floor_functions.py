"""Whole parts of numbers."""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, isqrt

from .family import Draw, Rng, family, until


@family(level=3)
def whole_part_values(rng: Rng) -> Draw:
    p, q, r = until(
        lambda: (rng.randint(-90, -5), rng.randint(20, 150), rng.randint(3, 9)),
        lambda t: gcd(t[0], t[2]) == gcd(t[1], t[2]) == 1,
    )
    value = floor(Fraction(p, r)) + floor(Fraction(q, r))
    return (
        (
            f"Let $\\lfloor x \\rfloor$ be the greatest integer that is not greater than $x$. What "
            f"is $\\left\\lfloor -\\frac{{{-p}}}{{{r}}} \\right\\rfloor + \\left\\lfloor \\frac{{{q}}}{{{r}}} "
            f"\\right\\rfloor$?"
        ),
        value,
    )


@family(level=4)
def sum_of_floored_roots(rng: Rng) -> Draw:
    last = rng.randint(30, 250)
    value = sum(isqrt(n) for n in range(1, last + 1))
    assert value == sum(last - k * k + 1 for k in range(1, isqrt(last) + 1))
    text = (
        f"Let $\\lfloor x \\rfloor$ be the greatest integer that is not greater than $x$. What "
        f"is $\\lfloor \\sqrt{{1}} \\rfloor + \\lfloor \\sqrt{{2}} \\rfloor + \\lfloor \\sqrt{{3}} "
        f"\\rfloor + \\cdots + \\lfloor \\sqrt{{{last}}} \\rfloor$?"
    )
    return text, value


@family(level=4)
def sum_of_floored_multiples(rng: Rng) -> Draw:
    p, q = until(
        lambda: (rng.randint(2, 12), rng.randint(3, 15)),
        lambda t: t[0] != t[1] and Fraction(*t).denominator == t[1],
    )
    last = rng.randint(10, 45)
    value = sum(p * n // q for n in range(1, last + 1))
    top = "n" if p == 1 else f"{p}n"
    text = (
        f"Let $\\lfloor x \\rfloor$ be the greatest integer that is not greater than $x$. What "
        f"is $\\displaystyle\\sum_{{n=1}}^{{{last}}} \\left\\lfloor \\frac{{{top}}}{{{q}}} \\right\\rfloor$?"
    )
    return text, value


@family(level=5)
def floored_product(rng: Rng) -> Draw:
    target = rng.randint(20, 400)
    n = isqrt(target)
    x = Fraction(target, n) if n * n <= target < n * (n + 1) else None
    if x is None or floor(x) != n or x == n:
        return floored_product(rng)
    assert [Fraction(target, m) for m in range(1, 50) if floor(Fraction(target, m)) == m] == [x]
    text = (
        f"Let $\\lfloor x \\rfloor$ be the greatest integer that is not greater than $x$. Find "
        f"the positive real number $x$ with $x \\lfloor x \\rfloor = {target}$. Give your answer "
        f"as a common fraction in lowest terms."
    )
    return (text, x) if x.denominator > 1 else floored_product(rng)


@family(level=5)
def values_taken(rng: Rng) -> Draw:
    top = 10 * rng.randint(10, 60)
    last = top // rng.randint(1, 2)
    values = {top // n for n in range(1, last + 1)}
    text = (
        f"Let $\\lfloor x \\rfloor$ be the greatest integer that is not greater than $x$. How "
        f"many different numbers are there among $\\left\\lfloor \\frac{{{top}}}{{1}} \\right\\rfloor, "
        f"\\left\\lfloor \\frac{{{top}}}{{2}} \\right\\rfloor, \\ldots, \\left\\lfloor \\frac{{{top}}}{{{last}}} "
        f"\\right\\rfloor$?"
    )
    return text, len(values)
