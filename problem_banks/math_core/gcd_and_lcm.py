"""Common divisors and common multiples."""

from __future__ import annotations

from math import gcd, lcm

from .family import Draw, Rng, agreed, family, until


@family(level=1, wide=(1, 4, 20, 100, 1000, 10**4, 10**6, 10**8))
def greatest_common_divisor(rng: Rng, *, wide: int) -> Draw:
    common = rng.randint(6 * wide, 24 * wide)
    k, m = until(lambda: (rng.randint(3, 15 * wide), rng.randint(3, 15 * wide)), lambda p: p[0] != p[1])
    a, b = common * k, common * m
    factors = (gcd(k, m) * common, a * b // lcm(a, b))
    return f"What is the greatest common divisor of {a} and {b}?", agreed(*factors)


@family(level=2, wide=(1, 2, 5, 12, 40, 120, 400))
def lamps_flash_together(rng: Rng, *, wide: int) -> Draw:
    thing = rng.choice(["lighthouses flash", "bells ring", "sprinklers start", "buses leave the terminal"])
    a, b, c = until(
        lambda: rng.sample(range(6, 30 + wide), 3),
        lambda t: 360 * (wide - 1) < lcm(*t) <= 720 * wide and lcm(*t) > max(t),
    )
    unit = "seconds" if thing.startswith("light") else "minutes"
    text = (
        f"Three {thing} at regular intervals of {a}, {b} and {c} {unit}. All three have just done so at the same moment. "
        f"After how many {unit} will all three do so at the same moment again for the first time?"
    )
    return text, agreed(lcm(a, b, c), next(n for n in range(c, a * b * c + 1, c) if n % a == n % b == 0))


@family(level=2)
def equal_bouquets(rng: Rng) -> Draw:
    (one, other, place), n = (
        rng.choice(
            [("roses", "lilies", "bouquets"), ("pencils", "erasers", "bags"), ("apples", "pears", "baskets")]
        ),
        rng.randint(6, 18),
    )
    a, b = until(lambda: (rng.randint(2, 9), rng.randint(2, 9)), lambda p: gcd(*p) == 1)
    text = (
        f"{n * a} {one} and {n * b} {other} are to be divided among as many equal {place} as possible, with nothing left over. Every one of the {place} "
        f"holds the same number of {one} and the same number of {other}. How many {place} are there?"
    )
    return text, max(k for k in range(1, 400) if n * a % k == 0 and n * b % k == 0)


@family(level=3, wide=(1, 2, 4, 10, 40, 200))
def smallest_with_remainder(rng: Rng, *, wide: int) -> Draw:
    a, b, c = until(
        lambda: sorted(rng.sample(range(4, 15 + wide), 3)), lambda t: 700 * (wide - 1) < lcm(*t) < 1500 * wide
    )
    rest = rng.randint(1, a - 1)
    number = agreed(
        next(n for n in range(c + rest, 3000 * wide, c) if n > c and n % a == n % b == rest),
        lcm(a, b, c) + rest,
    )
    text = (
        f"What is the smallest integer greater than {c} that leaves the remainder {rest} when "
        f"divided by {a}, by {b} and by {c}?"
    )
    return text, number


@family(level=4, wide=(1, 4, 16, 64, 256))
def pairs_with_given_lcm(rng: Rng, *, wide: int) -> Draw:
    n = rng.randint(12 * wide, 240 * wide)
    divisors = [d for d in range(1, n + 1) if n % d == 0]
    count = sum(lcm(a, b) == n for a in divisors for b in divisors)
    text = f"How many ordered pairs $(a, b)$ of positive integers have least common multiple {n}?"
    return (text, count) if count > 5 else pairs_with_given_lcm(rng, wide=wide)


@family(level=4)
def other_number(rng: Rng) -> Draw:
    common, (a, b) = (
        rng.randint(4, 20),
        until(lambda: (rng.randint(2, 15), rng.randint(2, 15)), lambda p: gcd(*p) == 1),
    )
    one, other = common * a, common * b
    fits = [n for n in range(1, one * b + 1) if gcd(n, one) == common and lcm(n, one) == lcm(one, other)]
    assert fits == [other]
    text = (
        f"Two positive integers have greatest common divisor {common} and least common multiple {lcm(one, other)}. "
        f"One of them is {one}. What is the other?"
    )
    return text, other


@family(level=5)
def largest_common_divisor_of_neighbours(rng: Rng) -> Draw:
    a = rng.randint(2, 60)
    period = 4 * a + 1
    best = max(gcd(n * n + a, (n + 1) ** 2 + a) for n in range(1, 2 * period + 1))
    assert period % best == 0
    text = (
        f"Let $a_n = n^2 + {a}$ for $n \\ge 1$. What is the largest value of $\\gcd(a_n, a_{{n+1}})$ "
        f"over all positive integers $n$?"
    )
    return text, best
