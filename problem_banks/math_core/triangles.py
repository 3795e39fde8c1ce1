"""Angles, sides and areas of triangles."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement
from math import gcd, isqrt

import sympy

from .family import Draw, Rng, family, tex, until

TRIPLES = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (12, 35, 37), (9, 40, 41)]


def sides(rng: Rng, low: int, high: int) -> tuple[int, int, int]:
    """Three different sides that make a triangle, none of them right-angled."""
    return until(
        lambda: tuple(sorted(rng.sample(range(low, high), 3))),
        lambda s: s[0] + s[1] > s[2] and s[0] ** 2 + s[1] ** 2 != s[2] ** 2,
    )


def corner(a: int, b: int, c: int) -> tuple[sympy.Expr, sympy.Expr]:
    """The third corner of a triangle with the side c from (0, 0) to (c, 0), b from the first, a from the second."""
    across = sympy.Rational(b * b + c * c - a * a, 2 * c)
    return across, sympy.sqrt(b * b - across**2)


@family(level=1)
def third_angle(rng: Rng) -> Draw:
    a, b = until(lambda: (rng.randint(21, 110), rng.randint(21, 80)), lambda p: sum(p) < 165)
    return (
        (
            f"Two angles of a triangle measure {a} degrees and {b} degrees. How many degrees does "
            f"the third angle measure?"
        ),
        next(c for c in range(180) if a + b + c == 180),
    )


@family(level=2)
def ladder(rng: Rng) -> Draw:
    (a, b, c), k = rng.choice(TRIPLES[:3]), rng.randint(1, 4)
    a, b = rng.sample([a * k, b * k], 2)
    c = next(h for h in range(500) if h * h == a * a + b * b)
    text = (
        f"A ladder {c} feet long leans against a vertical wall. Its foot stands on level ground, "
        f"{a} feet from the wall. How many feet above the ground does the ladder touch the wall?"
    )
    return text, isqrt(c * c - a * a)


@family(level=2)
def shadow(rng: Rng) -> Draw:
    pole, scale, rate = rng.randint(2, 6), rng.randint(3, 12), Fraction(rng.randint(2, 9), 2)
    thing = rng.choice(["tree", "tower", "flagpole", "chimney"])
    short, long = pole * rate, pole * scale * rate
    if short.denominator > 1 or short == pole:
        return shadow(rng)
    text = (
        f"A vertical post {pole} metres high casts a shadow {short} metres long. At the same time "
        f"and place a vertical {thing} casts a shadow {long} metres long. How many metres high "
        f"is the {thing}?"
    )
    return text, long / rate


@family(level=2)
def isosceles_angles(rng: Rng) -> Draw:
    base = rng.randint(24, 84)
    top = 180 - 2 * base
    if rng.random() < 0.5:
        return (
            (
                f"In an isosceles triangle the angle between the two equal sides measures {top} degrees. "
                f"How many degrees does each of the other two angles measure?"
            ),
            Fraction(180 - top, 2),
        )
    return (
        (
            f"In an isosceles triangle each of the two equal angles measures {base} degrees. How many "
            f"degrees does the third angle measure?"
        ),
        top,
    )


@family(level=3)
def area_from_sides(rng: Rng) -> Draw:
    a, b, c = sides(rng, 4, 16)
    area = c * corner(a, b, c)[1] / 2
    s = sympy.Rational(a + b + c, 2)
    assert sympy.simplify(area - sympy.sqrt(s * (s - a) * (s - b) * (s - c))) == 0
    return (
        (
            f"What is the area of a triangle with sides {a}, {b} and {c}? Give your answer in simplest "
            f"radical form."
        ),
        area,
    )


@family(level=3)
def height_on_the_hypotenuse(rng: Rng) -> Draw:
    (a, b, c), k = rng.choice(TRIPLES), rng.randint(1, 5)
    value = Fraction(a * k * b * k, c * k)
    text = (
        f"A right triangle has legs {a * k} and {b * k}. What is the length of its altitude to "
        f"the hypotenuse? Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=3)
def triangles_of_given_perimeter(rng: Rng) -> Draw:
    total = rng.randint(9, 30)
    count = sum(
        a + b > c for a, b, c in combinations_with_replacement(range(1, total), 3) if a + b + c == total
    )
    assert count == (round(total**2 / 48) if total % 2 == 0 else round((total + 3) ** 2 / 48))
    return f"How many non-congruent triangles have integer side lengths and perimeter {total}?", count


@family(level=4)
def third_side(rng: Rng) -> Draw:
    a, b, angle = rng.randint(3, 15), rng.randint(3, 15), rng.choice([60, 120, 45, 30, 150, 135])
    turn = sympy.pi * angle / 180
    value = sympy.sqrt(sympy.expand((b - a * sympy.cos(turn)) ** 2 + (a * sympy.sin(turn)) ** 2))
    if a == b or not sympy.expand(value**2).is_Integer:
        return third_side(rng)
    text = (
        f"Two sides of a triangle are {a} and {b} long, and the angle between them measures {angle} "
        f"degrees. How long is the third side? Give your answer in simplest radical form."
    )
    return text, value


@family(level=4)
def inscribed_circle(rng: Rng) -> Draw:
    (a, b, c), k = rng.choice(TRIPLES), rng.randint(1, 6)
    radius = Fraction(a * b * k * k, (a + b + c) * k)
    assert radius == Fraction((a + b - c) * k, 2)
    return (
        f"What is the radius of the circle inscribed in the triangle with sides {a * k}, {b * k} and {c * k}?",
        radius,
    )


@family(level=4)
def bisector_foot(rng: Rng) -> Draw:
    a, b, c = sides(rng, 5, 20)
    value = Fraction(a * c, b + c)
    x, y = corner(a, b, c)
    foot = [float((b * p + c * q) / (b + c)) for p, q in ((c, x), (0, y))]
    assert abs((foot[0] - c) ** 2 + foot[1] ** 2 - float(value) ** 2) < 1e-9
    text = (
        f"In triangle $ABC$, $AB = {c}$, $AC = {b}$ and $BC = {a}$. The bisector of the angle "
        f"at $A$ meets $BC$ at $D$. What is $BD$? Give your answer as an integer or a common fraction "
        f"in lowest terms."
    )
    return text, value


@family(level=4)
def median_length(rng: Rng) -> Draw:
    a, b, c = sides(rng, 4, 16)
    x, y = corner(a, b, c)
    value = sympy.sqrt(sympy.expand((x + c) ** 2 + y**2)) / 2
    assert sympy.expand(4 * value**2) == 2 * b * b + 2 * c * c - a * a
    text = (
        f"In triangle $ABC$, $AB = {c}$, $AC = {b}$ and $BC = {a}$, and $M$ is the midpoint of "
        f"$BC$. What is $AM$? Give your answer in simplest radical form."
    )
    return text, value


@family(level=5)
def circumscribed_circle(rng: Rng) -> Draw:
    a, b, c = sides(rng, 5, 18)
    x, y = corner(a, b, c)
    up = (x * x + y * y - c * x) / (2 * y)
    value = sympy.radsimp(sympy.sqrt(sympy.Rational(c, 2) ** 2 + sympy.expand(up**2)))
    area = c * y / 2
    assert sympy.simplify(value - a * b * c / (4 * area)) == 0
    return (
        (
            f"What is the radius of the circle through the three vertices of a triangle with sides "
            f"{a}, {b} and {c}? Give your answer in simplest radical form, with a rational denominator."
        ),
        value,
    )


@family(level=5)
def cevian_areas(rng: Rng) -> Draw:
    p, q, r, s = until(
        lambda: tuple(rng.randint(1, 5) for _ in range(4)), lambda t: gcd(*t[:2]) == gcd(*t[2:]) == 1
    )
    area = Fraction(rng.randint(2, 20) * 10)
    d, e = Fraction(p, p + q), Fraction(r, r + s)
    top = meeting(d, e)
    assert top[0] / (1 - d) == top[1] / d
    assert top[0] + top[1] / e == 1
    value = area * triangle(((0, 0), (1, 0), top))
    text = (
        f"In triangle $ABC$, the point $D$ on $BC$ satisfies $BD : DC = {p} : {q}$, and the point $E$ on $AC$ satisfies $AE : EC = {r} : {s}$. The segments $AD$ and $BE$ meet at $P$. "
        f"The area of triangle $ABC$ is {tex(area)}. What is the area of triangle $ABP$? Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


def meeting(d: Fraction, e: Fraction) -> tuple[Fraction, Fraction]:
    """Where AD meets BE for A = (0, 0), B = (1, 0), C = (0, 1), BD = d BC and AE = e AC."""
    across = e / (e + d / (1 - d))
    return across, across * d / (1 - d)


def triangle(corners: tuple[tuple[Fraction | int, Fraction | int], ...]) -> Fraction:
    """The area as a share of the triangle (0, 0), (1, 0), (0, 1)."""
    (a, b), (c, d), (e, f) = corners
    return abs((c - a) * (f - b) - (e - a) * (d - b)) * Fraction(1)
