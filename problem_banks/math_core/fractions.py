"""Parts of a whole, from sums of two to telescoping series."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import gcd

from .family import Draw, Rng, family, people, tex, until


def proper(rng: Rng, low: int, high: int) -> Fraction:
    """A fraction between 0 and 1 whose reduced denominator lies between the two bounds."""
    return until(
        lambda: Fraction(rng.randint(1, high - 1), rng.randint(low, high)),
        lambda f: f < 1 and low <= f.denominator <= high,
    )


@family(level=1)
def sum_of_two_fractions(rng: Rng) -> Draw:
    left, right = proper(rng, 3, 9), proper(rng, 4, 12)
    text = f"Compute ${tex(left)} + {tex(right)}$. Give your answer as a common fraction in lowest terms."
    return (text, left + right) if (left + right).denominator > 1 else sum_of_two_fractions(rng)


@family(level=1)
def part_of_a_crate(rng: Rng) -> Draw:
    part, kind = (
        proper(rng, 3, 9),
        rng.choice([("apples", "green"), ("marbles", "striped"), ("tulips", "yellow")]),
    )
    total = part.denominator * rng.randint(4, 15)
    text = (
        f"There are {total} {kind[0]} in a crate, and ${tex(part)}$ of them are {kind[1]}. "
        f"How many of the {kind[0]} are not {kind[1]}?"
    )
    return text, int(total - part * total)


@family(level=2)
def part_of_the_rest(rng: Rng) -> Draw:
    who, (first, second) = people(rng, 1)[0], (proper(rng, 3, 7), proper(rng, 3, 8))
    pages = 1 - first
    text = (
        f"{who} reads ${tex(first)}$ of a book on Saturday and ${tex(second)}$ of the remaining pages on Sunday. "
        "What fraction of the book is still unread? Give your answer as a common fraction in lowest terms."
    )
    return text, pages - second * pages


@family(level=2)
def ribbon_pieces(rng: Rng) -> Draw:
    piece = proper(rng, 3, 8)
    whole = until(lambda: rng.randint(6, 40), lambda n: (piece * n).denominator == 1 < piece * n)
    total, thing = piece * whole, rng.choice(["ribbon", "rope", "copper wire", "tape"])
    assert len([None for k in range(1, 200) if k * piece <= total]) == whole
    text = (
        f"A roll of {thing} is {total} metres long. It is cut into pieces that are each ${tex(piece)}$ of a metre "
        "long. How many pieces are there?"
    )
    return text, whole


@family(level=3)
def continued_fraction(rng: Rng) -> Draw:
    a, b, c, d = (rng.randint(1, 7) for _ in range(4))
    d += 1
    value = a + 1 / (b + 1 / (c + Fraction(1, d)))
    inner = f"{b} + \\cfrac{{1}}{{{c} + \\cfrac{{1}}{{{d}}}}}"
    return f"Write $${a} + \\cfrac{{1}}{{{inner}}}$$ as a common fraction in lowest terms.", value


@family(level=3)
def numerators_between(rng: Rng) -> Draw:
    low, high = sorted(
        until(lambda: [proper(rng, 3, 11), proper(rng, 3, 11)], lambda p: abs(p[0] - p[1]) > 0.2)
    )
    bottom = rng.randint(30, 90)
    count = sum(low < Fraction(n, bottom) < high for n in range(bottom))
    text = f"For how many integers $n$ is ${tex(low)} < \\frac{{n}}{{{bottom}}} < {tex(high)}$?"
    return text, count


@family(level=4)
def repeating_decimal(rng: Rng) -> Draw:
    lead = rng.randint(0, 9)
    block = until(lambda: rng.randint(1, 98), lambda n: n % 11 > 0 and n % 10 != lead)
    value = Fraction(lead, 10) + Fraction(block, 990)
    digits = str(10**13 * value.numerator // value.denominator).zfill(13)
    assert digits == f"{lead}{block:02d}{block:02d}{block:02d}{block:02d}{block:02d}{block:02d}"
    text = (
        f"The decimal $0.{lead}\\overline{{{block:02d}}} = 0.{lead}{block:02d}{block:02d}{block:02d}\\ldots$ repeats the "
        f"block {block:02d} for ever. Write it as a common fraction in lowest terms."
    )
    return text, value


@family(level=5)
def telescoping_sum(rng: Rng) -> Draw:
    start, count = rng.randint(1, 5), rng.randint(12, 40)
    step = until(lambda: rng.randint(2, 7), lambda s: gcd(s, start) == 1)
    ends = [start + step * k for k in range(count + 1)]
    value = sum((Fraction(1, a * b) for a, b in pairwise(ends)), Fraction(0))
    shown = " + ".join(f"\\frac{{1}}{{{a} \\cdot {b}}}" for a, b in pairwise(ends[:4]))
    text = (
        f"Compute the sum $${shown} + \\cdots + \\frac{{1}}{{{ends[-2]} \\cdot {ends[-1]}}}.$$ "
        "Give your answer as a common fraction in lowest terms."
    )
    return text, value
