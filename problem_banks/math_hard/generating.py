"""Coefficients, binomial sums and series, found from generating functions and term by term."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import comb, factorial, prod

from .family import Draw, Rng, agreed, counted, family, listed

MODULUS = 1000


def signed(numbers: list[int], power: str = "x") -> str:
    """A polynomial in LaTeX from its coefficients, the constant first."""
    parts = []
    for at, k in enumerate(numbers):
        if k:
            body = "" if at == 0 else power if at == 1 else f"{power}^{{{at}}}"
            parts.append(f"{'-' if k < 0 else '+'} {abs(k) if abs(k) > 1 or not body else ''}{body}")
    text = " ".join(parts)
    return text[2:] if text.startswith("+") else f"-{text[2:]}"


@family(level=1, factors=(2, 2, 2, 3, 3, 4, 4, 5), size=(3, 5, 8, 12, 20, 40, 80, 160))
def payments_with_few_notes(rng: Rng, *, factors: int, size: int) -> Draw:
    values = sorted(rng.sample(range(1, max(factors + 2, size // 3 + 1)), factors))
    many = [rng.choice([0, rng.randint(2, 4)]) for _ in values]
    total = rng.randint(size // 2 + 1, size)
    row = [1] + [0] * total
    for value, most in zip(values, many, strict=True):
        steps = range(0, (total if not most else min(total, most * value)) + 1, value)
        row = [sum(row[at - s] for s in steps if s <= at) for at in range(total + 1)]
    series = [1] + [0] * total
    for value, most in zip(values, many, strict=True):
        for at in range(value, total + 1):
            series[at] += series[at - value]
        if most:
            for at in range(total, (most + 1) * value - 1, -1):
                series[at] -= series[at - (most + 1) * value]
    told = listed(
        [
            f"{v} {'euros' if v > 1 else 'euro'} ({f'at most {m} of them' if m else 'any number of them'})"
            for v, m in zip(values, many, strict=True)
        ]
    )
    tops = "".join(f"(1 - x^{{{(m + 1) * v}}})" for v, m in zip(values, many, strict=True) if m) or "1"
    lows = "".join(f"(1 - x^{{{v}}})" for v in values).replace("x^{1})", "x)")
    text = rng.choice(
        [
            f"In how many ways can {total} euros be paid with vouchers of {told}, if the order does not matter?",
            f"What is the coefficient of $x^{{{total}}}$ in the power series of $\\frac{{{tops}}}{{{lows}}}$?",
        ]
    )
    if row[total] == 0:
        return payments_with_few_notes(rng, factors=factors, size=size)
    return text, agreed(row[total], series[total])


@family(level=1, power=(2, 3, 4, 5, 8, 20, 50, 120), terms=(2, 2, 3, 3, 3, 3, 4, 4))
def coefficient_of_a_power(rng: Rng, *, power: int, terms: int) -> Draw:
    n = rng.randint(max(min(3, power), power - power // 4), power)
    p = [rng.choice([-3, -2, -1, 1, 2, 3]) for _ in range(terms)]
    at = rng.randint(min(2, n * (terms - 1) - 1), n * (terms - 1) - 1)
    row = [1]
    for _ in range(n):
        row = [
            sum(p[k] * row[i - k] for k in range(terms) if 0 <= i - k < len(row))
            for i in range(len(row) + terms - 1)
        ]
    series = [Fraction(p[0]) ** n]
    for m in range(1, at + 1):
        inner = sum((k * n - (m - k)) * p[k] * series[m - k] for k in range(1, min(m, terms - 1) + 1))
        series.append(Fraction(inner) / (m * p[0]))
    what = f"the coefficient of $x^{{{at}}}$ in $({signed(p)})^{{{n}}}$"
    if power <= 8:
        text = rng.choice([f"What is {what}?", f"All brackets are multiplied out. Find {what}."])
        return text, agreed(row[at], int(series[at]))
    text = rng.choice(
        [
            f"Which integer from 0 to {MODULUS - 1} is congruent modulo {MODULUS} to {what}?",
            f"Let $c$ be {what}. What is the least non-negative integer $r$ such that $c - r$ is divisible by {MODULUS}?",
        ]
    )
    return text, agreed(row[at] % MODULUS, int(series[at]) % MODULUS)


@family(level=1, size=(2, 3, 4, 8, 20, 60, 200, 900), degree=(0, 1, 1, 1, 2, 2, 3, 4))
def sums_with_binomials(rng: Rng, *, size: int, degree: int) -> Draw:
    n, a = rng.randint(size // 2 + 2, size + 1), rng.randint(2, 5)
    p = [rng.randint(0, 4) for _ in range(degree)] + [rng.randint(1, 4)]
    direct = sum(sum(c * k**e for e, c in enumerate(p)) * comb(n, k) * a**k for k in range(n + 1))
    second = 0
    for e, c in enumerate(p):
        for j in range(e + 1):
            falling = prod(n - i for i in range(j))
            second += c * _stirling(e, j) * falling * a**j * (1 + a) ** (n - j) if j <= n else 0
    shown = f"\\sum_{{k=0}}^{{{n}}} ({signed(p, 'k')}) \\binom{{{n}}}{{k}} {a}^k"
    if size <= 8:
        return rng.choice([f"Compute ${shown}$.", f"What is the value of ${shown}$?"]), agreed(direct, second)
    text = rng.choice(
        [
            f"What is the remainder of ${shown}$ after division by {MODULUS}?",
            f"Find the last three digits of ${shown}$, as a number from 0 to {MODULUS - 1}.",
        ]
    )
    return text, agreed(direct % MODULUS, second % MODULUS)


@lru_cache(maxsize=1000)
def _stirling(n: int, k: int) -> int:
    return int(n == k) if n == 0 or k == 0 else k * _stirling(n - 1, k) + _stirling(n - 1, k - 1)


@family(level=1, degree=(0, 0, 1, 1, 2, 2, 3, 4), size=(2, 3, 3, 5, 5, 8, 9, 12))
def endless_sums(rng: Rng, *, degree: int, size: int) -> Draw:
    p = [rng.randint(-4, 4) for _ in range(degree)] + [rng.randint(1, 4 if degree else 9)]
    low = rng.randint(2, size)
    r = Fraction(rng.choice([k for k in range(1, low) if 2 * k <= low + 1]), low)
    moments: list[Fraction] = []
    for e in range(degree + 1):
        rest = sum((comb(e, j) * moments[j] for j in range(e)), Fraction(0))
        moments.append((r * rest + (1 if e == 0 else 0)) / (1 - r))
    first = sum((c * m for c, m in zip(p, moments, strict=True)), Fraction(0))
    values = [sum(c * k**e for e, c in enumerate(p)) for k in range(degree + 1)]
    second, row = Fraction(0), values
    for j in range(degree + 1):
        second += row[0] * r**j / (1 - r) ** (j + 1)
        row = [b - a for a, b in pairwise(row)]
    shown = f"\\sum_{{k=0}}^{{\\infty}} ({signed(p, 'k')}) \\left(\\frac{{{r.numerator}}}{{{r.denominator}}}\\right)^k"
    text = rng.choice([f"What is the sum of the infinite series ${shown}$?", f"Compute ${shown}$ exactly."])
    return text, agreed(first, second)


@family(level=1, size=(2, 3, 4, 7, 12, 20, 30, 40), gaps=(1, 1, 1, 1, 2, 2, 2, 3))
def telescopes(rng: Rng, *, size: int, gaps: int) -> Draw:
    d, start, n = rng.randint(1, 5), rng.randint(1, 6), rng.randint(max(min(3, size), size // 2), size)
    lag = rng.randint(1, 2)
    points = [start + k * d for k in range(n + 1 + lag * gaps)]
    first = sum(
        (Fraction(1, prod(points[k + lag * j] for j in range(gaps + 1))) for k in range(n)), Fraction(0)
    )
    second = Fraction(0)
    for k in range(lag):
        chain = points[k::lag]
        terms = len(range(k, n, lag))
        head, tail = prod(chain[:gaps]), prod(chain[terms : terms + gaps])
        second += Fraction(1, d * lag * gaps) * (Fraction(1, head) - Fraction(1, tail))

    def term(k: int) -> str:
        return "\\frac{1}{" + " \\cdot ".join(str(points[k + lag * j]) for j in range(gaps + 1)) + "}"

    shown = " + ".join(term(k) for k in range(min(n, 3))) + (f" + \\cdots + {term(n - 1)}" if n > 3 else "")
    text = rng.choice(
        [
            f"What is the value of the sum ${shown}$ as a fraction in lowest terms?",
            f"In each term of ${shown}$ every factor of the denominator is {d} larger than the same factor of the term before. "
            "Find the sum.",
        ]
    )
    return text, agreed(first, second)


@family(level=1, size=(1, 2, 4, 8, 16, 50, 200, 1000), step=(2, 2, 2, 2, 3, 4, 5, 7))
def every_kth_coefficient(rng: Rng, *, size: int, step: int) -> Draw:
    n, p = rng.randint(size // 2 + 2, size + 1), [rng.randint(1, 3) for _ in range(rng.choice([2, 3]))]
    rest = rng.randrange(step)
    circle = [1] + [0] * (step - 1)
    for _ in range(n):
        circle = [sum(c * circle[(at - k) % step] for k, c in enumerate(p)) for at in range(step)]
    square, power, left = [1] + [0] * (step - 1), [sum(p[k::step]) for k in range(step)], n
    while left:
        square = _folded(square, power) if left & 1 else square
        power, left = _folded(power, power), left >> 1
    exponents = f"{rest}, {rest + step}, {rest + 2 * step}" + (
        ", \\ldots" if n * (len(p) - 1) > rest + 2 * step else ""
    )
    what = f"the sum of the coefficients of $x^k$ with $k = {exponents}$ in $({signed(p)})^{{{n}}}$"
    if size <= 8:
        return rng.choice([f"What is {what}?", f"All brackets are multiplied out. Find {what}."]), agreed(
            circle[rest], square[rest]
        )
    text = rng.choice(
        [
            f"Give the remainder of {what} after division by {MODULUS}.",
            f"What is {what}? Give only its remainder modulo {MODULUS}.",
        ]
    )
    return text, agreed(circle[rest] % MODULUS, square[rest] % MODULUS)


def _folded(a: list[int], b: list[int]) -> list[int]:
    size = len(a)
    return [sum(a[k] * b[(at - k) % size] for k in range(size)) for at in range(size)]


@family(level=1, letters=(2, 2, 2, 3, 3, 3, 4, 4), length=(2, 3, 4, 4, 5, 8, 12, 24))
def words_with_counted_letters(rng: Rng, *, letters: int, length: int) -> Draw:
    n = rng.randint(length - 1, length)
    rules = [rng.choice(["even", "odd", "twice", "any"]) for _ in range(letters)]
    fits = {
        "even": lambda k: k % 2 == 0,
        "odd": lambda k: k % 2 == 1,
        "twice": lambda k: k >= 2,
        "any": lambda k: k >= 0,
    }
    row = [Fraction(int(k == 0)) for k in range(n + 1)]
    for rule in rules:
        part = [Fraction(int(fits[rule](k)), factorial(k)) for k in range(n + 1)]
        row = [sum((row[k] * part[at - k] for k in range(at + 1)), Fraction(0)) for at in range(n + 1)]
    states = {(0,) * letters: 1}
    for _ in range(n):
        after: dict[tuple[int, ...], int] = {}
        for state, count in states.items():
            for letter in range(letters):
                here = state[letter] + 1
                key = (*state[:letter], here if here < 4 else here - 2, *state[letter + 1 :])
                after[key] = after.get(key, 0) + count
        states = after
    second = sum(
        count for state, count in states.items() if all(fits[r](k) for r, k in zip(rules, state, strict=True))
    )
    told = {
        "even": "an even number of times, perhaps never",
        "odd": "an odd number of times",
        "twice": "at least twice",
        "any": "any number of times, perhaps never",
    }
    names = listed([f"{'PQRS'[k]} {told[rule]}" for k, rule in enumerate(rules)])
    if second == 0 or set(rules) == {"any"}:
        return words_with_counted_letters(rng, letters=letters, length=length)
    text = rng.choice(
        [
            f"How many words of {n} letters contain {names}, and no other letter?",
            f"A code is a row of {n} signs, each of them one of {', '.join('PQRS'[: letters - 1])} or {'PQRS'[letters - 1]}. It contains {names}. How many codes are there?",
        ]
    )
    return counted(text), agreed(int(row[n] * factorial(n)), second)
