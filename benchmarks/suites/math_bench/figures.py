"""Shapes with a particular twist."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, until

SOLIDS = {"tetrahedron": sympy.sqrt(2) / 12, "octahedron": sympy.sqrt(2) / 3}


@family(level=3)
def grazing_goat(rng: Rng) -> Draw:
    rope, long, short = until(
        lambda: (rng.randint(4, 18), rng.randint(4, 20), rng.randint(3, 15)),
        lambda v: v[2] < v[0] < v[1] and v[0] - v[2] < v[1],
    )
    area = Fraction(3 * rope**2, 4) + Fraction((rope - short) ** 2, 4)
    text = (
        f"A goat is tied to the outside of a corner of a barn with a rectangular floor of {long} by {short} metres, by a "
        f"rope {rope} metres long. There is grass all around. How many square metres of grass can the goat reach? Give "
        "your answer in terms of $\\pi$."
    )
    return text, sympy.Rational(area.numerator, area.denominator) * sympy.pi


@family(level=4)
def band_around_two_wheels(rng: Rng) -> Draw:
    radius, gap = rng.randint(2, 15), rng.randint(10, 60)
    apart = 2 * radius + gap
    text = (
        f"A belt runs tightly around two wheels of radius {radius} cm whose centres are {apart} cm apart, without "
        "crossing itself. How long is the belt, in centimetres? Give your answer in terms of $\\pi$."
    )
    return text, 2 * apart + 2 * radius * sympy.pi


@family(level=4)
def volume_of_a_regular_solid(rng: Rng) -> Draw:
    name = rng.choice(sorted(SOLIDS))
    edge = rng.randint(2, 15)
    text = f"What is the volume of a regular {name} with edges of length {edge}? Give your answer in simplest radical form."
    return text, SOLIDS[name] * edge**3


@family(level=3)
def foci_of_an_ellipse(rng: Rng) -> Draw:
    a, b = until(lambda: (rng.randint(3, 15), rng.randint(2, 12)), lambda v: v[0] > v[1])
    text = (
        f"What is the distance between the two foci of the ellipse $\\frac{{x^2}}{{{a * a}}} + \\frac{{y^2}}{{{b * b}}} = "
        "1$? Give your answer in simplest radical form."
    )
    return text, 2 * sympy.sqrt(a * a - b * b)


@family(level=2)
def tips_of_a_star(rng: Rng) -> Draw:
    tips = until(lambda: rng.randint(5, 20), lambda n: n % 2 == 1)
    angle = Fraction(180 * (tips - 4), tips)
    text = (
        f"{tips} points lie evenly on a circle. Joining each of them to the second next point on either side draws a "
        "regular star. How many degrees has the angle at each of its tips? Give an exact value."
    )
    return text, angle


@family(level=4)
def square_in_a_right_triangle(rng: Rng) -> Draw:
    a, b = until(lambda: (rng.randint(3, 30), rng.randint(3, 30)), lambda v: v[0] != v[1])
    text = (
        f"A right triangle has legs of {a} and {b}. A square inside it has one corner at the right angle, two sides "
        "along the legs and the opposite corner on the longest side. How long are the sides of the square?"
    )
    return text, Fraction(a * b, a + b)


@family(level=4)
def folded_sheet(rng: Rng) -> Draw:
    width, height = until(lambda: (rng.randint(3, 24), rng.randint(3, 24)), lambda v: v[0] < v[1])
    crease = sympy.Rational(width, height) * sympy.sqrt(width**2 + height**2)
    text = (
        f"A rectangular sheet of paper of {width} by {height} cm is folded so that two opposite corners meet. How long "
        "is the crease, in centimetres? Give an exact value."
    )
    return text, crease


@family(level=3)
def square_in_a_half_disc(rng: Rng) -> Draw:
    radius = rng.randint(2, 40)
    text = (
        f"A square stands with one side on the diameter of a half-disc of radius {radius} and has its two other corners "
        "on the arc. What is the area of the square?"
    )
    return text, Fraction(4 * radius**2, 5)


@family(level=5)
def ball_between_four_balls(rng: Rng) -> Draw:
    radius = rng.randint(2, 20)
    text = (
        f"Four balls of radius {radius} lie on a table so that their centres form a square and neighbours touch. A fifth "
        "ball of the same size is laid on top, touching all four. How high above the table is the centre of the fifth "
        "ball? Give an exact value."
    )
    return text, radius + radius * sympy.sqrt(2)


@family(level=3)
def diagonals_of_a_polygon(rng: Rng) -> Draw:
    sides, kind = rng.randint(7, 24), rng.choice(["diagonals", "shortest"])
    if kind == "diagonals":
        return (
            f"How many diagonals of a convex polygon with {sides} sides do not end at one particular corner of it?",
            sides * (sides - 3) // 2 - (sides - 3),
        )
    text = (
        f"In a convex polygon with {sides} sides all diagonals from one corner are drawn. Into how many triangles do "
        "they divide it?"
    )
    return text, sides - 2
