"""Boards on which things lie, fall or move."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from ..code_core.author import choice, grid, ints, text
from .family import Draw, family, fill
from .matrices import SMALL, SQUARE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Grid = list[list[int]]
    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=3)
def falling_stones(rng: Random) -> Draw:
    side = rng.choice(["down", "up", "to the left", "to the right"])
    stone, wall, free = rng.sample("o#.*=+", 3)
    glue = rng.choice(["", "stays", "sinks"])
    limit = rng.randint(1, 3) if glue == "sinks" else 0
    dr, dc = {"down": (1, 0), "up": (-1, 0), "to the left": (0, -1), "to the right": (0, 1)}[side]
    stop = f"moves at most {limit} {'cell' if limit == 1 else 'cells'}" if limit else "moves as far as it can"

    def oracle(rows: list[str]) -> list[str]:
        cells = {(r, c): mark for r, row in enumerate(rows) for c, mark in enumerate(row)}
        order = sorted((at for at in cells if cells[at] == stone), key=lambda at: -(at[0] * dr + at[1] * dc))
        for r, c in order:
            steps = 0
            while cells.get((r + dr * (steps + 1), c + dc * (steps + 1))) == free and (
                not limit or steps < limit
            ):
                steps += 1
            cells[r, c] = free
            cells[r + dr * steps, c + dc * steps] = stone
        return ["".join(cells[r, c] for c in range(len(row))) for r, row in enumerate(rows)]

    front, turned = side in {"up", "to the left"}, side in {"up", "down"}
    if limit:
        order = "range(len(cells))" if front else "range(len(cells) - 1, -1, -1)"
        bound = "to > 0" if front else "to + 1 < len(cells)"
        step = "-" if front else "+"
        slide = f"""
            def slide(line: str) -> str:
                cells = list(line)
                for at in {order}:
                    if cells[at] != "{stone}":
                        continue
                    to = at
                    while {bound} and cells[to {step} 1] == "{free}" and abs(to - at) < {limit}:
                        to {step}= 1
                    cells[at], cells[to] = "{free}", "{stone}"
                return "".join(cells)
        """
    else:
        filled = (
            '"$stone" * stones + "$free" * (len(part) - stones)'
            if front
            else '"$free" * (len(part) - stones) + "$stone" * stones'
        )
        slide = f"""
            def slide(line: str) -> str:
                parts = []
                for part in line.split("$wall"):
                    stones = part.count("$stone")
                    parts.append({filled})
                return "$wall".join(parts)
        """
    main = "\n\ndef falling_stones(rows: list[str]) -> list[str]:\n    "
    if turned:
        main += 'columns = [slide("".join(column)) for column in zip(*rows)]\n    return ["".join(row) for row in zip(*columns)]\n'
    else:
        main += "return [slide(row) for row in rows]\n"
    near = {"down": "lowest", "up": "highest", "to the left": "leftmost", "to the right": "rightmost"}[side]
    return Draw(
        prompt=f"`rows` are the rows of a picture, from top to bottom: one or more texts of one length (at least 1). "
        f'"{stone}" is a stone, "{wall}" a fixed wall and "{free}" free space. The picture is tilted so that stones move '
        f"{side}. Stones move one after the other, the {near} in each {'column' if turned else 'row'} first; each {stop}, "
        f"and it stops before a wall, before another stone or at the edge of the picture. Return the rows of the picture "
        f"in the end.",
        solution=fill(slide, stone=stone, wall=wall, free=free) + main,
        inputs=[
            {"list": text(f"{free}{free}{stone}{free}{stone}{wall}", 4, 4), "len": [1, 5]},
        ],
        given=[
            ([free],),
            ([stone],),
            ([stone + free, free + stone],),
            (
                [
                    stone + free + stone + free + free,
                    free + free + wall + stone + free,
                    free + stone + free + free + wall,
                ],
            ),
            ([free * 6, stone * 2 + free * 3 + stone, free * 6, free * 2 + wall * 2 + free * 2, free * 6],),
        ],
        oracle=oracle,
    )


@family(level=4)
def plateaus(rng: Random) -> Draw:
    gap, rule = rng.randint(1, 4), rng.choice(["sides", "corners", "ring"])
    least = rng.randint(2, 4)
    goals: Rules = [
        ("the number of plateaus", "len(sizes)", len),
        (
            f"the number of plateaus of at least {least} cells",
            f"sum(len(part) >= {least} for part in sizes)",
            lambda ps: len([p for p in ps if p[least - 1 :]]),
        ),
        (
            "the number of cells of the largest plateau",
            "max(map(len, sizes))",
            lambda ps: max(len(p) for p in ps),
        ),
        (
            "the largest sum of the heights in a plateau",
            "max(map(sum, sizes))",
            lambda ps: max(sum(p) for p in ps),
        ),
    ]
    words, code, value = rng.choice(goals)
    code = code.replace("sizes", "parts")
    steps = [(0, 1), (1, 0), (0, -1), (-1, 0)] + (
        [(1, 1), (1, -1), (-1, 1), (-1, -1)] if rule == "corners" else []
    )
    sides = {
        "sides": "that shares a side with it",
        "corners": "that shares a side or a corner with it",
        "ring": "that shares a side with it, where the last column counts as left of the first one,",
    }[rule]

    def oracle(heights: Grid) -> int:
        height, width = len(heights), len(heights[0])
        names = {(r, c): r * width + c for r in range(height) for c in range(width)}
        for _ in range(height * width):
            for (r, c), (dr, dc) in product(names, steps):
                other = (r + dr, (c + dc) % width if rule == "ring" else c + dc)
                if other in names and abs(heights[r][c] - heights[other[0]][other[1]]) <= gap:
                    names[r, c] = names[other] = min(names[r, c], names[other])
        parts = [
            [heights[r][c] for (r, c), name in names.items() if name == one] for one in set(names.values())
        ]
        return int(value(parts))

    column = "(c + dc) % width" if rule == "ring" else "c + dc"
    inside = "0 <= i < height" if rule == "ring" else "0 <= i < height and 0 <= j < width"
    return Draw(
        prompt=f"`heights` is a rectangular grid of at least one whole number. From a cell one can step to any cell {sides} "
        f"if the two heights differ by at most {gap}; steps go both ways. Two cells belong to the same plateau exactly if "
        f"one can get from one to the other in any number of such steps, so that a cell without any step is a plateau of "
        f"its own. Return {words}.",
        solution=fill(
            f"""
            STEPS = {steps}


            def plateaus(heights: list[list[int]]) -> int:
                height, width = len(heights), len(heights[0])
                seen = set()
                parts = []
                for start in ((r, c) for r in range(height) for c in range(width)):
                    if start in seen:
                        continue
                    seen.add(start)
                    queue = [start]
                    for r, c in queue:
                        for dr, dc in STEPS:
                            i, j = r + dr, {column}
                            if {inside} and (i, j) not in seen and abs(heights[r][c] - heights[i][j]) <= {gap}:
                                seen.add((i, j))
                                queue.append((i, j))
                    parts.append([heights[r][c] for r, c in queue])
                return {code}
            """
        ),
        inputs=[grid(ints(0, 4 + 3 * gap), (1, 4), (2, 5))],
        given=[*SMALL, (SQUARE,), ([[0, gap, 9, gap + 1], [0, 9, 0, 1]],)],
        oracle=oracle,
    )


@family(level=4)
def garden_plot(rng: Random) -> Draw:
    least, m = rng.randint(1, 2), rng.randint(3, 5)
    bound = rng.randint(10, 20) * least
    rules: Rules = [
        (f"have a sum of at most {bound}", f"total <= {bound}", lambda v: not sum(v) > bound),
        (f"have a sum that is divisible by {m}", f"total % {m} == 0", lambda v: sum(v) % m == 0),
        (
            f"have a sum that leaves the remainder 1 on division by {m}",
            f"total % {m} == 1",
            lambda v: (sum(v) - 1) % m == 0,
        ),
        (
            f"have a mean of at least {m}",
            f"total >= {m} * (bottom - top) * (right - left)",
            lambda v: sum(x - m for x in v) >= 0,
        ),
    ]
    words, code, holds = rng.choice(rules)
    square = rng.choice([True, False])
    narrow = (
        f" of at least {least + 1} rows and {least + 1} columns"
        if not square
        else " with as many rows as columns"
    )
    many = rng.choice([True, False])
    goal = "the largest number of cells that such a rectangle has, or 0 if there is none"
    if many:
        goal = "how many such rectangles there are; two at different places count as two"

    def oracle(values: Grid) -> int:
        sizes = []
        for h, w in product(range(1, len(values) + 1), range(1, len(values[0]) + 1)):
            if (h == w) if square else min(h, w) > least:
                for r, c in product(range(len(values) - h + 1), range(len(values[0]) - w + 1)):
                    if holds([values[r + i][c + j] for i in range(h) for j in range(w)]):
                        sizes.append(h * w)
        return len(sizes) if many else max(sizes, default=0)

    test = "right - left != bottom - top" if square else f"min(bottom - top, right - left) <= {least}"
    step = "best += 1" if many else "best = max(best, (bottom - top) * (right - left))"
    return Draw(
        prompt=f"`values` is a rectangular grid of at least one whole number. Consider the rectangles of neighbouring rows "
        f"and neighbouring columns{narrow} whose numbers {words}. Return "
        f"{goal}.",
        solution=fill(
            f"""
            from itertools import combinations


            def garden_plot(values: list[list[int]]) -> int:
                height, width = len(values), len(values[0])
                sums = [[0] * (width + 1) for _ in range(height + 1)]
                for r, row in enumerate(values):
                    for c, value in enumerate(row):
                        sums[r + 1][c + 1] = value + sums[r][c + 1] + sums[r + 1][c] - sums[r][c]
                best = 0
                for top, bottom in combinations(range(height + 1), 2):
                    for left, right in combinations(range(width + 1), 2):
                        if {test}:
                            continue
                        total = sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left]
                        if {code}:
                            {step}
                return best
            """,
        ).replace("best", "count" if many else "best"),
        inputs=[grid(ints(0, 9), (3, 5), (3, 5))],
        given=[*SMALL, (SQUARE,), ([[1, 0, 2], [0, 3, 0], [2, 0, 1]],)],
        oracle=oracle,
    )


@family(level=5)
def turning_robot(rng: Random) -> Draw:
    turn, wall = rng.randint(1, 6), rng.randint(7, 9)
    moves = rng.choice([["right", "down"], ["right", "down", "up"], ["right", "down", "left", "up"]])
    steps = {"right": (0, 1), "down": (1, 0), "left": (0, -1), "up": (-1, 0)}
    rises = rng.choice([True, False])
    climb = rng.randint(1, 3)

    def oracle(costs: Grid) -> int:
        height, width = len(costs), len(costs[0])
        goal, far = (height - 1, width - 1), 10**9
        best = {(r, c, d): far for r in range(height) for c in range(width) for d in moves}
        for d in moves:
            best[0, 0, d] = 0
        for _ in range(height * width * 4):
            changed = False
            for (r, c, d), total in list(best.items()):
                for new in moves:
                    i, j = r + steps[new][0], c + steps[new][1]
                    if (i, j, new) not in best or costs[i][j] >= wall or total == far:
                        continue
                    step = costs[i][j] + turn * (new != d and (r, c) != (0, 0))
                    step += climb * max(costs[i][j] - costs[r][c], 0) if rises else 0
                    if total + step < best[i, j, new]:
                        best[i, j, new], changed = total + step, True
            if not changed:
                break
        found = min(best[(*goal, d)] for d in moves)
        return found if found < far else -1

    listed = ", ".join(moves[:-1]) + f" or {moves[-1]}"
    table = "{" + ", ".join(f'"{name}": {steps[name]}' for name in moves) + "}"
    extra = (
        f"\n                    if costs[i][j] > costs[r][c]:\n                        step += {climb} * (costs[i][j] - costs[r][c])"
        if rises
        else ""
    )
    return Draw(
        prompt=f"A robot goes over a rectangular grid from the top left cell to the bottom right one, each step one cell "
        f"{listed}. `costs` holds a digit for each cell; cells with {wall}{' or more' if wall < 9 else ''} can't be entered "
        f"(starting on one is allowed). Entering a cell costs its digit. A step in another direction than the step "
        f"before it costs {turn} more; the first step never does."
        f"{f' A step onto a larger digit also costs {climb} times the difference of the two digits.' if rises else ''} "
        f"Return the smallest possible total cost, 0 if the grid has only one cell, and -1 if there is no way.",
        solution=fill(
            f"""
            import heapq

            STEPS = {table}


            def turning_robot(costs: list[list[int]]) -> int:
                goal = (len(costs) - 1, len(costs[0]) - 1)
                queue = [(0, 0, 0, "")]
                done = set()
                while queue:
                    total, r, c, facing = heapq.heappop(queue)
                    if (r, c) == goal:
                        return total
                    if (r, c, facing) in done:
                        continue
                    done.add((r, c, facing))
                    for way, (dr, dc) in STEPS.items():
                        i, j = r + dr, c + dc
                        if not (0 <= i <= goal[0] and 0 <= j <= goal[1]) or costs[i][j] >= {wall}:
                            continue
                        step = costs[i][j] + (0 if facing in ("", way) else {turn})$extra
                        heapq.heappush(queue, (total + step, i, j, way))
                return -1
            """,
            extra=extra.replace("                    if", "            if").replace(
                "                        step", "                step"
            ),
        ),
        inputs=[grid(choice(0, 1, 2, 3, 4, 5, 6, 8, 9, 1, 2, 3), (2, 4), (2, 5))],
        given=[
            ([[5]],),
            ([[9]],),
            ([[1, 2, 3]],),
            ([[0, 9], [9, 0]],),
            ([[0, 1, 9, 1], [9, 1, 9, 1], [2, 1, 1, 1]],),
            ([[3, 1, 4, 1], [5, 8, 2, 6], [5, 3, 5, 0]],),
        ],
        oracle=oracle,
    )
