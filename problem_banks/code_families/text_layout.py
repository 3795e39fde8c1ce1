"""Text set in lines: headings, tables, columns, charts, outlines, paragraphs, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, counted, ints, items, joined, pair, text
from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=1)
def section_heading(rng: Random) -> Draw:
    mark, more = rng.choice("=-~*#+"), rng.randint(0, 4)
    indent = rng.randint(0, 3)
    cases: Rules = [
        ("in upper case", "title.upper()", str.upper),
        ("unchanged", "title", lambda s: s),
        (
            "with a blank between any two characters",
            '" ".join(title)',
            lambda s: "".join(f"{c} " for c in s)[:-1],
        ),
        (
            "with every character twice in a row",
            '"".join(c * 2 for c in title)',
            lambda s: "".join(a + b for a, b in zip(s, s, strict=True)),
        ),
    ]
    words, code, new = rng.choice(cases)
    place = rng.choice(["below", "above", "above and below"])
    moved = f", with {indent} {'space' if indent == 1 else 'spaces'} put before it" if indent else ""
    longer = (
        f"{more} {'character' if more == 1 else 'characters'} longer than" if more else "exactly as long as"
    )
    size = f"len(shown) + {more}" if more else "len(shown)"
    order = {"below": "[shown, line]", "above": "[line, shown]", "above and below": "[line, shown, line]"}[
        place
    ]
    pad = f'" " * {indent} + ' if indent else ""

    def oracle(title: str) -> list[str]:
        shown = new(title)
        line = "".join(mark for _ in range(len(shown) + more))
        shown = shown.rjust(len(shown) + indent)
        return (
            [shown] * (place == "below") + [line] + [shown, line][: place.count("above") + place.count("and")]
        )

    return Draw(
        prompt=f"Return a heading as a list of lines: the `title` {words}{moved}, and {place} it a line of the character "
        f'"{mark}". {"That line" if "and" not in place else "Each of these two lines"} has no leading spaces and is '
        f"{longer} the title in the form shown{' (not counting its leading spaces)' if indent else ''}. The title may be "
        f"empty.",
        solution=fill(
            f"""
            def section_heading(title: str) -> list[str]:
                shown = {code}
                line = "{mark}" * ({size})
                return {order.replace("shown", pad + "shown")}
            """.replace("(len(shown))", "len(shown)")
        ),
        inputs=[text("abC dE", 0, 9)],
        given=[("",), ("a",), ("Notes",), ("To do",)],
        oracle=oracle,
    )


@family(level=2)
def price_list(rng: Random) -> Draw:
    width, dot, cut = rng.randint(17, 22), rng.choice(".-_ "), rng.choice(["~", "*", ".."])
    comma, sign = rng.choice([".", ","]), rng.choice(["", "$$", "EUR "])
    least = rng.randint(1, 3)
    shown_sign = sign.replace("$$", "$")
    name_dot = "spaces" if dot == " " else f'"{dot}"'
    before = f', preceded by "{shown_sign}"' if shown_sign else ""

    def oracle(goods: list[tuple[str, int]]) -> list[str]:
        lines = []
        for name, cents in goods:
            digits = str(cents).zfill(3)
            price = shown_sign + digits[:-2] + comma + digits[-2:]
            line = list(dot * (width - len(price)) + price)
            room = width - len(price) - least
            label = name if len(name) <= room else name[: room - len(cut)] + cut
            line[: len(label)] = label
            lines.append("".join(line))
        return lines

    return Draw(
        prompt=f"Set a price list: for each (name, cents) in `goods`, in order, a line of exactly {width} characters that "
        f"begins with the name, ends with the price and is filled with {name_dot} in between. The price is written in "
        f'full units with "{comma}" and two digits, such as "0{comma}05" or "12{comma}50"{before}. There must be at least '
        f"{least} filling {'character' if least == 1 else 'characters'}: from a name that is too long for this, keep "
        f'as many of its first characters as fit together with "{cut}", which follows them. `cents` is from 0 to 99999. '
        f"Return the list of lines.",
        solution=fill(
            f"""
            def price_list(goods: list[tuple[str, int]]) -> list[str]:
                lines = []
                for name, cents in goods:
                    price = f"{sign}{{cents // 100}}{comma}{{cents % 100:02}}"
                    room = {width} - len(price) - {least}
                    if len(name) > room:
                        name = name[: room - {len(cut)}] + "{cut}"
                    lines.append(name + "{dot}" * ({width} - len(name) - len(price)) + price)
                return lines
            """
        ),
        inputs=[items(pair(text("abcdefg", 1, 16), any_of(ints(0, 999), ints(0, 99999))), 0, 4)],
        given=[
            ([],),
            ([("tea", 5)],),
            (
                [
                    ("a" * (width - 4 - least - len(shown_sign)), 100),
                    ("b" * (width - 3 - least - len(shown_sign)), 100),
                ],
            ),
            ([("strawberry jam", 1250), ("oil", 99999)],),
        ],
        oracle=oracle,
    )


@family(level=2)
def bar_chart(rng: Random) -> Draw:
    unit, mark, free = rng.randint(2, 5), rng.choice("#*|X"), rng.choice(". ")
    wide, gap = rng.randint(1, 3), rng.randint(0, 2)
    up = rng.choice(["up", "down"])
    hang = rng.choice([True, False])
    code = f"-(-value // {unit})" if up == "up" else f"value // {unit}"
    edge = {" ": "spaces", ".": "dots"}[free]
    space = f'"{free * gap}"'
    between = f"Between neighbouring bars there are {gap} free columns" if gap else "Neighbouring bars touch"
    between = "Between neighbouring bars there is one free column" if gap == 1 else between

    def oracle(values: list[int]) -> list[str]:
        sizes = [len(range(0, v, unit)) if up == "up" else len(range(unit, v + 1, unit)) for v in values]
        columns = []
        for at, size in enumerate(sizes):
            bar = mark * size + free * (max(sizes) - size)
            columns += [free * max(sizes)] * (gap if at else 0) + [bar if hang else bar[::-1]] * wide
        return ["".join(row) for row in zip(*columns, strict=True)]

    rows = "range(top)" if hang else "range(top - 1, -1, -1)"
    return Draw(
        prompt=f"Draw `values` (numbers of at least 0) as bars side by side, from left to right, which "
        f"{'hang down from the first line' if hang else 'stand on the last line'}. A bar is {wide} "
        f"{'character' if wide == 1 else 'characters'} wide and as long as the value divided by {unit}, rounded {up}; it "
        f'consists of "{mark}". {between}. '
        f"Everything else is filled with {edge}, so that all lines have one length. Return the lines from top to bottom, as "
        f"many as the longest bar needs; without values, or if no bar is longer than 0, that is an empty list.",
        solution=fill(
            f"""
            def bar_chart(values: list[int]) -> list[str]:
                sizes = [{code} for value in values]
                top = max(sizes, default=0)
                lines = []
                for level in {rows}:
                    cells = ["{mark * wide}" if size > level else "{free * wide}" for size in sizes]
                    lines.append({space}.join(cells))
                return lines
            """
        ),
        inputs=[items(ints(0, 6 * unit), 1, 6)],
        given=[([],), ([0, 0],), ([unit - 1],), ([unit, 2 * unit, 0, unit + 1],), ([5, 1, 4, 8],)],
        oracle=oracle,
    )


@family(level=3)
def name_columns(rng: Random) -> Draw:
    count, gap = rng.randint(2, 4), rng.randint(1, 3)
    down, right = rng.choice([True, False]), rng.choice([True, False])
    fit = rng.choice(["own", "all"])
    bar = rng.choice([" " * gap, " | ", "  "])

    def oracle(names: list[str]) -> list[str]:
        rows = len(range(0, len(names), count))
        cells = {}
        for at, name in enumerate(names):
            cells[(at % rows, at // rows) if down else (at // count, at % count)] = name
        columns = range(1 + max([c for _, c in cells], default=-1))
        sizes = [
            max(len(n) for (_, c), n in cells.items() if fit == "all" or c == column) for column in columns
        ]
        lines = []
        for row in range(rows):
            own = [
                cells[row, c].rjust(sizes[c]) if right else cells[row, c].ljust(sizes[c])
                for c in columns
                if (row, c) in cells
            ]
            lines.append(bar.join(own).rstrip())
        return lines

    just = "rjust" if right else "ljust"
    size = "max(map(len, column))" if fit == "own" else "max(map(len, names))"
    split = (
        "rows = -(-len(names) // $count)\n    columns = [names[at : at + rows] for at in range(0, len(names), rows or 1)]"
        if down
        else "rows = -(-len(names) // $count)\n    columns = [names[at::$count] for at in range(min($count, len(names)))]"
    )
    quoted = f'"{bar}"'
    return Draw(
        prompt=f"Set `names` (texts without spaces, at least one character each) in {count} columns with as few lines as "
        f"possible, and return the lines. With n names there are n / {count} lines, rounded up. The names fill the table "
        f"{'column by column: the first column from top to bottom, then the second, and so on, each full before the next one begins, so that the last columns may be shorter or missing' if down else 'line by line, each from left to right'}. "
        f"Names are {'right' if right else 'left'}-aligned with spaces; a column is as wide as the longest name "
        f"{'in it' if fit == 'own' else 'of all names'}. Neighbouring columns are separated by {quoted}. Where a line has no "
        f"name in a column, it ends before the separator of that column. Remove spaces at the end of lines. No names "
        f"give an empty list.",
        solution=fill(
            f"""
            def name_columns(names: list[str]) -> list[str]:
                $split
                cells: list[list[str]] = [[] for _ in range(rows)]
                for column in columns:
                    width = {size}
                    for row, name in enumerate(column):
                        cells[row].append(name.{just}(width))
                return [{quoted}.join(row).rstrip() for row in cells]
            """,
            split=split.replace("$count", str(count)),
        ),
        inputs=[items(text("abcdef", 1, 5), 0, 9)],
        given=[
            ([],),
            (["solo"],),
            (list("abcde"),),
            (["one", "three", "seven", "ten", "eleven", "two", "six"],),
        ],
        oracle=oracle,
    )


@family(level=3)
def ledger_table(rng: Random) -> Draw:
    edge, rule = rng.choice(["|", "!", ":"]), rng.choice("-=.")
    every, totals = rng.randint(2, 3), rng.choice([True, False])
    left = rng.choice([True, False])
    head = rng.choice([True, False])
    sign = "<" if left else ">"
    last = "sum of the numbers" if totals else "largest of the numbers"

    def oracle(stdin: str) -> str:
        rows = [line.split() for line in stdin.splitlines()[1:]]
        numbers = [int(n) for _, n in rows]
        rows.append(["all", str(sum(numbers) if totals else max(numbers))])
        wide, far = max(len(a) for a, _ in rows), max(len(b) for _, b in rows)
        line = edge + rule * (wide + far + 5) + edge
        made = [line] if head else []
        for at, (name, number) in enumerate(rows):
            spare = " " * (wide - len(name))
            made.append(
                f"{edge} {name + spare if left else spare + name} {edge} {' ' * (far - len(number))}{number} {edge}"
            )
            if at == len(rows) - 2 or (at < len(rows) - 1 and at % every == every - 1):
                made.append(line)
        return "\n".join(made) + "\n"

    start = "print(line)\n" if head else ""
    return Draw(
        prompt=f"The first line of the input is the number n of entries (at least 1); each of the next n lines holds a name "
        f'(small letters) and a whole number, separated by a space. Print them as a table, with a last row "all" that '
        f'holds the {last}. A row is "{edge} NAME {edge} NUMBER {edge}", where all names, "all" included, are filled up to '
        f"the length of the longest with spaces {'after' if left else 'before'} them, and all numbers with spaces before "
        f'them. Print a line of "{rule}" of the same total length, with "{edge}" as first and last character, '
        f"{'before the first entry, ' if head else ''}after every {ordinal(every)} entry and after the last entry (only one "
        f'line where both apply), but none after the row "all".',
        solution=fill(
            f"""
            rows = [input().split() for _ in range(int(input()))]
            numbers = [int(number) for _, number in rows]
            total = str({"sum" if totals else "max"}(numbers))
            wide = max(len("all"), *(len(name) for name, _ in rows))
            far = max(len(total), *(len(number) for _, number in rows))
            line = "{edge}" + "{rule}" * (wide + far + 5) + "{edge}"
            $start
            for at, (name, number) in enumerate(rows, 1):
                print(f"{edge} {{name:{sign}{{wide}}}} {edge} {{number:>{{far}}}} {edge}")
                if at % {every} == 0 or at == len(rows):
                    print(line)
            print(f"{edge} {{'all':{sign}{{wide}}}} {edge} {{total:>{{far}}}} {edge}")
            """,
            start=start.strip(),
        ).replace("\n\nfor at", "\nfor at"),
        inputs=[counted(items(joined(text("abcde", 1, 6), ints(-20, 200), by=" "), 1, 6), by="\n")],
        given=["1\na 5\n", "2\nabcdef -3\nb 3\n", "3\nann 10\nbob 20\ncy 3000\n", "4\na 1\nb 2\nc 3\nd 4\n"],
        oracle=oracle,
        program=True,
    )
