"""Lengths, angles and areas from coordinates."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, point, until


def arrow(rng: Rng, reach: int = 7, size: int = 3) -> tuple[int, ...]:
    return tuple(nonzero(rng, reach) for _ in range(size))


def dot(u: tuple[int, ...], v: tuple[int, ...]) -> int:
    return sum(a * b for a, b in zip(u, v, strict=True))


@family(level=3)
def dot_product(rng: Rng) -> Draw:
    u, v = arrow(rng), arrow(rng)
    assert dot(u, v) == sympy.Matrix(u).dot(sympy.Matrix(v))
    return f"What is the dot product of the vectors ${point(*u)}$ and ${point(*v)}$?", dot(u, v)


@family(level=3)
def length_of_a_combination(rng: Rng) -> Draw:
    u, v, k = arrow(rng), arrow(rng), rng.randint(2, 3)
    total = tuple(a + k * b for a, b in zip(u, v, strict=True))
    assert dot(total, total) == dot(u, u) + 2 * k * dot(u, v) + k * k * dot(v, v)
    return (
        (
            f"Let $u = {point(*u)}$ and $v = {point(*v)}$. What is the length of the vector $u + {k}v$? "
            f"Give your answer in simplest radical form."
        ),
        sympy.sqrt(dot(total, total)),
    )


@family(level=3)
def perpendicular_parameter(rng: Rng) -> Draw:
    u, v = arrow(rng), arrow(rng)
    value = Fraction(-(u[1] * v[1] + u[2] * v[2]), u[0])
    if not value:
        return perpendicular_parameter(rng)
    assert u[0] * value + u[1] * v[1] + u[2] * v[2] == 0
    return (
        (
            f"For which number $t$ are the vectors ${point(*u)}$ and $(t, {v[1]}, {v[2]})$ perpendicular? "
            f"Give your answer as an integer or a common fraction in lowest terms."
        ),
        value,
    )


@family(level=4)
def cosine_of_an_angle(rng: Rng) -> Draw:
    lengths = [(1, 2, 2), (2, 3, 6), (1, 4, 8), (4, 4, 7), (2, 6, 9), (6, 6, 7), (3, 4, 12), (2, 5, 14)]
    u, v = (tuple(rng.choice([-1, 1]) * n for n in rng.sample(t, 3)) for t in rng.sample(lengths, 2))
    value = Fraction(dot(u, v), int(sympy.sqrt(dot(u, u) * dot(v, v))))
    if not value:
        return cosine_of_an_angle(rng)
    return (
        (
            f"What is the cosine of the angle between the vectors ${point(*u)}$ and ${point(*v)}$? "
            f"Give your answer as a common fraction in lowest terms."
        ),
        value,
    )


@family(level=4)
def cross_product(rng: Rng) -> Draw:
    u, v = arrow(rng), arrow(rng)
    value = tuple(sympy.Matrix(u).cross(sympy.Matrix(v)))
    assert dot(u, value) == dot(v, value) == 0
    return (
        f"Compute the cross product ${point(*u)} \\times {point(*v)}$. Give your answer as an ordered triple.",
        point(*value),
    )


@family(level=5)
def triangle_in_space(rng: Rng) -> Draw:
    a, b, c = (arrow(rng, 5) for _ in range(3))
    u, v = (tuple(q - p for p, q in zip(a, end, strict=True)) for end in (b, c))
    normal = sympy.Matrix(u).cross(sympy.Matrix(v))
    gram = dot(u, u) * dot(v, v) - dot(u, v) ** 2
    assert normal.dot(normal) == gram
    if not gram:
        return triangle_in_space(rng)
    return (
        (
            f"What is the area of the triangle with the vertices ${point(*a)}$, ${point(*b)}$ and "
            f"${point(*c)}$? Give your answer in simplest radical form."
        ),
        sympy.sqrt(gram) / 2,
    )


@family(level=5)
def projection(rng: Rng) -> Draw:
    u, v = until(lambda: (arrow(rng, 5), arrow(rng, 3)), lambda p: dot(*p) and dot(*p) % dot(p[1], p[1]) != 0)
    ratio = Fraction(dot(u, v), dot(v, v))
    value = [ratio * n for n in v]
    assert sum((p - q) * n for p, q, n in zip(u, value, v, strict=True)) == 0
    return (
        (
            f"What is the orthogonal projection of the vector ${point(*u)}$ onto the line spanned "
            f"by ${point(*v)}$? Give your answer as an ordered triple, with fractions in lowest terms."
        ),
        point(*value),
    )


@family(level=5)
def distance_to_a_plane(rng: Rng) -> Draw:
    (normal, norm) = rng.choice(
        [((1, 2, 2), 3), ((2, 3, 6), 7), ((4, 4, 7), 9), ((1, 4, 8), 9), ((2, 6, 9), 11)]
    )
    normal = tuple(rng.choice([-1, 1]) * n for n in rng.sample(normal, 3))
    normal = (abs(normal[0]), *normal[1:])
    p, d = arrow(rng, 8), nonzero(rng, 20)
    value = Fraction(abs(dot(normal, p) - d), norm)
    if not value:
        return distance_to_a_plane(rng)
    names = [
        f"{'+' if n > 0 else '-'} {'' if abs(n) == 1 else abs(n)}{v}"
        for n, v in zip(normal, "xyz", strict=True)
    ]
    plane = " ".join(names).removeprefix("+ ")
    foot = [q - Fraction(dot(normal, p) - d, norm**2) * n for q, n in zip(p, normal, strict=True)]
    assert sum(n * q for n, q in zip(normal, foot, strict=True)) == d
    return (
        (
            f"What is the distance from the point ${point(*p)}$ to the plane ${plane} = {d}$? Give "
            f"your answer as an integer or a common fraction in lowest terms."
        ),
        value,
    )
