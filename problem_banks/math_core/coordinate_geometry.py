"""Points, lines and curves in the plane of coordinates."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, point, tex, until

x, y = sympy.symbols("x y")


def spot(rng: Rng, size: int = 9) -> tuple[int, int]:
    return rng.randint(-size, size), rng.randint(-size, size)


def spots(rng: Rng, count: int, size: int = 9) -> list[tuple[int, int]]:
    """Points no three of which are on a line."""
    return until(
        lambda: [spot(rng, size) for _ in range(count)],
        lambda s: (
            len(set(s)) == count
            and all(doubled(a, b, c) for i, a in enumerate(s) for j, b in enumerate(s[:i]) for c in s[:j])
        ),
    )


def doubled(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    """Twice the signed area of a triangle."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])


@family(level=2)
def other_end_point(rng: Rng) -> Draw:
    a, m = until(lambda: (spot(rng), spot(rng)), lambda p: p[0] != p[1])
    b = (2 * m[0] - a[0], 2 * m[1] - a[1])
    assert all(Fraction(p + q, 2) == r for p, q, r in zip(a, b, m, strict=True))
    return (
        (
            f"The midpoint of the segment $AB$ is $({m[0]}, {m[1]})$, and $A$ is the point $({a[0]}, "
            f"{a[1]})$. What is $B$? Give your answer as an ordered pair."
        ),
        point(*b),
    )


@family(level=2)
def slope_of_a_line(rng: Rng) -> Draw:
    a, b = until(lambda: (spot(rng), spot(rng)), lambda p: p[0][0] != p[1][0] and p[0][1] != p[1][1])
    return (
        (
            f"What is the slope of the line through $({a[0]}, {a[1]})$ and $({b[0]}, {b[1]})$? Give "
            f"your answer as an integer or a common fraction in lowest terms."
        ),
        Fraction(b[1] - a[1], b[0] - a[0]),
    )


@family(level=3)
def distance_of_points(rng: Rng) -> Draw:
    a, b = until(lambda: (spot(rng), spot(rng)), lambda p: p[0][0] != p[1][0] and p[0][1] != p[1][1])
    value = sympy.Point(*a).distance(sympy.Point(*b))
    return (
        (
            f"What is the distance between the points $({a[0]}, {a[1]})$ and $({b[0]}, {b[1]})$? Give "
            f"your answer in simplest radical form."
        ),
        value,
    )


@family(level=3)
def area_by_coordinates(rng: Rng) -> Draw:
    a, b, c = spots(rng, 3)
    area = abs(sympy.Polygon(a, b, c).area)
    assert area == sympy.Rational(abs(doubled(a, b, c)), 2)
    text = (
        f"What is the area of the triangle with the vertices $({a[0]}, {a[1]})$, $({b[0]}, {b[1]})$ "
        f"and $({c[0]}, {c[1]})$? Give your answer as an integer or a common fraction."
    )
    return text, area


@family(level=3)
def crossing_of_lines(rng: Rng) -> Draw:
    m, n = rng.sample([-4, -3, -2, -1, 1, 2, 3, 4], 2)
    at = spot(rng)
    lines = [sympy.expand(k * (x - at[0]) + at[1]) for k in (m, n)]
    assert sympy.solve(lines[0] - lines[1], x) == [at[0]]
    return (
        (
            f"At which point do the lines $y = {tex(lines[0])}$ and $y = {tex(lines[1])}$ meet? Give "
            f"your answer as an ordered pair $(x, y)$."
        ),
        point(*at),
    )


@family(level=4)
def mirrored_point(rng: Rng) -> Draw:
    p, b = spot(rng), nonzero(rng, 6)
    sign = rng.choice([1, -1])
    image = (sign * (p[1] - b), sign * p[0] + b)
    line = f"y = {'' if sign == 1 else '-'}x {'+' if b > 0 else '-'} {abs(b)}"
    middle = [Fraction(u + v, 2) for u, v in zip(p, image, strict=True)]
    assert middle[1] == sign * middle[0] + b
    assert (image[1] - p[1]) * sign == -(image[0] - p[0])
    return (
        (
            (
                f"The point $({p[0]}, {p[1]})$ is reflected in the line ${line}$. What are the coordinates "
                f"of its image? Give your answer as an ordered pair."
            ),
            point(*image),
        )
        if image != p
        else mirrored_point(rng)
    )


