"""Arithmetic with the imaginary unit."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, until

I = sympy.I  # noqa: E741 - the name this constant has everywhere


def gaussian(rng: Rng, size: int) -> sympy.Expr:
    return nonzero(rng, size) + nonzero(rng, size) * I


@family(level=3)
def complex_product(rng: Rng) -> Draw:
    left, right = gaussian(rng, 7), gaussian(rng, 7)
    a, b, c, d = sympy.re(left), sympy.im(left), sympy.re(right), sympy.im(right)
    value = sympy.expand(left * right)
    assert value == (a * c - b * d) + (a * d + b * c) * I
    return (
        (
            f"Compute $({show(left)})({show(right)})$, where $i^2 = -1$. Give your answer in the form "
            f"$a + bi$ with real numbers $a$ and $b$."
        ),
        show(value),
    )


@family(level=3)
def complex_modulus(rng: Rng) -> Draw:
    left, right = gaussian(rng, 8), gaussian(rng, 8)
    value = sympy.Abs(left + right)
    text = (
        f"Let $z = {show(left)}$ and $w = {show(right)}$, where $i^2 = -1$. What is $|z + w|$? "
        f"Give your answer in simplest radical form."
    )
    return (text, value) if not value.is_Integer else complex_modulus(rng)


@family(level=4)
def complex_quotient(rng: Rng) -> Draw:
    below, value = gaussian(rng, 5), gaussian(rng, 7)
    above = sympy.expand(below * value)
    assert sympy.simplify(above / below - value) == 0
    text = (
        f"Compute $\\frac{{{show(above)}}}{{{show(below)}}}$, where $i^2 = -1$. Give your answer "
        f"in the form $a + bi$ with real numbers $a$ and $b$."
    )
    return (text, show(value)) if sympy.re(above) and sympy.im(above) else complex_quotient(rng)


@family(level=4)
def conjugate_equation(rng: Rng) -> Draw:
    k, z = rng.randint(2, 6), gaussian(rng, 9)
    right = sympy.expand(z + k * sympy.conjugate(z))
    a, b = sympy.symbols("a b", real=True)
    found = sympy.solve([sympy.re(right) - (k + 1) * a, sympy.im(right) - (1 - k) * b], [a, b])
    assert found == {a: sympy.re(z), b: sympy.im(z)}
    text = (
        f"Find the complex number $z$ with $z + {k}\\overline{{z}} = {show(right)}$, where $i^2 = -1$. "
        "Give your answer in the form $a + bi$ with real numbers $a$ and $b$."
    )
    return text, show(z)


@family(level=4)
def power_of_the_unit(rng: Rng) -> Draw:
    base, power = rng.choice([(1 + I, "1 + i"), (1 - I, "1 - i"), (-1 + I, "-1 + i")]), rng.randint(7, 20)
    value = sympy.Integer(1)
    for _ in range(power):
        value = sympy.expand(value * base[0])
    if power % 4:
        text = (
            f"Compute $({base[1]})^{{{power}}}$, where $i^2 = -1$. Give your answer in the form $a "
            f"+ bi$ with real numbers $a$ and $b$, leaving out a part that is zero."
        )
        return text, show(value)
    return power_of_the_unit(rng)


@family(level=5)
def complex_square_root(rng: Rng) -> Draw:
    root = until(lambda: gaussian(rng, 9), lambda z: sympy.re(z) > 0)
    square = sympy.expand(root**2)
    parts = tuple(map(int, square.as_real_imag()))
    candidates = [
        p + q * I for p in range(1, 12) for q in range(-12, 12) if (p * p - q * q, 2 * p * q) == parts
    ]
    assert candidates == [root]
    text = (
        f"Find the complex number $z$ with positive real part that satisfies $z^2 = {show(square)}$, where $i^2 = -1$. "
        "Give your answer in the form $a + bi$ with real numbers $a$ and $b$."
    )
    return (text, show(root)) if sympy.re(square) else complex_square_root(rng)


@family(level=5)
def product_over_roots_of_unity(rng: Rng) -> Draw:
    n, at = rng.randint(3, 7), rng.choice([-3, -2, 2, 3, 4])
    value = Fraction(at**n - 1, at - 1)
    z = sympy.Symbol("z")
    roots = [r for r in sympy.Poly(z**n - 1, z).nroots(n=30) if abs(r - 1) > 1e-9]
    assert abs(sympy.prod([at - r for r in roots]) - int(value)) < 1e-9
    shown = (
        f"({at} - \\omega)({at} - \\omega^2)\\cdots({at} - \\omega^{{{n - 1}}})"
        if n > 3
        else f"({at} - \\omega)({at} - \\omega^2)"
    )
    return (
        (
            f"Let $\\omega = \\cos\\frac{{2\\pi}}{{{n}}} + i\\sin\\frac{{2\\pi}}{{{n}}}$, where $i^2 "
            f"= -1$. What is ${shown}$?"
        ),
        value,
    )


def show(z: sympy.Expr) -> str:
    """A Gaussian integer as it is written by hand: 3 - 2i, -i, 4."""
    a, b = map(int, z.as_real_imag())
    unit = {1: "i", -1: "-i"}.get(b, f"{b}i")
    if not a or not b:
        return str(a) if not b else unit
    return f"{a} {'+' if b > 0 else '-'} {unit.lstrip('-')}"
