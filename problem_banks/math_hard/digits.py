"""Numbers by their digits: sums, forbidden neighbours and infinite decimals."""

from __future__ import annotations

from functools import cache
from math import gcd

import sympy

from .family import Draw, Rng, agreed, family, until


@family(level=1, places=(2, 2, 3, 4, 5, 6, 8, 10), divisor=(2, 3, 3, 4, 6, 7, 11, 13))
def digit_sums_and_divisors(rng: Rng, *, places: int, divisor: int) -> Draw:
    k = rng.randint(max(2, divisor - 2), divisor)
    common = gcd(k, 9)
    total = rng.randint(3 * places, 6 * places) // common * common
    ways = {(0, 0): 1}
    for at in range(places):
        after: dict[tuple[int, int], int] = {}
        for (rest, used), count in ways.items():
            for digit in range(at == 0, 10):
                key = ((10 * rest + digit) % k, used + digit)
                after[key] = after.get(key, 0) + count
        ways = after
    half = places // 2
    low = _parts(half, k, first=False)
    shift = 10**half % k
    second = sum(
        count * low.get((-rest * shift % k, total - used), 0)
        for (rest, used), count in _parts(places - half, k, first=True).items()
    )
    text = rng.choice(
        [
            f"How many {places}-digit positive integers are divisible by {k} and have digits that add up to {total}?",
            f"Find the number of multiples of {k} that have exactly {places} digits and the digit sum {total}.",
        ]
    )
    return text, agreed(ways.get((0, total), 0), second)


def _parts(places: int, k: int, *, first: bool) -> dict[tuple[int, int], int]:
    """How many blocks of digits have each remainder and digit sum, written from the right to the left."""
    ways = {(0, 0): 1}
    for at in range(places):
        after: dict[tuple[int, int], int] = {}
        for (rest, used), count in ways.items():
            for digit in range(first and at == places - 1, 10):
                key = ((rest + digit * 10**at) % k, used + digit)
                after[key] = after.get(key, 0) + count
        ways = after
    return ways


@family(level=1, digits=(5, 10, 20, 60, 200, 900, 5000, 20000), size=(9, 10, 10, 20, 40, 60, 100, 180))
def digits_behind_the_point(rng: Rng, *, digits: int, size: int) -> Draw:
    low = until(lambda: rng.randint(size // 2, size), lambda n: gcd(n, 10) == 1 and n > 6)
    top, places = rng.randint(1, low - 1), rng.randint(digits // 2, digits)
    rest, total = top, 0
    for _ in range(places):
        digit, rest = divmod(10 * rest, low)
        total += digit
    period = int(sympy.n_order(10, low // gcd(top, low))) if low // gcd(top, low) > 1 else 1
    block = str(top * 10**period // low).zfill(period)
    second = places // period * sum(map(int, block)) + sum(map(int, block[: places % period]))
    text = rng.choice(
        [
            f"What is the sum of the first {places} digits behind the decimal point of ${top}/{low}$?",
            f"The fraction $\\frac{{{top}}}{{{low}}}$ is written as an infinite decimal. Add up its first {places} decimal "
            "digits. What is the sum?",
        ]
    )
    return text, agreed(total, second)


@family(level=1, size=(8, 14, 20, 60, 300, 2000, 10**5, 10**9), base=(2, 2, 2, 2, 3, 3, 5, 7))
def numbers_without_a_pair_of_digits(rng: Rng, *, size: int, base: int) -> Draw:
    """How many n < N avoid a pair of neighbouring digits in a base."""
    first, second = rng.randint(0, base - 1), rng.randint(1, base - 1)
    bound = rng.randint(size // 2, size)

    @cache
    def free(places: int, last: int) -> int:
        if places == 0:
            return 1
        return sum(free(places - 1, d) for d in range(base) if (last, d) != (first, second))

    digits = []
    rest = bound
    while rest:
        digits.append(rest % base)
        rest //= base
    digits.reverse()
    total = 0
    for length in range(1, len(digits)):
        total += sum(free(length - 1, d) for d in range(1, base))
    last = -1
    for at, digit in enumerate(digits):
        for d in range(1 if at == 0 else 0, digit):
            total += free(len(digits) - at - 1, d) if (last, d) != (first, second) else 0
        if (last, digit) == (first, second):
            break
        last = digit
    text = rng.choice(
        [
            f"How many positive integers below {bound} have no digit {first} that is followed directly by a digit {second} when they are "
            f"written in base {base}, without leading zeros?",
            f"All positive integers smaller than {bound} are written in base {base} without leading zeros. In how many of them is no "
            f"digit {first} directly followed by a digit {second}?",
        ]
    )
    return text, agreed(total, _automaton(digits, base, (first, second)))


def _automaton(digits: list[int], base: int, pair: tuple[int, int]) -> int:
    """All lengths at once: states are whether the number has begun, its last digit, and whether it still equals the bound."""
    states = {(-1, True): 1}
    for digit in digits:
        after: dict[tuple[int, bool], int] = {}
        for (last, tight), count in states.items():
            for d in range(digit + 1 if tight else base):
                if (last, d) == pair and last >= 0:
                    continue
                key = (-1 if last < 0 and d == 0 else d), tight and d == digit
                after[key] = after.get(key, 0) + count
        states = after
    return sum(count for (last, tight), count in states.items() if last >= 0 and not tight)
