"""Functions that are known by an equation: additive, multiplicative, rational and recursive ones."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

import sympy

from .chances import frac, solved
from .divisors import PRIMES, powers
from .family import Draw, Rng, agreed, family, listed, until
from .generating import signed

if TYPE_CHECKING:
    from collections.abc import Callable


@family(level=1, size=(4, 5, 5, 10, 30, 100, 400, 1500), degree=(0, 0, 1, 1, 2, 2, 3, 3))
def almost_additive(rng: Rng, *, size: int, degree: int) -> Draw:
    """f(x + y) = f(x) + f(y) + the mixed part of a polynomial, so f is that polynomial plus a multiple of x."""
    top = [
        0,
        0,
        *(rng.randint(-3, 3) for _ in range(degree - 1)),
        *([rng.choice([1, 2, 3])] if degree else []),
    ]
    slope, at, n = (
        rng.randint(-9 if degree else 2, 9),
        rng.randint(2, 4),
        rng.randint(size // 2 + 2, size + 1),
    )

    def f(x: int) -> int:
        return slope * x + sum(c * x**e for e, c in enumerate(top))

    known = f(at)
    one = Fraction(known - sum(_mixed(top, k, 1) for k in range(1, at)), at)
    value = one
    for k in range(1, n):
        value += one + _mixed(top, k, 1)
    extra = {2: "xy", 3: "xy(x + y)", 4: "xy(2x^2 + 3xy + 2y^2)"}
    scale = {2: 2, 3: 3, 4: 2}
    parts = [f"{'-' if c < 0 else '+'} {abs(c) * scale[e]}{extra[e]}" for e, c in enumerate(top) if c]
    rule = " ".join(["f(x + y) = f(x) + f(y)", *parts])
    text = rng.choice(
        [
            f"A function $f$ on the integers satisfies ${rule}$ for all $x$ and $y$, and $f({at}) = {known}$. What is $f({n})$?",
            f"For all positive integers $x$ and $y$ the integers $f(1), f(2), \\ldots$ satisfy ${rule}$. Find $f({n})$ if "
            f"$f({at}) = {known}$.",
        ]
    )
    return text, agreed(f(n), int(value))


def _mixed(top: list[int], x: int, y: int) -> int:
    return sum(c * ((x + y) ** e - x**e - y**e) for e, c in enumerate(top))


@family(level=1, size=(5, 10, 20, 100, 1000, 10**5, 10**8, 10**12), base=(2, 2, 2, 2, 2, 3, 3, 4))
def function_of_digits(rng: Rng, *, size: int, base: int) -> Draw:
    lines = [(rng.randint(1, 3), rng.randint(-4, 9)) for _ in range(base)]
    start, n, modulus = rng.randint(0, 5), rng.randint(size // 2, size), 10007

    def f(x: int) -> int:
        a, b = lines[x % base]
        return start if x == 0 else a * f(x // base) + b

    slope, shift, rest = 1, 0, n
    while rest:
        a, b = lines[rest % base]
        slope, shift, rest = slope * a, shift + slope * b, rest // base
    rules = []
    for r, (a, b) in enumerate(lines):
        inner = f"{base}n" if r == 0 else f"{base}n + {r}"
        tail = "" if b == 0 else f" {'-' if b < 0 else '+'} {abs(b)}"
        rules.append(f"$f({inner}) = {a if a > 1 else ''}f(n){tail}$")
    where = "for all integers $n \\ge 0$, where the first rule is used for $n \\ge 1$ only"
    text = rng.choice(
        [
            f"The function $f$ is defined by $f(0) = {start}$, {listed(rules)} {where}. What is $f({n})$?",
            f"Let $f(0) = {start}$, and let {listed(rules)} {where}. Compute $f({n})$.",
        ]
    )
    assert modulus > base
    return text, agreed(f(n), slope * start + shift)


@family(level=1, size=(2, 2, 3, 4, 6, 9, 12, 20), degree=(0, 1, 1, 1, 2, 2, 3, 3))
def two_places_at_once(rng: Rng, *, size: int, degree: int) -> Draw:
    """a f(x) + b f(m - x) = p(x): asked at x and at m - x, this is a system."""
    a, b = until(
        lambda: (rng.randint(1, size), rng.choice([-1, 1]) * rng.randint(1, size)),
        lambda k: abs(k[0]) != abs(k[1]),
    )
    m, x = rng.randint(-size, size), rng.randint(-size, size)
    p = [rng.randint(-5, 5) for _ in range(degree)] + [rng.randint(1, 4)]

    def value(at: int) -> int:
        return sum(c * at**e for e, c in enumerate(p))

    first = Fraction(a * value(x) - b * value(m - x), a * a - b * b)
    second = _fitted(a, b, m, value, degree, x)
    left = (
        f"{a if a > 1 else ''}f(x) {'-' if b < 0 else '+'} {abs(b) if abs(b) > 1 else ''}f({m} - x)".replace(
            "f(0 - x)", "f(-x)"
        )
    )
    text = rng.choice(
        [
            f"For all real $x$ the function $f$ satisfies ${left} = {signed(p)}$. What is $f({x})$?",
            f"Find $f({x})$ if ${left} = {signed(p)}$ holds for every real number $x$.",
        ]
    )
    return text, agreed(first, second)


def _fitted(a: int, b: int, m: int, value: Callable[[int], int], degree: int, x: int) -> Fraction:
    """f as a polynomial with unknown coefficients, fitted at degree + 1 points."""
    rows = []
    for at in range(degree + 1):
        row = [Fraction(a * at**e + b * (m - at) ** e) for e in range(degree + 1)]
        rows.append([*row, Fraction(value(at))])
    return sum((c * x**e for e, c in enumerate(solved(rows))), Fraction(0))


@family(level=1, places=(1, 2, 3, 3, 3, 3, 3, 3), size=(4, 4, 4, 5, 6, 8, 12, 20))
def three_places_at_once(rng: Rng, *, places: int, size: int) -> Draw:
    """a f(x) + b f(1 / (1 - x)) = c x: the map has order three."""
    if places < 3:
        return _fewer_places(rng, places, size)
    a, b = until(
        lambda: (rng.randint(1, size), rng.choice([-1, 1]) * rng.randint(1, size)),
        lambda k: k[0] ** 3 + k[1] ** 3,
    )
    c, x = (
        rng.randint(1, size),
        Fraction(rng.choice([-1, 1]) * rng.randint(2, size + 2), rng.choice([1, 1, 2, 3])),
    )
    if x in (0, 1):
        return three_places_at_once(rng, places=places, size=size)
    y = 1 / (1 - x)
    z = 1 / (1 - y)
    assert 1 / (1 - z) == x
    one, zero = Fraction(1), Fraction(0)
    rows = [[a * one, b * one, zero, c * x], [zero, a * one, b * one, c * y], [b * one, zero, a * one, c * z]]
    second = c * (a * a * x - a * b * y + b * b * z) / (a**3 + b**3)
    left = f"{a if a > 1 else ''}f(x) {'-' if b < 0 else '+'} {abs(b) if abs(b) > 1 else ''}f\\left(\\frac{{1}}{{1 - x}}\\right)"
    right = f"{c if c > 1 else ''}x"
    at = f"{x}" if x.denominator == 1 else ("-" if x < 0 else "") + frac(abs(x))
    text = rng.choice(
        [
            f"A function $f$ satisfies ${left} = {right}$ for all real $x$ other than 0 and 1. What is $f\\left({at}\\right)$?",
            f"For every real number $x$ except 0 and 1, ${left} = {right}$. Find the value of $f$ at ${at}$.",
        ]
    )
    return text, agreed(solved(rows)[0], second)


def _fewer_places(rng: Rng, places: int, size: int) -> Draw:
    """The easier questions: a f(x) + b = c x, and a f(x) + b f(1 / x) = c x, whose map has order two."""
    a, b = rng.randint(2, size), rng.choice([-1, 1]) * rng.randint(1, size - 1)
    c, x = rng.randint(1, size), Fraction(rng.randint(2, 9))
    if abs(a) == abs(b):
        return _fewer_places(rng, places, size)
    sign, many = "-" if b < 0 else "+", abs(b)
    right = f"{c if c > 1 else ''}x"
    if places == 1:
        left, inverse = f"{a}f(x) {sign} {many}", "all real $x$"
        first, second = (c * x - b) / a, solved([[Fraction(a), c * x - b]])[0]
    else:
        left = f"{a}f(x) {sign} {many if many > 1 else ''}f\\left(\\frac{{1}}{{x}}\\right)"
        inverse = "all real $x$ other than 0"
        first = c * (a * x - b / x) / (a * a - b * b)
        second = solved([[Fraction(a), Fraction(b), c * x], [Fraction(b), Fraction(a), c / x]])[0]
    text = rng.choice(
        [
            f"A function $f$ satisfies ${left} = {right}$ for {inverse}. What is $f({x})$?",
            f"Find $f({x})$ if ${left} = {right}$ holds for {inverse}.",
        ]
    )
    return text, agreed(first, second)


@family(level=1, primes=(1, 2, 2, 3, 3, 3, 3, 4), exponent=(1, 1, 2, 2, 3, 4, 5, 6))
def multiplicative_sums(rng: Rng, *, primes: int, exponent: int) -> Draw:
    exponents = [rng.randint(1, exponent) for _ in range(primes)]
    kinds = rng.choice(["complete", "powers"])
    values = [until(lambda: rng.randint(-4, 5), lambda v: v not in {0, -1}) for _ in range(primes)]

    def at(p: int, e: int) -> int:
        return (values[p] ** e if kinds == "complete" else values[p] + e) if e else 1

    first = prod(sum(at(p, e) for e in range(top + 1)) for p, top in enumerate(exponents))
    divisors = sympy.divisors(prod(p**e for p, e in zip(PRIMES, exponents, strict=False)))
    second = 0
    for d in divisors:
        second += prod(at(k, int(sympy.multiplicity(p, d))) for k, p in enumerate(PRIMES[:primes]))
    if first == 0:
        return multiplicative_sums(rng, primes=primes, exponent=exponent)
    if kinds == "complete":
        told = listed([f"$f({p}) = {v}$" for p, v in zip(PRIMES, values, strict=False)])
        rule = f"$f(ab) = f(a)f(b)$ for all positive integers $a$ and $b$, {told} and $f(1) = 1$"
        rule = rule.replace(" and $f", ", $f", told.count(" and ")) if primes > 1 else rule
    else:
        told = listed(
            [f"$f({p}^e) = e {'-' if v < 0 else '+'} {abs(v)}$" for p, v in zip(PRIMES, values, strict=False)]
        )
        rule = f"$f(1) = 1$, $f(ab) = f(a)f(b)$ for coprime $a$ and $b$, and {told} for $e \\ge 1$"
    n = powers(exponents)
    text = rng.choice(
        [
            f"A function $f$ on the positive integers has {rule}. What is the sum of $f(d)$ over all positive divisors $d$ of ${n}$?",
            f"Let $f$ be a function with {rule}. Add up $f(d)$ for all positive divisors $d$ of ${n}$. What is the sum?",
        ]
    )
    return text, agreed(first, second)


@family(level=1, steps=(1, 2, 2, 3, 5, 20, 1000, 10**6), size=(0, 0, 11, 13, 31, 97, 499, 9973))
def fractions_of_a_line(rng: Rng, *, steps: int, size: int) -> Draw:
    """x -> (ax + b) / (cx + d) over and over, in the field of residues modulo a prime."""
    if size == 0:
        return _plain_fractions(rng, steps)
    p = int(sympy.prevprime(rng.randint(size - size // 4 + 3, size + 5)))
    a, b, c, d = until(
        lambda: [rng.randint(1, 9) for _ in range(4)], lambda m: (m[0] * m[3] - m[1] * m[2]) % p
    )
    x, n = rng.randint(0, p - 1), rng.randint(steps - steps // 4, steps)
    path = [x]
    while path[-1] is not None and len(path) <= n and (len(path) == 1 or path[-1] != x):
        at = path[-1]
        low = (c * at + d) % p
        path.append((a * at + b) * pow(low, -1, p) % p if low else -1)
        if path[-1] == -1:
            return fractions_of_a_line(rng, steps=steps, size=size)
    first = path[n] if len(path) > n else path[n % (len(path) - 1)]
    m, r, left = ((a, b), (c, d)), ((1, 0), (0, 1)), n
    while left:
        r = _two(m, r, p) if left & 1 else r
        m, left = _two(m, m, p), left >> 1
    second = (r[0][0] * x + r[0][1]) * pow(r[1][0] * x + r[1][1], -1, p) % p
    text = rng.choice(
        [
            f"We calculate modulo the prime {p}, where $\\frac{{u}}{{v}}$ means $u$ times the inverse of $v$. Let $x_0 = {x}$ and "
            f"$x_{{k+1}} = \\frac{{{a}x_k + {b}}}{{{c}x_k + {d}}}$. What is $x_{{{n}}}$, as an integer from 0 to {p - 1}?",
            f"In the field with {p} elements, 0 to {p - 1}, let $f(x) = \\frac{{{a}x + {b}}}{{{c}x + {d}}}$. Starting with {x}, $f$ is "
            f"applied {n} times in a row. What is the result?",
        ]
    )
    return text, agreed(first, second)


def _plain_fractions(rng: Rng, steps: int) -> Draw:
    """The easier question: a few steps in the rational numbers."""
    a, b, c, d = until(lambda: [rng.randint(1, 5) for _ in range(4)], lambda m: m[0] * m[3] - m[1] * m[2])
    start = at = Fraction(rng.randint(0, 5))
    m = ((1, 0), (0, 1))
    for _ in range(steps):
        at = (a * at + b) / (c * at + d)
        m = (
            (a * m[0][0] + b * m[1][0], a * m[0][1] + b * m[1][1]),
            (c * m[0][0] + d * m[1][0], c * m[0][1] + d * m[1][1]),
        )
    second = (m[0][0] * start + m[0][1]) / (m[1][0] * start + m[1][1])
    a_, c_ = (str(k) if k > 1 else "" for k in (a, c))
    text = rng.choice(
        [
            f"Let $x_0 = {start}$ and $x_{{k+1}} = \\frac{{{a_}x_k + {b}}}{{{c_}x_k + {d}}}$. What is $x_{steps}$, as a fraction?",
            f"Let $f(x) = \\frac{{{a_}x + {b}}}{{{c_}x + {d}}}$. What is ${'f(' * steps}{start}{')' * steps}$, as a fraction?",
        ]
    )
    return text, agreed(at, second)


Two = tuple[tuple[int, int], tuple[int, int]]


def _two(m: Two, n: Two, p: int) -> Two:
    (a, b), (c, d) = m
    (e, f), (g, h) = n
    return ((a * e + b * g) % p, (a * f + b * h) % p), ((c * e + d * g) % p, (c * f + d * h) % p)
