"""Largest and smallest values, exact: means, medians, assignments, products and whole points."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import gcd, isqrt, prod

from .family import Draw, Rng, agreed, family, listed, until
from .generating import signed


@family(level=1, terms=(2, 2, 2, 2, 3, 3, 4, 5), size=(2, 3, 4, 8, 10, 15, 25, 40))
def sum_of_reciprocals(rng: Rng, *, terms: int, size: int) -> Draw:
    """By the inequality of Cauchy and Schwarz, and by its point of equality with the points around it."""
    tops = [rng.randint(1, size) for _ in range(terms)]
    weights = [rng.randint(1, max(2, size // 4)) for _ in range(terms)]
    total = rng.randint(2, 3 * size)
    squares = [t * t * w for t, w in zip(tops, weights, strict=True)]
    first = Fraction(sum(t * w for t, w in zip(tops, weights, strict=True)) ** 2, total)
    scale = Fraction(total, sum(t * w for t, w in zip(tops, weights, strict=True)))
    best = [scale * t for t in tops]
    assert sum(w * x for w, x in zip(weights, best, strict=True)) == total
    second = sum((s / x for s, x in zip(squares, best, strict=True)), Fraction(0))
    for at, other in combinations(range(terms), 2):
        step = min(best[at] / 9, weights[other] * best[other] / weights[at] / 9)
        for sign in (1, -1):
            moved = list(best)
            moved[at] += sign * step
            moved[other] -= sign * step * weights[at] / weights[other]
            assert sum((s / x for s, x in zip(squares, moved, strict=True)), Fraction(0)) > second
    names = ["x", "y", "z", "u", "v"][:terms]
    goal = " + ".join(f"\\frac{{{s}}}{{{x}}}" for s, x in zip(squares, names, strict=True))
    rule = " + ".join(f"{w if w > 1 else ''}{x}" for w, x in zip(weights, names, strict=True))
    text = rng.choice(
        [
            f"Positive real numbers ${', '.join(names)}$ satisfy ${rule} = {total}$. What is the least possible value of ${goal}$?",
            f"Find the minimum of ${goal}$ over all positive real ${', '.join(names)}$ with ${rule} = {total}$.",
        ]
    )
    return text, agreed(first, second)


@family(
    level=1, terms=(2, 2, 2, 3, 3, 3, 4, 4), size=(4, 5, 6, 8, 12, 20, 30, 40), power=(1, 1, 2, 2, 3, 4, 4, 5)
)
def whole_numbers_with_the_best_product(rng: Rng, *, terms: int, size: int, power: int) -> Draw:
    powers = [rng.randint(1, power) for _ in range(terms)]
    costs = [rng.randint(1, 3) for _ in range(terms)]
    total = rng.randint(max(sum(costs), size // 2), size + sum(costs))
    best = [1] + [0] * total
    for e, c in zip(powers, costs, strict=True):
        best = [
            max((best[at - c * x] * x**e for x in range(1, at // c + 1)), default=0)
            for at in range(total + 1)
        ]
    first = max(best)
    second = 0
    for head in product(*(range(1, total // c + 1) for c in costs[:-1])):
        left = total - sum(c * x for c, x in zip(costs, head, strict=False))
        if left >= costs[-1]:
            value = prod(x**e for x, e in zip(head, powers, strict=False)) * (left // costs[-1]) ** powers[-1]
            second = max(second, value)
    names = ["a", "b", "c", "d"][:terms]
    goal = "".join(x if e == 1 else f"{x}^{e}" for x, e in zip(names, powers, strict=True))
    rule = " + ".join(f"{c if c > 1 else ''}{x}" for c, x in zip(costs, names, strict=True))
    text = rng.choice(
        [
            f"For positive integers ${', '.join(names)}$ with ${rule} \\le {total}$, what is the largest possible value of ${goal}$?",
            f"Find the maximum of ${goal}$ over all positive integers ${', '.join(names)}$ that satisfy ${rule} \\le {total}$.",
        ]
    )
    return text, agreed(first, second)


@family(
    level=1,
    terms=(2, 2, 3, 4, 5, 6, 8, 10),
    size=(3, 5, 9, 12, 20, 30, 60, 99),
    weight=(1, 1, 1, 2, 3, 5, 7, 9),
)
def weighted_distances(rng: Rng, *, terms: int, size: int, weight: int) -> Draw:
    places = sorted(rng.sample(range(-size, size + 1), terms))
    weights = [rng.randint(1, weight) for _ in places]
    slope = rng.randint(-weight, weight) if weight > 1 else 0
    if abs(slope) >= sum(weights):
        slope = 0

    def value(x: int) -> int:
        return sum(w * abs(x - p) for w, p in zip(weights, places, strict=True)) + slope * x

    first = min(map(value, places))
    rise, at = slope - sum(weights), 0
    while rise + 2 * weights[at] < 0:
        rise, at = rise + 2 * weights[at], at + 1
    parts = [
        f"{w if w > 1 else ''}|x {'+' if p < 0 else '-'} {abs(p)}|" if p else f"{w if w > 1 else ''}|x|"
        for w, p in zip(weights, places, strict=True)
    ]
    rng.shuffle(parts)
    tail = f" {'-' if slope < 0 else '+'} {abs(slope) if abs(slope) > 1 else ''}x" if slope else ""
    goal = " + ".join(parts) + tail
    text = rng.choice(
        [
            f"What is the minimum of ${goal}$ over all real numbers $x$?",
            f"Find the smallest value that ${goal}$ takes for real $x$.",
        ]
    )
    return text, agreed(first, value(places[at]))


@family(level=1, size=(2, 2, 3, 4, 5, 6, 7, 8), worth=(5, 9, 9, 12, 20, 30, 50, 99))
def best_assignment(rng: Rng, *, size: int, worth: int) -> Draw:
    table = [[rng.randint(1, worth) for _ in range(size)] for _ in range(size)]
    best = {0: 0}
    for row in table:
        after: dict[int, int] = {}
        for used, value in best.items():
            for job, gain in enumerate(row):
                if not used >> job & 1:
                    key = used | 1 << job
                    after[key] = max(after.get(key, 0), value + gain)
        best = after
    told = "; ".join(f"{'ABCDEFGH'[k]}: {', '.join(map(str, row))}" for k, row in enumerate(table))
    text = rng.choice(
        [
            f"{size} workers do {size} different jobs, one each. The gains of each worker in jobs 1 to {size}, in this order, are {told}. "
            "What is the largest possible total gain?",
            f"From each row and each column of this table exactly one number is chosen. Its rows are {told}. What is the largest "
            "possible sum of the chosen numbers?",
        ]
    )
    return text, agreed(next(iter(best.values())), _hungarian(table))


def _hungarian(table: list[list[int]]) -> int:
    """Kuhn's method with potentials; its value is the sum of the potentials."""
    n, far = len(table), 10**9
    u, v, row_of = [0] * (n + 1), [0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        row_of[0], at = i, 0
        least, way, done = [far] * (n + 1), [0] * (n + 1), [False] * (n + 1)
        while row_of[at]:
            done[at], row, step, to = True, row_of[at], far, 0
            for j in range(1, n + 1):
                if not done[j]:
                    slack = -table[row - 1][j - 1] - u[row] - v[j]
                    if slack < least[j]:
                        least[j], way[j] = slack, at
                    if least[j] < step:
                        step, to = least[j], j
            for j in range(n + 1):
                if done[j]:
                    u[row_of[j]], v[j] = u[row_of[j]] + step, v[j] - step
                else:
                    least[j] -= step
            at = to
        while at:
            row_of[at], at = row_of[way[at]], way[at]
    return v[0]


@family(level=1, size=(2, 4, 8, 12, 20, 40, 80, 160), parts=(2, 2, 2, 2, 3, 3, 4, 5))
def different_parts_with_the_best_product(rng: Rng, *, size: int, parts: int) -> Draw:
    n, least, modulus = rng.randint(size // 2 + 6, size + 6), rng.randint(1, parts), rng.choice([2, 3])
    rest, many = rng.randrange(modulus), parts
    while not _grown([k for k in range(least, n + 1) if k % modulus != rest], n, many):
        n += 1
    allowed = [k for k in range(least, n + 1) if k % modulus != rest]
    first = _grown(allowed, n, many)
    second = max((prod(c) for c in _combined(allowed, n, many)), default=0)
    ways = {2: "two", 3: "three", 4: "four", 5: "five"}[many]
    text = rng.choice(
        [
            f"{n} is written as a sum of {ways} different integers that are at least {least} and do not leave the remainder {rest} "
            f"when divided by {modulus}. What is the largest possible product of the {ways} integers?",
            f"{ways.capitalize()} different integers, none below {least} and none congruent to {rest} modulo {modulus}, add up to {n}. "
            "How large can their product be?",
        ]
    )
    return text, agreed(first, second)


def _grown(allowed: list[int], n: int, many: int) -> int:
    best: list[dict[int, int]] = [{0: 1}, *({} for _ in range(many))]
    for k in allowed:
        for used in range(many - 1, -1, -1):
            for total, value in list(best[used].items()):
                if total + k <= n:
                    best[used + 1][total + k] = max(best[used + 1].get(total + k, 0), value * k)
    return best[many].get(n, 0)


def _combined(allowed: list[int], n: int, many: int) -> list[tuple[int, ...]]:
    """The sums whose parts lie near n / many, where a best product must lie: exchanging two distant parts raises it."""
    near = sorted(allowed, key=lambda k: abs(k * many - n))[: 4 * many]
    return [c for c in combinations(near, many) if sum(c) == n]


@family(level=1, size=(2, 3, 6, 10, 16, 30, 60, 120), rules=(1, 2, 2, 2, 3, 3, 4, 5))
def best_whole_point(rng: Rng, *, size: int, rules: int) -> Draw:
    planes = [(rng.randint(1, 9), rng.randint(1, 9), rng.randint(3 * size, 6 * size)) for _ in range(rules)]
    a, b = until(lambda: (rng.randint(1, 12), rng.randint(1, 12)), lambda g: gcd(*g) == 1)
    most = min(c // p for p, _, c in planes)
    first = max(a * x + b * min((c - p * x) // q for p, q, c in planes) for x in range(most + 1))
    high = min(c // q for _, q, c in planes)
    second = max(a * min((c - q * y) // p for p, q, c in planes) + b * y for y in range(high + 1))
    told = listed([f"${p if p > 1 else ''}x + {q if q > 1 else ''}y \\le {c}$" for p, q, c in planes])
    goal = f"${a if a > 1 else ''}x + {b if b > 1 else ''}y$"
    text = rng.choice(
        [
            f"Non-negative integers $x$ and $y$ satisfy {told}. What is the largest possible value of {goal}?",
            f"A workshop makes $x$ pieces of one kind and $y$ of another, both whole numbers. Its supplies demand {told}. What is the "
            f"largest possible profit {goal}?",
        ]
    )
    return text, agreed(first, second)


@family(level=1, shift=(0, 0, 1, 1, 1, 1, 1, 1), size=(3, 4, 4, 5, 6, 8, 10, 12))
def least_of_a_fraction(rng: Rng, *, shift: int, size: int) -> Draw:
    """The least of (a x^2 + b x + c) / (x + d) for x > -d: substitution against the condition on the discriminant.

    `shift`: 0 for d = b = 0.
    """
    a, d, root, base = (
        rng.randint(1, size),
        rng.randint(0, shift * size),
        rng.randint(1, size),
        rng.randint(-shift * size, shift * size),
    )
    top = [a * (root * root + d * d) + base * d, 2 * a * d + base, a]
    first = base + 2 * a * root
    disc = [top[1] ** 2 - 4 * a * top[0], -2 * top[1] + 4 * -a * -d, 1]
    low = disc[1] ** 2 - 4 * disc[2] * disc[0]
    assert isqrt(low) ** 2 == low
    second = (-disc[1] + isqrt(low)) // 2
    below = f"x + {d}" if d else "x"
    text = rng.choice(
        [
            f"What is the minimum of $\\frac{{{signed(top)}}}{{{below}}}$ over all real $x > {-d}$?",
            f"Find the least value of $\\frac{{{signed(top)}}}{{{below}}}$ for real numbers $x$ greater than {-d}.",
        ]
    )
    return text, agreed(first, second)