@family(level=4)
def radius_of_a_circle(rng: Rng) -> Draw:
    h, k, square = nonzero(rng, 8), nonzero(rng, 8), rng.randint(2, 90)
    equation = sympy.expand((x - h) ** 2 + (y - k) ** 2 - square)
    rest = h * h + k * k - square
    if not rest:
        return radius_of_a_circle(rng)
    terms = "".join(
        f" {'+' if c > 0 else '-'} {abs(c)}{v}" for c, v in ((-2 * h, "x"), (-2 * k, "y"), (rest, ""))
    )
    assert equation == x**2 + y**2 - 2 * h * x - 2 * k * y + rest
    return (
        f"What is the radius of the circle $x^2 + y^2{terms} = 0$? Give your answer in simplest radical form.",
        sympy.sqrt(square),
    )


@family(level=4)
def distance_to_a_line(rng: Rng) -> Draw:
    (a, b, norm), c, p = (
        rng.choice([(3, 4, 5), (4, 3, 5), (5, 12, 13), (12, 5, 13), (8, 15, 17), (6, 8, 10)]),
        nonzero(rng, 20),
        spot(rng),
    )
    b *= rng.choice([1, -1])
    value = Fraction(abs(a * p[0] + b * p[1] + c), norm)
    foot = sympy.Line(sympy.Eq(a * x + b * y + c, 0)).distance(sympy.Point(*p))
    assert foot == sympy.Rational(value.numerator, value.denominator)
    if not value:
        return distance_to_a_line(rng)
    return (
        (
            f"What is the distance from the point $({p[0]}, {p[1]})$ to the line ${tex(a * x + b * y + c)} "
            f"= 0$? Give your answer as an integer or a common fraction in lowest terms."
        ),
        value,
    )


@family(level=4)
def perpendicular_through_a_point(rng: Rng) -> Draw:
    p = until(lambda: spot(rng), all)
    a, b = until(lambda: (rng.randint(1, 7), nonzero(rng, 7)), lambda t: sympy.gcd(*t) == 1)
    value = Fraction(p[1]) - Fraction(b, a) * p[0]
    text = (
        f"The line through $({p[0]}, {p[1]})$ perpendicular to the line ${tex(a * x + b * y)} "
        f"= {rng.randint(1, 30)}$ meets the $y$-axis at the point $(0, b)$. What is $b$? Give "
        f"your answer as an integer or a common fraction in lowest terms."
    )
    slope = (value - p[1]) / (0 - p[0])
    assert slope * Fraction(-a, b) == -1
    return text, value


@family(level=5)
def lattice_points_inside(rng: Rng) -> Draw:
    a, b, c = spots(rng, 3, 12)
    turn = 1 if doubled(a, b, c) > 0 else -1
    count = sum(
        all(turn * doubled(p, q, (u, v)) > 0 for p, q in ((a, b), (b, c), (c, a)))
        for u in range(-12, 13)
        for v in range(-12, 13)
    )
    edge = sum(int(sympy.igcd(q[0] - p[0], q[1] - p[1])) for p, q in ((a, b), (b, c), (c, a)))
    assert abs(doubled(a, b, c)) == 2 * count + edge - 2
    text = (
        f"How many points with two integer coordinates lie strictly inside the triangle with the "
        f"vertices $({a[0]}, {a[1]})$, $({b[0]}, {b[1]})$ and $({c[0]}, {c[1]})$?"
    )
    return (text, count) if count > 3 else lattice_points_inside(rng)


@family(level=5)
def centre_of_a_circle(rng: Rng) -> Draw:
    a, b, c = spots(rng, 3)
    centre = sympy.Triangle(a, b, c).circumcenter
    assert len({(centre.x - p[0]) ** 2 + (centre.y - p[1]) ** 2 for p in (a, b, c)}) == 1
    if max(centre.x.q, centre.y.q) > 2 or max(abs(centre.x), abs(centre.y)) > 20:
        return centre_of_a_circle(rng)
    text = (
        f"A circle passes through $({a[0]}, {a[1]})$, $({b[0]}, {b[1]})$ and $({c[0]}, {c[1]})$. "
        f"What is its centre? Give your answer as an ordered pair."
    )
    return text, point(centre.x, centre.y)


@family(level=5)
def chord_of_a_parabola(rng: Rng) -> Draw:
    p, q = until(lambda: (nonzero(rng, 6), nonzero(rng, 6)), lambda t: t[0] < t[1] and sum(t))
    line = sympy.expand((p + q) * x - p * q)
    roots = sympy.solve(x**2 - line, x)
    value = sympy.Point(roots[0], roots[0] ** 2).distance(sympy.Point(roots[1], roots[1] ** 2))
    assert sorted(roots) == [p, q]
    return (
        (
            f"The line $y = {tex(line)}$ meets the parabola $y = x^2$ at two points. What is the distance "
            f"between these points? Give your answer in simplest radical form."
        ),
        value,
    )
