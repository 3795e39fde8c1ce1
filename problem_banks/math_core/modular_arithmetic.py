"""Remainders, clocks and cycles."""

from __future__ import annotations

from math import gcd

from .family import Draw, Rng, agreed, family, until

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@family(level=1, wide=(1, 4, 15, 60, 300, 2000, 10**5, 10**7))
def remainder_of_division(rng: Rng, *, wide: int) -> Draw:
    number, by = rng.randint(300 * wide, 2500 * wide), rng.randint(7, 28 + min(wide, 2000))
    rest = 0
    for digit in str(number):
        rest = (10 * rest + int(digit)) % by
    return f"What is the remainder when {number} is divided by {by}?", agreed(rest, number % by)


@family(level=2, wide=(1, 4, 15, 60, 300, 1500, 10**4))
def day_of_the_week(rng: Rng, *, wide: int) -> Draw:
    today, later = rng.randrange(7), rng.randint(40 * wide, 400 * wide)
    day = agreed((today + later) % 7, [(today + k) % 7 for k in range(7)][later - later // 7 * 7])
    return f"Today is {DAYS[today]}. Which day of the week will it be {later} days from today?", DAYS[day]


@family(level=3, wide=(1, 4, 20, 200, 10**4, 10**6))
def units_digit(rng: Rng, *, wide: int) -> Draw:
    base, power = rng.choice([2, 3, 7, 8, 12, 13, 17, 18, 23, 27]), rng.randint(30, 999 * wide)
    digit = agreed(pow(base, power, 10), pow(base, (power - 1) % 4 + 1) % 10)
    return f"What is the units digit of ${base}^{{{power}}}$?", digit


@family(level=4, wide=(1, 10, 1000, 10**6, 10**9))
def power_remainder(rng: Rng, *, wide: int) -> Draw:
    base, power, by = (
        rng.randint(2, 12),
        rng.randint(50, 999 * wide),
        rng.choice([7, 11, 13, 17, 19, 23, 100]),
    )
    if gcd(base, by) > 1:
        return power_remainder(rng, wide=wide)
    cycle = [1]
    while (after := cycle[-1] * base % by) != 1:
        cycle.append(after)
    value = agreed(pow(base, power, by), cycle[power % len(cycle)])
    return f"What is the remainder when ${base}^{{{power}}}$ is divided by {by}?", value


@family(level=4)
def modular_inverse(rng: Rng) -> Draw:
    by = rng.choice([11, 13, 17, 19, 23, 29, 31, 26, 35])
    a, b = until(lambda: (rng.randint(3, by - 2), rng.randint(2, by - 1)), lambda p: gcd(p[0], by) == 1)
    found = [n for n in range(by) if a * n % by == b]
    return f"Find the integer $x$ with $0 \\le x < {by}$ and ${a}x \\equiv {b} \\pmod{{{by}}}$.", found[0]


@family(level=4, wide=(1, 5, 12, 25, 50))
def chinese_remainders(rng: Rng, *, wide: int) -> Draw:
    p, q, r = until(
        lambda: sorted(rng.sample(range(3, 13 + wide), 3)),
        lambda t: gcd(t[0], t[1]) == gcd(t[1], t[2]) == gcd(t[0], t[2]) == 1,
    )
    a, b, c = rng.randint(1, p - 1), rng.randint(1, q - 1), rng.randint(1, r - 1)
    found = [n for n in range(p * q * r) if (n % p, n % q, n % r) == (a, b, c)]
    assert len(found) == 1
    text = (
        f"What is the smallest positive integer that leaves remainder {a} when divided by {p}, remainder {b} when divided by {q}, "
        f"and remainder {c} when divided by {r}?"
    )
    return (text, found[0]) if found[0] > r else chinese_remainders(rng, wide=wide)


@family(level=5)
def sum_of_powers_remainder(rng: Rng) -> Draw:
    last, power, by = rng.randint(20, 100), rng.randint(3, 7), rng.choice([7, 9, 11, 13, 17])
    total = sum(n**power for n in range(1, last + 1)) % by
    assert total == sum(pow(n, power, by) for n in range(1, last + 1)) % by
    return (
        (
            f"What is the remainder when $1^{power} + 2^{power} + 3^{power} + \\cdots + {last}^{power}$ "
            f"is divided by {by}?"
        ),
        total,
    )


@family(level=5)
def square_roots_modulo(rng: Rng) -> Draw:
    by = rng.choice([15, 21, 24, 35, 40, 45, 48, 55, 56, 60, 63, 72, 77, 80, 84, 91, 105, 120])
    square = rng.randint(1, by - 1) ** 2 % by
    count = sum(n * n % by == square for n in range(by))
    return (
        f"How many integers $x$ with $0 \\le x < {by}$ satisfy $x^2 \\equiv {square} \\pmod{{{by}}}$?",
        count,
    )
