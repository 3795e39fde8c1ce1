"""Slopes, tangents and extreme values."""

from __future__ import annotations

import sympy

from .family import Draw, Rng, family, nonzero, tex, until

x, h = sympy.symbols("x h")


SHEETS = [
    (a, b, cut)
    for a in range(6, 90)
    for b in range(a, 100)
    for cut in range(1, a // 4 + 1)
    if 12 * cut**2 - 4 * (a + b) * cut + a * b == 0
]
"""Sides of sheets and the cut that makes the largest box, all of them whole: roots of the derivative."""


def cubic(rng: Rng) -> sympy.Expr:
    return nonzero(rng, 3) * x**3 + nonzero(rng, 5) * x**2 + nonzero(rng, 9) * x + nonzero(rng, 9)


@family(level=4)
def derivative_at_a_point(rng: Rng) -> Draw:
    f, at = cubic(rng), nonzero(rng, 4)
    value = sympy.diff(f, x).subs(x, at)
    assert sympy.expand((f.subs(x, at + h) - f.subs(x, at)) / h).subs(h, 0) == value
    return f"Let $f(x) = {tex(f)}$. What is the value of the derivative $f'({at})$?", value


@family(level=4)
def tangent_line(rng: Rng) -> Draw:
    f, at = nonzero(rng, 4) * x**2 + nonzero(rng, 6) * x + nonzero(rng, 9), nonzero(rng, 4)
    line = sympy.expand(sympy.diff(f, x).subs(x, at) * (x - at) + f.subs(x, at))
    assert sympy.discriminant(f - line, x) == 0
    if sympy.degree(line, x) != 1:
        return tangent_line(rng)
    return (
        (
            f"The tangent to the curve $y = {tex(f)}$ at the point with $x = {at}$ has the equation "
            f"$y = mx + b$. What is $mx + b$? Give your answer as a polynomial in $x$."
        ),
        line,
    )


@family(level=4)
def quotient_slope(rng: Rng) -> Draw:
    a, b, c, d = (nonzero(rng, 6) for _ in range(4))
    at = nonzero(rng, 4)
    f = (a * x + b) / (c * x + d)
    if a * d == b * c or c * at + d == 0 or c < 0:
        return quotient_slope(rng)
    value = sympy.diff(f, x).subs(x, at)
    assert sympy.limit((f.subs(x, at + h) - f.subs(x, at)) / h, h, 0) == value
    return (
        (
            f"Let $f(x) = \\frac{{{tex(a * x + b)}}}{{{tex(c * x + d)}}}$. What is $f'({at})$? Give "
            f"your answer as an integer or a common fraction in lowest terms."
        ),
        value,
    )


@family(level=4)
def chain_rule(rng: Rng) -> Draw:
    a, b, power, at = nonzero(rng, 4), nonzero(rng, 5), rng.randint(3, 6), nonzero(rng, 3)
    inner = a * x**2 + b
    value = sympy.diff(inner**power, x).subs(x, at)
    assert sympy.Poly(sympy.expand(inner**power), x).diff(x).eval(at) == value
    return (
        (f"Let $f(x) = ({tex(inner)})^{power}$. What is the value of the derivative $f'({at})$?", value)
        if value and abs(value) < 10**6
        else chain_rule(rng)
    )


@family(level=4)
def extreme_on_an_interval(rng: Rng) -> Draw:
    p, q = until(
        lambda: sorted((rng.randint(-4, 4), rng.randint(-3, 5))), lambda v: v[0] < v[1] and sum(v) % 2 == 0
    )
    f = sympy.expand(sympy.integrate(6 * (x - p) * (x - q), x) + nonzero(rng, 12))
    low, high = p - rng.randint(0, 3), q + rng.randint(0, 3)
    kind, pick = rng.choice([("greatest", max), ("least", min)])
    value = pick(f.subs(x, t) for t in (low, p, q, high))
    assert value == pick(
        f.subs(x, low + (high - low) * sympy.Rational(k, 2 * (high - low)))
        for k in range(2 * (high - low) + 1)
    )
    return f"What is the {kind} value of $f(x) = {tex(f)}$ for ${low} \\le x \\le {high}$?", value


@family(level=5)
def open_box(rng: Rng) -> Draw:
    a, b, cut = rng.choice(SHEETS)
    volume = x * (a - 2 * x) * (b - 2 * x)
    assert all(volume.subs(x, cut) >= volume.subs(x, sympy.Rational(a * k, 100)) for k in range(51))
    text = (
        f"Equal squares are cut from the four corners of a sheet of cardboard of {a} cm by {b} "
        f"cm, and the sides are folded up to make an open box. What is the largest possible volume "
        f"of the box, in cubic centimetres?"
    )
    return text, volume.subs(x, cut)


@family(level=5)
def fence_along_a_river(rng: Rng) -> Draw:
    parts, length = rng.randint(0, 3), 12 * rng.randint(5, 60)
    across = parts + 2
    area = x * (length - across * x)
    best = sympy.solve(sympy.diff(area, x), x)[0]
    assert all(
        area.subs(x, best) >= area.subs(x, best + k)
        for k in (-2, -1, sympy.Rational(-1, 9), sympy.Rational(1, 9), 1, 2)
    )
    words = [
        "",
        " and is divided into two parts by one more fence perpendicular to the river",
        " and is divided into three parts by two more fences perpendicular to the river",
        " and is divided into four parts by three more fences perpendicular to the river",
    ][parts]
    text = (
        f"A rectangular field lies along a straight river. It needs no fence on the side of the "
        f"river{words}. With {length} metres of fence in all, what is the largest possible area "
        f"of the field, in square metres?"
    )
    return text, area.subs(x, best)


@family(level=5)
def implicit_slope(rng: Rng) -> Draw:
    y = sympy.Symbol("y")
    p, q = nonzero(rng, 4), nonzero(rng, 4)
    a, b, c = rng.randint(1, 4), nonzero(rng, 3), rng.randint(1, 4)
    curve = a * x**2 + b * x * y + c * y**2
    level = curve.subs({x: p, y: q})
    below = sympy.diff(curve, y).subs({x: p, y: q})
    if not below or sympy.diff(curve, x).subs({x: p, y: q}) == 0:
        return implicit_slope(rng)
    value = -sympy.diff(curve, x).subs({x: p, y: q}) / below
    t, shown = sympy.Symbol("t"), tex(curve).replace("x y", "xy")
    assert sympy.expand(curve.subs({x: p + t, y: q + value * t}) - level).coeff(t, 1) == 0
    text = (
        f"What is the slope of the tangent to the curve ${shown} = {level}$ at the point $({p}, "
        f"{q})$? Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value
