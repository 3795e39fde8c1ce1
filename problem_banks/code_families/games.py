"""Games with their rules and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..code_core.author import choice, grid, ints, items
from .family import Draw, family, fill, fill_some
from .grids import SIDES, Cell

if TYPE_CHECKING:
    from random import Random


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
