"""Matrices and boards."""

from __future__ import annotations

from problem_banks.code_core.author import choice, grid, ints, problem

SMALL = grid(ints(-9, 9), (1, 4), (1, 4))


@problem(level=1, inputs=[SMALL], given=[([[1]],), ([[1, 2], [3, 4], [5, 6]],), ([[7, 8, 9]],)])
def transpose(matrix: list[list[int]]) -> list[list[int]]:
    """Return the transpose of a rectangular matrix with at least one row and one column: its columns become the rows."""
    return [list(column) for column in zip(*matrix, strict=True)]


@problem(
    level=2,
    inputs=[SMALL],
    given=[([[1]],), ([[1, 2], [3, 4]],), ([[1, 2, 3], [4, 5, 6]],), ([[5], [6]],)],
)
def turn_right(matrix: list[list[int]]) -> list[list[int]]:
    """Return a rectangular matrix (at least one row and one column) turned by a quarter clockwise: its first column,
    read from bottom to top, becomes the first row.
    """
    return [list(column) for column in zip(*matrix[::-1], strict=True)]


@problem(
    level=2,
    inputs=[grid(ints(0, 9), (1, 4), (1, 4))],
    given=[([[5]],), ([[1, 2], [3, 0]],), ([[1, 1], [1, 1]],), ([[3, 1, 2]],), ([[4], [9], [2]],)],
)
def saddle_points(matrix: list[list[int]]) -> list[tuple[int, int]]:
    """Find the saddle points of a rectangular matrix with at least one row and one column: the elements that no other
    element of their row exceeds and below which no other element of their column lies (they are a largest of their row
    and a smallest of their column; ties are allowed). Return their positions as tuples (row, column), counted from 0,
    in ascending order.
    """
    columns = list(zip(*matrix, strict=True))
    return [
        (r, c)
        for r, row in enumerate(matrix)
        for c, value in enumerate(row)
        if value == max(row) and value == min(columns[c])
    ]


@problem(
    level=3,
    inputs=[grid(choice("X", "O", "."), (3, 3), (3, 3))],
    given=[
        ([["X", "X", "X"], ["O", "O", "."], [".", ".", "."]],),
        ([["X", "O", "X"], ["O", "O", "X"], ["X", "X", "O"]],),
        ([["O", "X", "X"], ["X", "O", "."], [".", ".", "O"]],),
        ([["X", "X", "X"], ["O", "O", "O"], [".", ".", "."]],),
        ([[".", ".", "."], [".", ".", "."], [".", ".", "."]],),
        ([["X", "O", "."], ["X", "O", "."], [".", "O", "X"]],),
    ],
)
def tic_tac_toe(board: list[list[str]]) -> str:
    """`board` has three rows of three squares, each "X", "O" or "." (empty); it need not come from a real game. A player
    has a line where his letter fills a row, a column or one of the two diagonals. Return "X" where only X has a line,
    "O" where only O has one, "both" where both have one, otherwise "draw" where no square is empty and "open" where one
    is.
    """
    lines = [*board, *map(list, zip(*board, strict=True))]
    lines += [[board[i][i] for i in range(3)], [board[i][2 - i] for i in range(3)]]
    winners = [player for player in "XO" if [player] * 3 in lines]
    if len(winners) == 2:
        return "both"
    if winners:
        return winners[0]
    return "open" if any("." in row for row in board) else "draw"


@problem(
    level=4,
    inputs=[grid(choice(0, 1, 1, 2), (1, 5), (1, 5)), ints(0, 4), ints(0, 4), ints(0, 3)],
    given=[
        ([[1, 1, 1], [1, 1, 0], [1, 0, 1]], 1, 1, 2),
        ([[0]], 0, 0, 0),
        ([[0]], 0, 0, 3),
        ([[1, 2], [2, 1]], 0, 0, 2),
        ([[1, 1]], 0, 1, 1),
        ([[1]], 3, 3, 2),
    ],
)
def fill(picture: list[list[int]], row: int, column: int, colour: int) -> list[list[int]]:
    """Fill an area of a picture, as the paint bucket of a drawing program does. `picture` is a rectangular grid of at
    least one pixel. The pixel at (`row`, `column`), counted from 0, and all pixels of the same colour that are connected
    with it through pixels of that colour (to the left, to the right, above, below) get the new `colour`. Return the new
    picture; `picture` itself must not be changed. A position outside the picture (it is never negative) changes nothing.
    """
    result = [line[:] for line in picture]
    if row >= len(result) or column >= len(result[0]) or result[row][column] == colour:
        return result
    old = result[row][column]
    waiting = [(row, column)]
    while waiting:
        r, c = waiting.pop()
        if 0 <= r < len(result) and 0 <= c < len(result[0]) and result[r][c] == old:
            result[r][c] = colour
            waiting += [(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)]
    return result


@problem(
    level=5,
    inputs=[grid(choice(0, 1, 1), (1, 5), (1, 5))],
    given=[
        ([[0]],),
        ([[1]],),
        ([[1, 0, 1, 0], [1, 0, 1, 1], [1, 1, 1, 1], [1, 0, 0, 1]],),
        ([[1, 1, 1]],),
        ([[0, 1], [1, 1]],),
        ([[1, 1], [1, 1], [1, 1]],),
    ],
)
def largest_rectangle(cells: list[list[int]]) -> int:
    """`cells` is a rectangular grid of at least one cell with zeros and ones. Return the area (number of cells) of the
    largest rectangle of neighbouring rows and columns that holds only ones, 0 where there are no ones.
    """
    best = 0
    for top in range(len(cells)):
        solid = [1] * len(cells[0])
        for bottom in range(top, len(cells)):
            solid = [a & b for a, b in zip(solid, cells[bottom], strict=True)]
            width = 0
            for cell in solid:
                width = width + 1 if cell else 0
                best = max(best, width * (bottom - top + 1))
    return best
