"""Text set in lines: headings, tables, columns, charts, outlines, paragraphs, pages."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

from problem_banks.code_core.author import any_of, choice, counted, ints, items, joined, pair, text

from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]

WORDS = text("abcdeo", 1, 6)


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


@family(level=4)
def outline_labels(rng: Random) -> Draw:
    mark = rng.choice(">.-*")
    styles = rng.sample(["number", "letter", "roman", "capital"], 3)
    roman = "i ii iii iv v vi vii viii ix x xi xii".split()
    code = {
        "number": ("str(count)", "numbers 1, 2, 3, ..."),
        "letter": ("chr(96 + count)", "small letters a, b, c, ..."),
        "capital": ("chr(64 + count)", "capital letters A, B, C, ..."),
        "roman": ("ROMAN[count - 1]", "Roman numbers i, ii, iii, iv, v, ..."),
    }
    by, chain = rng.choice([".", "-", "/"]), rng.choice([True, False])
    end = rng.choice([")", ":", "]"])

    def written(style: str, count: int) -> str:
        return {
            "number": str(count),
            "letter": " abcdefghijkl"[count],
            "capital": " ABCDEFGHIJKL"[count],
            "roman": roman[count - 1],
        }[style]

    def oracle(lines: list[str]) -> list[str]:
        depths: list[int] = []
        for line in lines:
            depth = min(len(line) - len(line.lstrip(mark)), 2)
            depths.append(min(depth, depths[-1] + 1 if depths else 0))
        made = []
        for at, depth in enumerate(depths):
            label = []
            for level in range(depth + 1):
                upper = max([i for i in range(at + 1) if depths[i] < level], default=-1)
                label.append(written(styles[level], depths[upper + 1 : at + 1].count(level)))
            made.append((by.join(label) if chain else label[-1]) + end + " " + lines[at].lstrip(mark))
        return made

    constant = 'ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()\n' if "roman" in styles else ""
    label = (
        f'"{by}".join(style(count) for style, count in zip(STYLES, counts))'
        if chain
        else "STYLES[depth](counts[depth])"
    )
    whole = (
        f'the counts of the lines above it in the outline, from the top down, and its own, joined by "{by}"'
    )
    sample = ["tea", f"{mark}milk", f"{mark * 2}warm", f"{mark}sugar", f"{mark * 2}ice"]

    solution = fill(
        f"""
        {constant.strip()}
        STYLES = [{", ".join(f"lambda count: {code[s][0]}" for s in styles)}]


        def outline_labels(lines: list[str]) -> list[str]:
            counts: list[int] = []
            labelled = []
            for line in lines:
                text = line.lstrip("{mark}")
                depth = min(len(line) - len(text), len(counts), 2)
                counts = [*counts, 0][: depth + 1]
                counts[depth] += 1
                label = {label}
                labelled.append(f"{{label}}{end} {{text}}")
            return labelled
        """
    ).lstrip("\n")

    return Draw(
        prompt=f'The lines of an outline begin with "{mark}" characters, as many as they lie below the top level; the text '
        f"follows at once. A line that lies more than one level below the line before it (as that one is counted) "
        f"counts as one level below it, the first line counts as top level, and nothing counts as more than two levels below the top. Lines of one "
        f"level below the same upper line are counted from 1: with {code[styles[0]][1]} on the top level, "
        f"{code[styles[1]][1]} one below and {code[styles[2]][1]} two below it. Replace the leading characters by a label, "
        f'"{end}" and a space; the label is '
        f"{whole if chain else 'the count of the line'}. "
        f"There are at most 12 lines. For example {sample} gives {oracle(sample)}.",
        solution=solution,
        inputs=[items(joined(choice("", "", mark, mark, mark * 2, mark * 3), text("abc", 1, 3)), 0, 9)],
        given=[
            ([],),
            ([f"{mark}a"],),
            (sample,),
            (["a", f"{mark}b", f"{mark * 2}c", "d", f"{mark}e", f"{mark * 2}f"],),
        ],
        oracle=oracle,
    )


@family(level=4)
def hanging_paragraph(rng: Random) -> Draw:
    width, first, rest = rng.randint(9, 13), *rng.sample(range(5), 2)
    bullet = rng.choice(["", "*", "-", "+"]) if first else ""
    hyphen = rng.choice(["-", "~", "="])
    lead = bullet + " " * (first - len(bullet))
    begin = f'"{lead}"' if lead else "no spaces"
    start = f"the first line begins with {begin}" if bullet else f"the first line begins with {first} spaces"

    def oracle(paragraph: str) -> list[str]:
        lines: list[str] = []
        left = " ".join(paragraph.split())
        while left:
            head = " " * rest if lines else lead
            room = width - len(head)
            cut = left.rfind(" ", 0, room + 1)
            if len(left) <= room:
                part, left = left, ""
            elif cut > 0:
                part, left = left[:cut], left[cut + 1 :]
            else:
                part, left = left[: room - 1] + hyphen, left[room - 1 :]
            lines.append(head + part)
        return lines

    return Draw(
        prompt=f"Set the words of `paragraph` (separated by one or more spaces) in lines of at most {width} characters; "
        f"{start}, each further line with {rest} spaces, and these count. Take word after word: if the word fits on the "
        f"current line, after a space unless it is the line's first word, it goes there. If it does not fit and the line "
        f"has words already, it begins the next line. If it does not even fit on a line without words, as many of its "
        f'letters are put there as fit together with "{hyphen}", which ends the line, and the other letters go on as a word '
        f"of their own on the next line. Return the lines; a text without words gives an empty list.".replace(
            " 1 spaces", " 1 space"
        ).replace(" 0 spaces", " no spaces"),
        solution=fill(
            f"""
            def hanging_paragraph(paragraph: str) -> list[str]:
                words = paragraph.split()
                lines: list[str] = []
                while words:
                    head = $rest if lines else $lead
                    room = {width} - len(head)
                    line = ""
                    while words and len(line) + bool(line) + len(words[0]) <= room:
                        line += (" " if line else "") + words.pop(0)
                    if not line:
                        line = words[0][: room - 1] + "{hyphen}"
                        words[0] = words[0][room - 1 :]
                    lines.append(head + line)
                return lines
            """,
            rest=f'"{" " * rest}"',
            lead=f'"{lead}"',
        ),
        inputs=[
            joined(
                items(any_of(text("abcde", 1, 4), text("abcde", 1, 6), text("abcdefgh", 8, 20)), 1, 6), by=" "
            )
        ],
        given=[
            ("",),
            ("  ",),
            ("a" * width,),
            ("a b  c d e f g",),
            ("ab abcdefghijklmnopqrstuvwxyz cd",),
            ("one two three four",),
        ],
        oracle=oracle,
    )


@family(level=5)
def even_lines(rng: Random) -> Draw:
    width, power, single = rng.randint(8, 12), rng.choice([2, 3]), rng.randint(0, 9)
    last = rng.choice([True, False])
    first = rng.choice(["most", "fewest"])

    def oracle(words: list[str]) -> list[str]:
        options = []
        for cuts in (c for k in range(len(words)) for c in combinations(range(1, len(words)), k)):
            edges = [0, *cuts, len(words)]
            lines = [words[a:b] for a, b in pairwise(edges)]
            spare = [width - len(" ".join(line)) for line in lines]
            costs = [
                s**power + (single if len(line) == 1 else 0) for s, line in zip(spare, lines, strict=True)
            ]
            if min(spare) >= 0:
                sizes = [len(line) for line in lines]
                options.append(
                    (sum(costs if last else costs[:-1]), [-s if first == "most" else s for s in sizes], lines)
                )
        return [" ".join(line) for line in min(options)[2]] if options else []

    lone = f", plus {single} for a line of a single word" if single else ""
    body = f"cost = ({width} - len(line)) ** {power}"
    extra = f"\n            if end == start + 1:\n                cost += {single}" if single else ""
    free = "" if last else "\n            if end == len(words):\n                cost = 0"
    mark = "-" if first == "most" else ""
    return Draw(
        prompt=f"Break `words` (each of at most {width} letters) into lines, keeping their order; the words of a line are "
        f"joined by single spaces, and no line is longer than {width} characters. A line costs the {ordinal(power)} power of "
        f"the number of characters that it is shorter than {width}{lone}; "
        f"{'the last line costs in the same way as the others' if last else 'the last line costs nothing'}. Return the lines "
        f"with the smallest total cost. Of several solutions take the one whose first line has the {first} words; if they "
        f"still tie, go by the second line in the same way, and so on. Without words return an empty list.".replace(
            "2nd power", "square"
        ).replace("3rd power", "cube"),
        solution=fill(
            f"""
            def even_lines(words: list[str]) -> list[str]:
                best: list[tuple] = [(0, [], [])]
                for start in range(len(words) - 1, -1, -1):
                    options = []
                    for end in range(start + 1, len(words) + 1):
                        line = " ".join(words[start:end])
                        if len(line) > {width}:
                            break
                        {body}$extra
                        later, sizes, lines = best[len(words) - end]
                        options.append((cost + later, [{mark}(end - start), *sizes], [line, *lines]))
                    best.append(min(options))
                return best[-1][2]
            """.replace("[(end - start)", "[end - start"),
            extra=extra + free,
        ),
        inputs=[items(WORDS, 2, 9)],
        given=[
            ([],),
            (["a"],),
            (["a" * width, "b"],),
            (["aa", "bb", "cc", "dd", "ee"],),
            (["abc", "de", "f", "ghij", "kl", "m", "no"],),
        ],
        oracle=oracle,
    )


@family(level=5)
def page_breaks(rng: Random) -> Draw:
    size, least = rng.randint(6, 9), rng.randint(1, 3)
    split, empty, gap = rng.randint(2, 9), rng.randint(1, 3), rng.randint(0, 2)

    def oracle(paragraphs: list[int]) -> int:
        ways = [[None, *range(least, n - least + 1)] for n in paragraphs]
        best = 10**9
        for cuts in product(*ways):
            for fresh in product([True, False], repeat=max(len(paragraphs) - 1, 0)):
                best = min(best, cost(paragraphs, cuts, (False, *fresh)))
        return best if paragraphs else 0

    def cost(paragraphs: list[int], cuts: tuple[int | None, ...], fresh: tuple[bool, ...]) -> int:
        pages: list[int] = [0]
        for lines, cut, new in zip(paragraphs, cuts, fresh, strict=False):
            if new:
                pages.append(0)
            pages[-1] += (gap if pages[-1] else 0) + (cut or lines)
            if cut:
                pages.append(lines - cut)
        if max(pages) > size:
            return 10**9
        return sum(size - page for page in pages[:-1]) * empty + split * (len(cuts) - cuts.count(None))

    between = {
        0: "Paragraphs on one page follow one another without a gap",
        1: "Between two paragraphs on one page there is one empty line",
    }
    blank = between.get(gap, f"Between two paragraphs on one page there are {gap} empty lines")
    at_top = " (none at the top of a page)" if gap else ""

    return Draw(
        prompt=f"A book is set on pages of {size} lines. `paragraphs` holds the number of lines of each paragraph, from 1 to "
        f"{size}; they follow one another in order from the top of the first page. {blank}{at_top}. A paragraph may begin "
        f"on a new page, and it may be split once, the second part going to the top of the next page, if each part has "
        f"at least {least} {'line' if least == 1 else 'lines'}. Every split costs {split}, and every line left free at the "
        f"bottom of a page other than the last one costs {empty}. No page may stay empty. Return the smallest "
        f"possible total cost, 0 without paragraphs.",
        solution=fill(
            f"""
            def page_breaks(paragraphs: list[int]) -> int:
                costs = {{0: 0}}
                for lines in paragraphs:
                    starts = dict(costs)
                    for used, cost in costs.items():
                        if used:
                            starts[0] = min(starts.get(0, cost + LEFT), cost + LEFT)
                    costs = {{}}
                    for used, cost in starts.items():
                        begin = BEGIN
                        if begin + lines <= {size}:
                            costs[begin + lines] = min(cost, costs.get(begin + lines, cost))
                        for part in range({least}, min(lines - {least}, {size} - begin) + 1):
                            total = cost + {split} + FREE
                            costs[lines - part] = min(total, costs.get(lines - part, total))
                return min(costs.values())
            """
        )
        .replace("LEFT", f"{empty} * ({size} - used)" if empty > 1 else f"{size} - used")
        .replace("FREE", f"{empty} * ({size} - begin - part)" if empty > 1 else f"{size} - begin - part")
        .replace("BEGIN", f"used + {gap} if used else 0" if gap else "used"),
        inputs=[items(ints(2, size), 2, 5)],
        given=[
            ([],),
            ([size],),
            ([size, size],),
            ([size - 1, 4, 2],),
            ([2, size - 2, 3, size - 1],),
            ([1, 1, 1, 1, 1],),
        ],
        oracle=oracle,
    )
