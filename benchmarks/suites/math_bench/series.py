"""Patterns that go on."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from .family import Draw, Rng, family, nonzero, until


@family(level=1)
def matchsticks_in_a_row(rng: Rng) -> Draw:
    sides, count = rng.randint(3, 6), rng.randint(8, 90)
    name = {3: "triangles", 4: "squares", 5: "pentagons", 6: "hexagons"}[sides]
    text = (
        f"A row of {name} is laid with matches, one match a side, so that neighbours share a match. How many matches are "
        f"needed for {count} {name}?"
    )
    return text, sides + (count - 1) * (sides - 1)


@family(level=2)
def said_aloud(rng: Rng) -> Draw:
    start, steps = str(rng.randint(1, 9)) + str(rng.randint(1, 9)), rng.randint(3, 4)
    line = start
    for _ in range(steps):
        line = "".join(f"{len(list(run))}{digit}" for digit, run in groupby(line))
    text = (
        "Each line describes the runs of equal digits of the line before: 1211 is read as one 1, one 2, two 1s and gives "
        f"111221. The first line is {start}. What is line number {steps + 1}?"
    )
    return text, int(line)


@family(level=3)
def dots_in_a_figure(rng: Rng) -> Draw:
    sides, place = rng.randint(5, 9), rng.randint(6, 30)
    dots = 1
    for step in range(1, place):
        dots += 1 + step * (sides - 2)
    first = [1 + sum(1 + s * (sides - 2) for s in range(1, k)) for k in range(1, 5)]
    text = (
        f"Dots are arranged in growing polygons with {sides} sides that share a corner, so that the numbers of dots are "
        f"{first[0]}, {first[1]}, {first[2]}, {first[3]} and so on. How many dots has figure number {place}?"
    )
    return text, dots


@family(level=3)
def constant_second_difference(rng: Rng) -> Draw:
    a, b, c, place = nonzero(rng, 4), nonzero(rng, 6), nonzero(rng, 9), rng.randint(9, 30)
    terms = [a * n * n + b * n + c for n in range(1, place + 1)]
    shown = ", ".join(map(str, terms[:5]))
    text = (
        f"The differences of neighbouring terms of the sequence {shown}, ... grow or fall by the same amount from each to "
        f"the next. What is term number {place}?"
    )
    return text, terms[-1]


@family(level=2)
def means_put_between(rng: Rng) -> Draw:
    first, ratio, between = rng.randint(1, 9), rng.randint(2, 4), rng.randint(2, 4)
    terms = [first * ratio**k for k in range(between + 2)]
    text = (
        f"Between {terms[0]} and {terms[-1]}, {between} positive numbers are inserted so that each number is the same "
        "multiple of the one before. What is the sum of the inserted numbers?"
    )
    return text, sum(terms[1:-1])


@family(level=4)
def weighted_geometric_series(rng: Rng) -> Draw:
    ratio = Fraction(1, rng.randint(2, 9)) * rng.choice([1, -1])
    value = ratio / (1 - ratio) ** 2
    shown = (
        f"\\left(-\\frac{{1}}{{{ratio.denominator}}}\\right)^n"
        if ratio < 0
        else f"\\frac{{1}}{{{ratio.denominator}^n}}"
    )
    text = f"What is the value of $\\sum_{{n=1}}^{{\\infty}} n \\cdot {shown}$?"
    return text, value


@family(level=3)
def sum_along_a_row(rng: Rng) -> Draw:
    row, kind = rng.randint(6, 16), rng.choice(["all", "even"])
    if kind == "all":
        return (
            f"In Pascal's triangle, the row that begins 1, {row}, ... is taken. What is the sum of all numbers in this row "
            "and the rows above it?",
            2 ** (row + 1) - 1,
        )
    text = (
        f"In Pascal's triangle, the row that begins 1, {row}, ... is taken, and its first, third, fifth, ... numbers are "
        "added. What is the result?"
    )
    return text, 2 ** (row - 1)


@family(level=4)
def rabbits_with_a_rule(rng: Rng) -> Draw:
    p, q, place = rng.randint(1, 4), rng.randint(1, 4), rng.randint(6, 9)
    terms = [rng.randint(0, 3), rng.randint(1, 4)]
    while len(terms) < place:
        terms.append(p * terms[-1] + q * terms[-2])
    ratio = until(lambda: rng.randint(2, 13), lambda m: m > 1)
    text = (
        f"A sequence begins with $a_1 = {terms[0]}$ and $a_2 = {terms[1]}$, and $a_n = {p if p > 1 else ''}a_{{n-1}} + "
        f"{q if q > 1 else ''}a_{{n-2}}$ for $n > 2$. What is the remainder of $a_{{{place}}}$ on division by {ratio}?"
    )
    return text, terms[-1] % ratio


@family(level=4)
def odd_numbers_in_rows(rng: Rng) -> Draw:
    row = rng.randint(8, 60)
    first = row * (row - 1) + 1
    text = (
        "The odd numbers are written in rows: 1 in the first row, 3 and 5 in the second, 7, 9 and 11 in the third, and so "
        f"on, one number more in each row. What is the first number of row {row}?"
    )
    return text, first


@family(level=5)
def alternating_squares(rng: Rng) -> Draw:
    last = 2 * rng.randint(20, 200) + rng.randint(0, 1)
    total = sum((-1) ** (n + 1) * n * n for n in range(1, last + 1))
    end = f"{'+' if last % 2 else '-'} {last}^2"
    return f"What is $1^2 - 2^2 + 3^2 - 4^2 + \\dots {end}$?", total
