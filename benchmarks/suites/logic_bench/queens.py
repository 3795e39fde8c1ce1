"""Queens on a board with blocked squares: one in each row, none attacking another."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, solutions
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, joined, numbered, squares

from .family import family

RULES = (
    "{n} queens are to stand on a {d} x {d} chessboard so that no two share a row, a column or a diagonal.",
    "Put {m} chess queens on a board of {d} rows and {d} columns. None may attack another.",
    "On a square board with {d} rows, {m} queens must be placed peacefully: no common row, column or diagonal.",
)
SIGNS = (
    "X marks a square where no queen may stand.",
    "Squares marked X are blocked (queens still attack across them).",
    "No queen may be put on an X.",
)


@family(level=3, side=(4, 5, 6, 6, 7, 8), spared=(0, 1, 2, 4, 5, 6))
def queens(rng: Rng, *, side: int, spared: int) -> Puzzle:
    places = _peaceful(rng, side)
    names = [f"q{row}" for row in range(side)]
    rules = [f"Abs({a} - {b}) != {j - i}" for i, a in enumerate(names) for j, b in enumerate(names) if i < j]
    blocks = [
        f"{name} != {column}"
        for name, place in zip(names, places, strict=True)
        for column in range(side)
        if column != place
    ]
    domains = dict.fromkeys(names, range(side))
    every = PuzzleFacts(domains=domains, clues=[*blocks, *rules], different=[names])
    kept = _spared(rng, every, len(blocks), spared)
    board = squares(
        ("X" if f"q{row} != {column}" in kept else "." for column in range(side)) for row in range(side)
    )
    text = joined(
        rng.choice(RULES).format(n=NUMBERS[side].capitalize(), m=NUMBERS[side], d=side),
        f"{rng.choice(SIGNS)}\n{board}",
        f"{rng.choice(['In which column is the queen of each row?', 'Give the column of every queen.', 'Find the column for each row.'])} "
        f"Rows are counted from the top, columns from the left, both from 1. Write one line per row, such as `row 1: column {rng.randint(1, side)}`.",
    )
    reference = LogicReference(
        shape="pairs",
        answer=tuple((f"row {row + 1}", f"column {place + 1}") for row, place in enumerate(places)),
        names={f"row {row}": numbered("row", row)[1:3] for row in range(1, side + 1)},
        choices={f"column {column}": numbered("column", column) for column in range(1, side + 1)},
    )
    return Puzzle(
        prompt=text,
        reference=reference,
        facts=PuzzleFacts(domains=domains, clues=[*kept, *rules], different=[names]),
    )


def _spared(rng: Rng, every: PuzzleFacts, blocks: int, spared: int) -> list[str]:
    """The blocked squares that suffice; at most some are tried, so that easier boards keep more."""
    rules = list(every.clues[blocks:])
    order = rng.sample(range(blocks), blocks)[: blocks * (spared + 3) // 9]
    kept = set(range(blocks))
    for place in order:
        fewer = [every.clues[at] for at in sorted(kept - {place})]
        if (
            len(
                solutions(
                    PuzzleFacts(domains=every.domains, clues=[*fewer, *rules], different=every.different)
                )
            )
            == 1
        ):
            kept.discard(place)
    return [every.clues[at] for at in sorted(kept)]


def _peaceful(rng: Rng, side: int) -> list[int]:
    while True:
        places = rng.sample(range(side), side)
        if all(abs(places[i] - places[j]) != j - i for i in range(side) for j in range(i + 1, side)):
            return places
