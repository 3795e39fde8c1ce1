"""Multiples, digits and divisors."""

from __future__ import annotations

from math import factorial

from .family import Draw, Rng, agreed, family, until


@family(level=1)
def is_it_divisible(rng: Rng) -> Draw:
    by, yes = rng.choice([3, 4, 6, 8, 9, 11]), rng.random() < 0.5
    number = until(lambda: rng.randint(10_000, 99_999), lambda n: (n % by == 0) == yes and n % 10 % 2 == 0)
    return f"Is {number} divisible by {by}? Answer yes or no.", "yes" if number % by == 0 else "no"


@family(level=2)
def missing_digit(rng: Rng) -> Draw:
    by, digits, place = rng.choice([9, 11]), [str(rng.randint(1, 9)) for _ in range(6)], rng.randint(1, 4)
    digits[place] = "D"
    fits = [d for d in range(10) if int("".join(digits).replace("D", str(d))) % by == 0]
    if len(fits) != 1:
        return missing_digit(rng)
    return (
        (
            f"The six-digit number ${''.join(digits)}$, in which $D$ stands for one digit, is divisible "
            f"by {by}. Which digit is $D$?"
        ),
        fits[0],
    )


@family(level=2, wide=(1, 4, 15, 60, 300, 1500, 10**4))
def multiples_in_a_range(rng: Rng, *, wide: int) -> Draw:
    low, by = rng.randint(50 * wide, 300 * wide), rng.randint(6, 18 + min(wide, 500))
    high = low + rng.randint(200 * wide, 700 * wide)
    count = agreed(len(range(-(-low // by) * by, high + 1, by)), high // by - (low - 1) // by)
    return f"How many multiples of {by} are there between {low} and {high}, both included?", count


@family(level=3)
def leftover_sweets(rng: Rng) -> Draw:
    p, q = until(lambda: (rng.randint(3, 8), rng.randint(5, 12)), lambda t: t[0] < t[1])
    r, s = rng.randint(1, p - 1), rng.randint(1, q - 1)
    low = rng.randint(40, 90)
    fits = [n for n in range(low, low + 61) if n % p == r and n % q == s]
    if len(fits) != 1:
        return leftover_sweets(rng)
    text = (
        f"A box holds at least {low} and at most {low + 60} sweets. Packed in bags of {p}, {r} would be left over; packed in bags of {q}, "
        f"{s} would be left over. How many sweets are in the box?"
    )
    return text, fits[0]


@family(level=4, wide=(1, 4, 20, 100, 500))
def trailing_zeros(rng: Rng, *, wide: int) -> Draw:
    n = rng.randint(40 * wide, 260 * wide)
    powers = [5**k for k in range(1, 12)]
    zeros = agreed(sum(n // p for p in powers), sum(m % p == 0 for m in range(5, n + 1, 5) for p in powers))
    return f"How many zeros stand at the end of the decimal notation of ${n}!$?", zeros


@family(level=4)
def power_in_a_factorial(rng: Rng) -> Draw:
    n, base = rng.randint(20, 80), rng.choice([6, 12, 15, 18, 20, 24])
    value, power = factorial(n), 0
    while value % base ** (power + 1) == 0:
        power += 1
    return f"What is the largest integer $k$ for which ${base}^k$ divides ${n}!$?", power


@family(level=5)
def divides_a_quadratic(rng: Rng) -> Draw:
    a, b = rng.randint(2, 9), rng.randint(3, 60)
    key = a * a + b
    count = sum((n * n + b) % (n + a) == 0 for n in range(1, key + 1))
    divisors = [d for d in range(a + 1, key + 1) if key % d == 0]
    assert count == len(divisors)
    return f"For how many positive integers $n$ is $n^2 + {b}$ divisible by $n + {a}$?", count
