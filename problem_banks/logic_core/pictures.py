"""Nonograms: a picture from the lengths of the runs in its rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.puzzles import Puzzle, Rng, joined

from .family import family

RULES = (
    "In a nonogram each number is the length of an unbroken run of filled cells, in order, with at least one empty cell between runs.",
    "Find the picture. The numbers of a line tell how long its blocks of black cells are, in this order; blocks are parted by one white cell or more.",
    "Some cells of a {n} x {n} grid are filled. For each line the lengths of its groups of adjacent filled cells are given in order.",
)
ASKS = (
    "Write the grid row by row, with `#` for filled and `.` for empty cells.",
    "Give the solution as {n} lines of {n} signs: # is filled, . is empty.",
    "Show the picture line by line; use # where a cell is filled and . where it is empty.",
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of each row, and of each column."""

    rows: tuple[tuple[int, ...], ...]
    columns: tuple[tuple[int, ...], ...]


@family(level=1, side=(2, 3, 4, 4, 5, 5, 6, 7), sparse=(0, 0, 0, 1, 1, 2, 2, 2))
def pictures(rng: Rng, *, side: int, sparse: int) -> Puzzle:
    share = 0.7 - 0.06 * sparse
    while True:
        grid = [tuple(int(rng.random() < share) for _ in range(side)) for _ in range(side)]
        runs = Runs(tuple(map(_runs, grid)), tuple(_runs(column) for column in zip(*grid, strict=True)))
        if _only(runs, side):
            break
    rows = [f"Row {at}: {_told(each)}" for at, each in enumerate(runs.rows, 1)]
    columns = [f"Column {at}: {_told(each)}" for at, each in enumerate(runs.columns, 1)]
    parts = ["\n".join(rows), "\n".join(columns)]
    text = joined(
        rng.choice(RULES).format(n=side) + f" This one has {side} rows and {side} columns.",
        *(parts if rng.random() < 0.5 else reversed(parts)),
        rng.choice(ASKS).format(n=side),
    )
    answer = tuple(tuple("#" if cell else "." for cell in row) for row in grid)
    reference = LogicReference(
        shape="grid",
        answer=answer,
        choices={
            "#": ("x", "1", "■", "█", "⬛", "filled", "black"),
            ".": ("0", "_", "□", "-", "⬜", "empty", "white"),
        },
    )
    return Puzzle(prompt=text, reference=reference, facts=runs)


def _told(runs: tuple[int, ...]) -> str:
    return " ".join(map(str, runs)) or "0"


def _runs(line: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(len(list(group)) for filled, group in groupby(line) if filled)


@cache
def _lines(runs: tuple[int, ...], size: int) -> tuple[int, ...]:
    """Every line with these runs, as bits."""
    return tuple(
        bits for bits in range(1 << size) if _runs(tuple(bits >> at & 1 for at in range(size))) == runs
    )


def _only(runs: Runs, side: int) -> bool:
    """Whether the lines alone, narrowed again and again, leave one picture; no cell is ever guessed."""
    rows = [list(_lines(each, side)) for each in runs.rows]
    columns = [list(_lines(each, side)) for each in runs.columns]
    before = 0
    while (left := sum(map(len, rows)) + sum(map(len, columns))) != before:
        before = left
        rows = _narrowed(rows, columns, side)
        columns = _narrowed(columns, rows, side)
    return all(len(each) == 1 for each in rows)


def _narrowed(lines: list[list[int]], crossing: list[list[int]], side: int) -> list[list[int]]:
    """The lines that agree with every cell on which all crossing lines agree."""
    found = []
    for at, some in enumerate(lines):
        must = may = 0
        for place, other in enumerate(crossing):
            must |= all(bits >> at & 1 for bits in other) << place
            may |= any(bits >> at & 1 for bits in other) << place
        found.append([bits for bits in some if bits & must == must and not bits & ~may & ((1 << side) - 1)])
    return found
