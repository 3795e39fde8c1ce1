"""Areas, chords, tangents and sectors."""

from __future__ import annotations

from math import cos, hypot, pi, sin

import sympy

from .family import Draw, Rng, family, until


@family(level=1)
def area_of_a_disc(rng: Rng) -> Draw:
    radius = rng.randint(3, 30)
    thing, unit = rng.choice(
        [("pond", "metres"), ("table top", "decimetres"), ("carpet", "decimetres"), ("plate", "centimetres")]
    )
    if rng.random() < 0.5:
        return (
            (
                f"A round {thing} has a radius of {radius} {unit}. What is its area, in square {unit}? "
                f"Give your answer in terms of $\\pi$."
            ),
            radius**2 * sympy.pi,
        )
    return (
        (
            f"A round {thing} has a diameter of {2 * radius} {unit}. What is its area, in square {unit}? "
            f"Give your answer in terms of $\\pi$."
        ),
        radius**2 * sympy.pi,
    )


@family(level=2)
def radius_from_circumference(rng: Rng) -> Draw:
    radius = rng.randint(3, 40)
    asked, value = rng.choice([("area", radius**2 * sympy.pi), ("radius", sympy.Integer(radius))])
    form = " Give your answer in terms of $\\pi$." if asked == "area" else ""
    return f"A circle has circumference ${2 * radius}\\pi$. What is its {asked}?{form}", value


@family(level=3)
def sector_area(rng: Rng) -> Draw:
    radius, angle = rng.randint(4, 18), rng.choice([30, 40, 45, 60, 72, 80, 100, 120, 135, 150])
    value = sympy.Rational(angle, 360) * radius**2 * sympy.pi
    return (
        (
            f"A sector of a circle of radius {radius} has a central angle of {angle} degrees. What "
            f"is the area of the sector? Give your answer in terms of $\\pi$."
        ),
        value,
    )


@family(level=3)
def chord_at_a_distance(rng: Rng) -> Draw:
    radius = rng.randint(5, 20)
    gap = rng.randint(1, radius - 1)
    value = 2 * sympy.sqrt(radius**2 - gap**2)
    return (
        (
            f"A chord of a circle of radius {radius} is at distance {gap} from the centre of the circle. "
            f"How long is the chord? Give your answer in simplest radical form."
        ),
        value,
    )


@family(level=3)
def tangent_from_a_point(rng: Rng) -> Draw:
    radius, gap = rng.randint(3, 15), rng.randint(2, 15)
    value = sympy.sqrt((radius + gap) ** 2 - radius**2)
    text = (
        f"A point lies outside a circle of radius {radius}, at distance {radius + gap} from its "
        f"centre. How long is a tangent segment from the point to the circle? Give your answer "
        f"in simplest radical form."
    )
    return text, value


@family(level=3)
def circle_around_a_square(rng: Rng) -> Draw:
    radius = rng.randint(2, 40)
    corners = [(radius * cos(k * pi / 2), radius * sin(k * pi / 2)) for k in range(4)]
    square = hypot(corners[0][0] - corners[1][0], corners[0][1] - corners[1][1]) ** 2
    value = radius**2 * sympy.pi - 2 * radius**2
    assert abs(float(value) - (pi * radius**2 - square)) < 1e-9
    return (
        (
            f"A square is inscribed in a circle of radius {radius}. What is the area of the region "
            f"inside the circle but outside the square? Give your answer in terms of $\\pi$."
        ),
        value,
    )


@family(level=4)
def crossing_chords(rng: Rng) -> Draw:
    a, b, c = until(
        lambda: [rng.randint(2, 18) for _ in range(3)],
        lambda t: t[0] * t[1] % t[2] == 0 and t[2] not in t[:2],
    )
    d = a * b // c
    if c == d or sorted((a, b)) == sorted((c, d)):
        return crossing_chords(rng)
    text = (
        f"Two chords $AB$ and $CD$ of a circle meet at a point $P$ inside the circle. If $AP = "
        f"{a}$, $PB = {b}$ and $CP = {c}$, what is the length of the chord $CD$?"
    )
    return text, c + d


@family(level=4)
def ring_from_a_chord(rng: Rng) -> Draw:
    half, inner = rng.randint(3, 40), rng.randint(2, 15)
    outer_squared = inner**2 + half**2
    text = (
        f"Two circles have the same centre. A chord of the larger circle is tangent to the smaller "
        f"circle and {2 * half} units long. What is the area of the ring between the circles, "
        f"in square units? Give your answer in terms of $\\pi$."
    )
    return text, (outer_squared - inner**2) * sympy.pi


@family(level=4)
def secant_and_tangent(rng: Rng) -> Draw:
    near, tangent = until(
        lambda: (rng.randint(2, 20), rng.randint(4, 30)), lambda p: p[1] > p[0] and p[1] ** 2 % p[0] == 0
    )
    chord = tangent**2 // near - near
    assert near * (near + chord) == tangent**2
    text = (
        f"From a point $P$ outside a circle, a tangent touches the circle at $T$, and a secant "
        f"meets the circle first at $A$ and then at $B$. If $PT = {tangent}$ and $PA = {near}$, "
        f"what is $AB$?"
    )
    return text, chord


@family(level=5)
def common_tangent(rng: Rng) -> Draw:
    r, s = sorted(rng.sample(range(2, 15), 2))
    gap = r + s + rng.randint(0, 8)
    kind, value = rng.choice(
        [("external", sympy.sqrt(gap**2 - (s - r) ** 2)), ("internal", sympy.sqrt(gap**2 - (s + r) ** 2))]
    )
    if value == 0:
        return common_tangent(rng)
    text = (
        f"The centres of two circles with radii {r} and {s} are {gap} units apart. How long is "
        f"the segment of a common {kind} tangent between its two points of contact? Give your "
        f"answer in simplest radical form."
    )
    return text, value


@family(level=5)
def three_touching_circles(rng: Rng) -> Draw:
    a, b, c = sorted(rng.sample(range(1, 13), 3))
    value = sympy.sqrt(a * b * c * (a + b + c))
    x, y, z = sorted((a + b, b + c, a + c))
    assert abs(16 * a * b * c * (a + b + c) - (x + y + z) * (x + y - z) * (x - y + z) * (-x + y + z)) == 0
    text = (
        f"Three circles with radii {a}, {b} and {c} are externally tangent to each other in pairs. "
        f"What is the area of the triangle whose vertices are the centres of the circles? Give "
        f"your answer in simplest radical form."
    )
    return text, value


@family(level=5)
def segment_area(rng: Rng) -> Draw:
    radius, angle = rng.randint(2, 12) * 2, rng.choice([60, 90, 120, 30, 150])
    turn = sympy.pi * angle / 180
    value = sympy.expand(sympy.Rational(radius**2, 2) * (turn - sympy.sin(turn)))
    edge = float(radius * sympy.cos(turn / 2))
    total = (
        sum(2 * (radius**2 - (edge + (k + 0.5) * (radius - edge) / 4000) ** 2) ** 0.5 for k in range(4000))
        * (radius - edge)
        / 4000
    )
    assert abs(total - float(value)) < 0.01 * float(value) + 0.001
    text = (
        f"A chord of a circle of radius {radius} subtends an angle of {angle} degrees at the centre. "
        f"What is the area of the smaller of the two regions into which the chord cuts the disc? "
        f"Give an exact answer in terms of $\\pi$."
    )
    return text, value
