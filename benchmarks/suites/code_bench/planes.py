"""Points, rectangles and boards."""

from __future__ import annotations

from problem_banks.code_core.author import choice, grid, ints, items, pair, problem, row


@problem(
    level=1,
    inputs=[ints(-9, 9), ints(-9, 9), ints(-9, 9), ints(-9, 9)],
    given=[(0, 0, 0, 0), (0, 0, 3, 4), (1, 1, -1, -1), (-5, 2, 5, 2), (2, 7, 2, -7)],
)
def taxi_distance(x1: int, y1: int, x2: int, y2: int) -> int:
    """In a town whose streets form a square grid, how many blocks must one drive at least from the crossing (`x1`, `y1`)
    to the crossing (`x2`, `y2`)?
    """
    return abs(x1 - x2) + abs(y1 - y2)


@problem(
    level=2,
    inputs=[items(pair(ints(-6, 6), ints(-6, 6)), 1, 8)],
    given=[([(0, 0)],), ([(0, 0), (2, 3)],), ([(-1, 5), (4, -2), (0, 0)],), ([(3, 3), (3, 3)],)],
)
def bounding_area(points: list[tuple[int, int]]) -> int:
    """Return the area of the smallest rectangle with sides along the axes that contains all the `points` (at least one
    point is given).
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


@problem(
    level=3,
    inputs=[
        row(ints(0, 9), ints(0, 9), ints(1, 6), ints(1, 6)),
        row(ints(0, 9), ints(0, 9), ints(1, 6), ints(1, 6)),
    ],
    given=[
        ([0, 0, 2, 2], [1, 1, 2, 2]),
        ([0, 0, 2, 2], [2, 0, 2, 2]),
        ([0, 0, 5, 5], [1, 1, 2, 3]),
        ([3, 3, 1, 1], [3, 3, 1, 1]),
        ([0, 0, 1, 1], [8, 8, 1, 1]),
    ],
)
def covered_area(one: list[int], two: list[int]) -> int:
    """Two rectangles with sides along the axes are given as [left, bottom, width, height]. Return the area that is
    covered by at least one of them.
    """
    wide = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    high = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    return one[2] * one[3] + two[2] * two[3] - max(0, wide) * max(0, high)


@problem(
    level=3,
    inputs=[items(pair(ints(-5, 5), ints(-5, 5)), 3, 6)],
    given=[
        ([(0, 0), (1, 0), (0, 1)],),
        ([(0, 0), (0, 1), (1, 0)],),
        ([(0, 0), (2, 0), (2, 2), (0, 2)],),
        ([(0, 0), (1, 1), (2, 2)],),
        ([(-3, 1), (4, 0), (2, 5), (-2, 4)],),
    ],
)
def doubled_area(corners: list[tuple[int, int]]) -> int:
    """Return twice the signed area of the polygon with these `corners` in order: the sum of x1 * y2 - x2 * y1 over all
    pairs of neighbouring corners (x1, y1), (x2, y2), the last and the first among them.
    """
    following = [*corners[1:], corners[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(corners, following, strict=True))


@problem(
    level=2,
    inputs=[grid(choice(".", "*"), (1, 5), (1, 6))],
    given=[
        ([["."]],),
        ([["*"]],),
        ([["*", "."], [".", "."]],),
        ([["*", "*", "*"]],),
        ([[".", "."], [".", "."]],),
    ],
)
def mine_numbers(field: list[list[str]]) -> list[str]:
    """`field` is a rectangle of "." (free) and "*" (mine). Return its rows as texts in which every free cell is replaced
    by the number of mines among its up to eight neighbours; mines stay "*".
    """
    rows, columns = len(field), len(field[0])
    made = []
    for y in range(rows):
        line = ""
        for x in range(columns):
            around = [
                field[j][i]
                for j in range(y - 1, y + 2)
                for i in range(x - 1, x + 2)
                if 0 <= j < rows and 0 <= i < columns
            ]
            line += "*" if field[y][x] == "*" else str(around.count("*"))
        made.append(line)
    return made


@problem(
    level=3,
    inputs=[
        pair(ints(0, 7), ints(0, 7)),
        pair(ints(0, 7), ints(0, 7)),
        items(pair(ints(0, 7), ints(0, 7)), 0, 6),
    ],
    given=[
        ((0, 0), (7, 7), []),
        ((0, 0), (7, 7), [(3, 3)]),
        ((2, 5), (2, 1), [(3, 3)]),
        ((2, 5), (2, 1), [(2, 2)]),
        ((0, 0), (1, 2), []),
        ((4, 4), (4, 4), []),
    ],
)
def queen_sees(queen: tuple[int, int], target: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """On a chessboard, squares are pairs of column and row from 0 to 7. Can a queen on `queen` move to `target` in one
    move? It moves along a row, column or diagonal any number of squares but at least one, and never over a square in
    `others`; it may end on such a square.
    """
    dx, dy = target[0] - queen[0], target[1] - queen[1]
    if (dx == 0 and dy == 0) or (dx and dy and abs(dx) != abs(dy)):
        return False
    steps = max(abs(dx), abs(dy))
    way = [(queen[0] + dx // steps * k, queen[1] + dy // steps * k) for k in range(1, steps)]
    return not any(square in others for square in way)


@problem(
    level=4,
    inputs=[grid(ints(0, 3), (1, 5), (1, 5)), ints(0, 4), ints(0, 4), ints(0, 4)],
    requires="lambda image, y, x, colour: y < len(image) and x < len(image[0])",
    given=[
        ([[1]], 0, 0, 2),
        ([[1, 1], [1, 0]], 0, 0, 3),
        ([[1, 0, 1]], 0, 0, 2),
        ([[2, 2], [2, 2]], 1, 1, 2),
        ([[0, 1, 0], [1, 0, 1], [0, 1, 0]], 1, 1, 4),
    ],
)
def recoloured(image: list[list[int]], y: int, x: int, colour: int) -> list[list[int]]:
    """Return a copy of `image`, a rectangle of colours, in which the cell in row `y` and column `x`, and all cells of its
    colour that are joined to it by cells of that colour side by side, have the new `colour`.
    """
    made = [list(line) for line in image]
    old, waiting = image[y][x], [(y, x)]
    while waiting:
        j, i = waiting.pop()
        if 0 <= j < len(made) and 0 <= i < len(made[0]) and made[j][i] == old != colour:
            made[j][i] = colour
            waiting += [(j + 1, i), (j - 1, i), (j, i + 1), (j, i - 1)]
    return made


@problem(
    level=5,
    inputs=[items(pair(ints(-4, 4), ints(-4, 4)), 0, 8)],
    given=[
        ([],),
        ([(1, 1)],),
        ([(0, 0), (1, 1), (2, 2)],),
        ([(0, 0), (1, 1), (2, 2), (0, 1)],),
        ([(0, 0), (0, 0), (1, 2)],),
        ([(0, 3), (1, 2), (2, 1), (3, 0), (0, 0)],),
    ],
)
def most_on_a_line(points: list[tuple[int, int]]) -> int:
    """Return the largest number of different points in `points` that lie on one straight line. With one or two different
    points it is their number, without points 0.
    """
    distinct = sorted(set(points))
    best = min(len(distinct), 2)
    for at, (ax, ay) in enumerate(distinct):
        for bx, by in distinct[at + 1 :]:
            on = sum((bx - ax) * (cy - ay) == (by - ay) * (cx - ax) for cx, cy in distinct)
            best = max(best, on)
    return best
