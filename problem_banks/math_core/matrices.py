"""Products, inverses, powers and eigenvalues."""

from __future__ import annotations

import sympy

from .family import Draw, Rng, braces, family, nonzero, until


def square(rng: Rng, size: int, reach: int) -> sympy.Matrix:
    return sympy.Matrix(size, size, lambda *_: nonzero(rng, reach))


def show(m: sympy.Matrix) -> str:
    rows = " \\\\ ".join(" & ".join(sympy.latex(v) for v in m.row(k)) for k in range(m.rows))
    return f"\\begin{{pmatrix}} {rows} \\end{{pmatrix}}"


@family(level=3)
def entry_of_a_product(rng: Rng) -> Draw:
    a, b, (i, j) = square(rng, 2, 9), square(rng, 2, 9), (rng.randint(1, 2), rng.randint(1, 2))
    value = sum(a[i - 1, k] * b[k, j - 1] for k in range(2))
    assert (a * b)[i - 1, j - 1] == value
    row, column = (["first", "second"][n - 1] for n in (i, j))
    return (
        (
            f"Let $A = {show(a)}$ and $B = {show(b)}$. Which number stands in the {row} row and {column} "
            f"column of $AB$?"
        ),
        value,
    )


@family(level=3)
def matrix_combination(rng: Rng) -> Draw:
    a, b, p, q = square(rng, 2, 9), square(rng, 2, 9), rng.randint(2, 5), rng.randint(2, 5)
    value = sympy.Matrix(2, 2, lambda i, j: p * a[i, j] - q * b[i, j])
    return (
        f"Let $A = {show(a)}$ and $B = {show(b)}$. Compute ${p}A - {q}B$. Give your answer as a matrix.",
        show(value),
    )


@family(level=4)
def inverse_matrix(rng: Rng) -> Draw:
    a = until(lambda: square(rng, 2, 8), lambda m: abs(m.det()) == 1)
    inverse = a.inv()
    assert a * inverse == sympy.eye(2)
    return f"Find the inverse of the matrix ${show(a)}$. Give your answer as a matrix.", show(inverse)


@family(level=4)
def unknown_vector(rng: Rng) -> Draw:
    a, v = (
        until(lambda: square(rng, 2, 7), lambda m: m.det() != 0),
        sympy.Matrix([nonzero(rng, 8), nonzero(rng, 8)]),
    )
    assert a.LUsolve(a * v) == v
    return (
        (
            f"Find real numbers $x$ and $y$ with ${show(a)} \\begin{{pmatrix}} x \\\\ y \\end{{pmatrix}} "
            f"= {show(a * v)}$. Give your answer as the ordered pair $(x, y)$."
        ),
        f"({v[0]}, {v[1]})",
    )


@family(level=5)
def eigenvalues(rng: Rng) -> Draw:
    p, q = until(lambda: sorted((nonzero(rng, 8), nonzero(rng, 8))), lambda v: v[0] < v[1])
    s = until(lambda: square(rng, 2, 4), lambda m: abs(m.det()) == 1)
    a = s * sympy.diag(p, q) * s.inv()
    if 0 in a or max(map(abs, a)) > 60:
        return eigenvalues(rng)
    assert all((a - k * sympy.eye(2)).det() == 0 for k in (p, q))
    return f"Find all eigenvalues of the matrix ${show(a)}$. Give your answer as a set.", braces([p, q])


@family(level=5)
def trace_of_a_power(rng: Rng) -> Draw:
    a, power = square(rng, 2, 3), rng.randint(4, 7)
    value = (a**power).trace()
    if not value or not a.det():
        return trace_of_a_power(rng)
    sums = [2, a.trace()]
    while len(sums) <= power:
        sums.append(a.trace() * sums[-1] - a.det() * sums[-2])
    assert sums[power] == value
    return f"Let $A = {show(a)}$. What is the sum of the entries on the main diagonal of $A^{power}$?", value


@family(level=5)
def power_of_a_shear(rng: Rng) -> Draw:
    k, power, kind = rng.choice([-3, -2, 2, 3, 4, 5]), rng.randint(12, 60), rng.choice(["shear", "scaled"])
    a = sympy.Matrix([[1, k], [0, 1]]) if kind == "shear" else sympy.Matrix([[1 + k, -k], [k, 1 - k]])
    value = sympy.eye(2)
    for _ in range(power):
        value = value * a
    assert value == sympy.eye(2) + power * (a - sympy.eye(2))
    return f"Let $A = {show(a)}$. Compute $A^{{{power}}}$. Give your answer as a matrix.", show(value)
