"""Coefficients, remainders and roots."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import sympy

from .family import Draw, Rng, family, nonzero, tex

x = sympy.Symbol("x")


def random_poly(rng: Rng, degree: int, size: int) -> sympy.Expr:
    return sum(nonzero(rng, size) * x**k for k in range(degree)) + x**degree


@family(level=2, degree=(3, 4, 5, 6, 7, 8, 9))
def value_of_a_polynomial(rng: Rng, *, degree: int) -> Draw:
    poly, at = random_poly(rng, degree, 6), nonzero(rng, 4)
    value = sum(c * at**k for k, c in enumerate(reversed(sympy.Poly(poly, x).all_coeffs())))
    return f"What is the value of ${tex(poly)}$ when $x = {at}$?", value


@family(level=3)
def coefficient_in_a_product(rng: Rng) -> Draw:
    left, right, power = random_poly(rng, 2, 7), random_poly(rng, 2, 7), rng.randint(1, 3)
    value = sympy.expand(left * right).coeff(x, power)
    shown = "x" if power == 1 else f"x^{power}"
    return f"What is the coefficient of ${shown}$ when $({tex(left)})({tex(right)})$ is expanded?", value


@family(level=3)
def remainder_by_linear(rng: Rng) -> Draw:
    poly, root = random_poly(rng, rng.randint(3, 5), 5), nonzero(rng, 3)
    remainder = sympy.rem(poly, x - root, x)
    assert remainder == poly.subs(x, root)
    return f"What is the remainder when ${tex(poly)}$ is divided by ${tex(x - root)}$?", remainder


@family(level=4)
def remainder_by_quadratic(rng: Rng) -> Draw:
    poly = random_poly(rng, 4, 6)
    a, b = rng.sample([n for n in range(-4, 5) if n], 2)
    divisor = sympy.expand((x - a) * (x - b))
    remainder = sympy.rem(poly, divisor, x)
    assert all(sympy.expand(remainder).subs(x, n) == poly.subs(x, n) for n in (a, b))
    if sympy.degree(remainder, x) != 1:
        return remainder_by_quadratic(rng)
    return (
        (
            f"What is the remainder when ${tex(poly)}$ is divided by ${tex(divisor)}$? Give your answer "
            f"as a polynomial in $x$."
        ),
        remainder,
    )


@family(level=4)
def quadratic_through_points(rng: Rng) -> Draw:
    a, b, c = nonzero(rng, 4), nonzero(rng, 7), nonzero(rng, 12)
    values, at = [a * n * n + b * n + c for n in (1, 2, 3)], rng.randint(6, 12)
    poly = sympy.interpolate(list(zip((1, 2, 3), values, strict=True)), x)
    text = (
        f"A polynomial $P$ of degree 2 satisfies $P(1) = {values[0]}$, $P(2) = {values[1]}$ and $P(3) = {values[2]}$. "
        f"What is $P({at})$?"
    )
    return text, poly.subs(x, at)


@family(level=4, more=(0, 3, 6, 10, 16))
def binomial_coefficient_term(rng: Rng, *, more: int) -> Draw:
    a, b, n = rng.randint(1, 3), nonzero(rng, 4), rng.randint(5 + more, 8 + more)
    k = rng.randint(2, n - 2)
    value = sympy.Poly((a * x + b) ** n, x).coeff_monomial(x**k)
    assert value == comb(n, k) * a**k * b ** (n - k)
    i, j = (f"{{{e}}}" if e > 9 else e for e in (k, n))
    return f"What is the coefficient of $x^{i}$ in the expansion of $({tex(a * x + b)})^{j}$?", value


@family(level=5)
def cubic_root_sums(rng: Rng) -> Draw:
    b, c, d = nonzero(rng, 6), nonzero(rng, 8), nonzero(rng, 9)
    poly = x**3 + b * x**2 + c * x + d
    at_one = 1 + b + c + d
    if at_one == 0 or sympy.discriminant(poly, x) == 0:
        return cubic_root_sums(rng)
    companion, unit = sympy.Matrix([[0, 0, -d], [1, 0, -c], [0, 1, -b]]), sympy.eye(3)
    matrix, value, shown = rng.choice(
        [
            (companion.inv(), Fraction(-c, d), "\\frac{1}{r} + \\frac{1}{s} + \\frac{1}{t}"),
            (companion**2, Fraction(b * b - 2 * c), "r^2 + s^2 + t^2"),
            (companion**3, Fraction(-(b**3) + 3 * b * c - 3 * d), "r^3 + s^3 + t^3"),
            (
                (companion - unit).inv(),
                -Fraction(3 + 2 * b + c, at_one),
                "\\frac{1}{r - 1} + \\frac{1}{s - 1} + \\frac{1}{t - 1}",
            ),
        ]
    )
    assert matrix.trace() == sympy.Rational(value.numerator, value.denominator)
    text = (
        f"Let $r$, $s$ and $t$ be the three roots, real or complex, of ${tex(poly)} = 0$. What is ${shown}$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=5)
def even_power_coefficients(rng: Rng) -> Draw:
    a, b, c, n = rng.randint(1, 3), nonzero(rng, 3), rng.randint(1, 2), rng.randint(4, 7)
    base = a * x**2 + b * x + c
    coefficients = sympy.Poly(base**n, x).all_coeffs()[::-1]
    total = sum(coefficients[::2])
    assert total == ((a + b + c) ** n + (a - b + c) ** n) // 2
    text = (
        f"When $({tex(base)})^{n}$ is expanded and like terms are collected, what is the sum of the coefficients of the even powers of $x$, "
        "the constant term included?"
    )
    return text, total
