"""Roots, interpolation, symmetric sums and transition rules."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb, prod

from .family import Draw, Rng, agreed, family, listed, until


def shown(numbers: list[int]) -> str:
    """A polynomial in LaTeX from its coefficients, the highest power first."""
    parts = []
    for at, k in enumerate(numbers):
        power = len(numbers) - 1 - at
        body = "" if power == 0 else "x" if power == 1 else f"x^{power}"
        if k:
            parts.append(f"{'-' if k < 0 else '+'} {abs(k) if abs(k) > 1 or not body else ''}{body}")
    return " ".join(parts).removeprefix("+ ")


@family(level=1, degree=(2, 2, 2, 3, 3, 3, 4, 5), power=(2, 3, 4, 4, 5, 6, 8, 11))
def powers_of_hidden_roots(rng: Rng, *, degree: int, power: int) -> Draw:
    p = [1, *rng.choices([-4, -3, -2, -1, 1, 2, 3, 4], k=degree)]
    n = rng.randint(max(2, power - 2), power)
    sums = [degree]
    for k in range(1, n + 1):
        sums.append(
            -sum(p[i] * sums[k - i] for i in range(1, min(k - 1, degree) + 1))
            - (k * p[k] if k <= degree else 0)
        )
    matrix = [[-c for c in p[1:]], *([int(i == j) for j in range(degree)] for i in range(degree - 1))]
    row = [[int(i == j) for j in range(degree)] for i in range(degree)]
    for _ in range(n):
        row = [
            [sum(a * b for a, b in zip(line, col, strict=True)) for col in zip(*matrix, strict=True)]
            for line in row
        ]
    text = rng.choice(
        [
            f"The complex roots of ${shown(p)}$, each as often as its multiplicity, are raised to the power of {n} and added. What is the "
            "result?",
            f"Let $r_1, \\ldots, r_{degree}$ be all roots of ${shown(p)} = 0$, with multiplicity. Determine $r_1^{{{n}}} + \\cdots + "
            f"r_{degree}^{{{n}}}$.",
        ]
    )
    return text, agreed(sums[n], sum(row[k][k] for k in range(degree)))


@family(level=1, degree=(2, 2, 3, 3, 4, 5, 7, 9), shift=(1, 2, 2, 3, 3, 3, 4, 6))
def values_that_double(rng: Rng, *, degree: int, shift: int) -> Draw:
    scale, base, rest, at = (
        rng.randint(1, 4),
        rng.randint(2, 4),
        rng.randint(-5, 5),
        degree + rng.randint(1, shift),
    )
    values = [scale * base**k + rest for k in range(degree + 1)]
    lagrange = Fraction(0)
    for k, value in enumerate(values):
        others = [j for j in range(degree + 1) if j != k]
        lagrange += value * Fraction(prod(at - j for j in others), prod(k - j for j in others))
    newton = rest + scale * sum(comb(at, j) * (base - 1) ** j for j in range(degree + 1))
    tail = f" {'-' if rest < 0 else '+'} {abs(rest)}" if rest else ""
    rule = (f"{scale} \\cdot " if scale > 1 else "") + f"{base}^k{tail}"
    text = rng.choice(
        [
            f"A polynomial $P$ of degree at most {degree} satisfies $P(k) = {rule}$ for $k = 0, 1, \\ldots, {degree}$. What is $P({at})$?",
            f"The only polynomial of degree {degree} or less whose value at each integer $k$ from 0 to {degree} is ${rule}$ is evaluated at "
            f"{at}. Which value results?",
        ]
    )
    return text, agreed(int(lagrange), newton)


@family(level=1, numbers=(3, 3, 4, 5, 6, 7, 9, 11), size=(3, 5, 5, 6, 9, 12, 15, 20))
def sums_of_all_products(rng: Rng, *, numbers: int, size: int) -> Draw:
    values = sorted(until(lambda: rng.sample([v for v in range(-size, size + 1) if v], numbers), sum))
    k = rng.randint(2, min(4, numbers - 1))
    direct = sum(prod(c) for c in combinations(values, k))
    power = [sum(v**j for v in values) for j in range(k + 1)]
    e = [Fraction(1)]
    for j in range(1, k + 1):
        e.append(sum(((-1) ** (i - 1) * e[j - i] * power[i] for i in range(1, j + 1)), Fraction(0)) / j)
    name = ["two", "three", "four"][k - 2]
    told = listed([*map(str, values)])
    text = rng.choice(
        [
            f"Take every choice of {name} of the numbers {told}. It has a product. What do all these products add up to?",
            f"A card shows each of the numbers {told}, one per card. For each set of {name} cards the product of its numbers is written down. "
            "Find the sum of everything written down.",
        ]
    )
    return text, agreed(direct, int(e[k]))


@family(level=1, days=(2, 3, 3, 4, 5, 7, 8, 9), states=(2, 2, 3, 3, 3, 3, 4, 4))
def moods_from_day_to_day(rng: Rng, *, days: int, states: int) -> Draw:
    low = rng.randint(states, states + 3)
    rows = []
    for _ in range(states):
        cuts = sorted(rng.randint(0, low) for _ in range(states - 1))
        rows.append([Fraction(b - a, low) for a, b in zip([0, *cuts], [*cuts, low], strict=True)])
    start, end, n = rng.randrange(states), rng.randrange(states), rng.randint(max(2, days - 1), days)
    ahead = [Fraction(int(k == start)) for k in range(states)]
    for _ in range(n):
        ahead = [sum((ahead[i] * rows[i][j] for i in range(states)), Fraction(0)) for j in range(states)]
    back = [Fraction(int(k == end)) for k in range(states)]
    for _ in range(n):
        back = [sum((rows[i][j] * back[j] for j in range(states)), Fraction(0)) for i in range(states)]
    names = ["calm", "merry", "cross", "tired"][:states]
    rules = []
    for name, row in zip(names, rows, strict=True):
        rules.append(
            f"after a {name} day, {listed([f'{other} with ${p}$' for other, p in zip(names, row, strict=True) if p])}"
        )
    text = rng.choice(
        [
            f"A parrot has one mood per day. The probabilities of its mood on the next day are: {'; '.join(rules)}. Today it is "
            f"{names[start]}. What is the probability that it is {names[end]} in {n} days?",
            f"Each day of a parrot is {listed(names).replace(' and ', ' or ')}. What comes next depends only on the present day: "
            f"{'; '.join(rules)}. If day 0 is {names[start]}, how likely is it that day {n} is {names[end]}?",
        ]
    )
    if ahead[end] in (0, 1):
        return moods_from_day_to_day(rng, days=days, states=states)
    return text, agreed(ahead[end], back[start])
