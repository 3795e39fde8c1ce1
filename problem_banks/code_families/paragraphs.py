"""Longer texts, broken into lines and pages."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, choice, ints, items, joined, text
from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]

WORDS = text("abcdeo", 1, 6)


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
        shown=[(sample,)],
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
