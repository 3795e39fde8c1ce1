"""Maps, spans and systems in several dimensions."""

from __future__ import annotations

import sympy

from .family import Draw, Rng, family, nonzero, tex, until


def matrix(rows: list[list[int]]) -> str:
    return (
        tex(sympy.Matrix(rows))
        .replace("\\left[\\begin{matrix}", "\\begin{pmatrix}")
        .replace("\\end{matrix}\\right]", "\\end{pmatrix}")
    )


@family(level=4)
def number_of_independent_rows(rng: Rng) -> Draw:
    base = [[rng.randint(-3, 4) for _ in range(4)] for _ in range(2)]
    more = [
        [a * p + b * q for p, q in zip(*base, strict=True)]
        for a, b in [(1, 1), (nonzero(rng, 2), nonzero(rng, 3))]
    ]
    rows = [*base, *more]
    if rng.random() < 0.4:
        rows[3] = [rng.randint(-3, 4) for _ in range(4)]
    rng.shuffle(rows)
    return f"What is the rank of the matrix ${matrix(rows)}$?", sympy.Matrix(rows).rank()


@family(level=3)
def area_after_a_map(rng: Rng) -> Draw:
    a, b, c, d = until(
        lambda: [rng.randint(-5, 6) for _ in range(4)], lambda v: abs(v[0] * v[3] - v[1] * v[2]) > 1
    )
    area = rng.randint(2, 20)
    text = (
        f"The linear map with the matrix ${matrix([[a, b], [c, d]])}$ is applied to a region of the plane with an area of "
        f"{area}. What is the area of its image?"
    )
    return text, area * abs(a * d - b * c)


@family(level=4)
def dimension_of_solutions(rng: Rng) -> Draw:
    one = [nonzero(rng, 4) for _ in range(5)]
    two = [nonzero(rng, 4) for _ in range(5)]
    rows = [one, two, [a - b for a, b in zip(one, two, strict=True)]]
    if rng.random() < 0.5:
        rows[2] = [nonzero(rng, 3) for _ in range(5)]
    text = (
        f"Let $A = {matrix(rows)}$. What is the dimension of the space of all vectors $v$ in five dimensions with $Av = "
        "0$?"
    )
    return text, 5 - sympy.Matrix(rows).rank()


@family(level=3)
def coordinates_in_a_basis(rng: Rng) -> Draw:
    u, v = until(
        lambda: ([nonzero(rng, 4), nonzero(rng, 4)], [nonzero(rng, 4), nonzero(rng, 4)]),
        lambda p: p[0][0] * p[1][1] != p[0][1] * p[1][0],
    )
    a, b = nonzero(rng, 6), nonzero(rng, 6)
    w = [a * p + b * q for p, q in zip(u, v, strict=True)]
    text = (
        f"Write the vector $({w[0]}, {w[1]})$ as $a \\cdot ({u[0]}, {u[1]}) + b \\cdot ({v[0]}, {v[1]})$. What is the "
        "ordered pair $(a, b)$?"
    )
    return text, f"({a}, {b})"


@family(level=4)
def image_of_a_rotation(rng: Rng) -> Draw:
    p, q, angle = nonzero(rng, 8), nonzero(rng, 8), rng.choice([30, 45, 60, 120, 135, 150])
    turn = sympy.pi * angle / 180
    first = sympy.simplify(p * sympy.cos(turn) - q * sympy.sin(turn))
    text = (
        f"The point $({p}, {q})$ is turned by {angle} degrees counterclockwise about the origin. What is the "
        "$x$-coordinate of its image? Give an exact value."
    )
    return text, first


@family(level=2)
def intersection_with_an_axis(rng: Rng) -> Draw:
    a, b, c = nonzero(rng, 6), nonzero(rng, 6), nonzero(rng, 24)
    x, y = sympy.symbols("x y")
    axis = rng.choice("xy")
    text = (
        f"The straight line ${tex(a * x + b * y)} = {c}$ meets the ${axis}$-axis in one point. What is the "
        f"${axis}$-coordinate of that point?"
    )
    return text, sympy.Rational(c, a if axis == "x" else b)


@family(level=5)
def distance_of_skew_lines(rng: Rng) -> Draw:
    point, one, two = until(
        lambda: tuple([rng.randint(-4, 4) for _ in range(3)] for _ in range(3)),
        lambda v: any(sympy.Matrix(v[1]).cross(sympy.Matrix(v[2]))) and sympy.Matrix(v).det() != 0,
    )
    normal = sympy.Matrix(one).cross(sympy.Matrix(two))
    distance = abs(normal.dot(sympy.Matrix(point))) / sympy.sqrt(normal.dot(normal))
    shown = [f"({', '.join(map(str, v))})" for v in (one, point, two)]
    text = (
        f"One line runs through the origin in the direction ${shown[0]}$, another through the point ${shown[1]}$ in the "
        f"direction ${shown[2]}$. What is the shortest distance between them? Give an exact value."
    )
    return text, sympy.radsimp(distance)
