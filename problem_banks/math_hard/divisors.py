"""Divisors, multiples, factorials and sums of squares."""

from __future__ import annotations

from itertools import product
from math import gcd, isqrt, lcm, prod

import sympy

from .family import Draw, Rng, agreed, family, listed, until

PRIMES = (2, 3, 5, 7, 11, 13)


def powers(exponents: list[int], primes: tuple[int, ...] = PRIMES) -> str:
    """A product of prime powers in LaTeX."""
    parts = [f"{p}^{{{e}}}" if e > 1 else f"{p}" for p, e in zip(primes, exponents, strict=False) if e]
    return " \\cdot ".join(parts)


@family(
    level=1,
    primes=(1, 2, 2, 3, 3, 3, 3, 4),
    exponent=(3, 3, 4, 4, 4, 5, 6, 6),
    entries=(2, 2, 2, 2, 3, 3, 4, 4),
)
def tuples_with_a_given_lcm(rng: Rng, *, primes: int, exponent: int, entries: int) -> Draw:
    high = [rng.randint(2, exponent) for _ in range(primes)]
    low = [rng.randint(0, e - (entries > 2)) for e in high]
    count = 1
    for a, b in zip(low, high, strict=True):
        choices = product(range(a, b + 1), repeat=entries)
        count *= sum(min(each) == a and max(each) == b for each in choices)
    spread = [b - a for a, b in zip(low, high, strict=True)]
    formula = prod((d + 1) ** entries - 2 * d**entries + (d - 1) ** entries for d in spread if d)
    names = ["pairs $(a, b)$", "triples $(a, b, c)$", "quadruples $(a, b, c, d)$"][entries - 2]
    greatest = powers(low) or "1"
    text = rng.choice(
        [
            f"How many ordered {names} of positive integers have the greatest common divisor ${greatest}$ and the least "
            f"common multiple ${powers(high)}$?",
            f"Find the number of ordered {names} of positive integers whose gcd is ${greatest}$ and whose lcm is "
            f"${powers(high)}$.",
        ]
    )
    return text, agreed(count, formula)


