"""Prime factors and what they say about divisors."""

from __future__ import annotations

from math import prod

import sympy

from .family import Draw, Rng, agreed, family, until

SMALL_PRIMES = list(sympy.primerange(2, 60))


def composite(rng: Rng, low: int, high: int) -> int:
    """A number between the bounds with a rich factorisation."""
    return until(
        lambda: prod(rng.choice([2, 2, 2, 3, 3, 5, 7, 11]) for _ in range(rng.randint(4, 7))),
        lambda n: low <= n <= high,
    )


def divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]


@family(level=1)
def next_prime(rng: Rng) -> Draw:
    number = until(lambda: rng.randint(20, 190), lambda n: not sympy.isprime(n))
    return f"What is the smallest prime number greater than {number}?", next(
        n for n in range(number + 1, 400) if divisors(n) == [1, n]
    )


@family(level=2, count=(3, 4, 4, 5, 6, 7, 8), pool=(12, 12, 17, 17, 17, 17, 17))
def largest_prime_factor(rng: Rng, *, count: int, pool: int) -> Draw:
    number = prod(rng.sample(SMALL_PRIMES[:pool], count)) * rng.choice([1, 2, 3])
    return f"What is the largest prime factor of {number}?", max(p for p in SMALL_PRIMES if number % p == 0)


@family(level=2, wide=(1, 2, 4, 8, 15, 30, 60))
def primes_in_a_range(rng: Rng, *, wide: int) -> Draw:
    low = rng.randint(10 * wide, 130 * wide)
    high = low + rng.randint(11 + wide, 23 + 2 * wide)
    found = [n for n in range(low, high + 1) if divisors(n) == [1, n]]
    return f"What is the sum of all prime numbers between {low} and {high}, both included?", agreed(
        sum(found), int(sum(sympy.primerange(low, high + 1)))
    )


@family(level=3, more=(0, 2, 4, 6, 8, 12))
def number_of_divisors(rng: Rng, *, more: int) -> Draw:
    n = prod(rng.choices([2, 3, 5, 7], k=more)) * composite(rng, 150, 5000)
    counted = prod(sum(n % p**e == 0 for e in range(1, 60)) + 1 for p in (2, 3, 5, 7, 11))
    return f"How many positive divisors does {n} have?", agreed(counted, int(sympy.divisor_count(n)))


@family(level=3)
def least_multiplier_to_square(rng: Rng) -> Draw:
    n = until(lambda: composite(rng, 60, 3000), lambda m: not sympy.sqrt(m).is_Integer)
    text = f"What is the smallest positive integer $k$ for which ${n}k$ is a perfect square?"
    return text, next(k for k in range(1, n + 1) if sympy.integer_nthroot(n * k, 2)[1])


@family(level=4)
def sum_of_even_divisors(rng: Rng) -> Draw:
    n = until(lambda: composite(rng, 150, 3000), lambda m: m % 4 == 0)
    kind, rest = rng.choice([("even", 0), ("odd", 1)])
    return f"What is the sum of all positive {kind} divisors of {n}?", sum(
        d for d in divisors(n) if d % 2 == rest
    )


@family(level=4)
def square_divisors(rng: Rng) -> Draw:
    a, b, c = rng.randint(4, 11), rng.randint(3, 8), rng.randint(2, 6)
    count = sum(
        2 * i <= a and 2 * j <= b and 2 * k <= c
        for i in range(a + 1)
        for j in range(b + 1)
        for k in range(c + 1)
    )
    return f"How many positive divisors of $2^{{{a}}} \\cdot 3^{b} \\cdot 5^{c}$ are perfect squares?", count


@family(level=5)
def least_number_with_divisors(rng: Rng) -> Draw:
    count, kind = rng.choice([6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 21, 24]), rng.choice(["", "odd ", "even "])
    fits = (
        n
        for n in range(1, 60_000)
        if (kind == "" or n % 2 == (kind == "odd ")) and sympy.divisor_count(n) == count
    )
    number = next(fits, None)
    if number is None or number > 20_000:
        return least_number_with_divisors(rng)
    return f"What is the smallest {kind}positive integer that has exactly {count} positive divisors?", number
