"""Analysis beyond derivatives and simple integrals."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import sympy

from .family import Draw, Rng, family, nonzero, tex, until

x, y, t = sympy.symbols("x y t")


@family(level=4)
def taylor_coefficient(rng: Rng) -> Draw:
    a, b, order = rng.randint(2, 5), nonzero(rng, 4), rng.randint(3, 4)
    function = rng.choice(
        [sympy.exp(a * x) * (1 + b * x), sympy.sin(a * x) * (x + b), 1 / ((1 - a * x) * (1 - b * x))]
    )
    answer = sympy.series(function, x, 0, order + 1).removeO().coeff(x, order)
    text = f"The function $f(x) = {tex(function)}$ is expanded in powers of $x$. What is the coefficient of $x^{order}$?"
    return text, answer


@family(level=4)
def solid_around_the_axis(rng: Rng) -> Draw:
    a, end, power = rng.randint(1, 5), rng.randint(1, 4), rng.randint(1, 3)
    volume = sympy.pi * sympy.integrate((a * x**power) ** 2, (x, 0, end))
    text = (
        f"The region between the graph of $y = {tex(a * x**power)}$ and the $x$-axis from $x = 0$ to $x = {end}$ is "
        "rotated about the $x$-axis. What is the volume of the solid? Give your answer in terms of $\\pi$."
    )
    return text, volume


@family(level=3)
def newton_step(rng: Rng) -> Draw:
    a, c, start = rng.randint(1, 4), rng.randint(2, 20), rng.randint(1, 4)
    value, slope = start**3 + a * start - c, 3 * start**2 + a
    text = (
        f"Newton's method is applied to $f(x) = {tex(x**3 + a * x - c)}$ with the starting value $x_0 = {start}$. What "
        "is $x_1$, as an exact fraction or whole number?"
    )
    return text, start - Fraction(value, slope)


@family(level=3)
def mixed_second_derivative(rng: Rng) -> Draw:
    a, b, m, n = nonzero(rng, 6), nonzero(rng, 6), rng.randint(2, 4), rng.randint(2, 4)
    function = a * x**m * y**n + b * x * y**2
    p, q = rng.randint(-2, 3), rng.randint(-2, 3)
    answer = sympy.diff(function, x, y).subs({x: p, y: q})
    text = (
        f"Let $f(x, y) = {tex(function)}$. What is the value of $\\frac{{\\partial^2 f}}{{\\partial x \\, \\partial y}}$ "
        f"at the point $({p}, {q})$?"
    )
    return text, answer


@family(level=4)
def integral_over_a_rectangle(rng: Rng) -> Draw:
    a, b, width, height = rng.randint(1, 6), nonzero(rng, 6), rng.randint(1, 4), rng.randint(1, 4)
    function = a * x * y**2 + b * x**2
    answer = sympy.integrate(function, (x, 0, width), (y, 0, height))
    text = f"Evaluate $\\int_0^{height} \\int_0^{width} \\left({tex(function)}\\right) dx \\, dy$."
    return text, answer


@family(level=5)
def separable_equation(rng: Rng) -> Draw:
    a, start, at = rng.randint(1, 4), rng.randint(1, 5), rng.randint(1, 3)
    solution = start * sympy.exp(sympy.Rational(a, 2) * x**2)
    assert sympy.simplify(solution.diff(x) - a * x * solution) == 0
    text = f"A function satisfies $y' = {tex(a * x)} \\cdot y$ and $y(0) = {start}$. What is $y({at})$?"
    return text, solution.subs(x, at)


@family(level=5)
def oscillation_with_start(rng: Rng) -> Draw:
    r, s = until(lambda: (nonzero(rng, 4), nonzero(rng, 4)), lambda v: v[0] != v[1])
    a, b = nonzero(rng, 5), nonzero(rng, 5)
    solution = a * sympy.exp(r * t) + b * sympy.exp(s * t)
    equation = sympy.expand((x - r) * (x - s))
    middle, last = equation.coeff(x, 1), equation.coeff(x, 0)
    left = "y''" + _term(int(middle), "y'") + _term(int(last), "y")
    text = f"The function $y(t)$ satisfies ${left} = 0$ with $y(0) = {a + b}$ and $y'(0) = {a * r + b * s}$. What is $y(1)$?"
    return text, solution.subs(t, 1)


def _term(factor: int, name: str) -> str:
    if factor == 0:
        return ""
    size = "" if abs(factor) == 1 else str(abs(factor))
    return f" {'-' if factor < 0 else '+'} {size}{name}"


@family(level=5)
def improper_integral(rng: Rng) -> Draw:
    power, rate = rng.randint(1, 5), rng.randint(1, 5)
    text = f"Evaluate $\\int_0^\\infty {tex(x**power * sympy.exp(-rate * x))} \\, dx$."
    return text, Fraction(factorial(power), rate ** (power + 1))


@family(level=4)
def growing_balloon(rng: Rng) -> Draw:
    radius, rate = rng.randint(2, 12), rng.randint(2, 60)
    text = (
        f"Air is blown into a balloon, always a perfect sphere, at {rate} cubic centimetres a second. At what rate, in "
        f"centimetres per second, does its radius grow when the radius is {radius} cm? Give your answer in terms of "
        "$\\pi$."
    )
    return text, sympy.Rational(rate, 4 * radius**2) / sympy.pi


@family(level=4)
def point_of_the_mean_value(rng: Rng) -> Draw:
    low = rng.randint(0, 5)
    high, a, b = low + rng.randint(1, 8), nonzero(rng, 5), nonzero(rng, 9)
    function = a * x**2 + b * x
    slope = (function.subs(x, high) - function.subs(x, low)) / sympy.Integer(high - low)
    (place,) = sympy.solve(sympy.diff(function, x) - slope, x)
    text = (
        f"For $f(x) = {tex(function)}$ on the interval from {low} to {high}, at which $x$ does the tangent have the same "
        "slope as the line through the two end points of the graph?"
    )
    return text, place


@family(level=3)
def inflection_of_a_cubic(rng: Rng) -> Draw:
    a, b, c = nonzero(rng, 4), nonzero(rng, 9), nonzero(rng, 9)
    function = a * x**3 + b * x**2 + c * x
    (place,) = sympy.solve(sympy.diff(function, x, 2), x)
    text = (
        f"At which value of $x$ does the graph of $y = {tex(function)}$ change the sense in which it bends?"
    )
    return text, place
