"""Figures with straight sides."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from math import cos, pi, sin

import sympy

from .family import Draw, Rng, family, until


@family(level=1)
def rectangle_measures(rng: Rng) -> Draw:
    a, b, place = rng.randint(6, 40), rng.randint(4, 30), rng.choice(["field", "yard", "playground"])
    if rng.random() < 0.5:
        return (
            (
                f"A rectangular {place} is {a} metres long and {b} metres wide. How many metres of fence "
                f"are needed to enclose it completely?"
            ),
            a + b + a + b,
        )
    return (
        (
            f"A rectangular {place} is {a} metres long and {b} metres wide. What is its area, in square "
            f"metres? Give your answer with the unit, as in $5\\text{{ m}}^2$."
        ),
        f"{a * b}\\text{{ m}}^2",
    )


@family(level=2)
def trapezoid_area(rng: Rng) -> Draw:
    a, b, h = until(
        lambda: (rng.randint(5, 30), rng.randint(5, 30), rng.randint(3, 20)),
        lambda t: t[0] != t[1] and (t[0] + t[1]) * t[2] % 2 == 0,
    )
    value = Fraction(a * h, 2) + Fraction(b * h, 2)
    return (
        (
            f"The parallel sides of a trapezoid are {a} cm and {b} cm long, and the distance between "
            f"them is {h} cm. What is the area of the trapezoid, in square centimetres?"
        ),
        value,
    )


@family(level=2)
def interior_angle(rng: Rng) -> Draw:
    n = rng.choice([n for n in range(5, 61) if 360 % n == 0])
    return (
        f"How many degrees does each interior angle of a regular polygon with {n} sides measure?",
        Fraction(180 * (n - 2), n),
    )


@family(level=2)
def notched_rectangle(rng: Rng) -> Draw:
    a, b = rng.randint(12, 30), rng.randint(10, 25)
    c, d = rng.randint(2, a // 2), rng.randint(2, b // 2)
    cells = sum(not (x < c and y < d) for x in range(a) for y in range(b))
    text = (
        f"From one corner of a rectangular sheet of {a} cm by {b} cm, a rectangle of {c} cm by "
        f"{d} cm is cut off, with sides parallel to those of the sheet. What is the area of the "
        f"remaining piece, in square centimetres?"
    )
    return text, cells


@family(level=3)
def sides_from_diagonals(rng: Rng) -> Draw:
    n = rng.randint(6, 25)
    count = sum((b - a) % n not in (1, n - 1) for a, b in combinations(range(n), 2))
    if rng.random() < 0.5:
        return f"How many diagonals does a convex polygon with {n} sides have?", count
    return f"A convex polygon has exactly {count} diagonals. How many sides does it have?", next(
        m for m in range(3, 99) if m * (m - 3) == 2 * count
    )


@family(level=3)
def rhombus(rng: Rng) -> Draw:
    (p, q), k = rng.choice([(3, 4), (5, 12), (8, 15), (7, 24), (20, 21)]), rng.randint(1, 4)
    side = int(sympy.sqrt((p * k) ** 2 + (q * k) ** 2))
    asked, value = rng.choice([("perimeter", 4 * side), ("side length", side)])
    return (
        (
            f"The diagonals of a rhombus are {2 * p * k} and {2 * q * k} units long. What is the {asked} "
            f"of the rhombus?"
        ),
        value,
    )


@family(level=4)
def regular_hexagon(rng: Rng) -> Draw:
    side = rng.randint(2, 20)
    value = sympy.Rational(3 * side**2, 2) * sympy.sqrt(3)
    corners = [(side * cos(k * pi / 3), side * sin(k * pi / 3)) for k in range(7)]
    area = sum(a * d - b * c for (a, b), (c, d) in pairwise(corners)) / 2
    assert abs(area - float(value)) < 1e-6
    if rng.random() < 0.5:
        return (
            (
                f"What is the area of a regular hexagon with side length {side}? Give your answer in simplest "
                f"radical form."
            ),
            value,
        )
    return (
        (
            f"A regular hexagon has perimeter {6 * side}. What is its area? Give your answer in simplest "
            f"radical form."
        ),
        value,
    )


@family(level=4)
def crossing_diagonals(rng: Rng) -> Draw:
    n = rng.randint(5, 18)
    count = sum(a < c < b < d for a, b in combinations(range(n), 2) for c, d in combinations(range(n), 2))
    text = (
        f"In a convex polygon with {n} sides, no three diagonals meet at one point inside the "
        f"polygon. At how many points inside the polygon do diagonals cross?"
    )
    return text, count


@family(level=5)
def corner_squares(rng: Rng) -> Draw:
    side, cut = until(lambda: (rng.randint(6, 20), rng.randint(1, 9)), lambda p: 2 * p[1] < p[0])
    inner = [(cut, 0), (side, cut), (side - cut, side), (0, side - cut)]
    area = sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(inner, inner[1:] + inner[:1], strict=True)) // 2
    text = (
        f"$ABCD$ is a square with side length {side}. The points $P$, $Q$, $R$ and $S$ lie on $AB$, $BC$, $CD$ and $DA$ with $AP = BQ = CR = DS = {cut}$. "
        "What is the ratio of the area of $PQRS$ to the area of $ABCD$? Give your answer as a common fraction in lowest terms."
    )
    return text, Fraction(area, side**2)
