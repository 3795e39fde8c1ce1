"""Counting step by step."""

from __future__ import annotations

from itertools import product
from math import factorial, prod

import sympy

from .family import Draw, Rng, family, until


@family(level=3, more=(0, 4, 8, 13, 19, 26))
def climbing_stairs(rng: Rng, *, more: int) -> Draw:
    n, steps = (
        rng.randint(6 + more, 13 + more),
        rng.choice([(1, 2), (1, 3), (1, 2, 3), (2, 3), (1, 4), (1, 2, 4)]),
    )
    ways = [1]
    for k in range(1, n + 1):
        ways.append(sum(ways[k - s] for s in steps if s <= k))
    kinds = product(*(range(n // s + 1) for s in steps))
    sums = [many for many in kinds if sum(m * s for m, s in zip(many, steps, strict=True)) == n]
    assert sum(factorial(sum(many)) // prod(map(factorial, many)) for many in sums) == ways[n]
    shown = " or ".join(map(str, steps)) if len(steps) == 2 else f"{steps[0]}, {steps[1]} or {steps[2]}"
    return (
        (
            f"A staircase has {n} stairs. Somebody goes up taking {shown} stairs at a time. In how "
            f"many different ways can the {n} stairs be climbed, if the order of the steps matters?"
        ),
        ways[n],
    )


@family(level=4)
def strings_without_a_block(rng: Rng) -> Draw:
    n, block = rng.randint(5, 12), rng.choice(["00", "11", "000", "01", "111", "101", "010"])
    count = sum(block not in "".join(s) for s in product("01", repeat=n))
    return f"How many strings of {n} digits, each 0 or 1, do not contain the block {block} anywhere?", count


@family(level=4, more=(0, 4, 9, 15, 24))
def tilings(rng: Rng, *, more: int) -> Draw:
    n, kinds = rng.randint(5 + more, 12 + more), rng.choice([(2, 1), (1, 2), (3, 1), (2, 2), (1, 3)])
    ways = [1, kinds[0]]
    while len(ways) <= n:
        ways.append(kinds[0] * ways[-1] + kinds[1] * ways[-2])
    matrix = sympy.Matrix([[kinds[0], kinds[1]], [1, 0]]) ** n
    assert matrix[0, 0] == ways[n]
    one = "one colour" if kinds[0] == 1 else f"{kinds[0]} colours"
    two = "one colour" if kinds[1] == 1 else f"{kinds[1]} colours"
    return (
        (
            f"A strip of {n} squares in a row is covered without gaps or overlaps by tiles that cover "
            f"one square and tiles that cover two neighbouring squares. One-square tiles come in {one}, "
            f"two-square tiles in {two}. How many coverings of the strip are there?"
        ),
        ways[n],
    )


@family(level=4, more=(0, 2, 4, 7, 10))
def growing_population(rng: Rng, *, more: int) -> Draw:
    start, factor, less, years = (
        rng.randint(20, 60),
        rng.randint(2, 3),
        rng.randint(5, 15),
        rng.randint(3 + more, 6 + more),
    )
    count = start
    for _ in range(years):
        count = factor * count - less
    assert count == factor**years * start - less * (factor**years - 1) // (factor - 1)
    animal, place = rng.choice([("fish", "pond"), ("rabbits", "park"), ("beetles", "terrarium")])
    times = {2: "doubles", 3: "triples"}[factor]
    return (
        (
            f"There are {start} {animal} in a {place}. Every year their number first {times}, and "
            f"then {less} of them are taken away. How many {animal} are in the {place} after {years} years?"
        ),
        count,
    )


@family(level=5)
def colouring_a_ring(rng: Rng) -> Draw:
    n, colours = until(lambda: (rng.randint(4, 9), rng.randint(3, 5)), lambda p: p[1] ** p[0] < 20_000)
    count = sum(all(c[k] != c[k - 1] for k in range(n)) for c in product(range(colours), repeat=n))
    assert count == (colours - 1) ** n + (-1) ** n * (colours - 1)
    return (
        (
            f"The {n} sections of a fixed circular track, numbered from 1 to {n}, are each painted "
            f"in one of {colours} colours such that neighbouring sections have different colours. "
            f"In how many ways can this be done?"
        ),
        count,
    )
