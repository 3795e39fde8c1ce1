"""Programs that read lines and print lines."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ..code_core.author import choice, ints, items, joined, text
from .family import NONE, Draw, family, fill, fill_some

if TYPE_CHECKING:
    from random import Random

WORD = text("abcdefgh", 1, 7)


@family(level=1)
def parcel_fee(rng: Random) -> Draw:
    base, step, size = rng.randint(2, 9), rng.randint(2, 7), 50 * rng.randint(2, 10)
    far, rate = rng.randint(2, 30), rng.randint(2, 6)
    rule = rng.choice(["add", "times"])
    words = f"{rate} more" if rule == "add" else f"{rate} times as much"

    def oracle(stdin: str) -> str:
        grams, zone = map(int, stdin.split())
        fee, covered = base, size
        while covered < grams:
            fee, covered = fee + step, covered + size
        if zone > far:
            fee = fee + rate if rule == "add" else fee * rate
        return f"{fee}\n"

    return Draw(
        prompt=f"The only line of the input holds the weight of a parcel in grams (at least 1) and the number of its zone, "
        f"separated by a blank. A parcel of up to {size} grams costs {base} coins; each further {size} grams begun cost "
        f"{step} coins. In zones with a number above {far} a parcel costs {words}. Print the cost.",
        solution=fill(
            """
            grams, zone = map(int, input().split())
            cost = $base + $step * ((grams - 1) // $size)
            print(cost $sign $rate if zone > $far else cost)
            """,
            base=base,
            step=step,
            size=size,
            sign="+" if rule == "add" else "*",
            rate=rate,
            far=far,
        ),
        inputs=[joined(ints(1, 8 * size), ints(1, 2 * far), by=" ")],
        given=[
            "1 1\n",
            f"{size} {far}\n",
            f"{size + 1} {far + 1}\n",
            f"{3 * size} 1\n",
            f"{3 * size + 1} {2 * far}\n",
        ],
        oracle=oracle,
        program=True,
    )


@family(level=1)
def chosen_lines(rng: Random) -> Draw:
    every, first = rng.randint(2, 4), rng.randint(1, 2)
    form, code = rng.choice(
        [("in capital letters", ".upper()"), ("written backwards", "[::-1]"), ("as it is", "")]
    )
    mark = rng.choice([". ", ": ", ") ", " "])
    back = rng.choice([True, False])

    def oracle(stdin: str) -> str:
        printed = []
        for number, line in enumerate(stdin[:-1].split("\n"), 1):
            if number >= first and (number - first) % every == 0:
                shown = {".upper()": line.upper(), "[::-1]": "".join(reversed(line))}.get(code, line)
                printed.append(f"{number}{mark}{shown}\n")
        return "".join(reversed(printed) if back else printed)

    return Draw(
        prompt=f"The input is one or more words, each in a line of its own. Number the lines from 1. Print the lines number "
        f"{first}, {first + every}, {first + 2 * every} and so on, "
        f"{'the last of them first' if back else 'in their order'}, as far as there are such lines: each as its number, "
        f'then "{mark}" (without the quotes), then the word {form}. If there is no such line, print nothing.',
        solution=fill(
            """
            import sys

            words = sys.stdin.read().split()
            for number in $numbers:
                print(f"{number}$mark{words[number - 1]$code}")
            """,
            numbers=f"reversed(range({first}, len(words) + 1, {every}))"
            if back
            else f"range({first}, len(words) + 1, {every})",
            mark=mark,
            code=code,
        ),
        inputs=[joined(items(WORD, 1, 9), by="\n")],
        given=["one\n", "one\ntwo\n", "a\nb\nc\nd\ne\nf\ng\n", "Ab\nCd\nEf\n"],
        oracle=oracle,
        program=True,
    )


@family(level=2)
def drawn_bars(rng: Random) -> Draw:
    full, part = rng.choice([("#", "."), ("*", "-"), ("=", "~"), ("o", "_")])
    unit, width = rng.randint(2, 6), rng.randint(6, 10)
    rule = rng.choice(["down", "up"])
    over = rng.choice([">", "+", "!"])
    order = rng.choice(["input", "size"])
    what = f"full {unit}" if rule == "down" else f"{unit} begun"

    def oracle(stdin: str) -> str:
        rows = [(name, int(n)) for name, n in re.findall(r"(\w+) (\d+)", stdin)]
        if order == "size":
            rows = [row for size in range(999, -1, -1) for row in rows if row[1] == size]
        text_ = ""
        for name, n in rows:
            marks = len(range(unit, n + 1, unit)) if rule == "down" else len(range(0, n, unit))
            bar = full * marks + part * width
            text_ += f"{name} {bar[:width]}{over if marks > width else ''}\n"
        return text_

    return Draw(
        prompt=f"Each line of the input holds a name and a non-negative integer, separated by a blank; there is at least one "
        f"line. Print for each line, "
        f"{'in the given order' if order == 'input' else 'the largest numbers first, equal ones in the given order'}, the "
        f'name, a blank and a bar of {width} characters: a "{full}" for each {what} of the number, then as many "{part}" '
        f'as are missing. If there would be more than {width} "{full}", print {width} of them and "{over}" directly behind.',
        solution=fill_some(
            """
            import sys

            rows = [line.split() for line in sys.stdin]
            $order
            for name, number in rows:
                marks = $marks
                bar = "$full" * min(marks, $width)
                print(name, bar.ljust($width, "$part") + ("$over" if marks > $width else ""))
            """,
            order="rows.sort(key=lambda row: -int(row[1]))" if order == "size" else NONE,
            marks=f"int(number) // {unit}" if rule == "down" else f"-(-int(number) // {unit})",
            full=full,
            width=width,
            part=part,
            over=over,
        ),
        inputs=[
            joined(
                items(joined(choice("ann", "bo", "cy", "dee"), ints(0, unit * width + 9), by=" "), 1, 6),
                by="\n",
            )
        ],
        given=[
            "ann 0\n",
            f"bo {unit}\n",
            f"cy {unit * width}\n",
            f"cy {unit * width + 1}\ndee {unit * width + unit}\n",
            f"a 1\nb {unit + 1}\nc {2 * unit - 1}\nd 1\n",
        ],
        oracle=oracle,
        program=True,
    )


@family(level=2)
def tally_sheet(rng: Random) -> Draw:
    bonus, streak = rng.randint(2, 6), rng.randint(2, 3)
    lost, order = rng.randint(1, 3), rng.choice(["name", "points"])
    win = rng.randint(2, 5)

    def oracle(stdin: str) -> str:
        rows = [line.split() for line in stdin.splitlines()]
        points = {}
        for name in sorted({row[0] for row in rows}):
            results = [row[1] for row in rows if row[0] == name]
            points[name] = win * results.count("win") - lost * results.count("loss")
            runs = [len(list(group)) for result, group in groupby(results) if result == "win"]
            points[name] += bonus * sum(run // streak for run in runs)
        names = sorted(points, key=lambda name: -points[name]) if order == "points" else list(points)
        return "".join(f"{name} {points[name]}\n" for name in names)

    return Draw(
        prompt=f'Each line of the input is the result of a game: the name of a player, a blank, and "win", "draw" or "loss"; '
        f"there is at least one line. A win gives {win} points, a draw none, and a loss takes {lost}; points may be "
        f"negative. Whenever a player has won {streak} times in a row in the player's own games, the player gets {bonus} "
        f"extra points and the counting of wins in a row begins anew from 0. Print for each player a line with the name, a "
        f"blank and the points, "
        + (
            "in alphabetical order of the names."
            if order == "name"
            else "the most points first, with equal points in alphabetical order of the names."
        ),
        solution=fill(
            """
            import sys

            points, wins = {}, {}
            for line in sys.stdin:
                name, result = line.split()
                change = {"win": $win, "draw": 0, "loss": -$lost}[result]
                points[name] = points.get(name, 0) + change
                wins[name] = wins.get(name, 0) + 1 if result == "win" else 0
                if wins[name] == $streak:
                    points[name] += $bonus
                    wins[name] = 0
            for name in sorted(points$key):
                print(name, points[name])
            """,
            win=win,
            lost=lost,
            streak=streak,
            bonus=bonus,
            key=", key=lambda name: (-points[name], name)" if order == "points" else "",
        ),
        inputs=[
            joined(
                items(
                    joined(choice("ann", "bo", "cy"), choice("win", "win", "win", "draw", "loss"), by=" "),
                    1,
                    12,
                ),
                by="\n",
            )
        ],
        given=[
            "ann draw\n",
            "bo loss\nann win\n",
            "bo win\n" * 7,
            "bo win\nann win\nbo win\nann loss\nann win\nbo win\nann win\n",
            "cy win\ncy draw\ncy win\nbo draw\n",
        ],
        oracle=oracle,
        program=True,
    )
