"""Answers of math-bench that come from a formula, counted a second time the slow way from the prompt's numbers."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise, permutations, product
from math import isclose, sqrt
from typing import TYPE_CHECKING

import pytest

from verigen.benchmarks import suites
from verigen.problems.banks import find

if TYPE_CHECKING:
    from collections.abc import Callable

SUITE = suites.find("math-bench", None)
BANK = find.find(SUITE.bank, SUITE.domain, licence=None, split="test")
PROBLEMS = list(BANK.problems())


def numbers(prompt: str) -> list[int]:
    return [int(word) for word in re.findall(r"-?\d+", prompt)]


def squares_of_every_size(rows: int, columns: int) -> int:
    corners = product(range(rows + 1), range(columns + 1))
    return sum(1 for y, x in corners for s in range(1, 20) if y + s <= rows and x + s <= columns)


def rectangles_of_every_size(rows: int, columns: int) -> int:
    return len(list(combinations(range(rows + 1), 2))) * len(list(combinations(range(columns + 1), 2)))


def squares_cut_by_a_diagonal(width: int, height: int) -> int:
    """A square is cut where the line is strictly inside it over some stretch of x."""
    cut = 0
    for x, y in product(range(width), range(height)):
        low, high = Fraction(x * height, width), Fraction((x + 1) * height, width)
        cut += low < y + 1 and high > y
    return cut


def rooks_in_peace(prompt: str) -> int:
    rooks, size = (2 if "two identical" in prompt else 3), numbers(prompt)[0]
    cells = list(product(range(size), repeat=2))
    return sum(len({y for y, _ in c}) == len({x for _, x in c}) == rooks for c in combinations(cells, rooks))


def pairings(players: int, _games: int) -> int:
    @cache
    def ways(left: frozenset[int]) -> int:
        if not left:
            return 1
        first = min(left)
        return sum(ways(left - {first, other}) for other in left - {first})

    return ways(frozenset(range(players)))


def labelled_trees(towns: int, roads: int) -> int | None:
    if towns > 6:
        return None
    found = 0
    for chosen in combinations(list(combinations(range(towns), 2)), roads):
        reached = {0}
        for _ in range(towns):
            reached |= {x for a, b in chosen for x in (a, b) if {a, b} & reached}
        found += len(reached) == towns
    return found


def two_egg_drops(floors: int) -> int:
    @cache
    def drops(left: int, balls: int) -> int:
        if left == 0 or balls == 1:
            return left
        return 1 + min(max(drops(f - 1, balls - 1), drops(left - f, balls)) for f in range(1, left + 1))

    return drops(floors, 2)


def weighings_for_a_light_coin(coins: int) -> int:
    @cache
    def weighings(left: int) -> int:
        if left == 1:
            return 0
        return 1 + min(max(weighings(k), weighings(max(1, left - 2 * k))) for k in range(1, left // 2 + 1))

    return weighings(coins)


def odd_numbers_in_rows(*given: int) -> int:
    odd = 1
    for length in range(1, given[-1]):
        odd += 2 * length
    return odd


def one_to_one_maps(start: int, goal: int) -> int:
    return sum(len(set(f)) == start for f in product(range(goal), repeat=start))


def flags_from_colours(stripes: int, colours: int) -> int:
    return sum(all(a != b for a, b in pairwise(f)) for f in product(range(colours), repeat=stripes))


def figures_for_page_numbers(_first: int, pages: int) -> int:
    return len("".join(map(str, range(1, pages + 1))))


def cutting_a_polygon(sides: int) -> int | None:
    """Sets of as many diagonals as a triangulation has of which no two cross."""
    if sides > 8:
        return None
    diagonals = [d for d in combinations(range(sides), 2) if 1 < d[1] - d[0] < sides - 1]
    return sum(
        not any(a < c < b < d or c < a < d < b for (a, b), (c, d) in combinations(chosen, 2))
        for chosen in combinations(diagonals, sides - 3)
    )


def groups_without_names(books: int, stacks: int) -> int:
    """Each division has one numbering in which new stacks open in order."""
    found = 0
    for stack in product(range(stacks), repeat=books):
        opened = list(dict.fromkeys(stack))
        found += opened == list(range(stacks))
    return found


def crossing_a_bridge(*given: int) -> int:
    times = given[:4]

    @cache
    def best(here: frozenset[int], lamp_here: bool) -> int:  # noqa: FBT001 - state of a search
        if not here:
            return 0
        if lamp_here:
            return min(
                max(times[a] for a in pair) + best(here - set(pair), False)
                for pair in (list(combinations(here, 2)) or [tuple(here)])  # type: ignore[list-item]
            )
        there = frozenset(range(4)) - here
        return min(times[a] + best(here | {a}, True) for a in there)

    return best(frozenset(range(4)), True)


def crease(prompt: str) -> float:
    """The crease of a folded sheet, from the perpendicular bisector of its diagonal."""
    width, height = numbers(prompt)
    # points on both long sides that are as far from either opposite corner
    reach = (height**2 - width**2) / (2 * height)
    return sqrt(width**2 + (height - 2 * reach) ** 2)


COUNTED: dict[str, Callable[..., int | None]] = {
    f.__name__: f
    for f in (
        squares_of_every_size,
        rectangles_of_every_size,
        squares_cut_by_a_diagonal,
        pairings,
        labelled_trees,
        two_egg_drops,
        weighings_for_a_light_coin,
        odd_numbers_in_rows,
        one_to_one_maps,
        flags_from_colours,
        figures_for_page_numbers,
        cutting_a_polygon,
        groups_without_names,
        crossing_a_bridge,
    )
}


@pytest.mark.parametrize("problem", [p for p in PROBLEMS if p.family in COUNTED], ids=lambda p: p.id)
def test_a_count_is_the_formulas(problem) -> None:
    counted = COUNTED[problem.family](*numbers(problem.prompt))

    assert counted in {None, int(problem.reference.answer)}


@pytest.mark.parametrize("problem", [p for p in PROBLEMS if p.family == "rooks_in_peace"], ids=lambda p: p.id)
def test_rooks_are_counted_on_the_board(problem) -> None:
    assert rooks_in_peace(problem.prompt) == int(problem.reference.answer)


@pytest.mark.parametrize("problem", [p for p in PROBLEMS if p.family == "folded_sheet"], ids=lambda p: p.id)
def test_a_crease_is_the_bisectors(problem) -> None:
    import sympy

    latex = problem.reference.answer.replace("\\sqrt", "sqrt").replace("\\frac", "frac")
    value = sympy.sympify(
        re.sub(r"frac\{(.+)\}\{(\d+)\}", r"(\1)/\2", latex)
        .replace("{", "(")
        .replace("}", ")")
        .replace(" ", "*")
    )

    assert isclose(float(value), crease(problem.prompt), rel_tol=1e-9)


def descents(prompt: str) -> int:
    size, falls = numbers(prompt)[1], (1 if "exactly one" in prompt else 2)
    return sum(sum(p[i] > p[i + 1] for i in range(size - 1)) == falls for p in permutations(range(size)))


@pytest.mark.parametrize(
    "problem", [p for p in PROBLEMS if p.family == "orders_with_few_descents"], ids=lambda p: p.id
)
def test_orders_are_counted_one_by_one(problem) -> None:
    assert descents(problem.prompt) == int(problem.reference.answer)
