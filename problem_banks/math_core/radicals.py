"""Roots of numbers, simplified, nested and in equations."""

from __future__ import annotations

from math import isqrt

import sympy

from .family import Draw, Rng, family, nonzero, point, tex, until


def squarefree(n: int) -> bool:
    return all(n % (d * d) for d in range(2, isqrt(n) + 1))


@family(level=2)
def simplified_root(rng: Rng) -> Draw:
    outside, inside = rng.randint(2, 12), until(lambda: rng.randint(2, 42), squarefree)
    root = sympy.sqrt(outside**2 * inside)
    assert root == outside * sympy.sqrt(inside)
    text = (
        f"The number $\\sqrt{{{outside**2 * inside}}}$ is written as $a\\sqrt{{b}}$, where $a$ and $b$ are positive integers and $b$ is not "
        "divisible by the square of any prime. What is $a + b$?"
    )
    return text, outside + inside


@family(level=3)
def sum_of_like_roots(rng: Rng) -> Draw:
    inside, (p, q, r) = rng.choice([2, 3, 5, 6, 7]), rng.sample(range(2, 10), 3)
    total = p + q - r
    if total <= 0:
        return sum_of_like_roots(rng)
    text = (
        f"For which positive integer $n$ is $\\sqrt{{{p * p * inside}}} + \\sqrt{{{q * q * inside}}} "
        f"- \\sqrt{{{r * r * inside}}} = \\sqrt{{n}}$?"
    )
    value = sympy.expand(
        (sympy.sqrt(p * p * inside) + sympy.sqrt(q * q * inside) - sympy.sqrt(r * r * inside)) ** 2
    )
    return text, value


@family(level=3)
def rational_denominator(rng: Rng) -> Draw:
    a, c = rng.randint(2, 9), until(lambda: rng.randint(2, 30), squarefree)
    norm = a * a - c
    top = norm * nonzero(rng, 5)
    value = sympy.radsimp(top / (a - sympy.sqrt(c)))
    p, q = value.as_coefficients_dict()[1], value.coeff(sympy.sqrt(c))
    assert sympy.expand(value * (a - sympy.sqrt(c))) == top
    text = (
        f"There are unique integers $p$ and $q$ with $\\frac{{{top}}}{{{a} - \\sqrt{{{c}}}}} = p + q\\sqrt{{{c}}}$. "
        "Find them. Give your answer as the ordered pair $(p, q)$."
    )
    return (text, point(p, q)) if abs(norm) > 1 and abs(top) < 200 else rational_denominator(rng)


@family(level=4)
def nested_root(rng: Rng) -> Draw:
    m, n = until(
        lambda: sorted(rng.sample(range(2, 20), 2), reverse=True),
        lambda p: squarefree(p[0]) and squarefree(p[1]) and not sympy.sqrt(p[0] * p[1]).is_Integer,
    )
    root = tex(2 * sympy.sqrt(m * n))
    inner = m + n + 2 * sympy.sqrt(m * n)
    assert abs(sympy.N(sympy.sqrt(inner) - sympy.sqrt(m) - sympy.sqrt(n))) < 1e-12
    text = (
        f"The number $\\sqrt{{{m + n} + {root}}}$ is equal to $\\sqrt{{m}} + \\sqrt{{n}}$, where "
        f"$m > n$ are positive integers. What is $m - n$?"
    )
    return text, m - n


@family(level=4)
def radical_equation(rng: Rng) -> Draw:
    shift, root = rng.randint(-6, 6), rng.randint(2, 14)
    side = root - shift
    slope = rng.randint(2, 9)
    const = side**2 - slope * root
    if side <= 0 or not const or not shift:
        return radical_equation(rng)
    x = sympy.Symbol("x")
    both = sympy.solve(slope * x + const - (x - shift) ** 2, x)
    solutions = [r for r in both if r >= shift]
    text = f"Find the sum of all real solutions of $\\sqrt{{{tex(slope * x + const)}}} = {tex(x - shift)}$."
    assert all(sympy.sqrt(slope * r + const) == r - shift for r in solutions)
    return text, sum(solutions)


@family(level=5)
def endless_root(rng: Rng) -> Draw:
    limit, factor = rng.randint(3, 15), rng.randint(1, 6)
    add = limit * (limit - factor)
    if add <= 0:
        return endless_root(rng)
    value = 0.0
    for _ in range(200):
        value = (add + factor * value) ** 0.5
    assert abs(value - limit) < 1e-9
    front = "" if factor == 1 else str(factor)
    text = (
        f"What is the value of the infinite nested radical $\\sqrt{{{add} + {front}\\sqrt{{{add} "
        f"+ {front}\\sqrt{{{add} + \\cdots}}}}}}$?"
    )
    return text, limit
