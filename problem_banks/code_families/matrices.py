"""Grids of values: cells, rows, blocks, neighbours, paths."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from ..code_core.author import counted, grid, ints, joined
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
