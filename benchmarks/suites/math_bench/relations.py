"""Functions, relations, rules and formulas as objects of their own."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import perm

import sympy

from .family import Draw, Rng, family, nonzero, tex, until

x = sympy.Symbol("x")


@family(level=3)
def one_to_one_maps(rng: Rng) -> Draw:
    start, goal = until(lambda: (rng.randint(2, 5), rng.randint(3, 8)), lambda v: v[0] <= v[1])
    text = f"How many functions from a set of {start} elements to a set of {goal} elements never take the same value twice?"
    return text, perm(goal, start)


@family(level=2)
def rule_in_pieces(rng: Rng) -> Draw:
    a, b, c, d, bound = nonzero(rng, 5), nonzero(rng, 9), nonzero(rng, 5), nonzero(rng, 9), rng.randint(-2, 4)
    low, high = bound - rng.randint(1, 5), bound + rng.randint(1, 5)
    text = (
        f"Let $f(x) = {tex(a * x + b)}$ for $x < {bound}$ and $f(x) = {tex(c * x**2 + d)}$ for $x \\ge {bound}$. What is "
        f"$f({low}) + f({high})$?"
    )
    return text, a * low + b + c * high**2 + d


@family(level=4)
def symmetric_relations(rng: Rng) -> Draw:
    size = rng.randint(3, 7)
    kind = rng.choice(["symmetric", "reflexive", "both"])
    pairs = size * (size - 1) // 2
    name, count = {
        "symmetric": ("symmetric", 2 ** (pairs + size)),
        "reflexive": ("reflexive", 4**pairs),
        "both": ("both reflexive and symmetric", 2**pairs),
    }[kind]
    return f"How many relations on a set of {size} elements are {name}?", count


@family(level=3)
def rows_where_it_holds(rng: Rng) -> Draw:
    forms = {
        "(p \\lor q) \\land \\lnot r": lambda p, q, r, _: (p or q) and not r,
        "(p \\to q) \\land (r \\to s)": lambda p, q, r, s: (not p or q) and (not r or s),
        "(p \\land q) \\lor (r \\land s)": lambda p, q, r, s: (p and q) or (r and s),
        "(p \\leftrightarrow q) \\lor r": lambda p, q, r, _: p == q or r,
        "p \\to (q \\to (r \\to s))": lambda p, q, r, s: not (p and q and r) or s,
        "(p \\lor q \\lor r) \\land \\lnot s": lambda p, q, r, s: (p or q or r) and not s,
    }
    shown = rng.choice(sorted(forms))
    count = sum(bool(forms[shown](*row)) for row in product([False, True], repeat=4))
    text = f"How many of the 16 ways to give truth values to the four variables $p, q, r, s$ make the formula ${shown}$ true?"
    return text, count


@family(level=3)
def exponential_equation(rng: Rng) -> Draw:
    base, shift = rng.randint(2, 5), rng.randint(1, 3)
    solution, factor = rng.randint(-2, 5), rng.randint(1, 4)
    left = base**shift + factor
    value = Fraction(base) ** solution * left
    shown = tex(value)
    times = f"{factor} \\cdot " if factor > 1 else ""
    text = f"Solve ${base}^{{x + {shift}}} + {times}{base}^x = {shown}$ for real $x$."
    return text, solution


@family(level=4)
def split_into_partial_fractions(rng: Rng) -> Draw:
    r, s = until(lambda: (nonzero(rng, 6), nonzero(rng, 6)), lambda v: v[0] < v[1])
    a, b = nonzero(rng, 7), nonzero(rng, 7)
    top = sympy.expand(a * (x - s) + b * (x - r))
    bottom = sympy.expand((x - r) * (x - s))
    text = (
        f"Write $\\frac{{{tex(top)}}}{{{tex(bottom)}}}$ as $\\frac{{A}}{{{tex(x - r)}}} + \\frac{{B}}{{{tex(x - s)}}}$. What "
        "is the ordered pair $(A, B)$?"
    )
    return text, f"({a}, {b})"


@family(level=3)
def sum_of_all_coefficients(rng: Rng) -> Draw:
    a, b, c, power = rng.randint(1, 5), nonzero(rng, 5), nonzero(rng, 4), rng.randint(3, 7)
    inner = a * x**2 + b * x + c
    text = f"The expression $\\left({tex(inner)}\\right)^{power}$ is multiplied out. What is the sum of all its coefficients?"
    return text, (a + b + c) ** power


@family(level=2)
def polynomial_with_given_zeros(rng: Rng) -> Draw:
    zeros = [nonzero(rng, 6) for _ in range(3)]
    at = rng.randint(-3, 4)
    lead = rng.randint(1, 4)
    value = lead * (at - zeros[0]) * (at - zeros[1]) * (at - zeros[2])
    text = (
        f"A polynomial of degree 3 has the leading coefficient {lead} and the zeros ${zeros[0]}$, ${zeros[1]}$ and "
        f"${zeros[2]}$, counted with multiplicity. What is its value at $x = {at}$?"
    )
    return text, value


@family(level=5)
def iterated_fraction_map(rng: Rng) -> Draw:
    start, times = Fraction(rng.randint(2, 12)), rng.randint(20, 300)
    value = start
    for _ in range(times % 3):
        value = 1 / (1 - value)
    text = (
        f"Let $f(x) = \\frac{{1}}{{1 - x}}$. Starting from $x = {start}$, the function is applied {times} times, each time "
        "to the result before. What is the final value?"
    )
    return text, value


@family(level=4)
def common_zero_of_two(rng: Rng) -> Draw:
    shared, p, q = until(
        lambda: (nonzero(rng, 7), nonzero(rng, 7), nonzero(rng, 7)), lambda v: len(set(v)) == 3
    )
    one, two = sympy.expand((x - shared) * (x - p)), sympy.expand((x - shared) * (x - q))
    text = f"For which number $x$ are both ${tex(one)}$ and ${tex(two)}$ equal to 0?"
    return text, shared
