"""Determinants and what makes a matrix singular."""

from __future__ import annotations

from itertools import permutations
from math import prod

import sympy

from .family import Draw, Rng, family, nonzero

k = sympy.Symbol("k")


def rows(rng: Rng, size: int, reach: int) -> list[list[int]]:
    return [[nonzero(rng, reach) for _ in range(size)] for _ in range(size)]


def show(m: list[list[object]]) -> str:
    return "\\begin{vmatrix} " + " \\\\ ".join(" & ".join(map(str, row)) for row in m) + " \\end{vmatrix}"


def leibniz(m: list[list[int]]) -> int:
    """The determinant as the signed sum over all permutations."""
    size = range(len(m))
    flips = (sum(p[i] > p[j] for j in size for i in range(j)) for p in permutations(size))
    return sum(
        (-1) ** f * prod(m[i][p[i]] for i in size) for f, p in zip(flips, permutations(size), strict=True)
    )


@family(level=3)
def two_by_two(rng: Rng) -> Draw:
    m = rows(rng, 2, 12)
    value = m[0][0] * m[1][1] - m[0][1] * m[1][0]
    assert value == sympy.Matrix(m).det()
    return f"Evaluate the determinant ${show(m)}$.", value


@family(level=4)
def three_by_three(rng: Rng) -> Draw:
    m = rows(rng, 3, 6)
    value = leibniz(m)
    assert value == sympy.Matrix(m).det()
    return f"Evaluate the determinant ${show(m)}$.", value


@family(level=4)
def singular_parameter(rng: Rng) -> Draw:
    m = rows(rng, 3, 5)
    i, j = rng.randrange(3), rng.randrange(3)
    shown = [[("k" if (r, c) == (i, j) else m[r][c]) for c in range(3)] for r in range(3)]
    det = sympy.Matrix([[k if v == "k" else v for v in row] for row in shown]).det()
    if not det.coeff(k, 1) or not det.coeff(k, 0):
        return singular_parameter(rng)
    value = sympy.solve(det, k)[0]
    assert sympy.Matrix([[value if v == "k" else v for v in row] for row in shown]).det() == 0
    return (
        (
            f"For which number $k$ is ${show(shown)} = 0$? Give your answer as an integer or a common "
            f"fraction in lowest terms."
        ),
        value,
    )


@family(level=4)
def determinant_rules(rng: Rng) -> Draw:
    size, det, factor, other = rng.randint(2, 4), nonzero(rng, 6), rng.choice([-3, -2, 2, 3]), nonzero(rng, 5)
    kind = rng.choice(["scaled", "product", "inverse"])
    a, b = sympy.diag(det, *[1] * (size - 1)), sympy.diag(other, *[1] * (size - 1))
    shown, value = {
        "scaled": (f"{factor}A", (factor * a).det()),
        "product": ("A^2B", (a * a * b).det()),
        "inverse": ("A^{-1}B^3", (a.inv() * b**3).det()),
    }[kind]
    given = f"$\\det A = {det}$" if kind == "scaled" else f"$\\det A = {det}$ and $\\det B = {other}$"
    which = "matrix $A$ has" if kind == "scaled" else "matrices $A$ and $B$ have"
    article = "A real" if kind == "scaled" else "Two real"
    return (
        (
            f"{article} ${size} \\times {size}$ {which} {given}. What is $\\det({shown})$? Give your "
            f"answer as an integer or a common fraction in lowest terms."
        ),
        value,
    )


@family(level=5)
def tridiagonal(rng: Rng) -> Draw:
    size, middle, side = rng.randint(4, 7), rng.randint(2, 4), rng.randint(1, 2)
    m = sympy.Matrix(size, size, lambda i, j: middle if i == j else side if abs(i - j) == 1 else 0)
    value = m.det()
    seen = [1, middle]
    while len(seen) <= size:
        seen.append(middle * seen[-1] - side * side * seen[-2])
    assert seen[size] == value
    text = (
        f"A ${size} \\times {size}$ matrix has the entry {middle} everywhere on its main diagonal, "
        f"the entry {side} everywhere directly above or directly below a place of the main diagonal, "
        f"and 0 elsewhere. What is its determinant?"
    )
    return text, value
