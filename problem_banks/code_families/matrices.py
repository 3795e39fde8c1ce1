"""Grids of values: cells, rows, blocks, neighbours, paths."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from problem_banks.code_core.author import choice, counted, grid, ints, joined, text

from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Grid = list[list[int]]
    Rules = list[tuple[str, str, Callable[..., Any]]]

SMALL = [([[3]],), ([[1, 2], [3, 4]],), ([[5, 0, 5, 2]],), ([[4], [4], [1]],)]
SQUARE: Grid = [[2, 7, 6, 1], [9, 5, 1, 3], [4, 3, 8, 8], [0, 6, 2, 7]]


@family(level=1)
def seat_income(rng: Random) -> Draw:
    m, k = rng.randint(2, 4), rng.randint(1, 3)
    rest = rng.randrange(m)
    rules: Rules = [
        (
            f"the row number plus the column number leaves the remainder {rest} on division by {m}",
            f"(r + c) % {m} == {rest}",
            lambda r, c: (r - rest + c) % m == 0,
        ),
        (
            f"the column number is larger than the row number by at least {k - 1}",
            f"c - r >= {k - 1}",
            lambda r, c: c >= r + k - 1,
        ),
        (
            f"the row number is larger than the column number by at most {k}",
            f"0 < r - c <= {k}",
            lambda r, c: r in range(c + 1, c + k + 1),
        ),
        (
            f"row number and column number differ by less than {k}",
            f"abs(r - c) < {k}",
            lambda r, c: -k < r - c < k,
        ),
        (
            f"row number and column number leave the same remainder on division by {m}",
            f"r % {m} == c % {m}",
            lambda r, c: (r - c) % m == 0,
        ),
    ]
    words, code, holds = rng.choice(rules)
    values: Rules = [
        ("the sum of the values", "sum(value", sum),
        ("the number of even values", "sum(value % 2 == 0", lambda vs: len([v for v in vs if not v & 1])),
        ("the sum of the squares of the values", "sum(value * value", lambda vs: sum(v**2 for v in vs)),
    ]
    goal, start, total = rng.choice(values)
    first = rng.choice([0, 1])
    begin = ", 1" if first else ""
    return Draw(
        prompt=f"`seats` is a rectangular grid of at least one value; rows (from the top) and columns (from the left) are "
        f"numbered from {first}. Return {goal} in the cells for which {words}. If there is no such cell the result is 0.",
        solution=fill(
            f"""
            def seat_income(seats: list[list[int]]) -> int:
                return {start} for r, row in enumerate(seats{begin}) for c, value in enumerate(row{begin}) if {code})
            """
        ),
        inputs=[grid(ints(0, 9), (2, 5), (3, 6))],
        given=[*SMALL, (SQUARE,)],
        oracle=lambda seats: total(
            [
                seats[at // len(seats[0])][at % len(seats[0])]
                for at in range(len(seats) * len(seats[0]))
                if holds(at // len(seats[0]) + first, at % len(seats[0]) + first)
            ]
        ),
    )


@family(level=2)
def best_lane(rng: Random) -> Draw:
    edge, lines = rng.randint(3, 7), rng.choice(["row", "column"])
    rules: Rules = [
        (
            "the difference between its largest and smallest value",
            "max(lane) - min(lane)",
            lambda v: max(a - b for a in v for b in v),
        ),
        (
            f"the number of its values of at least {edge}",
            f"sum(value >= {edge} for value in lane)",
            lambda v: len([x for x in v if x > edge - 1]),
        ),
        (
            "the number of different values in it",
            "len(set(lane))",
            lambda v: sum(x not in v[:i] for i, x in enumerate(v)),
        ),
        (
            f"the sum of its values, of which those above {edge} count as {edge}",
            f"sum(min(value, {edge}) for value in lane)",
            lambda v: sum(v) - sum(x - edge for x in v if x > edge),
        ),
        (
            "the sum of the differences (without sign) of neighbours in it",
            "sum(abs(a - b) for a, b in zip(lane, lane[1:]))",
            lambda v: sum(max(v[i], v[i + 1]) - min(v[i], v[i + 1]) for i in range(len(v) - 1)),
        ),
    ]
    words, code, value = rng.choice(rules)
    last, most = rng.choice([True, False]), rng.choice([True, False])
    base = rng.choice([0, 1])

    def oracle(table: Grid) -> tuple[int, int]:
        lanes = table if lines == "row" else [[row[c] for row in table] for c in range(len(table[0]))]
        points = [value(lane) for lane in lanes]
        found = [at for at, p in enumerate(points) if p == (max(points) if most else min(points))]
        at = found[-1] if last else found[0]
        return at + base, points[at]

    sign = (">" if most else "<") + ("=" if last else "")
    return Draw(
        prompt=f"`table` is a rectangular grid of at least one value. The score of a {lines} is {words}. Return a tuple "
        f"(number of the {lines}, score) for the {lines} with the {'largest' if most else 'smallest'} score, of several the "
        f"{'last' if last else 'first'}; {lines}s are numbered from {base}"
        f"{', from the top down' if lines == 'row' else ', from left to right'}.",
        solution=fill(
            f"""
            def best_lane(table: list[list[int]]) -> tuple[int, int]:
                best = None
                for at, lane in enumerate({"table" if lines == "row" else "zip(*table)"}{", 1" if base else ""}):
                    score = {code}
                    if best is None or score {sign} best[1]:
                        best = (at, score)
                return best
            """
        ),
        inputs=[grid(ints(0, 9), (3, 5), (3, 6))],
        given=[*SMALL, (SQUARE,), ([[1, 9, 1], [2, 2, 2], [9, 1, 9]],)],
        oracle=oracle,
    )


@family(level=3)
def weather_step(rng: Random) -> Draw:
    places = {"above": (-1, 0), "below": (1, 0), "to the left": (0, -1), "to the right": (0, 1)}
    used = sorted(rng.sample(sorted(places), rng.randint(2, 3)))
    wrap, m = rng.choice([True, False]), rng.randint(3, 9)
    rules: Rules = [
        (
            "the largest of its value and theirs",
            "max([value, *near])",
            lambda v, ns: max(max(v, n) for n in [v, *ns]),
        ),
        (
            f"the remainder of the sum of its value and theirs on division by {m}",
            f"(value + sum(near)) % {m}",
            lambda v, ns: sum(ns, v) % m,
        ),
        (
            "its value minus the number of them that are larger than it",
            "value - sum(other > value for other in near)",
            lambda v, ns: v - len([n for n in ns if n > v]),
        ),
        (
            f"its value plus {m} if at least one of them equals it, and its value otherwise",
            f"value + {m} if value in near else value",
            lambda v, ns: v + m * (ns.count(v) > 0),
        ),
        (
            f"the sum of theirs if that is at least {m}, and its value otherwise",
            f"sum(near) if sum(near) >= {m} else value",
            lambda v, ns: v if sum(ns) < m else sum(ns),
        ),
    ]
    words, code, new = rng.choice(rules)
    outside = "" if wrap else "there are none outside the grid, so that cells at the edge may have fewer"

    def oracle(field: Grid) -> Grid:
        height, width = len(field), len(field[0])
        size = 1 if wrap else 0
        wide = [row[-size:] * size + row + row[:size] for row in field]
        tall = [wide[-1]] * size + wide + [wide[0]] * size if wrap else wide
        made = [[0] * width for _ in range(height)]
        for r, c in product(range(height), range(width)):
            spots = [(r + size + places[p][0], c + size + places[p][1]) for p in used]
            near = [tall[i][j] for i, j in spots if min(i, j) >= 0 and i < len(tall) and j < len(tall[0])]
            made[r][c] = new(field[r][c], near)
        return made

    inner = "field[(r + dr) % height][(c + dc) % width]" if wrap else "field[r + dr][c + dc]"
    test = "" if wrap else "\n                if 0 <= r + dr < height and 0 <= c + dc < width"
    steps = ", ".join(str(places[p]) for p in used)
    listed = ", ".join(f"the cell {p}" for p in used[:-1]) + f" and the cell {used[-1]}"
    far = "the grid is closed to a ring in both directions: the last row is above the first one, the last column to the left of the first one"
    return Draw(
        prompt=f"`field` is a rectangular grid of at least one number. The neighbours of a cell are {listed}; "
        f'{far if wrap else outside}. Return a new grid in which each cell holds {words}; "them" and "theirs" mean '
        f"the neighbours and their values in the old grid. All cells change at once.",
        solution=fill(
            f"""
            STEPS = [{steps}]


            def weather_step(field: list[list[int]]) -> list[list[int]]:
                height, width = len(field), len(field[0])
                made = []
                for r, row in enumerate(field):
                    made.append([])
                    for c, value in enumerate(row):
                        near = [
                            {inner}
                            for dr, dc in STEPS$test
                        ]
                        made[-1].append({code})
                return made
            """,
            test=test.replace("                if", "                if"),
        ),
        inputs=[grid(ints(0, 6), (1, 4), (1, 4))],
        given=[*SMALL, (SQUARE,)],
        oracle=oracle,
    )


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


@family(level=3)
def block_report(rng: Random) -> Draw:
    high, wide = rng.randint(1, 3), rng.randint(2, 3)
    rules: Rules = [
        ("the sum", "sum(block)", sum),
        ("the largest", "max(block)", max),
        ("the smallest", "min(block)", min),
        (
            "the largest less the smallest",
            "max(block) - min(block)",
            lambda b: max(x - y for x in b for y in b),
        ),
        ("the number of different ones", "len(set(block))", lambda b: len(dict.fromkeys(b))),
    ]
    words, code, value = rng.choice(rules)
    keep = rng.choice([True, False])
    by = rng.choice([" ", ";", "|"])

    def oracle(stdin: str) -> str:
        table = [list(map(int, line.split())) for line in stdin.splitlines()[1:]]
        blocks: dict[tuple[int, int], list[int]] = {}
        for r, row in enumerate(table):
            for c, number in enumerate(row):
                blocks.setdefault((r // high, c // wide), []).append(number)
        full = {
            key
            for key in blocks
            if (key[0] + 1) * high <= len(table) and (key[1] + 1) * wide <= len(table[0])
        }
        chosen = {key: value(block) for key, block in blocks.items() if keep or key in full}
        rows = sorted({key[0] for key in chosen})
        return (
            "".join(by.join(str(v) for k, v in sorted(chosen.items()) if k[0] == r) + "\n" for r in rows)
            or "none\n"
        )

    last = (
        ("len(table)", "len(table[0])")
        if keep
        else (f"len(table) - {high - 1}", f"len(table[0]) - {wide - 1}")
    )
    last = (last[0].removesuffix(" - 0"), last[1])
    none = "" if keep else ' If there is no block at all, print "none".'
    part = (
        "may be smaller than that"
        if keep
        else "that would be smaller than that are dropped, with all their numbers"
    )
    return Draw(
        prompt=f"The first line of the input is the number n of rows (at least 1) of a table; n lines with the rows follow, "
        f"whole numbers separated by spaces, in each row the same number of them (at least 1). Cut the table from the top "
        f"left corner on into blocks of {high} {'row' if high == 1 else 'rows'} and {wide} columns; the blocks at the "
        f"right and lower edge {part}. Print a line for each row of blocks, with {words} of the numbers in each of its "
        f'blocks, from left to right, separated by "{by}".{none}',
        solution=fill(
            f"""
            table = [list(map(int, input().split())) for _ in range(int(input()))]
            lines = []
            for top in range(0, {last[0]}, {high}):
                line = []
                for left in range(0, {last[1]}, {wide}):
                    block = [number for row in table[top : top + {high}] for number in row[left : left + {wide}]]
                    line.append(str({code}))
                if line:
                    lines.append("{by}".join(line))
            print("\\n".join(lines){"" if keep else ' or "none"'})
            """
        ).replace(
            "    if line:\n        lines.append",
            "    lines.append" if keep else "    if line:\n        lines.append",
        ),
        inputs=[
            {
                "any": [
                    counted(
                        {"list": joined(*[ints(-9, 20)] * width, by=" "), "len": [3, 6]},
                        by="\n",
                    )
                    for width in (3, 4, 5, 6)
                ]
            }
        ],
        given=[
            "1\n7\n",
            "2\n1 2\n3 4\n",
            "3\n1 2 3\n4 5 6\n7 8 9\n",
            "4\n1 2 3 4\n0 0 9 1\n-5 2 2 8\n6 6 1 3\n",
        ],
        oracle=oracle,
        program=True,
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


@family(level=5)
def one_per_row(rng: Random) -> Draw:
    gap, fee, reuse = rng.randint(1, 2), rng.randint(1, 5), rng.choice([True, False])
    most = rng.choice([True, False])
    near = (
        f"columns that differ by at most {gap}"
        if (close := rng.choice([True, False]))
        else f"columns that differ by more than {gap}"
    )
    test = f"abs(column - last) <= {gap}" if close else f"abs(column - last) > {gap}"
    gain = rng.choice(["added to", "taken off"])
    sign = 1 if gain == "added to" else -1

    def oracle(table: Grid) -> int | None:
        height, width = len(table), len(table[0])
        ways = product(range(width), repeat=height) if reuse else permutations(range(width), height)
        totals = []
        for columns in ways:
            if reuse and max(map(columns.count, columns)) > 2:
                continue
            steps = [abs(columns[r] - columns[r - 1]) for r in range(1, height)]
            hits = sum((step <= gap) == close for step in steps)
            totals.append(sum(row[c] for row, c in zip(table, columns, strict=True)) + sign * fee * hits)
        return (max if most else min)(totals, default=None)

    limit = (
        "at most two numbers may come from any one column"
        if reuse
        else "no two numbers may come from one column"
    )
    used = 2 if reuse else 1
    return Draw(
        prompt=f"Choose exactly one number from each row of the rectangular grid `table` (at least one row and column); "
        f"{limit}. The value of a choice is the sum of the chosen numbers, and for each two rows, one directly below the "
        f"other, whose numbers were chosen from {near}, {fee} is {gain} it. Return the {'largest' if most else 'smallest'} "
        f"possible value, or None if no choice is allowed.",
        solution=fill(
            f"""
            def one_per_row(table: list[list[int]]) -> int | None:
                width = len(table[0])
                best = {{((0,) * width, None): 0}}
                for row in table:
                    longer = {{}}
                    for (used, last), value in best.items():
                        for column, number in enumerate(row):
                            if used[column] == {used}:
                                continue
                            total = value + number
                            if last is not None and {test}:
                                total {"+" if sign > 0 else "-"}= {fee}
                            key = ((*used[:column], used[column] + 1, *used[column + 1 :]), column)
                            longer[key] = {"max" if most else "min"}(total, longer.get(key, total))
                    best = longer
                return {"max" if most else "min"}(best.values(), default=None)
            """
        ),
        inputs=[grid(ints(0, 12), (2, 4), (2, 4))],
        given=[
            ([[4]],),
            ([[1, 2]],),
            ([[1], [2], [3]],),
            ([[3, 9], [8, 1]],),
            ([[2, 7, 6], [9, 5, 1], [4, 3, 8]],),
        ],
        oracle=oracle,
    )
