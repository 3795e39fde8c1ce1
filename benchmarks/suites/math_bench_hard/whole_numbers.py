"""Boxes, floors, visible points, lamps and palindromes."""

from __future__ import annotations

from math import gcd, isqrt, lcm

import sympy

from .family import Draw, Rng, agreed, family, listed, until


@family(level=1, size=(12, 20, 30, 100, 400, 2000, 10_000, 60_000))
def boxes_of_a_volume(rng: Rng, *, size: int) -> Draw:
    n = until(
        lambda: rng.randint(size // 3, size), lambda k: sympy.divisor_count(k) > (3 if size < 30 else 5)
    )
    boxes = 0
    for a in (int(d) for d in sympy.divisors(n)):
        if a**3 <= n:
            boxes += sum(n // a % b == 0 for b in range(a, isqrt(n // a) + 1))
    ordered, squares, cube = 1, 1, 1
    for e in sympy.factorint(n).values():
        ordered, squares, cube = ordered * (e + 1) * (e + 2) // 2, squares * (e // 2 + 1), cube * (e % 3 == 0)
    text = rng.choice(
        [
            f"How many boxes of different shape have edges of whole length and the volume {n}? Turning a box does not change its shape.",
            f"In how many ways can {n} equal cubes be packed into one solid block, if blocks that differ only by turning count once?",
        ]
    )
    return text, agreed(boxes, (ordered + 3 * squares + 2 * cube) // 6)


@family(level=1, size=(4, 6, 10, 30, 100, 500, 3000, 20_000), slope=(3, 3, 3, 5, 9, 20, 60, 200))
def steps_of_a_staircase_line(rng: Rng, *, size: int, slope: int) -> Draw:
    a, m = until(lambda: (rng.randint(2, slope), rng.randint(2, slope)), lambda p: gcd(*p) == 1)
    b, n = rng.randint(0, m - 1), rng.randint(size // 2, size)
    direct = sum((a * k + b) // m for k in range(n + 1))
    line = f"\\frac{{{a}k + {b}}}{{{m}}}" if b else f"\\frac{{{a}k}}{{{m}}}"
    text = rng.choice(
        [
            f"Evaluate $\\sum_{{k=0}}^{{{n}}} \\left\\lfloor {line} \\right\\rfloor$, where $\\lfloor t \\rfloor$ is the largest integer "
            "that is at most $t$.",
            f"For each integer $k$ from 0 to {n} the number ${line}$ is rounded down to an integer. What do the results add up to?",
        ]
    )
    return text, agreed(direct, _floors(n + 1, m, a, b))


def _floors(n: int, m: int, a: int, b: int) -> int:
    """The sum of the first n terms, by Euclid's algorithm on slope and modulus."""
    if n == 0:
        return 0
    total = n * (n - 1) // 2 * (a // m) + n * (b // m)
    a, b = a % m, b % m
    top = a * n + b
    return total if top < m else total + _floors(top // m, a, m, top % m)


@family(level=1, size=(2, 3, 5, 9, 16, 40, 100, 250))
def trees_seen_from_the_gate(rng: Rng, *, size: int) -> Draw:
    width, height = rng.randint(size // 2, size), rng.randint(size // 2 + 1, size)
    seen = sum(gcd(x, y) == 1 for x in range(1, width + 1) for y in range(1, height + 1))
    mobius = sum(
        int(sympy.mobius(d)) * (width // d) * (height // d) for d in range(1, min(width, height) + 1)
    )
    text = rng.choice(
        [
            f"An orchard has one thin tree at each point $(x, y)$ with integers $1 \\le x \\le {width}$ and $1 \\le y \\le {height}$. How many "
            "trees can be seen from $(0, 0)$, that is, are not behind another tree?",
            f"How many fractions $\\frac{{x}}{{y}}$ in lowest terms have a numerator from 1 to {width} and a denominator from 1 to {height}?",
        ]
    )
    return text, agreed(seen, mobius)


@family(level=1, lamps=(6, 12, 20, 40, 100, 400, 1500, 6000), rounds=(2, 2, 2, 3, 3, 4, 4, 5))
def switches_in_a_corridor(rng: Rng, *, lamps: int, rounds: int) -> Draw:
    n, steps = rng.randint(lamps // 2, lamps), sorted(rng.sample(range(2, 8 + rounds), rounds))
    lit = sum(sum(k % s == 0 for s in steps) % 2 for k in range(1, n + 1))
    total = 0
    for mask in range(1, 1 << rounds):
        chosen = [s for at, s in enumerate(steps) if mask >> at & 1]
        total += (-2) ** (len(chosen) - 1) * (n // lcm(*chosen))
    text = rng.choice(
        [
            f"{n} lamps in a corridor, numbered from 1, are off. Somebody walks through it {rounds} times and each time presses the switch of "
            f"every lamp whose number is a multiple of one fixed integer: {listed([*map(str, steps)])}, one after the other. How many lamps are "
            "on in the end?",
            f"How many of the integers from 1 to {n} are divisible by an odd number of the integers {listed([*map(str, steps)])}?",
        ]
    )
    return text, agreed(lit, total)


@family(level=1, places=(2, 2, 3, 4, 5, 6, 7, 8), divisor=(2, 3, 3, 5, 7, 11, 17, 27))
def mirrored_multiples(rng: Rng, *, places: int, divisor: int) -> Draw:
    k, half = rng.randint(3, divisor + 6), (places + 1) // 2
    numbers = []
    for head in range(10 ** (half - 1), 10**half):
        word = str(head)
        numbers.append(int(word + (word[::-1] if places % 2 == 0 else word[-2::-1])))
    direct = sum(n % k == 0 for n in numbers)
    rests = {0: 1}
    for at in range(half):
        mirror = places - 1 - at
        weight = 10**at + (10**mirror if mirror != at else 0)
        after: dict[int, int] = {}
        for rest, count in rests.items():
            for digit in range(at == 0, 10):
                key = (rest + digit * weight) % k
                after[key] = after.get(key, 0) + count
        rests = after
    text = rng.choice(
        [
            f"How many {places}-digit multiples of {k} read the same from left to right and from right to left?",
            f"A number is a mirror number if reversing its digits does not change it. Count the mirror numbers with {places} digits that "
            f"{k} divides.",
        ]
    )
    return text, agreed(direct, rests.get(0, 0))
