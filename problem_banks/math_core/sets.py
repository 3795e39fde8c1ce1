"""Unions, intersections and subsets."""

from __future__ import annotations

from itertools import chain, combinations, pairwise
from math import comb

from .family import Draw, Rng, agreed, braces, family


@family(level=2)
def set_operation(rng: Rng) -> Draw:
    a, b = (set(rng.sample(range(1, 16), rng.randint(5, 7))) for _ in range(2))
    shown, value = rng.choice([("A \\cap B", a & b), ("A \\setminus B", a - b), ("B \\setminus A", b - a)])
    if len(value) < 2:
        return set_operation(rng)
    text = f"Let $A = {braces(sorted(a))}$ and $B = {braces(sorted(b))}$. List the elements of ${shown}$ as a set."
    return text, braces(sorted(value))


@family(level=2)
def divisors_as_a_set(rng: Rng) -> Draw:
    n = rng.choice([n for n in range(12, 120) if 4 <= sum(n % d == 0 for d in range(1, n + 1)) <= 8])
    return f"Which positive integers divide {n}? Give your answer as a set.", braces(
        [d for d in range(1, n + 1) if n % d == 0]
    )


@family(level=3, more=(0, 3, 6, 10, 15, 22))
def subsets_of_given_size(rng: Rng, *, more: int) -> Draw:
    n, k = rng.randint(6 + more, 11 + more), rng.randint(2 + more // 3, 5 + more // 3)
    chosen = rng.randint(1, n)
    has = rng.random() < 0.5
    count = agreed(comb(n - 1, k - has), comb(n, k) - comb(n - 1, k - (not has)))
    return (
        (
            f"How many subsets of $\\{{1, 2, \\ldots, {n}\\}}$ have exactly {k} elements and {'contain' if has else 'do not contain'} "
            f"the number {chosen}?"
        ),
        count,
    )


@family(level=4)
def subsets_with_a_condition(rng: Rng) -> Draw:
    n = rng.randint(6, 12)
    everything = chain.from_iterable(combinations(range(1, n + 1), size) for size in range(n + 1))
    words, holds = rng.choice(
        [
            ("contain at least one even number", lambda s: any(v % 2 == 0 for v in s)),
            ("contain more odd than even numbers", lambda s: sum(v % 2 for v in s) * 2 > len(s)),
            ("are not empty and have an even smallest element", lambda s: bool(s) and min(s) % 2 == 0),
            (
                "contain no two consecutive integers (the empty set is one of them)",
                lambda s: all(b - a > 1 for a, b in pairwise(s)),
            ),
            (
                "have at least two elements and a largest element that is twice the smallest",
                lambda s: len(s) > 1 and max(s) == 2 * min(s),
            ),
        ]
    )
    return f"How many subsets of $\\{{1, 2, \\ldots, {n}\\}}$ {words}?", sum(map(holds, everything))


@family(level=4)
def pairs_of_subsets(rng: Rng) -> Draw:
    n = rng.randint(4, 7)
    words, holds = rng.choice(
        [
            ("$A \\subseteq B$", lambda a, b: a & ~b == 0),
            ("$A \\cap B$ is empty", lambda a, b: a & b == 0),
            ("$A \\cap B$ has exactly one element", lambda a, b: (a & b).bit_count() == 1),
            ("$A \\cup B$ is the whole set", lambda a, b: a | b == 2**n - 1),
        ]
    )
    count = sum(holds(a, b) for a in range(2**n) for b in range(2**n))
    return (
        (
            f"How many ordered pairs $(A, B)$ of subsets of $\\{{1, 2, \\ldots, {n}\\}}$ are there "
            f"such that {words}?"
        ),
        count,
    )