@family(level=1, primes=(1, 2, 2, 3, 3, 4, 4, 4), exponent=(2, 2, 3, 3, 4, 4, 5, 6))
def gcds_over_all_divisors(rng: Rng, *, primes: int, exponent: int) -> Draw:
    one = [rng.randint(1, exponent) for _ in range(primes)]
    two = [rng.randint(0, e) for e in one]
    two[0], two[-1] = max(two[0], 1), one[-1] - 1
    n, k = (prod(p**e for p, e in zip(PRIMES, each, strict=False)) for each in (one, two))
    told = powers(two) or "1"
    divisors = [
        prod(each)
        for each in product(*([p**e for e in range(top + 1)] for p, top in zip(PRIMES, one, strict=False)))
    ]
    formula = prod(
        sum(p ** min(e, f) for e in range(top + 1)) for p, top, f in zip(PRIMES, one, two, strict=False)
    )
    what, answer, second = rng.choice(
        [
            ("\\gcd(d, k)", sum(gcd(d, k) for d in divisors), formula),
            (
                "\\frac{\\operatorname{lcm}(d, k)}{k}",
                sum(lcm(d, k) // k for d in divisors),
                prod(
                    sum(p ** max(e - f, 0) for e in range(top + 1))
                    for p, top, f in zip(PRIMES, one, two, strict=False)
                ),
            ),
        ]
    )
    what = what.replace("operatorname{lcm}", "mathrm{LCM}")
    text = rng.choice(
        [
            f"Let $n = {powers(one)}$ and $k = {told}$. What is the sum of ${what}$ over all positive divisors $d$ of "
            "$n$?",
            f"For every positive divisor $d$ of $n = {powers(one)}$ one writes down ${what}$, where $k = {told}$. "
            "What is the sum of all numbers written down?",
        ]
    )
    assert n % k == 0
    return text, agreed(answer, second)


@family(level=1, size=(8, 12, 20, 50, 150, 500, 1500, 4000), step=(1, 1, 1, 3, 4, 7, 12, 20))
def power_of_a_prime_in_a_product(rng: Rng, *, size: int, step: int) -> Draw:
    p = rng.choice([2, 3, 5, 7])
    d = until(lambda: rng.randint(max(1, step // 2), step), lambda k: k % p)
    first, terms = rng.randint(1, step + 3), rng.randint(size // 2, size)
    total = 0
    for k in range(terms):
        number = first + k * d
        while number % p == 0:
            number //= p
            total += 1
    second, power = 0, p
    while power <= first + terms * d:
        at = -first * pow(d, -1, power) % power
        second += (terms - 1 - at) // power + 1 if at < terms else 0
        power *= p
    last = first + (terms - 1) * d
    shown = f"${first} \\cdot {first + d} \\cdot {first + 2 * d} \\cdots {last}$"
    text = rng.choice(
        [
            f"The factors of the product {shown} form an arithmetic progression. What is the exponent of the largest power of "
            f"{p} that divides the product?",
            f"How often can the product {shown}, whose factors increase by {d} each, be divided by {p} without a remainder?",
        ]
    )
    return text, agreed(total, second)


@family(level=1, size=(8, 15, 30, 80, 200, 500, 1200, 2500))
def factorials_with_few_zeros(rng: Rng, *, size: int) -> Draw:
    base = rng.choice([6, 10, 12, 14, 15, 18, 20, 24, 30, 36, 45])
    factors = sympy.factorint(base)
    bound = rng.randint(size // 2, size)
    modulus = rng.randint(3, 7)
    counts, zeros, second = dict.fromkeys(factors, 0), 0, 0
    for n in range(1, bound + 1):
        for p in factors:
            rest = n
            while rest % p == 0:
                rest //= p
                counts[p] += 1
        zeros += min(counts[p] // e for p, e in factors.items()) % modulus == 0
        second += min(_legendre(n, p) // e for p, e in factors.items()) % modulus == 0
    text = rng.choice(
        [
            f"For how many integers $n$ with $1 \\le n \\le {bound}$ is the number of zeros at the end of $n!$, written in base "
            f"{base}, divisible by {modulus}? No zero at all counts as divisible.",
            f"Let $z(n)$ be the number of trailing zeros of $n!$ in base {base}. How many positive integers $n \\le {bound}$ have "
            f"$z(n)$ divisible by {modulus}, where 0 is divisible by {modulus}?",
        ]
    )
    return text, agreed(zeros, second)


def _legendre(n: int, p: int) -> int:
    total = 0
    while n:
        n //= p
        total += n
    return total


@family(level=1, size=(3, 5, 8, 15, 40, 120, 400, 1500), width=(1, 2, 2, 4, 10, 30, 60, 100))
def integer_points_between_curves(rng: Rng, *, size: int, width: int) -> Draw:
    form, c, units, modulus, sign = rng.choice(FORMS)
    low = rng.randint(size // 2, size)
    high = low + rng.randint(width // 2, width)
    b = form == "x^2 + xy + y^2"
    side = range(-isqrt(2 * high) - 1, isqrt(2 * high) + 2)
    count = sum(_rows(y, b, c, high) - _rows(y, b, c, low - 1) for y in side)
    second = units * sum(
        sign.get(int(d) % modulus, 0) for n in range(low, high + 1) for d in sympy.divisors(n)
    )
    text = rng.choice(
        [
            f"How many ordered pairs $(x, y)$ of integers satisfy ${low} \\le {form} \\le {high}$?",
            f"Find the number of points $(x, y)$ with integer coordinates for which ${form}$ is at least {low} and at most "
            f"{high}.",
        ]
    )
    return text, agreed(count, second)


FORMS = (
    ("x^2 + y^2", 1, 4, 4, {1: 1, 3: -1}),
    ("x^2 + xy + y^2", 1, 6, 3, {1: 1, 2: -1}),
    ("x^2 + 2y^2", 2, 2, 8, {1: 1, 3: 1, 5: -1, 7: -1}),
)


def _rows(y: int, b: bool, c: int, bound: int) -> int:  # noqa: FBT001
    """How many x make x^2 + bxy + cy^2 at most `bound`."""
    disc = b * y * y - 4 * (c * y * y - bound)
    if disc < 0:
        return 0
    root = isqrt(disc)
    return (root - b * y) // 2 + (root + b * y) // 2 + 1


@family(level=1, size=(5, 7, 9, 14, 20, 40, 80, 150), coins=(2, 2, 2, 2, 3, 3, 3, 4))
def amounts_that_can_not_be_paid(rng: Rng, *, size: int, coins: int) -> Draw:
    values = until(lambda: sorted(rng.sample(range(size // 2, size + 1), coins)), lambda v: gcd(*v) == 1)
    least = [0] + [-1] * (values[0] - 1)
    queue = {0: 0}
    while queue:
        rest = min(queue, key=lambda r: (queue[r], r))
        amount = queue.pop(rest)
        least[rest] = amount
        for value in values[1:]:
            after = (rest + value) % values[0]
            if least[after] < 0 and amount + value < queue.get(after, 1 << 60):
                queue[after] = amount + value
    what = rng.choice(["largest", "number"])
    first = max(least) - values[0] if what == "largest" else sum(each // values[0] for each in least)
    top = values[0] * values[-1] + 1
    payable = [True] + [False] * top
    for amount in range(1, top + 1):
        payable[amount] = any(amount >= v and payable[amount - v] for v in values)
    gaps = [amount for amount in range(1, top + 1) if not payable[amount]]
    asks = {
        "largest": "What is the largest whole amount that can't be paid exactly with such coins?",
        "number": "How many positive whole amounts can't be paid exactly with such coins?",
    }[what]
    text = rng.choice(
        [
            f"A country has only coins of {listed([*map(str, values)])} units, as many of each as one likes. {asks}",
            f"Coins are worth {listed([*map(str, values)])} units, there is no change, and everybody has enough of each kind. "
            f"{asks}",
        ]
    )
    return text, agreed(first, gaps[-1] if what == "largest" else len(gaps))
