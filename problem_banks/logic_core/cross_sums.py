"""Cross sums: digits whose rows and columns have given sums and no digit twice."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, unique
from verigen.problems.banks.live.puzzles import Puzzle, Rng, digits, grid_words, joined, listed, squares

from .family import family

RULES = (
    "Put digits from 1 to {top} into the cells of a {n} x {n} square. No digit may stand twice in a row or in a column.",
    "The {n} rows and {n} columns of a square are filled with digits from 1 to {top}, such that no line repeats a digit.",
    "Fill this {n} by {n} square with whole numbers from 1 to {top}. Within each row, and within each column, all numbers differ.",
)
ASKS = (
    "Give the filled square, one row per line.",
    "Write the finished square row by row.",
    "What does the square look like? One line per row.",
)


@family(
    level=1, side=(2, 2, 3, 3, 3, 4, 4, 4), top=(4, 5, 5, 6, 8, 8, 8, 9), hidden=(2, 4, 5, 7, 8, 10, 11, 12)
)
def cross_sums(rng: Rng, *, side: int, top: int, hidden: int) -> Puzzle:
    grid = _drawn(rng, side, top)
    names = [[f"c{row}_{column}" for column in range(side)] for row in range(side)]
    lines = names + [list(column) for column in zip(*names, strict=True)]
    cells = {names[row][column]: grid[row][column] for row in range(side) for column in range(side)}
    sums = [f"{' + '.join(line)} == {sum(cells[name] for name in line)}" for line in lines]
    given = set(cells)
    left = hidden
    for name in rng.sample(list(cells), len(cells)):
        if left and unique(_facts(cells, given - {name}, sums, lines, top)):
            given.discard(name)
            left -= 1
    shown = squares((str(cells[name]) if name in given else "?" for name in row) for row in names)
    across, down = (
        [sum(cells[name] for name in line) for line in lines[start : start + side]] for start in (0, side)
    )
    text = joined(
        rng.choice(RULES).format(n=side, top=top),
        f"The row sums from top to bottom are {listed(map(str, across))}; the column sums from left to right are {listed(map(str, down))}.",
        f"{rng.choice(['Some cells are known; ? is an unknown one', 'Question marks are still to be found', 'Already known (? is open)'])}:\n{shown}"
        if given
        else "",
        rng.choice(ASKS),
    )
    reference = LogicReference(shape="grid", answer=grid_words(grid), choices=digits(top))
    return Puzzle(prompt=text, reference=reference, facts=_facts(cells, given, sums, lines, top))


def _drawn(rng: Rng, side: int, top: int) -> list[list[int]]:
    while True:
        grid = [rng.sample(range(1, top + 1), side) for _ in range(side)]
        if all(len(set(column)) == side for column in zip(*grid, strict=True)):
            return grid


def _facts(
    cells: dict[str, int], given: set[str], sums: list[str], lines: list[list[str]], top: int
) -> PuzzleFacts:
    known = [f"{name} == {cells[name]}" for name in sorted(given)]
    return PuzzleFacts(
        domains=dict.fromkeys(cells, range(1, top + 1)), clues=[*known, *sums], different=lines
    )
