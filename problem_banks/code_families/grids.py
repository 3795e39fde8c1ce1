"""Moves over squares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..code_core.author import choice, grid, ints, items
from .family import Draw, family, fill, fill_some

if TYPE_CHECKING:
    from random import Random

Cell = tuple[int, int]
SIDES: tuple[Cell, ...] = ((0, 1), (1, 0), (0, -1), (-1, 0))


@family(level=1)
def tile_colour(rng: Random) -> Draw:
    a, b = rng.sample([2, 3, 4, 5, 7], 2)
    colours = rng.sample(["red", "blue", "white", "green", "black", "grey"], rng.randint(3, 5))

    def oracle(row: int, column: int) -> str:
        at = 0
        for _ in range(row):
            at = (at + a) % len(colours)
        for _ in range(column):
            at = (at + b) % len(colours)
        return colours[at]

    return Draw(
        prompt=f"A floor is laid with square tiles; rows and columns are numbered from 0. The colours follow each other in "
        f"a circle: {', '.join(colours)}, and {colours[0]} again. The tile in row 0 and column 0 is {colours[0]}. One "
        f"column further to the right the colour is the one {b} further on in the circle, one row further down the one "
        f"{a} further on. Return the colour of the tile in row `row` and column `column`.",
        solution=fill(
            """
            def tile_colour(row: int, column: int) -> str:
                colours = $colours
                return colours[($a * row + $b * column) % len(colours)]
            """,
            colours=str(colours).replace("'", '"'),
            a=a,
            b=b,
        ),
        inputs=[ints(0, 30), ints(0, 30)],
        given=[(0, 0), (0, 1), (1, 0), (1, 1), (7, 29)],
        oracle=oracle,
    )


@family(level=2)
def leaper_moves(rng: Random) -> Draw:
    a, b = sorted(rng.sample(range(5), 2))
    rows, columns = rng.randint(5, 9), rng.randint(5, 9)
    round_ = rng.choice([True, False])

    def oracle(row: int, column: int) -> list[tuple[int, int]]:
        found = []
        for r in range(rows):
            for c in range(columns):
                across = abs(c - column)
                wide = {across, columns - across} if round_ else {across}
                if any((abs(r - row), w) in ((a, b), (b, a)) for w in wide):
                    found.append((r, c))
        return found

    edge = (
        "The board is bent to a tube: the first and the last column are neighbours, so that moves to the left and right go "
        "round; the first and the last row are ends."
        if round_
        else "Moves off the board are not possible."
    )
    return Draw(
        prompt=f"A piece moves in one jump {a} {'square' if a == 1 else 'squares'} along one direction of the board (rows "
        f"or columns, either way) and {b} {'square' if b == 1 else 'squares'} along the other. The board has {rows} rows "
        f"and {columns} columns, both numbered from 0. {edge} Return a sorted list of the different squares that the "
        f"piece can reach in one jump from row `row` and column `column`, as tuples (row, column).",
        solution=fill(
            """
            def leaper_moves(row: int, column: int) -> list[tuple[int, int]]:
                reached = set()
                for down, right in (($a, $b), ($b, $a)):
                    for r in (row - down, row + down):
                        for c in (column - right, column + right):
                            if $inside:
                                reached.add((r, c$wrap))
                return sorted(reached)
            """,
            a=a,
            b=b,
            inside=f"0 <= r < {rows}" if round_ else f"0 <= r < {rows} and 0 <= c < {columns}",
            wrap=f" % {columns}" if round_ else "",
        ),
        inputs=[ints(0, rows - 1), ints(0, columns - 1)],
        given=[(0, 0), (0, columns - 1), (rows - 1, 0), (rows // 2, columns // 2), (1, 2)],
        oracle=oracle,
    )


@family(level=3)
def track_square(rng: Random) -> Draw:
    goal = rng.randint(18, 30)
    from_, to = rng.sample(range(4, goal - 1), 2)
    third = rng.choice([n for n in range(3, goal - 1) if n not in (from_, to)])
    over = rng.choice(["back", "stay", "round"])
    rule = {
        "back": f"Steps that are left over at square {goal} are gone backwards from there.",
        "stay": f"A throw that would lead beyond square {goal} is not used.",
        "round": f"From square {goal} the next step leads to square 0 again.",
    }[over]
    final = {"round": ""}.get(over, f" On square {goal} the piece stays for good.")
    kind = "ladder" if to > from_ else "slide"
    pause = rng.choice([True, False])
    trap = "the next throw is not used" if pause else "the piece goes back to square 0 at once"

    def oracle(throws: list[int]) -> int:
        at, skip = 0, False
        for throw in throws:
            if skip or (over != "round" and at == goal) or (over == "stay" and goal - at < throw):
                skip = False
                continue
            step = 1
            for _ in range(throw):
                if over == "back" and at == goal:
                    step = -1
                at = 0 if over == "round" and at == goal else at + step
            at = to if at == from_ else at
            skip = pause and at == third
            at = 0 if at == third and not pause else at
        return at

    beyond = {
        "back": f"at = 2 * {goal} - at",
        "stay": "at -= throw",
        "round": f"at -= {goal + 1}",
    }[over]
    done = "" if over == "round" else f"at == {goal}"
    stop = " or ".join(filter(None, ["paused" if pause else "", done]))
    head = (
        f"""
        def track_square(throws: list[int]) -> int:
            at = 0
            {"paused = False" if pause else ""}
            for throw in throws:
                if {stop}:
                    {"paused = False" if pause else ""}
                    continue
        """
        if stop
        else """
        def track_square(throws: list[int]) -> int:
            at = 0
            for throw in throws:
        """
    )
    body = f"""
                at += throw
                if at > {goal}:
                    {beyond}
                    {"continue" if over == "stay" else ""}
                if at == {from_}:
                    at = {to}
                {f"paused = at == {third}" if pause else f"if at == {third}:"}
                {"" if pause else "    at = 0"}
            return at
        """
    lines = [line for line in (head + body).split("\n") if line.strip()]
    return Draw(
        prompt=f"A piece stands on square 0 of a track with the squares 0 to {goal} and goes forward as many squares as "
        f"each throw of a die says. {rule}{final} A move that ends on square {from_} goes on at once to square {to} (a "
        f"{kind}). If the piece is then on square {third}, {trap}. Return the square of the piece after `throws`.",
        solution=fill("\n".join(lines)),
        inputs=[items(ints(1, 6), 0, 14)],
        given=[([],), ([6],), ([6] * 9,), ([1] * 14,), ([5, 4, 3, 6, 2, 6, 5],), ([3, 3, 6, 6, 6, 6, 2, 1],)],
        oracle=oracle,
    )


@family(level=3)
def light_ray(rng: Random) -> Draw:
    letters = rng.sample("ABC", 3)
    side = rng.randrange(4)
    worn = rng.choice([True, False])
    asked = rng.choice(["cells", "turns"])
    entry = (
        "the left edge into the top row, moving right",
        "the top edge into the leftmost column, moving down",
        "the right edge into the bottom row, moving left",
        "the bottom edge into the rightmost column, moving up",
    )[side]

    def oracle(chart: list[list[str]]) -> int:
        cells = {(r, c): cell for r, row in enumerate(chart) for c, cell in enumerate(row)}
        spot, heading = max(cells) if side > 1 else (0, 0), SIDES[side]
        steps = turns = 0
        while spot in cells:
            steps += 1
            letter = cells[spot]
            if letter == letters[2]:
                break
            if letter in letters[:2]:
                turns += 1
                down, right = heading
                heading = (right, -down) if letter == letters[0] else (-right, down)
                cells[spot] = "." if worn else letter
            spot = (spot[0] + heading[0], spot[1] + heading[1])
        return steps if asked == "cells" else turns

    wear = " A cell that has turned the ray becomes empty afterwards." if worn else ""
    return Draw(
        prompt=f'`chart` is a rectangle of cells, at least one. A ray of light enters from {entry}. In an empty cell, ".", '
        f'it goes straight on; in a cell "{letters[0]}" it turns right and in a cell "{letters[1]}" left (seen in '
        f'its direction of motion), then moves on to the next cell; a cell "{letters[2]}" swallows it.{wear} It goes '
        f"on until it is swallowed or leaves the rectangle. Return how many "
        + (
            "cells it enters, a cell that it enters twice counting twice and the one that swallows it counting too."
            if asked == "cells"
            else "times it turns."
        ),
        solution=fill_some(
            f"""
            def light_ray(chart: list[list[str]]) -> int:
                {"chart = [list(row) for row in chart]" if worn else "~"}
                rows, columns = len(chart), len(chart[0])
                r, c = {"0, 0" if side < 2 else "rows - 1, columns - 1"}
                down, right = {SIDES[side][0]}, {SIDES[side][1]}
                {asked} = 0
                while 0 <= r < rows and 0 <= c < columns:
                    {"cells += 1" if asked == "cells" else "~"}
                    if chart[r][c] == "{letters[2]}":
                        break
                    if chart[r][c] in "{letters[0]}{letters[1]}":
                        {"turns += 1" if asked == "turns" else "~"}
                        turn_right = chart[r][c] == "{letters[0]}"
                        down, right = (right, -down) if turn_right else (-right, down)
                        {'chart[r][c] = "."' if worn else "~"}
                    r, c = r + down, c + right
                return {asked}
            """
        ),
        inputs=[
            grid(
                choice(".", ".", letters[0], letters[1], letters[0], letters[1], ".", letters[2]),
                (2, 6),
                (2, 6),
            )
        ],
        given=[
            ([["."]],),
            ([[letters[2]]],),
            ([[".", ".", "."], [".", ".", "."]],),
            ([[".", letters[0]], [letters[0], letters[0]]],),
            ([[letters[1], letters[1]], [letters[1], "."], ["."] * 2],),
            ([[".", ".", letters[0]], [letters[0], ".", "."], [letters[1], ".", letters[0]]],),
        ],
        oracle=oracle,
    )


@family(level=4)
def ice_slides(rng: Random) -> Draw:
    corner = rng.choice(["bottom right", "bottom left", "top right"])
    passing, sticky = rng.choice([True, False]), rng.choice("sx*~")
    back = rng.randint(2, 7)

    def oracle(room: list[list[str]]) -> int:
        rows, columns = len(room), len(room[0])
        goal = ("bottom" in corner) * (rows - 1), ("right" in corner) * (columns - 1)
        free = {(r, c) for r in range(rows) for c in range(columns) if room[r][c] != "#"} | {(0, 0), goal}

        def ends(cell: tuple[int, int], turn: int) -> tuple[int, int]:
            for _ in range(back):
                following = cell[0] + SIDES[turn][0], cell[1] + SIDES[turn][1]
                if following not in free:
                    break
                cell = following
                if room[cell[0]][cell[1]] == sticky or (passing and cell == goal):
                    break
            return cell

        layers = [{(0, 0)}]
        while goal not in layers[-1]:
            layers.append(layers[-1] | {ends(cell, turn) for cell in layers[-1] for turn in range(4)})
            if layers[-1] == layers[-2]:
                return -1
        return len(layers) - 1

    stop = "stops there also when it only passes over it" if passing else "has to come to rest there"
    target = f"{'rows - 1' if 'bottom' in corner else 0}, {'columns - 1' if 'right' in corner else 0}"
    return Draw(
        prompt=f'A robot stands in the top left cell of an icy room; `room` is a rectangle of cells: "." is ice, "#" a wall '
        f'and "{sticky}" sand. In one move it slides left, right, up or down until the next cell is a wall or outside '
        f"the room, or until it comes onto sand, where it stops at once; a slide also ends after {back} cells. It wants to get to the {corner} cell "
        f"and {stop}. The first and the goal cell are never walls: a wall given there counts as ice. Return the least "
        f"number of moves, 0 if the robot starts on the goal, -1 if it cannot get there.",
        solution=fill(
            f"""
            def ice_slides(room: list[list[str]]) -> int:
                rows, columns = len(room), len(room[0])
                goal = ({target})
                walls = {{(r, c) for r in range(rows) for c in range(columns) if room[r][c] == "#"}} - {{(0, 0), goal}}

                def slide(r: int, c: int, down: int, right: int) -> tuple[int, int]:
                    for _ in range({back}):
                        if (r + down, c + right) in walls:
                            break
                        if not (0 <= r + down < rows and 0 <= c + right < columns):
                            break
                        r, c = r + down, c + right
                        if room[r][c] == "{sticky}"{" or (r, c) == goal" if passing else ""}:
                            break
                    return r, c

                moves = {{(0, 0): 0}}
                queue = [(0, 0)]
                for cell in queue:
                    for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                        end = slide(*cell, down, right)
                        if end not in moves:
                            moves[end] = moves[cell] + 1
                            queue.append(end)
                return moves.get(goal, -1)
            """
        ),
        inputs=[grid(choice(".", ".", ".", ".", "#", sticky), (3, 7), (3, 7))],
        given=[
            ([["."]],),
            ([[".", "."]],),
            ([["#", "."], ["#", "#"]],),
            ([[".", ".", "."], [".", "#", sticky], [sticky, ".", "."]],),
            ([["."] * 11, ["."] * 11],),
            ([[".", sticky, "."], ["#", "#", "."], [".", ".", "."], [".", "#", "."]],),
        ],
        oracle=oracle,
    )
