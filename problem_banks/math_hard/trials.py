"""Dice, draws and matches: probabilities and expected values by counting."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, gcd

from .chances import frac, share
from .family import Draw, Rng, agreed, family, listed, until


@family(level=1, dice=(2, 2, 3, 3, 4, 5, 6, 6), sides=(4, 6, 6, 8, 8, 10, 10, 12))
def dice_with_a_divisor(rng: Rng, *, dice: int, sides: int) -> Draw:
    divisor, least = rng.randint(3, 7), rng.randint(1, 2)
    rest = rng.randrange(divisor)
    ways = {(0, sides): 1}
    for _ in range(dice):
        after: dict[tuple[int, int], int] = {}
        for (total, low), count in ways.items():
            for side in range(1, sides + 1):
                key = (total + side) % divisor, min(low, side)
                after[key] = after.get(key, 0) + count
        ways = after
    good = sum(count for (total, low), count in ways.items() if total == rest and low >= least)
    row = [1]
    for _ in range(dice):
        wide = [0] * (len(row) + sides)
        for at, count in enumerate(row):
            for side in range(least, sides + 1):
                wide[at + side] += count
        row = wide
    answer, second = Fraction(good, sides**dice), Fraction(sum(row[rest::divisor]), sides**dice)
    shows = "" if least == 1 else " and no die shows 1"
    text = rng.choice(
        [
            f"{dice} fair dice with the numbers 1 to {sides} are rolled. What is the probability that the sum leaves the remainder "
            f"{rest} when divided by {divisor}{shows}?",
            f"A fair die with {sides} sides, numbered from 1 to {sides}, is rolled {dice} times. Find the probability that the "
            f"total is congruent to {rest} modulo {divisor}{shows.replace('no die', 'no roll')}.",
        ]
    )
    return text, agreed(answer, second)


@family(level=1, balls=(2, 3, 3, 4, 4, 5, 6, 8), steps=(1, 1, 2, 3, 4, 6, 8, 10))
def balls_that_change_urns(rng: Rng, *, balls: int, steps: int) -> Draw:
    start, turns = rng.randint(0, balls), rng.randint(max(min(2, steps), steps - 1), steps)
    what = rng.choice(["mean", "square"])
    rows = {start: Fraction(1)}
    for _ in range(turns):
        after: dict[int, Fraction] = {}
        for left, chance in rows.items():
            for target, p in ((left - 1, Fraction(left, balls)), (left + 1, 1 - Fraction(left, balls))):
                if p:
                    after[target] = after.get(target, Fraction(0)) + chance * p
        rows = after
    power = 1 if what == "mean" else 2
    first = sum((chance * left**power for left, chance in rows.items()), Fraction(0))
    half, shrink, fade = Fraction(balls, 2), Fraction(balls - 2, balls), Fraction(balls - 4, balls)
    mean = half + (start - half) * shrink**turns
    spread = Fraction(balls, 4) + ((start - half) ** 2 - Fraction(balls, 4)) * fade**turns
    second = mean if what == "mean" else spread + 2 * half * mean - half**2
    asks = {
        "mean": "What is the expected number of balls in the left urn after that?",
        "square": "What is the expected value of the square of the number of balls in the left urn after that?",
    }[what]
    text = rng.choice(
        [
            f"Of {balls} numbered balls, {start} lie in the left urn and the others in the right one. {turns} times in a row a "
            f"ball is chosen at random from all {balls} and moved to the other urn. {asks}",
            f"{balls} balls are shared out between two urns, {start} of them in the left urn. In each of {turns} steps one of all "
            f"the balls, each with the same probability, changes to the other urn. {asks}",
        ]
    )
    if turns == 1:
        text = text.replace(" 1 times in a row a", " A").replace("In each of 1 steps one", "In one step, one")
    return text, agreed(first, second)


@family(level=1, kinds=(2, 2, 3, 3, 3, 4, 5, 6), draws=(2, 3, 4, 5, 6, 7, 9, 12))
def all_kinds_collected(rng: Rng, *, kinds: int, draws: int) -> Draw:
    weights = until(lambda: [rng.randint(1, 3) for _ in range(kinds)], lambda w: gcd(*w) == 1)
    total, times = sum(weights), rng.randint(max(kinds, draws - 1), draws)
    ways = {0: Fraction(1)}
    for _ in range(times):
        after: dict[int, Fraction] = {}
        for seen, chance in ways.items():
            for kind, weight in enumerate(weights):
                key = seen | 1 << kind
                after[key] = after.get(key, Fraction(0)) + chance * Fraction(weight, total)
        ways = after
    second = Fraction(0)
    for kept in product((0, 1), repeat=kinds):
        left = sum(w for w, k in zip(weights, kept, strict=True) if k)
        second += (-1) ** (kinds - sum(kept)) * Fraction(left, total) ** times
    told = listed([f"${frac(Fraction(w, total))}$" for w in weights])
    text = rng.choice(
        [
            f"Every packet contains one of {kinds} pictures; the pictures have the probabilities {told}, independently of other "
            f"packets. What is the probability that {times} packets contain all {kinds} pictures?",
            f"A wheel stops on one of {kinds} sectors, with the probabilities {told}. It is spun {times} times. What is the "
            "probability that it stops on every sector at least once?",
        ]
    )
    return text, agreed(ways[(1 << kinds) - 1], second)


@family(level=1, points=(2, 2, 3, 3, 4, 5, 7, 9), weight=(2, 3, 3, 4, 5, 6, 6, 7))
def match_that_was_stopped(rng: Rng, *, points: int, weight: int) -> Draw:
    p = share(rng, weight) if weight > 2 else Fraction(1, 2)
    a, b = rng.randint(max(1, points - 1), points), rng.randint(max(1, points - 2), points)
    what = rng.choice(["win", "length"])
    table: dict[tuple[int, int], tuple[Fraction, Fraction]] = {}
    for x in range(a + 1):
        for y in range(b + 1):
            if x == 0 or y == 0:
                table[x, y] = Fraction(int(x == 0)), Fraction(0)
            else:
                one, two = table[x - 1, y], table[x, y - 1]
                table[x, y] = p * one[0] + (1 - p) * two[0], 1 + p * one[1] + (1 - p) * two[1]
    wins = [comb(a - 1 + k, k) * p**a * (1 - p) ** k for k in range(b)]
    losses = [comb(b - 1 + k, k) * (1 - p) ** b * p**k for k in range(a)]
    long = sum((n * (a + k) for k, n in enumerate(wins)), Fraction(0)) + sum(
        n * (b + k) for k, n in enumerate(losses)
    )
    answer, second = (table[a, b][0], sum(wins, Fraction(0))) if what == "win" else (table[a, b][1], long)
    asks = {
        "win": "What is the probability that the first player wins the match?",
        "length": "What is the expected number of further rounds?",
    }[what]
    need = ["one round", *(f"{k} rounds" for k in range(2, 12))]
    text = rng.choice(
        [
            f"In a match the first player still has to win {need[a - 1]} and the second {need[b - 1]}. The first player wins each "
            f"round with probability ${frac(p)}$, independently, and there are no draws; the match ends as soon as one player has "
            f"enough. {asks}",
            f"Two players play rounds without draws; the first one wins each with probability ${frac(p)}$. The first player lacks "
            f"{need[a - 1]} to win the match, the second lacks {need[b - 1]}. {asks}",
        ]
    )
    return text, agreed(answer, second)


@family(level=1, reds=(2, 2, 2, 3, 3, 4, 5, 6), others=(2, 3, 4, 5, 6, 8, 12, 20))
def cards_before_the_last_red(rng: Rng, *, reds: int, others: int) -> Draw:
    red, other = reds, rng.randint(others - 1, others + 1)
    rank = rng.randint(1, red)
    total = red + other
    power = rng.choice([1, 2])
    ways = [comb(at - 1, rank - 1) * comb(total - at, red - rank) for at in range(1, total + 1)]
    first = Fraction(sum(count * at**power for at, count in enumerate(ways, 1)), comb(total, red))
    mean = Fraction(rank * (total + 1), red + 1)
    square = Fraction(rank * (rank + 1) * (total + 1) * (total + 2), (red + 1) * (red + 2)) - mean
    ordinal = ["first", "second", "third", "fourth", "fifth", "sixth"][rank - 1]
    asks = "What is the expected value of $N$?" if power == 1 else "What is the expected value of $N^2$?"
    text = rng.choice(
        [
            f"{red} red and {other} black cards are shuffled and turned over one by one. The {ordinal} red card is the $N$-th card "
            f"turned over. {asks}",
            f"A bag holds {red} red and {other} black marbles. They are drawn one after another without being put back, and the "
            f"{ordinal} red one comes as number $N$. {asks}",
        ]
    )
    return text, agreed(first, mean if power == 1 else square)
