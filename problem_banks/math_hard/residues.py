"""Remainders: towers of powers, systems of congruences, orders and quadratic congruences."""

from __future__ import annotations

from math import gcd, lcm, prod

import sympy
from sympy.ntheory.modular import solve_congruence

from .family import Draw, Rng, agreed, counted, family, listed, until


@family(level=1, terms=(1, 1, 1, 2, 2, 3, 3, 4), size=(4, 10, 30, 50, 120, 400, 1000, 5000))
def towers_of_powers(rng: Rng, *, terms: int, size: int) -> Draw:
    modulus = rng.randint(size // 2 + 3, size + 3)
    towers = [
        (rng.randint(2, 40), rng.randint(2, 9), rng.randint(2, 8 + size if size > 9 else 3))
        for _ in range(terms)
    ]
    shown = " + ".join(f"{a}^{{{b}^{{{c}}}}}" for a, b, c in towers)
    text = rng.choice(
        [
            f"Find the remainder when ${shown}$ is divided by {modulus}.",
            f"What is the least non-negative integer that is congruent to ${shown}$ modulo {modulus}?",
            f"Exponents are evaluated from the top down. Which remainder does ${shown}$ leave after division by {modulus}?",
        ]
    )
    return text, agreed(
        sum(_repeated(a, b, c, modulus) for a, b, c in towers) % modulus,
        sum(_reduced(a, b, c, modulus) for a, b, c in towers) % modulus,
    )


def _repeated(a: int, b: int, c: int, modulus: int) -> int:
    for _ in range(c):
        a = pow(a, b, modulus)
    return a


def _reduced(a: int, b: int, c: int, modulus: int) -> int:
    """By the generalised theorem of Euler: the exponent counts modulo phi, plus phi once it is large."""
    phi = int(sympy.totient(modulus))
    return pow(a, b**c if c < 20 and b**c < phi else pow(b, c, phi) + phi, modulus)


@family(level=1, clauses=(1, 2, 2, 3, 3, 4, 4, 5), size=(7, 7, 12, 14, 20, 24, 30, 40))
def rows_with_leftovers(rng: Rng, *, clauses: int, size: int) -> Draw:
    moduli = until(
        lambda: sorted(rng.sample(range(3, size), clauses)),
        lambda m: clauses == 1 or (20 < lcm(*m) < 10**7 and gcd(*m) == 1),
    )
    hidden = rng.randrange(lcm(*moduli))
    rests = [hidden % m for m in moduli]
    bound = rng.randint(1, 3) * lcm(*moduli) + rng.randint(0, 99)
    step, found = 1, bound + 1
    for m, r in zip(moduli, rests, strict=True):
        while found % m != r:
            found += step
        step = lcm(step, m)
    base, period = solve_congruence(*zip(rests, moduli, strict=True))
    second = base + period * ((bound + 1 - base + period - 1) // period)
    told = listed([f"{r} when divided by {m}" for m, r in zip(moduli, rests, strict=True)])
    rows = listed([f"{r} if they form rows of {m}" for m, r in zip(moduli, rests, strict=True)])
    text = rng.choice(
        [
            f"What is the smallest integer greater than {bound} that leaves the {'remainders' if clauses > 1 else 'remainder'} {told}?",
            f"More than {bound} chairs stand in a hall. The number of chairs left over is {rows}. What is the least "
            "possible number of chairs?",
        ]
    )
    return text, agreed(found, int(second))


@family(level=1, size=(7, 12, 20, 40, 120, 400, 1200, 4000), factor=(1, 1, 1, 2, 3, 5, 8, 12))
def roots_of_a_congruence(rng: Rng, *, size: int, factor: int) -> Draw:
    modulus = until(lambda: rng.randint(size // 2, size), lambda m: len(sympy.factorint(m)) > 1)
    b, hidden = rng.randint(1, modulus - 1), rng.randrange(modulus)
    c = -(hidden * hidden + b * hidden) % modulus
    bound = factor * modulus
    roots = [x for x in range(modulus) if (x * x + b * x + c) % modulus == 0]
    total = sum(x + k * modulus for x in roots for k in range(factor))
    joint, period = [0], 1
    for p, e in sympy.factorint(modulus).items():
        local = [x for x in range(p**e) if (x * x + b * x + c) % p**e == 0]
        lift = pow(period, -1, p**e)
        joint = [x + period * ((y - x) * lift % p**e) for x in joint for y in local]
        period *= p**e
    second = factor * sum(joint) + len(joint) * modulus * factor * (factor - 1) // 2
    text = rng.choice(
        [
            f"What is the sum of all integers $n$ with $0 \\le n < {bound}$ for which $n^2 + {b}n + {c}$ is divisible by "
            f"{modulus}?",
            f"Add up all non-negative integers $n < {bound}$ such that $n^2 + {b}n + {c}$ is a multiple of {modulus}. What is "
            "the sum?",
        ]
    )
    return text, agreed(total, second)


@family(level=1, size=(5, 9, 14, 20, 60, 300, 1500, 8000), primes=(1, 1, 1, 1, 1, 2, 2, 3))
def residues_of_a_power(rng: Rng, *, size: int, primes: int) -> Draw:
    moduli = rng.sample([5, 7, 11, 13, 17, 19], primes - 1)
    bound = size // prod(moduli)
    moduli.append(int(sympy.prevprime(rng.randint(bound // 2 + 3, bound + 5))))
    if len(set(moduli)) < primes:
        return residues_of_a_power(rng, size=size, primes=primes)
    k = rng.choice([2, 3, 4, 5, 6, 8, 9, 10, 12])
    modulus = prod(moduli)
    count = len({pow(x, k, modulus) for x in range(modulus)})
    formula = prod((p - 1) // gcd(k, p - 1) + 1 for p in moduli)
    text = rng.choice(
        [
            f"How many different remainders can $x^{{{k}}}$ leave when it is divided by {modulus}, if $x$ is any integer?",
            f"All integers are raised to the power of {k} and then divided by {modulus}. How many different remainders "
            "occur?",
        ]
    )
    return text, agreed(count, formula)


@family(level=1, size=(12, 24, 40, 100, 300, 1000, 4000, 20000), clauses=(1, 1, 1, 2, 2, 3, 3, 4))
def sums_without_common_factors(rng: Rng, *, size: int, clauses: int) -> Draw:
    bound = rng.randint(size // 2, size)
    primes = sorted(rng.sample([2, 3, 5, 7, 11, 13], clauses))
    step, rest = rng.choice([(4, 1), (4, 3), (9, 4), (8, 5), (17, 3), (19, 6)])
    total = sum(n for n in range(rest, bound + 1, step) if all(n % p for p in primes))
    second = 0
    for mask in range(1 << clauses):
        picked = [p for at, p in enumerate(primes) if mask >> at & 1]
        both = prod(picked)
        first = next((n for n in range(rest, lcm(step, both) + step, step) if n % both == 0), None)
        if first is not None and first <= bound:
            terms = (bound - first) // lcm(step, both) + 1
            second += (-1) ** len(picked) * (terms * first + lcm(step, both) * terms * (terms - 1) // 2)
    none = "not divisible by " + (
        listed([*map(str, primes)]).replace(" and ", " or ") if clauses > 1 else str(primes[0])
    )
    text = rng.choice(
        [
            f"What is the sum of all positive integers up to {bound} that leave the remainder {rest} when divided by {step} "
            f"and are {none}?",
            f"Somebody adds all positive integers $n \\le {bound}$ with $n \\equiv {rest}$ modulo {step} that are {none}. "
            "Which sum results?",
        ]
    )
    return text, agreed(total, second)


@family(level=1, size=(6, 10, 12, 30, 80, 200, 500, 1200), depth=(0, 0, 1, 2, 3, 4, 6, 9))
def cycles_of_a_quadratic_map(rng: Rng, *, size: int, depth: int) -> Draw:
    modulus, c, start = rng.randint(size // 2, size), rng.randint(1, 9), rng.randint(0, 9)
    steps = 10**depth + rng.randint(0, 10**depth)
    seen: dict[int, int] = {}
    values, x = [], start % modulus
    while x not in seen:
        seen[x] = len(values)
        values.append(x)
        x = (x * x + c) % modulus
    tail, period = seen[x], len(values) - seen[x]
    answer = values[steps] if steps < tail else values[tail + (steps - tail) % period]
    text = rng.choice(
        [
            f"Let $a_0 = {start % modulus}$, and let $a_{{n+1}}$ be the remainder of $a_n^2 + {c}$ after division by "
            f"{modulus}. What is $a_{{{steps}}}$?",
            f"A machine shows {start % modulus}. At each step it squares the number shown, adds {c}, divides by {modulus} and "
            f"shows the remainder. Which number is shown after {steps} steps?",
        ]
    )
    return counted(text), agreed(answer, _doubled(start % modulus, steps, modulus, c))


def _doubled(x: int, steps: int, modulus: int, c: int) -> int:
    """The map composed with itself: a table for 1, 2, 4, ... steps."""
    jump = [(y * y + c) % modulus for y in range(modulus)]
    while steps:
        x = jump[x] if steps & 1 else x
        jump, steps = [jump[y] for y in jump], steps >> 1
    return x
