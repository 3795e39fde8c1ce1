"""Volumes, surfaces and lengths in space."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import sympy

from .family import Draw, Rng, family, until

x = sympy.Symbol("x")


@family(level=1)
def box_volume(rng: Rng) -> Draw:
    a, b, c = rng.randint(5, 40), rng.randint(4, 25), rng.randint(2, 15)
    thing = rng.choice(["crate", "drawer", "shoe box", "fish tank"])
    return (
        (
            f"A {thing} has the shape of a box {a} cm long, {b} cm wide and {c} cm high (inside measures). "
            f"What is its volume, in cubic centimetres?"
        ),
        a * b * c,
    )


@family(level=2)
def cylinder(rng: Rng) -> Draw:
    r, h = rng.randint(2, 12), rng.randint(3, 20)
    kind, value = rng.choice(
        [("volume", r * r * h), ("total surface area, both bases included", 2 * r * r + 2 * r * h)]
    )
    return (
        (
            f"A cylinder has base radius {r} and height {h}. What is its {kind}? Give your answer "
            f"in terms of $\\pi$."
        ),
        value * sympy.pi,
    )


@family(level=3)
def cone_from_slant(rng: Rng) -> Draw:
    (a, b, c), k = (
        rng.choice([(3, 4, 5), (4, 3, 5), (5, 12, 13), (12, 5, 13), (8, 15, 17), (15, 8, 17)]),
        rng.randint(1, 4),
    )
    r, h = a * k, b * k
    value = sympy.integrate(sympy.pi * (sympy.Rational(r, h) * x) ** 2, (x, 0, h))
    return (
        (
            f"A cone has base radius {r} and slant height {c * k}. What is its volume? Give your answer "
            f"in terms of $\\pi$."
        ),
        value,
    )


@family(level=3)
def box_diagonal(rng: Rng) -> Draw:
    a, b, c = (rng.randint(2, 14) for _ in range(3))
    value = sympy.sqrt(sympy.sqrt(a * a + b * b) ** 2 + c * c)
    return (
        (
            f"A rectangular box measures {a} by {b} by {c}. How long is the diagonal from one of its "
            f"corners to the opposite corner? Give your answer in simplest radical form."
        ),
        value,
    )


@family(level=3)
def painted_cube(rng: Rng) -> Draw:
    dims = [rng.randint(3, 8) for _ in range(3)]
    faces = rng.randint(0, 3)
    cells = product(*(range(n) for n in dims))
    count = sum(
        sum((v == 0) + (v == n - 1) for v, n in zip(cell, dims, strict=True)) == faces for cell in cells
    )
    shown = {
        0: "no painted face",
        1: "exactly one painted face",
        2: "exactly two painted faces",
        3: "exactly three painted faces",
    }[faces]
    text = (
        f"A wooden block of {dims[0]} by {dims[1]} by {dims[2]} centimetres is painted on all "
        f"six sides and then cut into cubes of one cubic centimetre. How many of these cubes have {shown}?"
    )
    return text, count


@family(level=3)
def melted_balls(rng: Rng) -> Draw:
    r, k = rng.randint(2, 6), rng.randint(2, 6)
    metal = rng.choice(["lead", "tin", "silver", "wax"])
    return (
        (
            f"A solid ball of {metal} with radius {r * k} cm is melted down and cast into solid balls "
            f"with radius {r} cm, without loss. How many balls are made?"
        ),
        Fraction((r * k) ** 3, r**3),
    )


@family(level=4)
def box_from_faces(rng: Rng) -> Draw:
    a, b, c = sorted(rng.sample(range(2, 16), 3))
    fits = [
        p for p in range(1, 300) if a * b % p == 0 and a * c % p == 0 and (a * b // p) * (a * c // p) == b * c
    ]
    assert fits == [a]
    return (
        (
            f"Three faces of a rectangular box have the areas {a * b}, {a * c} and {b * c} square "
            f"centimetres. What is the volume of the box, in cubic centimetres?"
        ),
        a * b * c,
    )


@family(level=4)
def plane_and_axes(rng: Rng) -> Draw:
    a, b, c, n = until(
        lambda: (
            rng.randint(1, 6),
            rng.randint(1, 6),
            rng.randint(1, 6),
            rng.choice([6, 12, 18, 20, 24, 30, 36, 60]),
        ),
        lambda t: len({*t[:3]}) == 3 and all(t[3] % k == 0 for k in t[:3]),
    )
    p, q, r = (n // k for k in (a, b, c))
    value = sympy.Matrix([[p, 0, 0], [0, q, 0], [0, 0, r]]).det() / sympy.Integer(6)
    left = " + ".join(f"{'' if k == 1 else k}{v}" for k, v in zip((a, b, c), "xyz", strict=True))
    return (
        (
            f"What is the volume of the tetrahedron that is bounded by the three coordinate planes "
            f"and the plane ${left} = {n}$?"
        ),
        value,
    )


@family(level=5)
def frustum(rng: Rng) -> Draw:
    r, big = sorted(rng.sample(range(1, 12), 2))
    h = 3 * rng.randint(1, 6)
    value = sympy.integrate(sympy.expand(sympy.pi * (r + sympy.Rational(big - r, h) * x) ** 2), (x, 0, h))
    assert value == sympy.pi * h * sympy.Integer(r * r + r * big + big * big) / 3
    return (
        (
            f"A bucket has the shape of a truncated cone. Its bottom has radius {r} dm, its top has "
            f"radius {big} dm, and its height is {h} dm. What is its volume, in cubic decimetres? "
            f"Give your answer in terms of $\\pi$."
        ),
        value,
    )


@family(level=5)
def ant_on_a_box(rng: Rng) -> Draw:
    a, b, c = (rng.randint(2, 12) for _ in range(3))
    best = min((a + b) ** 2 + c * c, (a + c) ** 2 + b * b, (b + c) ** 2 + a * a)
    text = (
        f"A closed rectangular box measures {a} by {b} by {c}. An ant crawls on its surface from "
        f"one corner to the opposite corner of the box. How long is the shortest path? Give your "
        f"answer in simplest radical form."
    )
    return text, sympy.sqrt(best)


@family(level=5)
def sphere_around_a_box(rng: Rng) -> Draw:
    a, b, c = sorted(rng.randint(1, 9) for _ in range(3))
    text = (
        f"A rectangular box measures {a} by {b} by {c}. What is the surface area of the sphere "
        f"that passes through all eight corners of the box? Give your answer in terms of $\\pi$."
    )
    radius = sympy.sqrt(a * a + b * b + c * c) / 2
    return text, 4 * sympy.pi * radius**2
