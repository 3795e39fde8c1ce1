"""Composition, inverses and functional equations."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, tex, until

x = sympy.Symbol("x")


@family(level=2)
def composed_value(rng: Rng) -> Draw:
    a, b, c, at = rng.randint(2, 6), nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 5)
    f, g = a * x + b, x**2 + c
    return f"Let $f(x) = {tex(f)}$ and $g(x) = {tex(g)}$. What is the value of $f(g({at}))$?", f.subs(
        x, g.subs(x, at)
    )


@family(level=2)
def new_operation(rng: Rng) -> Draw:
    p, q, a, b = rng.randint(2, 5), rng.randint(2, 5), rng.randint(2, 9), rng.randint(2, 9)
    c = rng.randint(2, 6)
    inner = p * a - q * b
    text = (
        f"The operation $\\star$ is defined by $a \\star b = {p}a - {q}b$ for all numbers $a$ and $b$. "
        f"What is $({a} \\star {b}) \\star {c}$?"
    )
    return text, p * inner - q * c


@family(level=3)
def inverse_value(rng: Rng) -> Draw:
    a, b, c, d = (nonzero(rng, 7) for _ in range(4))
    f, at = (a * x + b) / (c * x + d), nonzero(rng, 8)
    if a * d == b * c or at * c == a or c < 0 or a % c == b % c == d % c == 0:
        return inverse_value(rng)
    value = Fraction(d * at - b, a - c * at)
    assert f.subs(x, sympy.Rational(value.numerator, value.denominator)) == at
    text = (
        f"Let $f(x) = \\frac{{{tex(a * x + b)}}}{{{tex(c * x + d)}}}$. What is $f^{{-1}}({at})$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=3)
def domain_of_roots(rng: Rng) -> Draw:
    low, high = sorted(until(lambda: rng.sample(range(-12, 13), 2), lambda p: 0 not in p))
    half_open = rng.random() < 0.5
    left = tex(x - low)
    right = f"{high} - x" if high > 0 else f"-x - {-high}"
    shown = (
        f"\\frac{{\\sqrt{{{left}}}}}{{\\sqrt{{{right}}}}}"
        if half_open
        else f"\\sqrt{{{left}}} + \\sqrt{{{right}}}"
    )
    inside = [n for n in range(-20, 21) if n - low >= 0 and high - n >= 0]
    text = (
        f"What is the largest possible domain, within the real numbers, of $f(x) = {shown}$? Give "
        f"your answer as an interval."
    )
    return text, f"[{inside[0]}, {inside[-1]}{')' if half_open else ']'}"


@family(level=3)
def halve_or_triple(rng: Rng) -> Draw:
    start, steps = rng.randint(7, 99), 0
    n = start
    while n != 1:
        n, steps = (n // 2 if n % 2 == 0 else 3 * n + 1), steps + 1
    if not 5 < steps < 25:
        return halve_or_triple(rng)
    text = (
        "A machine turns an even number $n$ into $n/2$ and an odd number $n$ into $3n + 1$. The machine is fed "
        f"{start}, then its own output again and again. After how many steps does it first give 1?"
    )
    return text, steps


@family(level=4)
def functional_equation(rng: Rng) -> Draw:
    k, a, at = rng.randint(2, 5), rng.randint(1, 9), rng.randint(2, 7)
    f, g = sympy.symbols("f g")
    here, there = sympy.Integer(a * at), sympy.Rational(a, at)
    value = sympy.solve([f + k * g - here, g + k * f - there], [f, g])[f]
    assert value + k * sympy.solve(value + k * g - here, g)[0] == here
    text = (
        f"A function $f$ satisfies $f(x) + {k} f\\left(\\frac{{1}}{{x}}\\right) = {tex(a * x)}$ for every real number $x \\ne 0$. "
        f"What is $f({at})$? Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=5)
def additive_rule(rng: Rng) -> Draw:
    slope, first, at = rng.randint(1, 4), rng.randint(1, 9), rng.randint(10, 40)
    table = {1: first}
    for n in range(1, at):
        table[n + 1] = table[n] + first + slope * n
    half = at // 2
    assert table[at] == table[half] + table[at - half] + slope * half * (at - half)
    front = "" if slope == 1 else str(slope)
    text = (
        f"A function $f$ on the positive integers satisfies $f(m + n) = f(m) + f(n) + {front}mn$ for all positive integers $m$ and $n$, "
        f"and $f(1) = {first}$. What is $f({at})$?"
    )
    return text, table[at]
