"""Exponents that are asked for."""

from __future__ import annotations

from fractions import Fraction
from math import log

import sympy

from .family import Draw, Rng, family, until


@family(level=3)
def logarithm_value(rng: Rng) -> Draw:
    base, p, q = until(
        lambda: (rng.choice([2, 3, 5]), rng.randint(2, 5), rng.randint(-4, 6)),
        lambda t: t[2] % t[1] and t[0] ** max(map(abs, t[1:])) < 800,
    )
    value = Fraction(q, p)
    assert abs(log(base**q, base**p) - value) < 1e-9
    shown = str(base**q) if q > 0 else f"\\frac{{1}}{{{base**-q}}}"
    return (
        f"Evaluate $\\log_{{{base**p}}} {shown}$. Give your answer as a common fraction in lowest terms.",
        value,
    )


@family(level=4)
def logarithm_equation(rng: Rng) -> Draw:
    base = rng.choice([2, 3, 4, 5, 6, 10])
    power, root = until(
        lambda: (rng.randint(1, 5), rng.randint(1, 60)),
        lambda p: base ** p[0] % p[1] == 0 and p[1] ** 2 < base ** p[0],
    )
    gap = base**power // root - root
    solutions = [n for n in range(1, 10_000) if n * (n + gap) == base**power]
    assert solutions == [root]
    text = f"Solve $\\log_{{{base}}} x + \\log_{{{base}}} (x + {gap}) = {power}$ over the real numbers."
    return text, root


@family(level=4)
def logarithm_in_two_bases(rng: Rng) -> Draw:
    p, q = rng.sample(range(2, 13), 2)
    value = 1 / (Fraction(1, p) + Fraction(1, q))
    assert abs(log(2) / log(2 ** (1 / p) * 2 ** (1 / q)) - value) < 1e-9
    text = (
        f"The numbers $a$, $b$ and $N$ are greater than 1, with $\\log_a N = {p}$ and $\\log_b N = {q}$. What is $\\log_{{ab}} N$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=4)
def change_of_base_chain(rng: Rng) -> Draw:
    base, start, end = rng.choice([2, 3]), rng.randint(1, 3), rng.randint(4, 8)
    last = base**end
    if last > 2200:
        return change_of_base_chain(rng)
    first, value = base**start, Fraction(end, start)
    product = 1.0
    for n in range(first, last):
        product *= log(n + 1, n)
    assert abs(product - value) < 1e-6
    text = (
        f"Evaluate the product $$\\log_{{{first}}} {first + 1} \\cdot \\log_{{{first + 1}}} {first + 2} \\cdots "
        f"\\log_{{{last - 1}}} {last}.$$ Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=5)
def digits_of_a_product(rng: Rng) -> Draw:
    twos, fives = rng.sample(range(15, 60), 2)
    if abs(twos - fives) < 3:
        return digits_of_a_product(rng)
    return (
        f"How many digits does the number $2^{{{twos}}} \\cdot 5^{{{fives}}}$ have in decimal notation?",
        len(str(2**twos * 5**fives)),
    )


@family(level=5)
def nested_logarithms(rng: Rng) -> Draw:
    a, b, c, d = rng.choice([2, 3]), rng.choice([2, 3, 4]), rng.choice([2, 3]), rng.randint(0, 2)
    inner = c**d
    middle = b**inner
    if a**middle > 10**12 or middle > 40:
        return nested_logarithms(rng)
    value = a**middle
    text = f"Solve $\\log_{{{c}}} (\\log_{{{b}}} (\\log_{{{a}}} x)) = {d}$ for $x$."
    assert sympy.log(sympy.log(sympy.log(value, a), b), c).equals(d)
    return text, value
