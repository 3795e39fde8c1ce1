"""Random experiments."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

from .family import Draw, Rng, family, until

FORM = "Give your answer as a common fraction in lowest terms."


@family(level=2)
def sum_of_dice_above(rng: Rng) -> Draw:
    bound = rng.randint(4, 11)
    hits = sum(a + b > bound for a, b in product(range(1, 7), repeat=2))
    return (
        f"Two fair dice are thrown. What is the probability that the sum is greater than {bound}? {FORM}",
        Fraction(hits, 36),
    )


@family(level=3)
def first_success_late(rng: Rng) -> Draw:
    part, whole, throws = rng.randint(1, 2), rng.randint(3, 7), rng.randint(2, 4)
    miss = 1 - Fraction(part, whole)
    text = (
        f"A basketball player hits each free throw with probability $\\frac{{{part}}}{{{whole}}}$, independently. What "
        f"is the probability that the first hit comes exactly at throw number {throws}? {FORM}"
    )
    return text, miss ** (throws - 1) * Fraction(part, whole)


@family(level=4)
def defective_in_a_sample(rng: Rng) -> Draw:
    good, bad, drawn = rng.randint(5, 12), rng.randint(2, 5), rng.randint(3, 5)
    wanted = rng.randint(1, min(bad, drawn - 1))
    text = (
        f"A box of {good + bad} light bulbs contains {bad} broken ones. An inspector takes {drawn} bulbs out at random. "
        f"What is the probability that exactly {wanted} of them {'is' if wanted == 1 else 'are'} broken? {FORM}"
    )
    return text, Fraction(comb(bad, wanted) * comb(good, drawn - wanted), comb(good + bad, drawn))


@family(level=4)
def largest_of_dice(rng: Rng) -> Draw:
    sides, dice = rng.randint(4, 8), 2
    total = sum(max(throw) for throw in product(range(1, sides + 1), repeat=dice))
    text = (
        f"Two fair dice with the faces 1 to {sides} are thrown. What is the expected value of the larger of the two "
        f"numbers (of equal ones, either)? {FORM}"
    )
    return text, Fraction(total, sides**dice)


@family(level=4)
def alarm_that_is_true(rng: Rng) -> Draw:
    share, hit, false = rng.randint(1, 8), 5 * rng.randint(16, 19), 5 * rng.randint(1, 4)
    right, wrong = share * hit, (100 - share) * false
    text = (
        f"{share} percent of the parcels at a customs office contain something forbidden. A dog barks at {hit} percent "
        f"of those and at {false} percent of the harmless ones. The dog barks at a parcel. What is the probability that "
        f"it contains something forbidden? {FORM}"
    )
    return text, Fraction(right, right + wrong)


@family(level=5)
def broken_segments(rng: Rng) -> Draw:
    low, high = until(lambda: (rng.randint(1, 6), rng.randint(2, 9)), lambda s: s[0] < s[1])
    share = Fraction(low, high)
    area = 1 - (1 - share) ** 2
    text = (
        "Two numbers are chosen independently and evenly at random between 0 and 1. What is the probability that their "
        f"distance is less than $\\frac{{{share.numerator}}}{{{share.denominator}}}$? {FORM}"
    )
    return text, area


@family(level=3)
def same_birthday_month(rng: Rng) -> Draw:
    count, things = rng.randint(3, 5), rng.randint(6, 12)
    different = Fraction(1)
    for taken in range(count):
        different *= Fraction(things - taken, things)
    text = (
        f"{count} guests each choose one of {things} dishes at random and independently. What is the probability that "
        f"at least two of them choose the same dish? {FORM}"
    )
    return text, 1 - different


@family(level=4)
def spread_of_hits(rng: Rng) -> Draw:
    trials, part, whole = 10 * rng.randint(2, 30), rng.randint(1, 3), rng.randint(4, 9)
    share = Fraction(part, whole)
    text = (
        f"An archer shoots {trials} arrows and hits with each, independently, with probability "
        f"$\\frac{{{share.numerator}}}{{{share.denominator}}}$. What is the variance of the number of hits?"
    )
    return text, trials * share * (1 - share)


@family(level=3)
def cards_of_one_suit(rng: Rng) -> Draw:
    suits, ranks, hand = rng.randint(3, 5), rng.randint(6, 10), rng.randint(2, 4)
    text = (
        f"A pack has {suits} suits with {ranks} cards each. {hand} cards are dealt at random. What is the probability "
        f"that they are all of the same suit? {FORM}"
    )
    return text, Fraction(suits * comb(ranks, hand), comb(suits * ranks, hand))


@family(level=5)
def duel_of_turns(rng: Rng) -> Draw:
    one, two = Fraction(1, rng.randint(2, 6)), Fraction(1, rng.randint(2, 6))
    text = (
        "Two archers shoot in turn at a target until one of them hits it. The one who begins hits with probability "
        f"$\\frac{{1}}{{{one.denominator}}}$ at each shot, the other with probability $\\frac{{1}}{{{two.denominator}}}$. "
        f"What is the probability that the one who began is the first to hit? {FORM}"
    )
    return text, one / (1 - (1 - one) * (1 - two))
