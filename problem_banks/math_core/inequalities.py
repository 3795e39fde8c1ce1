"""Ranges in which something holds."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, people, tex, until

x = sympy.Symbol("x", real=True)


@family(level=2)
def rides_on_a_budget(rng: Rng) -> Draw:
    who, entry, ride, purse = people(rng, 1)[0], rng.randint(4, 15), rng.randint(3, 8), rng.randint(30, 95)
    purse += (purse - entry) % ride == 0
    text = (
        f"Entry to a fair costs {entry} dollars, and each ride costs {ride} dollars more. {who} has {purse} dollars. "
        f"What is the greatest number of rides {who} can take?"
    )
    return text, max(n for n in range(100) if entry + ride * n <= purse)


@family(level=3)
def integers_in_a_range(rng: Rng) -> Draw:
    factor, shift, low, width = rng.randint(2, 7), nonzero(rng, 20), rng.randint(-60, 10), rng.randint(30, 90)
    high = low + width
    count = sum(low < factor * n + shift <= high for n in range(-200, 200))
    return f"How many integers $x$ satisfy ${low} < {tex(factor * x + shift)} \\le {high}$?", count


@family(level=3)
def linear_inequality(rng: Rng) -> Draw:
    a, c = rng.sample(range(2, 10), 2)
    bound, b = Fraction(nonzero(rng, 15), rng.choice([1, 1, 2])), nonzero(rng, 20)
    d = (a - c) * bound + b
    if d.denominator > 1:
        return linear_inequality(rng)
    sign, strict = rng.choice([("<", True), ("\\le", False)])
    below = a > c
    text = (
        f"Solve the inequality ${tex(a * x + b)} {sign} {tex(c * x + int(d))}$. Give the set of "
        f"all real solutions as an interval."
    )
    assert all((a * t + b < c * t + d) == ((t < bound) == below) for t in (bound - 1, bound + 1))
    ends = (
        ("(-\\infty, ", tex(bound) + (")" if strict else "]"))
        if below
        else (("(" if strict else "[") + tex(bound), ", \\infty)")
    )
    return text, "".join(ends)


@family(level=4)
def quadratic_inequality(rng: Rng) -> Draw:
    low, high = sorted(rng.sample(range(-9, 12), 2))
    sign, left, right = rng.choice([("<", "(", ")"), ("\\le", "[", "]")])
    parabola = sympy.expand((x - low) * (x - high))
    assert all((parabola.subs(x, t) < 0) == (low < t < high) for t in range(-15, 16))
    text = (
        f"Solve the inequality ${tex(parabola)} {sign} 0$. Give the set of all real solutions as an interval."
    )
    return text, f"{left}{low}, {high}{right}"


@family(level=4)
def rational_inequality(rng: Rng) -> Draw:
    zero, pole = rng.sample(range(-9, 10), 2)
    text = (
        f"Find all real numbers $x$ for which $\\frac{{{tex(x - zero)}}}{{{tex(x - pole)}}} \\le "
        f"0$. Give your answer as an interval."
    )
    assert all(
        ((t - zero) * (t - pole) <= 0) == (min(zero, pole) <= t <= max(zero, pole)) for t in range(-15, 16)
    )
    return text, f"[{zero}, {pole})" if zero < pole else f"({pole}, {zero}]"


@family(level=5)
def least_of_a_sum(rng: Rng) -> Draw:
    a, b, p = until(
        lambda: (rng.randint(2, 30), rng.randint(2, 30), rng.randint(1, 9)),
        lambda t: sympy.sqrt(t[0] * t[1]).is_Integer and t[0] != t[1],
    )
    least = p + 2 * sympy.sqrt(a * b)
    at = sympy.sqrt(sympy.Rational(b, a))
    assert (a * at + sympy.Integer(b) / at + p).equals(least)
    assert all(
        a * at * Fraction(k, 10) + sympy.Integer(b) / (at * Fraction(k, 10)) + p >= least
        for k in range(5, 20)
    )
    text = (
        f"What is the least value of ${tex(a * x)} + \\frac{{{b}}}{{x}} + {p}$ over all positive "
        f"real numbers $x$?"
    )
    return text, least
