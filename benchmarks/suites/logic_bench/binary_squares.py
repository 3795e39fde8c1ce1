"""Takuzu: squares of zeros and ones, balanced and without three alike in line."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, solutions
from verigen.problems.banks.live.puzzles import Puzzle, Rng, grid_words, joined, squares

from .family import family

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = (
    "Each line, across or down, has as many zeros as ones, and nowhere do three equal digits touch in a line.",
    "Complete the table with 0 and 1: equally many of both in every row and column, never three of a kind in succession.",
    "Only 0 and 1 occur. No row or column shows the same digit three times running, and both digits come equally often in it.",
)
ASKS = (
    "Show all {n} rows.",
    "Write the finished table, one row per line.",
    "What are the {n} rows, from top to bottom?",
)


@family(level=2, side=(4, 4, 4, 6, 6, 6), open=(6, 8, 11, 16, 20, 26))
def binary_squares(rng: Rng, *, side: int, open: int) -> Puzzle:  # noqa: A002 - a knob is named as users name it
    names = [[f"c{row}_{column}" for column in range(side)] for row in range(side)]
    lines = names + [list(column) for column in zip(*names, strict=True)]
    rules = [_balanced(line) for line in lines]
    rules += [
        f"Not(And({a} == {b}, {b} == {c}))"
        for line in lines
        for a, b, c in zip(line, line[1:], line[2:], strict=False)
    ]
    cells = [name for row in names for name in row]
    grid = _drawn(rng, side)
    values = {names[row][column]: grid[row][column] for row, column in product(range(side), repeat=2)}
    given = [f"{name} == {values[name]}" for name in rng.sample(cells, len(cells))]
    domains = dict.fromkeys(cells, (0, 1))
    for _ in range(open):
        for place in range(len(given)):
            fewer = given[:place] + given[place + 1 :]
            if len(solutions(PuzzleFacts(domains=domains, clues=[*fewer, *rules]))) == 1:
                given = fewer
                break
        else:
            break
    shown = squares(
        (str(values[name]) if f"{name} == {values[name]}" in given else "?" for name in row) for row in names
    )
    text = joined(rng.choice(RULES), shown, rng.choice(ASKS).format(n=side))
    reference = LogicReference(shape="grid", answer=grid_words(grid), choices={"0": (), "1": ()})
    return Puzzle(
        prompt=text, reference=reference, facts=PuzzleFacts(domains=domains, clues=[*given, *rules])
    )


def _balanced(line: list[str]) -> str:
    return f"{' + '.join(line)} == {len(line) // 2}"


def _drawn(rng: Rng, side: int) -> list[list[int]]:
    """A random square that keeps the rules, row by row; a row that leads nowhere starts it again."""
    rows = [row for row in product((0, 1), repeat=side) if sum(row) == side // 2 and not _thrice(row)]
    while True:
        grid: list[tuple[int, ...]] = []
        while len(grid) < side:
            fitting = [
                row
                for row in rows
                if all(_goes([*column, cell], side) for *column, cell in zip(*grid, row, strict=True))
            ]
            if not fitting:
                break
            grid.append(rng.choice(fitting))
        else:
            return [list(row) for row in grid]


def _thrice(line: Sequence[int]) -> bool:
    return any(a == b == c for a, b, c in zip(line, line[1:], line[2:], strict=False))


def _goes(column: list[int], side: int) -> bool:
    return not _thrice(column) and max(sum(column), len(column) - sum(column)) <= side // 2
