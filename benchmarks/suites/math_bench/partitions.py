"""Counting ways to divide, bracket and arrange."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, permutations, product

from .family import Draw, Rng, family, until


@family(level=4)
def groups_without_names(rng: Rng) -> Draw:
    things, groups = rng.randint(5, 9), rng.randint(2, 4)
    text = (
        f"In how many ways can {things} different books be divided into {groups} stacks, none of them empty, if neither "
        "the order of the stacks nor the order within them matters?"
    )
    return text, stirling(things, groups)


@cache
def stirling(n: int, k: int) -> int:
    if n == 0 or k == 0:
        return int(n == k)
    return k * stirling(n - 1, k) + stirling(n - 1, k - 1)


@family(level=4)
def sums_regardless_of_order(rng: Rng) -> Draw:
    number, most = rng.randint(8, 20), rng.randint(3, 6)
    text = (
        f"In how many ways can {number} be written as a sum of positive whole numbers that are at most {most}, if the "
        "order of the summands does not matter?"
    )
    return text, parts(number, most)


@cache
def parts(number: int, most: int) -> int:
    if number == 0:
        return 1
    return sum(parts(number - first, first) for first in range(1, min(number, most) + 1))


@family(level=3)
def sums_in_order(rng: Rng) -> Draw:
    number, most = rng.randint(6, 14), rng.randint(3, 4)
    ways = [1]
    for total in range(1, number + 1):
        ways.append(sum(ways[total - step] for step in range(1, min(most, total) + 1)))
    allowed = {3: "1, 2 or 3", 4: "1, 2, 3 or 4"}[most]
    text = (
        f"A row of {number} metres is to be filled with planks of {allowed} metres. In how many different orders of "
        "plank lengths can this be done?"
    )
    return text, ways[number]


@family(level=4)
def cutting_a_polygon(rng: Rng) -> Draw:
    sides = rng.randint(5, 11)
    text = (
        f"In how many ways can a convex polygon with {sides} labelled corners be cut into triangles by diagonals that do "
        "not cross?"
    )
    return text, triangulations(sides)


@cache
def triangulations(sides: int) -> int:
    if sides <= 3:
        return 1
    return sum(triangulations(k) * triangulations(sides + 1 - k) for k in range(2, sides))


@family(level=5)
def bracelets_of_beads(rng: Rng) -> Draw:
    beads, colours = rng.randint(4, 7), rng.randint(2, 3)
    kinds = {min(c[i:] + c[:i] for i in range(beads)) for c in product(range(colours), repeat=beads)}
    text = (
        f"A ring of {beads} flags is painted, each flag in one of {colours} colours. Rings that can be turned into each "
        "other by rotation (but not by reflection) count as one. How many different rings are there?"
    )
    return text, len(kinds)


@family(level=4)
def couples_kept_apart(rng: Rng) -> Draw:
    couples = rng.randint(2, 3)
    extra = rng.randint(0, 2)
    total = 2 * couples + extra
    count = sum(
        all(abs(seat.index(2 * c) - seat.index(2 * c + 1)) > 1 for c in range(couples))
        for seat in permutations(range(total))
    )
    others = {0: "", 1: " and one single guest", 2: " and two single guests"}[extra]
    name = {2: "Two", 3: "Three"}[couples]
    text = (
        f"{name} couples{others} sit down in a row of {total} chairs. In how many ways can they do so if no two partners "
        "of a couple may sit side by side?"
    )
    return text, count


@family(level=5)
def orders_with_few_descents(rng: Rng) -> Draw:
    size, falls = rng.randint(4, 7), rng.randint(1, 2)
    count = sum(sum(a > b for a, b in pairwise(p)) == falls for p in permutations(range(size)))
    often = {1: "exactly one place", 2: "exactly two places"}[falls]
    text = (
        f"The numbers from 1 to {size} are written in some order. In how many such orders is there {often} where a number "
        "is followed directly by a smaller one?"
    )
    return text, count


@family(level=3)
def limited_shares(rng: Rng) -> Draw:
    sweets, most = until(lambda: (rng.randint(6, 14), rng.randint(3, 6)), lambda v: v[1] < v[0] < 3 * v[1])
    count = sum(sum(shares) == sweets for shares in product(range(most + 1), repeat=3))
    text = (
        f"{sweets} identical marbles are put into a red, a green and a blue bag, at most {most} into each; bags may stay "
        "empty. How many ways are there?"
    )
    return text, count


@family(level=2)
def flags_from_colours(rng: Rng) -> Draw:
    colours, stripes = rng.randint(4, 8), rng.randint(3, 5)
    count = colours * (colours - 1) ** (stripes - 1)
    text = (
        f"A flag consists of {stripes} horizontal stripes. There are {colours} colours, which may be used repeatedly, but "
        "stripes beside each other must differ. How many flags are possible?"
    )
    return text, count


@family(level=3)
def passwords_with_a_rule(rng: Rng) -> Draw:
    letters, digits = rng.randint(3, 6), rng.randint(2, 4)
    total = (letters + digits) ** 4 - letters**4
    text = (
        f"A code of four signs uses {letters} letters and {digits} digits, each as often as one likes, but at least one "
        "of the four signs must be a digit. How many codes are there?"
    )
    return text, total
