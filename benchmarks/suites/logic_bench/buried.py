"""Minesweeper: which covered cells hold a mine."""

from __future__ import annotations

from itertools import product

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, unique
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, joined, squares

from .family import family

SCENES = (
    ("mines", "Under some covered cells of this field lies a mine. A number counts the mines in the up to eight cells around it, diagonal ones included."),
    ("treasures", "Treasures are buried in some of the covered squares. Every digit says how many treasures touch its square by a side or a corner."),
    ("rocks", "A sonar map marks open water with the number of rocks in the adjacent squares (also diagonally); covered squares may hide a rock."),
)  # fmt: skip
ASKS = (
    "Which cells hold {what}? List them by column letter and row number.",
    "Name every cell with one of the {what}, as a letter and a number.",
    "Where are the {what}? Give all cells.",
)
LETTERS = "BCDEFGH"


@family(level=1, side=(3, 3, 3, 4, 4, 5, 5, 6), hidden=(1, 2, 3, 4, 5, 6, 8, 10))
def buried(rng: Rng, *, side: int, hidden: int) -> Puzzle:
    cells = list(product(range(side), repeat=2))
    while True:
        covered = set(rng.sample(cells, min(len(cells) - 2, 2 * hidden)))
        mines = set(rng.sample(sorted(covered), rng.randint(1, max(1, min(hidden, len(covered) - 1)))))
        names = {cell: f"{LETTERS[cell[1]]}{cell[0] + 1}" for cell in cells}
        clues = [clue for cell in cells if cell not in covered if (clue := _count(cell, covered, mines))]
        total = f"Count({', '.join(f'{_name(cell)} == 1' for cell in sorted(covered))}) == {len(mines)}"
        facts = PuzzleFacts(domains={_name(cell): (0, 1) for cell in sorted(covered)}, clues=[*clues, total])
        if unique(facts):
            break
    what, scene = rng.choice(SCENES)
    rows = [["", *LETTERS[:side]]] + [
        [
            str(row + 1),
            *(
                "?" if (row, column) in covered else str(_around((row, column), mines))
                for column in range(side)
            ),
        ]
        for row in range(side)
    ]
    many = f"There {'is one' if len(mines) == 1 else f'are {NUMBERS[len(mines)]}'} of them in all."
    text = joined(
        f"{scene} {many}",
        squares([[cell or " " for cell in row] for row in rows]),
        rng.choice(ASKS).format(what=what),
    )
    reference = LogicReference(
        shape="set",
        answer=(tuple(sorted(names[cell] for cell in mines)),),
        names={
            names[cell]: (f"({names[cell][0]}, {names[cell][1]})", f"{names[cell][0]},{names[cell][1]}")
            for cell in sorted(covered)
        },
    )
    return Puzzle(prompt=text, reference=reference, facts=facts)


def _name(cell: tuple[int, int]) -> str:
    return f"m{cell[0]}_{cell[1]}"


def _around(cell: tuple[int, int], some: set[tuple[int, int]]) -> int:
    return sum(max(abs(cell[0] - row), abs(cell[1] - column)) == 1 for row, column in some)


def _count(cell: tuple[int, int], covered: set[tuple[int, int]], mines: set[tuple[int, int]]) -> str:
    near = [other for other in sorted(covered) if _around(cell, {other})]
    if not near:
        return ""
    return f"Count({', '.join(f'{_name(other)} == 1' for other in near)}) == {_around(cell, mines)}"
