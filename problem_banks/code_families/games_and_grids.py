"""Boards, dice, counters and patterns on squares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from problem_banks.code_core.author import choice, grid, ints, items

from .family import Draw, family, fill
from .optional import fill_some

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


@family(level=1)
def dice_points(rng: Random) -> Draw:
    face, other = rng.sample(range(1, 7), 2)
    worth, loss = rng.randint(5, 20), rng.randint(2, 9)
    what = rng.choice(["sum", "highest"])
    rest = {"sum": "sum of all dice", "highest": "highest number thrown"}[what]

    def oracle(dice: list[int]) -> int:
        score = 0
        for die in dice:
            score += worth if die == face else -loss if die == other else 0
            score += die if what == "sum" else 0
        return score + (next(n for n in range(6, 0, -1) if n in dice) if what == "highest" else 0)

    return Draw(
        prompt=f"A throw of one or more dice is worth the {rest}, plus {worth} points for each {face} thrown, minus {loss} "
        f"points for each {other} thrown. Return the points of the throw `dice`, which may be negative.",
        solution=fill(
            """
            def dice_points(dice: list[int]) -> int:
                return $function(dice) + $worth * dice.count($face) - $loss * dice.count($other)
            """,
            function={"sum": "sum", "highest": "max"}[what],
            worth=worth,
            face=face,
            loss=loss,
            other=other,
        ),
        inputs=[items(ints(1, 6), 1, 6)],
        given=[([face],), ([other],), ([1, 2, 3, 4, 5, 6],), ([other] * 4,), ([6, face, face, 6],)],
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
def merged_tiles(rng: Random) -> Draw:
    gap, most = rng.randint(2, 4), rng.randint(4, 9)
    when, test = rng.choice(
        [
            ("are equal", "line[-1] == tile"),
            (f"differ by exactly {gap}", f"abs(line[-1] - tile) == {gap}"),
            (f"have a sum of at most {most}", f"line[-1] + tile <= {most}"),
        ]
    )
    right, again, bonus = rng.choice([True, False]), rng.choice([True, False]), rng.randint(0, 3)
    made = "their sum" if bonus == 0 else f"their sum plus {bonus}"
    start, end = ("right", "left") if right else ("left", "right")

    def fits(a: int, b: int) -> bool:
        return {"line[-1] == tile": a == b, f"abs(line[-1] - tile) == {gap}": a in (b - gap, b + gap)}.get(
            test, a + b <= most
        )

    def oracle(tiles: list[int]) -> list[int]:
        line = [(tile, False) for tile in (tiles[::-1] if right else tiles) if tile]
        at = 0
        while at + 1 < len(line):
            if fits(line[at][0], line[at + 1][0]) and (again or not line[at][1]):
                line[at : at + 2] = [(line[at][0] + line[at + 1][0] + bonus, True)]
            else:
                at += 1
        numbers = [tile for tile, _ in line] + [0] * (len(tiles) - len(line))
        return numbers[::-1] if right else numbers

    return Draw(
        prompt=f"`tiles` is a row of positive numbers; 0 is an empty place. The row is pushed to the {start}: the tiles are "
        f"taken one by one from the {start} end to the {end} end, and each moves to the {start} as far as it can. If it "
        f"then touches a tile to its {start} and the two numbers {when}, the two become one tile, on that tile's place, "
        f"whose number is {made}. A tile that came about in this way in the same push "
        f"{'may be merged with again by the next one' if again else 'is not merged with again'}, and does not itself "
        f"merge with the tile to its {start}. Return the row after the push, as long "
        f"as before.",
        solution=fill_some(
            f"""
            def merged_tiles(tiles: list[int]) -> list[int]:
                line = []
                {"~" if again else "fresh = False"}
                for tile in {"reversed(tiles)" if right else "tiles"}:
                    if tile == 0:
                        continue
                    if line and {"" if again else "not fresh and "}{test}:
                        line[-1] += tile{f" + {bonus}" if bonus else ""}
                        {"~" if again else "fresh = True"}
                    else:
                        line.append(tile)
                        {"~" if again else "fresh = False"}
                line += [0] * (len(tiles) - len(line))
                return {"line[::-1]" if right else "line"}
            """
        ),
        inputs=[items(choice(0, 0, 1, 1, 2, 2, 3, 4, 6), 0, 9)],
        given=[
            ([],),
            ([0, 0],),
            ([0, 2],),
            ([2, 0, 2, 4],),
            ([1, 1, 1, 1, 0],),
            ([1, 2, 3, 4],),
            ([2, 2, 4, 8],),
        ],
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
def winning_takes(rng: Random) -> Draw:
    takes = sorted(rng.sample(range(1, 8), 3))
    wins, repeat = rng.choice([True, False]), rng.choice([True, False])

    def oracle(stones: int) -> list[int]:
        good: dict[tuple[int, int], list[int]] = {}
        for left in range(stones + 1):
            for last in (0, *takes):
                moves = [t for t in takes if t <= left and (repeat or t != last)]
                found = [t for t in moves if not good[left - t, t]]
                good[left, last] = found if moves else [] if wins else [-1]
        return [take for take in good[stones, 0] if take > 0]

    extra = (
        ""
        if repeat
        else " Nobody may take the same number of stones as the other player in the move just before."
    )
    state, call = ("left: int", "left - take") if repeat else ("left: int, last: int", "left - take, take")
    legal = "take <= left" if repeat else "take <= left and take != last"
    return Draw(
        prompt=f"Two players take stones in turn from a heap of `stones`; a move takes {takes[0]}, {takes[1]} or {takes[2]} "
        f"of them.{extra} A player who cannot move {'loses' if wins else 'wins'}. Both play as well as possible. Return "
        f"in rising order the numbers of stones that the first player can take in the first move to be sure to win; an "
        f"empty list if there are none (also if no move is possible).",
        solution=fill(
            f"""
            from functools import cache


            def winning_takes(stones: int) -> list[int]:
                @cache
                def wins({state}) -> bool:
                    takes = [take for take in {tuple(takes)} if {legal}]
                    {"return" if wins else "return not takes or"} any(not wins({call}) for take in takes)

                return [take for take in {tuple(takes)} if take <= stones and not wins({
                "stones - take" if repeat else "stones - take, take"
            })]
            """
        ),
        inputs=[ints(0, 60)],
        given=[(0,), (1,), (takes[0],), (takes[2],), (takes[0] + takes[1],), (25,), (60,)],
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


def _groups(cells: dict[Cell, str]) -> list[set[Cell]]:
    """The connected cells with one value."""
    groups = [{cell} for cell in cells]
    for (r, c), gem in cells.items():
        near = [(r, c), *((r + dr, c + dc) for dr, dc in SIDES if cells.get((r + dr, c + dc)) == gem)]
        touched = [group for group in groups if group & set(near)]
        groups = [group for group in groups if group not in touched] + [set().union(*touched)]
    return groups


def _fall(cells: dict[Cell, str], step: Cell, size: Cell) -> None:
    """Each cell moves by one step where that is free."""
    for r, c in list(cells):
        spot = r + step[0], c + step[1]
        if 0 <= spot[0] < size[0] and 0 <= spot[1] < size[1] and spot not in cells:
            cells[spot] = cells.pop((r, c))


@family(level=5)
def gem_cascade(rng: Random) -> Draw:
    least, fall = rng.choice([2, 3, 3, 4]), rng.randrange(4)
    way = ("right", "down", "left", "up")[fall]
    form, score = rng.choice(
        [
            ("n times r", "size * number"),
            ("n times n", "size * size"),
            ("n plus r", "size + number"),
            ("n times n times r", "size * size * number"),
            ("n minus r, which may be negative", "size - number"),
        ]
    )

    def points(size: int, number: int) -> int:
        return {
            "n times r": size * number,
            "n times n": size**2,
            "n plus r": size + number,
            "n times n times r": size**2 * number,
        }.get(form, size - number)

    def oracle(gems: list[list[str]]) -> int:
        cells = {(r, c): gem for r, row in enumerate(gems) for c, gem in enumerate(row) if gem != "."}
        total = number = 0
        while True:
            number += 1
            groups = _groups(cells)
            gone = [group for group in groups if len(group) >= least]
            if not gone:
                return total
            total += sum(points(len(group), number) for group in gone)
            cells = {cell: gem for cell, gem in cells.items() if not any(cell in group for group in gone)}
            for _ in range(9):
                _fall(cells, SIDES[fall], (len(gems), len(gems[0])))

    settle = {
        "left": 'return [sorted(row, key=lambda gem: gem == ".") for row in board]',
        "right": 'return [sorted(row, key=lambda gem: gem != ".") for row in board]',
        "up": 'return transposed([sorted(row, key=lambda gem: gem == ".") for row in transposed(board)])',
        "down": 'return transposed([sorted(row, key=lambda gem: gem != ".") for row in transposed(board)])',
    }[way]
    helper = """
            def transposed(board: list[list[str]]) -> list[list[str]]:
                return [list(column) for column in zip(*board)]

    """
    return Draw(
        prompt=f'`gems` is a rectangle of letters; "." is an empty cell. A group is a largest set of cells with one letter '
        f"that are connected side by side (not diagonally). In each round all groups of at least {least} cells are "
        f"removed at once; then the remaining letters move {way} as far as they can, keeping their order in their "
        f"{'row' if fall % 2 == 0 else 'column'}. (Nothing moves before the first round.) The rounds are numbered from "
        f"1 and end when there is no group to remove. Removing a group of n cells in round r gives {form}, in points. "
        f"Return the sum of the points, 0 if nothing is removed.",
        solution=fill(
            (helper if fall % 2 else "")
            + f"""
            def settled(board: list[list[str]]) -> list[list[str]]:
                {settle}


            def group(board: list[list[str]], r: int, c: int) -> set[tuple[int, int]]:
                found, waiting = {{(r, c)}}, [(r, c)]
                while waiting:
                    y, x = waiting.pop()
                    for near in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
                        inside = 0 <= near[0] < len(board) and 0 <= near[1] < len(board[0])
                        if inside and near not in found and board[near[0]][near[1]] == board[r][c]:
                            found.add(near)
                            waiting.append(near)
                return found


            def gem_cascade(gems: list[list[str]]) -> int:
                board, total, number = gems, 0, 0
                while True:
                    number += 1
                    removed = set()
                    for r, row in enumerate(board):
                        for c, gem in enumerate(row):
                            if gem != "." and (r, c) not in removed:
                                cells = group(board, r, c)
                                size = len(cells)
                                if size >= {least}:
                                    removed |= cells
                                    total += {score}
                    if not removed:
                        return total
                    board = settled(
                        [["." if (r, c) in removed else gem for c, gem in enumerate(row)] for r, row in enumerate(board)]
                    )
            """
        ),
        inputs=[grid(choice("A", "B", "A", "B", "C", "."), (2, 5), (3, 6))],
        given=[
            ([["A"]],),
            ([["A", "A"], ["A", "A"]],),
            ([[".", "."], [".", "."]],),
            ([["A", "A", "A", "B"], ["B", "B", "C", "B"], ["A", "C", "B", "C"]],),
            ([["B", "A", "A"], ["A", "B", "B"], ["A", "B", "B"], ["C", "A", "A"]],),
            ([["A", "A"], ["A", "B"], ["B", "A"], ["B", "."]],),
        ],
        oracle=oracle,
    )


@family(level=5)
def coins_from_ends(rng: Random) -> Draw:
    most = rng.randint(1, 3)
    foe = rng.choice(["larger", "smaller", "clever", "copy"])
    last, fine = rng.randint(0, 6), rng.randint(0, 2)
    other = {
        "larger": "always takes one coin, the larger of the two end coins (the left one if they are equal)",
        "smaller": "always takes one coin, the smaller of the two end coins (the right one if they are equal)",
        "clever": "has the same choice in each turn and keeps Ann's winnings as small as possible",
        "copy": "always takes one coin, from the end from which Ann has just taken (the only one if one is left)",
    }[foe]
    bonus = f" Whoever takes the last coin gets {last} more." if last else ""
    cost = f" Each turn in which Ann takes from the right end costs her {fine}." if fine else ""

    def oracle(coins: list[int]) -> int:
        def ann(row: tuple[int, ...]) -> int:
            if not row:
                return 0
            results = []
            for n in range(1, min(most, len(row)) + 1):
                extra = last if n == len(row) else 0
                results.append(sum(row[:n]) + extra + bob(row[n:], left=True))
                results.append(sum(row[-n:]) + extra - fine + bob(row[:-n], left=False))
            return max(results)

        def bob(row: tuple[int, ...], *, left: bool) -> int:
            if not row:
                return 0
            if foe == "clever":
                sizes = range(1, min(most, len(row)) + 1)
                return min(min(ann(row[n:]), ann(row[: len(row) - n])) for n in sizes)
            if foe == "larger":
                left = row[0] >= row[-1]
            if foe == "smaller":
                left = row[0] < row[-1]
            return ann(row[1:] if left else row[:-1])

        return ann(tuple(coins))

    reply = {
        "larger": "return best(low + 1, high) if coins[low] >= coins[high - 1] else best(low, high - 1)",
        "smaller": "return best(low + 1, high) if coins[low] < coins[high - 1] else best(low, high - 1)",
        "clever": f"return min(min(best(low + n, high), best(low, high - n)) for n in range(1, min({most}, high - low) + 1))",
        "copy": "return best(low + 1, high) if from_left else best(low, high - 1)",
    }[foe]
    copy = foe == "copy"
    head = "low: int, high: int, from_left: bool" if copy else "low: int, high: int"
    more = f" + ({last} if n == high - low else 0)" if last else ""
    return Draw(
        prompt=f"`coins` are the values of coins in a row. Ann and Bob take turns, Ann first, until no coin is left. In her "
        f"turn Ann takes 1 to {most} coins from the left end or from the right end (all from one end, no more than there are). "
        f"Bob {other}.{bonus}{cost} Return the largest amount that Ann can be sure to win; 0 for no coins.",
        solution=fill(
            f"""
            from functools import cache


            def coins_from_ends(coins: list[int]) -> int:
                @cache
                def best(low: int, high: int) -> int:
                    if low == high:
                        return 0
                    results = []
                    for n in range(1, min({most}, high - low) + 1):
                        left = sum(coins[low : low + n]){more}
                        right = sum(coins[high - n : high]){more}{f" - {fine}" if fine else ""}
                        results.append(left + after_bob(low + n, high{", True" if copy else ""}))
                        results.append(right + after_bob(low, high - n{", False" if copy else ""}))
                    return max(results)

                def after_bob({head}) -> int:
                    if low == high:
                        return 0
                    {reply}

                return best(0, len(coins))
            """
        ),
        inputs=[items(ints(1, 12), 0, 9)],
        given=[([],), ([5],), ([3, 3],), ([1, 9, 2],), ([4, 8, 1, 7],), ([2, 7, 9, 3, 3, 10, 1, 4],)],
        oracle=oracle,
    )
