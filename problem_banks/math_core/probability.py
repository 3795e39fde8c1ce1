"""Chances, found by listing equally likely cases."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise, product

import sympy

from .family import Draw, Rng, family, people, until

FORM = "Give your answer as a common fraction in lowest terms."
NUMBERS = {2: "two", 3: "three", 4: "four"}


def share(cases: list[bool]) -> Fraction:
    return Fraction(sum(cases), len(cases))


@family(level=1)
def one_marble(rng: Rng) -> Draw:
    colours = rng.sample(["red", "blue", "green", "yellow", "white"], 3)
    counts = [rng.randint(3, 12) for _ in range(3)]
    marbles = [c for c, n in zip(colours, counts, strict=True) for _ in range(n)]
    text = (
        f"A bag holds {counts[0]} {colours[0]}, {counts[1]} {colours[1]} and {counts[2]} {colours[2]} marbles. One marble is drawn at random. "
        f"What is the probability that it is {colours[1]}? {FORM}"
    )
    return text, share([m == colours[1] for m in marbles])


@family(level=2)
def two_dice(rng: Rng) -> Draw:
    sides, target = rng.choice([6, 6, 8]), rng.randint(4, 10)
    kind, fits = rng.choice(
        [
            ("exactly", lambda s: s == target),
            ("at least", lambda s: s >= target),
            ("less than", lambda s: s < target),
        ]
    )
    value = share([fits(a + b) for a, b in product(range(1, sides + 1), repeat=2)])
    name = "fair six-sided dice" if sides == 6 else "fair eight-sided dice, numbered 1 to 8,"
    return (
        (
            f"Two {name} are rolled. What is the probability that the sum of the two numbers is {kind} "
            f"{target}? {FORM}"
        ),
        value,
    )


@family(level=2)
def numbered_ticket(rng: Rng) -> Draw:
    last, (p, q) = (
        rng.randint(24, 90),
        rng.choice([(3, 4), (3, 5), (4, 6), (5, 6), (4, 7), (6, 9), (5, 8), (6, 7), (4, 9)]),
    )
    value = share([n % p == 0 or n % q == 0 for n in range(1, last + 1)])
    text = (
        f"One of {last} tickets numbered from 1 to {last} is drawn at random. What is the probability "
        f"that its number is divisible by {p} or by {q} (or by both)? {FORM}"
    )
    return text, value


@family(level=3)
def two_draws(rng: Rng) -> Draw:
    a, b = rng.randint(3, 9), rng.randint(3, 9)
    one, two = rng.sample(["red", "blue", "green", "black", "white"], 2)
    socks = [one] * a + [two] * b
    same = rng.random() < 0.5
    value = share([(x == y) == same for x, y in combinations(socks, 2)])
    what = "the same colour" if same else "different colours"
    text = (
        f"A drawer holds {a} {one} socks and {b} {two} socks. Two socks are taken out at random, "
        f"without replacement. What is the probability that they have {what}? {FORM}"
    )
    return text, value


@family(level=3)
def at_least_one(rng: Rng) -> Draw:
    count, low = rng.randint(2, 4), rng.randint(3, 6)
    value = share([max(roll) >= low for roll in product(range(1, 7), repeat=count)])
    shown = "a 6" if low == 6 else f"a number that is at least {low}"
    return (
        (
            f"A fair six-sided die is rolled {count} times. What is the probability that at least "
            f"one roll shows {shown}? {FORM}"
        ),
        value,
    )


@family(level=3)
def number_of_heads(rng: Rng) -> Draw:
    count = rng.randint(4, 9)
    heads = rng.randint(1, count - 1)
    kind, fits = rng.choice([("exactly", lambda h: h == heads), ("at least", lambda h: h >= heads)])
    value = share([fits(sum(flips)) for flips in product((0, 1), repeat=count)])
    return (
        (
            f"A fair coin is tossed {count} times. What is the probability of getting {kind} {heads} "
            f"head{'s' if heads > 1 else ''}? {FORM}"
        ),
        value,
    )


@family(level=4)
def given_the_sum(rng: Rng) -> Draw:
    low, face = rng.randint(5, 10), rng.randint(2, 6)
    rolls = [r for r in product(range(1, 7), repeat=2) if sum(r) >= low]
    value = share([face in r for r in rolls])
    if value in (0, 1):
        return given_the_sum(rng)
    text = (
        f"Two fair six-sided dice are rolled, and the sum of the two numbers is at least {low}. "
        f"Given this, what is the probability that at least one of the dice shows a {face}? {FORM}"
    )
    return text, value


@family(level=4)
def which_urn(rng: Rng) -> Draw:
    a, b, c, d = (rng.randint(1, 8) for _ in range(4))
    size = (a + b) * (c + d)
    red = [urn for urn, (r, w) in enumerate([(a, b), (c, d)]) for _ in range(r * size // (r + w))]
    value = share([urn == 0 for urn in red])
    text = (
        f"Box A holds {a} red and {b} white ball{'s' if b > 1 else ''}; box B holds {c} red and {d} white ball{'s' if d > 1 else ''}. One of the two boxes is chosen by the toss of a fair coin, "
        f"and one ball is drawn from it at random. The ball is red. What is the probability that it came from box A? {FORM}"
    )
    return (text, value) if value != Fraction(1, 2) else which_urn(rng)


@family(level=4)
def rolls_in_order(rng: Rng) -> Draw:
    sides, count, (rule, fits) = (
        rng.choice([4, 6, 8]),
        rng.randint(3, 4),
        rng.choice(
            [
                ("each roll after the first is greater than the roll before it", lambda a, b: a < b),
                ("no roll is smaller than the roll before it", lambda a, b: a <= b),
                ("no two consecutive rolls show the same number", lambda a, b: a != b),
            ]
        ),
    )
    value = share(
        [all(fits(a, b) for a, b in pairwise(r)) for r in product(range(1, sides + 1), repeat=count)]
    )
    text = (
        f"A fair die with {sides} sides, numbered 1 to {sides}, is rolled {NUMBERS[count]} times. "
        f"What is the probability that {rule}? {FORM}"
    )
    return text, value


@family(level=5)
def taking_turns(rng: Rng) -> Draw:
    (first, second), (p, q) = (
        people(rng, 2),
        (Fraction(rng.randint(1, 3), rng.randint(4, 6)), Fraction(rng.randint(1, 3), rng.randint(4, 6))),
    )
    value = p / (1 - (1 - p) * (1 - q))
    partial, alive = Fraction(0), Fraction(1)
    for _ in range(60):
        partial, alive = partial + alive * p, alive * (1 - p) * (1 - q)
    assert 0 <= value - partial < Fraction(1, 10**6)
    text = (
        f"{first} and {second} take turns throwing a ball at a target, {first} first. Each throw of {first} hits with probability $\\frac{{{p.numerator}}}{{{p.denominator}}}$ "
        f"and each throw of {second} with probability $\\frac{{{q.numerator}}}{{{q.denominator}}}$, independently. The first to hit wins. What is the probability that {first} wins? {FORM}"
    )
    return text, value


@family(level=5)
def waiting_for_a_friend(rng: Rng) -> Draw:
    (first, second), (a, b) = (
        people(rng, 2),
        until(lambda: (5 * rng.randint(1, 8), 5 * rng.randint(1, 8)), lambda p: p[0] != p[1]),
    )
    missed = (Fraction(60 - a) ** 2 + Fraction(60 - b) ** 2) / 2 / 3600
    x = sympy.Symbol("x")
    met = sympy.integrate(sympy.Min(60, x + a) - sympy.Max(0, x - b), (x, 0, 60)) / sympy.Integer(3600)
    assert met == 1 - sympy.Rational(missed.numerator, missed.denominator)
    text = (
        f"{first} and {second} each arrive at a cafe at a random moment between 3:00 and 4:00, independently and uniformly. {first} waits {a} minutes and then leaves; "
        f"{second} waits {b} minutes and then leaves, even if it is past 4:00. What is the probability that they meet? {FORM}"
    )
    return text, 1 - missed


@family(level=5)
def walk_to_an_end(rng: Rng) -> Draw:
    goal = rng.randint(4, 8)
    start = rng.randint(1, goal - 1)
    up = Fraction(rng.randint(1, 3), rng.randint(4, 5))
    if up == Fraction(1, 2):
        return walk_to_an_end(rng)
    p = sympy.Rational(up.numerator, up.denominator)
    h = sympy.symbols(f"h0:{goal + 1}")
    steps = [h[k] - p * h[k + 1] - (1 - p) * h[k - 1] for k in range(1, goal)]
    value = sympy.solve([h[0], h[goal] - 1, *steps], h)[h[start]]
    ratio = (1 - p) / p
    assert value == (1 - ratio**start) / (1 - ratio**goal)
    text = (
        f"A counter stands on the point {start} of a number line. Again and again it moves one unit to the right with probability $\\frac{{{p.p}}}{{{p.q}}}$ or one unit to the left with "
        f"probability $\\frac{{{(1 - p).p}}}{{{(1 - p).q}}}$, until it reaches 0 or {goal}. What is the probability that it reaches {goal} before 0? {FORM}"
    )
    return text, value
