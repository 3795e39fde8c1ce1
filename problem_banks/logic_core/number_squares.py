"""Sudoku: squares of digits with four, six or nine rows."""

from __future__ import annotations

from itertools import product

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts
from verigen.problems.banks.live.puzzles import Puzzle, Rng, digits, grid_words, joined, squares

from .family import family

BOX = {4: (2, 2), 6: (2, 3), 9: (3, 3)}
RULES = (
    "Fill in the grid so that every row, every column and every box of {h} by {w} cells holds each digit from 1 to {n} once.",
    "In the finished square each digit from 1 to {n} stands exactly once in each row, each column and each {h} x {w} block.",
    "Complete this sudoku with the digits 1 to {n}. Its boxes are {h} rows high and {w} columns wide.",
    "No row, no column and no box ({h} rows by {w} columns) of the {n} x {n} grid below may hold a digit twice; only 1 to {n} are used.",
)
ASKS = (
    "Give the full grid, row by row.",
    "Write the solved grid with one row per line.",
    "What does the whole square look like? One line per row.",
)
EMPTY = {
    ".": "A dot is an empty cell.",
    "0": "Empty cells are shown as 0.",
    "_": "Underscores mark empty cells.",
}


@family(level=1, side=(4, 4, 4, 6, 6, 9, 9, 9), empty=(4, 7, 10, 14, 20, 34, 42, 50))
def number_squares(rng: Rng, *, side: int, empty: int) -> Puzzle:
    grid = _filled(rng, side)
    given = list(grid)
    left = empty
    for place in rng.sample(range(side * side), side * side):
        if left and _only(given, place, side):
            given[place] = 0
            left -= 1
    high, wide = BOX[side]
    sign = rng.choice(list(EMPTY))
    shown = squares([each or sign for each in given[row * side : row * side + side]] for row in range(side))
    text = joined(
        f"{rng.choice(RULES).format(h=high, w=wide, n=side)} {EMPTY[sign]}", shown, rng.choice(ASKS)
    )
    rows = [grid[row * side : row * side + side] for row in range(side)]
    reference = LogicReference(shape="grid", answer=grid_words(rows), choices=digits(side))
    return Puzzle(prompt=text, reference=reference, facts=_facts(given, side))


def _peers(side: int, known: dict[int, list[tuple[int, ...]]] = {}) -> list[tuple[int, ...]]:  # noqa: B006 - kept for later draws
    """The cells that share a row, a column or a box with each cell."""
    if side not in known:
        groups = _groups(side)
        known[side] = [
            tuple({each for group in groups if cell in group for each in group} - {cell})
            for cell in range(side * side)
        ]
    return known[side]


def _groups(side: int) -> list[list[int]]:
    high, wide = BOX[side]
    rows = [[row * side + column for column in range(side)] for row in range(side)]
    columns = [[row * side + column for row in range(side)] for column in range(side)]
    boxes = [
        [(top + r) * side + left + c for r, c in product(range(high), range(wide))]
        for top, left in product(range(0, side, high), range(0, side, wide))
    ]
    return rows + columns + boxes


def _filled(rng: Rng, side: int) -> list[int]:
    """A full square: a shifted one with its digits, rows, columns, bands and stacks mixed."""
    high, wide = BOX[side]
    bands, stacks = side // high, side // wide
    rows = [
        band * high + row for band in rng.sample(range(bands), bands) for row in rng.sample(range(high), high)
    ]
    columns = [
        stack * wide + col
        for stack in rng.sample(range(stacks), stacks)
        for col in rng.sample(range(wide), wide)
    ]
    signs = rng.sample(range(1, side + 1), side)
    return [signs[(wide * (row % high) + row // high + column) % side] for row in rows for column in columns]


def _only(given: list[int], place: int, side: int) -> bool:
    """Whether the square without this digit can't be filled with another digit there."""
    value = given[place]
    bits = [1 << each if each else 0 for each in given]
    bits[place] = 0
    used = 0
    for peer in _peers(side)[place]:
        used |= bits[peer]
    others = ((1 << (side + 1)) - 2) & ~used & ~(1 << value)
    while others:
        bit = others & -others
        others ^= bit
        bits[place] = bit
        if _fillable(list(bits), side):
            return False
    return True


def _fillable(bits: list[int], side: int) -> bool:
    """Whether a square can be filled: cells with one digit first, then the cell with the fewest."""
    peers, full = _peers(side), (1 << (side + 1)) - 2
    free = [cell for cell, bit in enumerate(bits) if not bit]
    while free:
        best, fewest, after = -1, 99, []
        for cell in free:
            used = 0
            for peer in peers[cell]:
                used |= bits[peer]
            left = full & ~used
            if not left:
                return False
            if not left & (left - 1):
                bits[cell] = left
                fewest = 0
                continue
            after.append(cell)
            count = left.bit_count()
            if count < fewest:
                best, fewest = cell, count
        if fewest:
            return _tried(bits, side, best)
        free = after
    return True


def _tried(bits: list[int], side: int, cell: int) -> bool:
    used = 0
    for peer in _peers(side)[cell]:
        used |= bits[peer]
    left = ((1 << (side + 1)) - 2) & ~used
    while left:
        bit = left & -left
        left ^= bit
        copy = list(bits)
        copy[cell] = bit
        if _fillable(copy, side):
            return True
    return False


def _facts(given: list[int], side: int) -> PuzzleFacts:
    names = [f"c{row}_{column}" for row in range(side) for column in range(side)]
    return PuzzleFacts(
        domains={name: range(1, side + 1) for name in names},
        clues=[f"{name} == {value}" for name, value in zip(names, given, strict=True) if value],
        different=[[names[cell] for cell in group] for group in _groups(side)],
    )
