"""Averages over chance."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations, product

import sympy

from .family import Draw, Rng, decimal, family

FORM = "Give your answer as an integer or a common fraction in lowest terms."


@family(level=2)
def raffle_ticket(rng: Rng) -> Draw:
    tickets, big, small, many = (
        rng.choice([100, 200, 250, 400, 500]),
        10 * rng.randint(5, 30),
        rng.choice([5, 10, 20]),
        rng.randint(2, 8),
    )
    prizes = [big] + [small] * many + [0] * (tickets - many - 1)
    text = (
        f"Exactly {tickets} tickets are sold in a raffle. One ticket wins {big} dollars, and {many} other tickets win {small} dollars each; the rest win nothing. "
        "What is the expected value of the prize of one ticket, in dollars? Give the exact value as a decimal."
    )
    return text, decimal(Fraction(sum(prizes), tickets))


@family(level=3)
def dice_game(rng: Rng) -> Draw:
    win, lose = rng.randint(6, 30), rng.randint(1, 8)
    rule, fits = rng.choice(
        [
            ("a 6", lambda n: n == 6),
            ("a number greater than 4", lambda n: n > 4),
            ("a prime number", lambda n: n in (2, 3, 5)),
        ]
    )
    gains = [win if fits(n) else -lose for n in range(1, 7)]
    text = (
        f"In a game a fair six-sided die is rolled once. The player wins {win} dollars if it shows "
        f"{rule}, and loses {lose} dollar{'s' if lose > 1 else ''} otherwise. What is the expected "
        f"gain of the player, in dollars? {FORM}"
    )
    return text, Fraction(sum(gains), 6)


@family(level=4)
def largest_of_several(rng: Rng) -> Draw:
    sides, count, (name, pick) = (
        rng.choice([4, 6, 8, 10, 12]),
        rng.randint(2, 3),
        rng.choice([("largest", max), ("smallest", min)]),
    )
    rolls = list(product(range(1, sides + 1), repeat=count))
    text = (
        f"{'Two' if count == 2 else 'Three'} fair dice with {sides} sides each, numbered 1 to {sides}, are rolled. "
        f"What is the expected value of the {name} number rolled? {FORM}"
    )
    return text, Fraction(sum(map(pick, rolls)), len(rolls))


@family(level=4)
def draws_until_red(rng: Rng) -> Draw:
    red, white = rng.randint(1, 4), rng.randint(2, 12)
    chance, value, left = Fraction(1), Fraction(0), white
    for draw in range(1, white + 2):
        value += draw * chance * Fraction(red, red + left)
        chance *= Fraction(left, red + left)
        left -= 1
    assert value == Fraction(red + white + 1, red + 1)
    balls = "1 red ball" if red == 1 else f"{red} red balls"
    text = (
        f"A bag holds {balls} and {white} white balls. Balls are drawn at random one at a time, without replacement, until a red ball is drawn. "
        f"What is the expected number of balls drawn, the red ball included? {FORM}"
    )
    return text, value


@family(level=5)
def waiting_for_a_pattern(rng: Rng) -> Draw:
    length = rng.randint(2, 5)
    pattern = "".join(rng.choice("HT") for _ in range(length))
    unknown = sympy.symbols(f"e0:{length + 1}")
    steps = [
        unknown[k] - 1 - sum(unknown[overlap(pattern[:k] + c, pattern)] for c in "HT") / sympy.Integer(2)
        for k in range(length)
    ]
    value = sympy.solve([unknown[length], *steps], unknown)[unknown[0]]
    assert value == sum(2**k for k in range(1, length + 1) if pattern[:k] == pattern[length - k :])
    text = (
        f"A fair coin is tossed until the tosses {', '.join(pattern)} (H for heads, T for tails) come directly one after another in this order. "
        "What is the expected number of tosses, the last one included?"
    )
    return text, value


def overlap(seen: str, pattern: str) -> int:
    """The longest end of what was seen that begins the pattern."""
    return max(k for k in range(min(len(seen), len(pattern)) + 1) if seen[len(seen) - k :] == pattern[:k])


@family(level=5)
def collecting_all_kinds(rng: Rng) -> Draw:
    kinds = rng.randint(3, 7)
    start = rng.randint(0, kinds - 2)
    value = sum((Fraction(kinds, kinds - k) for k in range(start, kinds)), Fraction(0))
    e = sympy.symbols(f"e0:{kinds + 1}")
    steps = [kinds * e[k] - kinds - k * e[k] - (kinds - k) * e[k + 1] for k in range(kinds)]
    assert sympy.solve([e[kinds], *steps], e)[e[start]] == sympy.Rational(value.numerator, value.denominator)
    has = "has none of them yet" if start == 0 else f"already has {start} of the kinds"
    text = (
        f"Each box of cereal contains one of {kinds} kinds of figure, each kind equally likely and independent of the other boxes. A collector {has}. "
        f"What is the expected number of boxes the collector must still open to have all {kinds} kinds? {FORM}"
    )
    return text, value


@family(level=4)
def random_order(rng: Rng) -> Draw:
    n = rng.randint(4, 6)
    orders = list(permutations(range(n)))
    kind, count = rng.choice(
        [
            (
                "numbers that are greater than the number directly before them",
                lambda o: sum(b > a for a, b in pairwise(o)),
            ),
            (
                "numbers that are greater than all numbers before them (the first number counts as such)",
                lambda o: sum(o[k] == max(o[: k + 1]) for k in range(n)),
            ),
            (
                "pairs of numbers of which the greater stands before the smaller",
                lambda o: sum(o[i] > o[j] for j in range(n) for i in range(j)),
            ),
        ]
    )
    text = (
        f"The numbers from 1 to {n} are written in a random order in a row. What is the expected "
        f"number of {kind}? {FORM}"
    )
    return text, Fraction(sum(map(count, orders)), len(orders))
