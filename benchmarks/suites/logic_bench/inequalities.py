"""Futoshiki: a Latin square with signs of order between its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest
from verigen.problems.banks.live.puzzles import Puzzle, Rng, digits, grid_words, items, joined, squares

from .family import family

if TYPE_CHECKING:
    from collections.abc import Iterator

    Cell = tuple[int, int]

RULES = (
    "Every row and every column of this {n} x {n} square must hold each of the numbers 1 to {n} once.",
    "Place the numbers 1 to {n} so that none of them occurs twice in a row or in a column of the {n} by {n} board.",
    "A {n} x {n} board is to be completed; its rows and columns are all arrangements of 1 to {n}.",
)
ASKS = (
    "Write out the full board, line by line.",
    "Give the complete board with one row per line.",
    "Solve it and show every row on its own line.",
)


@family(level=2, side=(3, 3, 4, 4, 5, 5, 5), spared=(0, 1, 1, 2, 2, 3, 4))
def inequalities(rng: Rng, *, side: int, spared: int) -> Puzzle:
    rows, columns, signs = (rng.sample(range(side), side) for _ in range(3))
    grid = [[signs[(row + column) % side] + 1 for column in columns] for row in rows]
    names = [[f"c{row}_{column}" for column in range(side)] for row in range(side)]
    clues = {f"{names[r][c]} == {grid[r][c]}": "" for r in range(side) for c in range(side)}
    for (r, c), (s, d) in _neighbours(side):
        small, large = ((r, c), (s, d)) if grid[r][c] < grid[s][d] else ((s, d), (r, c))
        clues[f"{names[small[0]][small[1]]} < {names[large[0]][large[1]]}"] = _said(rng, small, large)
    lines = names + [list(column) for column in zip(*names, strict=True)]
    domains = {name: range(1, side + 1) for row in names for name in row}
    facts = PuzzleFacts(domains=domains, clues=list(clues), different=lines)
    kept = [facts.clues[at] for at in fewest(rng, facts, tries=len(clues) - 4 + spared)]
    shown = squares(
        (str(grid[r][c]) if f"{names[r][c]} == {grid[r][c]}" in kept else "*" for c in range(side))
        for r in range(side)
    )
    told = [clues[clue] for clue in kept if clues[clue]]
    text = joined(
        rng.choice(RULES).format(n=side),
        f"So far (with * for what is missing):\n{shown}",
        items(rng, told) if told else "",
        rng.choice(ASKS),
    )
    reference = LogicReference(shape="grid", answer=grid_words(grid), choices=digits(side))
    return Puzzle(
        prompt=text, reference=reference, facts=PuzzleFacts(domains=domains, clues=kept, different=lines)
    )


def _neighbours(side: int) -> Iterator[tuple[Cell, Cell]]:
    for row in range(side):
        for column in range(side):
            if column + 1 < side:
                yield (row, column), (row, column + 1)
            if row + 1 < side:
                yield (row, column), (row + 1, column)


def _said(rng: Rng, small: tuple[int, int], large: tuple[int, int]) -> str:
    one, other = (f"the number in row {row + 1}, column {column + 1}" for row, column in (small, large))
    text = rng.choice([f"{one} is smaller than {other}.", f"{other} is larger than {one}."])
    return text[0].upper() + text[1:]
