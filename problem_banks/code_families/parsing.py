"""Texts with a form: fields, codes, formulas and small languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..code_core.author import DIGITS, any_of, choice, ints, items, joined, text
from .family import NONE, Draw, family, fill, fill_some, ordinal

if TYPE_CHECKING:
    from random import Random


@family(level=1)
def chosen_field(rng: Random) -> Draw:
    mark, place = rng.choice([";", "|", "/", ":", "--"]), rng.randint(2, 4)
    front = rng.choice([True, False])
    missing = rng.choice(["none", "?", "-", "missing"])
    form = rng.choice(["", ".upper()", ".strip()", "[::-1]"])
    words = {
        "": "as it is",
        ".upper()": "in capital letters",
        ".strip()": "without the blanks at its beginning and end",
        "[::-1]": "with its characters in reverse order",
    }[form]

    def oracle(line: str) -> str:
        fields = [""]
        at = 0
        while at < len(line):
            cut = line.startswith(mark, at)
            fields = [*fields, ""] if cut else [*fields[:-1], fields[-1] + line[at]]
            at += len(mark) if cut else 1
        fields = fields if front else fields[::-1]
        chosen = dict(enumerate(fields, 1)).get(place)
        if chosen is None:
            return missing
        return {
            ".upper()": chosen.upper(),
            ".strip()": chosen.strip(),
            "[::-1]": "".join(reversed(chosen)),
        }.get(form, chosen)

    return Draw(
        prompt=f'The text `line` consists of fields separated by "{mark}"; a field may be empty, and a line without '
        f'"{mark}" is one field. Return the {ordinal(place)} field from the {"left" if front else "right"}, {words}; '
        f'return "{missing}" if there are fewer fields.',
        solution=fill(
            """
            def chosen_field(line: str) -> str:
                fields = line.split("$mark")
                return fields[$at]$form if len(fields) >= $place else "$missing"
            """,
            mark=mark,
            at=place - 1 if front else -place,
            form=form,
            place=place,
            missing=missing,
        ),
        inputs=[joined(items(text("abc d ", 0, 4), place - 1, place + 3), by=mark)],
        given=[
            ("",),
            (mark * (place - 1),),
            (mark.join(["one", " two ", "Three", "four ", "5"]),),
            ("a b c",),
        ],
        oracle=oracle,
    )


@family(level=2)
def purse_value(rng: Random) -> Draw:
    units = rng.sample("gsckt", 3)
    ratios = [rng.randint(4, 30), rng.randint(3, 15)]
    worth = dict(zip(units, (ratios[0] * ratios[1], ratios[1], 1), strict=True))
    sign = rng.choice(["-", "!"])
    bare = rng.randrange(3)

    def oracle(amounts: str) -> int:
        total = 0
        for minus, number, unit in re.findall(rf"({sign}?)(\d+)([a-z]?)", amounts):
            total += int(number) * worth[unit or units[bare]] * (-1 if minus else 1)
        return total

    return Draw(
        prompt=f"In a game 1 {units[0]} is worth {ratios[0]} {units[1]}, and 1 {units[1]} is worth {ratios[1]} {units[2]}. "
        f"`amounts` holds amounts separated by single blanks, for example "
        f'"12{units[0]} {sign}3{units[2]} 7": each is a non-negative integer directly followed by its unit '
        f'({", ".join(units)}); without a unit it is in {units[bare]}. An amount with "{sign}" in front is taken away '
        f"instead of added. Return the total in {units[2]}, which may be negative; an empty text gives 0.",
        solution=fill(
            """
            def purse_value(amounts: str) -> int:
                worth = $worth
                total = 0
                for amount in amounts.split():
                    number = amount.lstrip("$sign")
                    unit = "$bare"
                    if number[-1] in worth:
                        number, unit = number[:-1], number[-1]
                    value = int(number) * worth[unit]
                    total += value if number == amount[: len(number)] else -value
                return total
            """.replace(
                "value if number == amount[: len(number)] else -value",
                '-value if amount[0] == "$sign" else value',
            ),
            worth=str(worth).replace("'", '"'),
            sign=sign,
            bare=units[bare],
        ),
        inputs=[joined(items(joined(choice("", "", sign), ints(0, 40), choice("", *units)), 0, 5), by=" ")],
        given=[
            ("",),
            ("0",),
            ("7",),
            (f"1{units[0]}",),
            (f"{sign}2{units[1]} 3",),
            (f"10{units[2]} {sign}1{units[0]}",),
        ],
        oracle=oracle,
    )


@family(level=2)
def unpacked(rng: Random) -> Draw:
    extra = rng.randint(0, 3)
    mark = rng.choice("!<^%")
    rule = rng.choice(["reverse", "drop", "double"])
    front = rng.choice([True, False])
    words = {
        "reverse": "the text made so far is reversed",
        "drop": "the last character of the text made so far, if there is one, is removed",
        "double": "the last character of the text made so far, if there is one, is written once more",
    }[rule]
    times = "that many times" if extra == 0 else f"that number plus {extra} times"

    def oracle(code: str) -> str:
        made = ""
        piece = r"\d?[a-z]" if front else r"[a-z]\d?"
        for part in re.findall(rf"{piece}|{re.escape(mark)}", code):
            if part == mark:
                made = {"reverse": made[::-1], "drop": made[:-1], "double": made + made[-1:]}[rule]
            else:
                count = re.sub(r"\D", "", part)
                made += re.sub(r"\d", "", part) * (int(count) + extra if count else 1)
        return made

    action = {"reverse": "made = made[::-1]", "drop": "made = made[:-1]", "double": "made += made[-1:]"}[rule]
    if front:
        body = """
            def unpacked(code: str) -> str:
                made, times = "", 1
                for sign in code:
                    if sign == "$mark":
                        $action
                    elif sign.isdigit():
                        times = int(sign)$extra
                    else:
                        made += sign * times
                        times = 1
                return made
            """
    else:
        body = """
            def unpacked(code: str) -> str:
                made = ""
                for at, sign in enumerate(code):
                    if sign == "$mark":
                        $action
                    elif sign.isalpha():
                        following = code[at + 1 : at + 2]
                        made += sign * (int(following)$extra if following.isdigit() else 1)
                return made
            """
    spec = (
        joined(text(DIGITS, 1, 1), text("abc", 1, 1))
        if front
        else joined(text("abc", 1, 1), text(DIGITS, 1, 1))
    )
    two = ("2a", "0b") if front else ("a2", "b0")
    return Draw(
        prompt=f'The text `code` consists of small letters, digits and "{mark}", and is read from left to right to make a '
        f"new text. A letter is written once; with a digit directly {'before' if front else 'after'} it, it is written "
        f'{times} instead. At "{mark}" {words}. Each digit stands directly {"before" if front else "after"} a letter, and '
        f"no letter has two. Return the new text.",
        solution=fill(body, mark=mark, action=action, extra=f" + {extra}" if extra else ""),
        inputs=[joined(items(any_of(spec, text("xyz", 1, 1), choice(mark)), 0, 8))],
        given=[
            ("",),
            (mark,),
            (two[0],),
            (two[1] + "c",),
            (f"ab{mark}c",),
            (f"x{two[0]}{mark}y{mark}{mark}",),
        ],
        oracle=oracle,
    )


@family(level=3)
def serial_number(rng: Random) -> Draw:
    letters, digits, modulus = rng.randint(1, 3), rng.randint(2, 4), rng.randint(3, 5)
    weights = [rng.randint(1, 9) for _ in range(digits)]
    marks = rng.sample("KLMNPRSTWXZ", modulus)
    banned = rng.choice("IOQ")

    def oracle(code: str) -> str:
        form = rf"(?!.*{banned})[A-Z]{{{letters}}}-[0-9]{{{digits}}}-[A-Z]"
        if not re.fullmatch(form, code):
            return "form"
        left = sum(int(d) * w for d, w in zip(code[letters + 1 :], weights, strict=False)) % modulus
        return "valid" if code[-1] == marks[left] else "check"

    table = ", ".join(f"{mark} for {rest}" for rest, mark in enumerate(marks))
    return Draw(
        prompt=f"A serial number consists of {letters} capital {'letter' if letters == 1 else 'letters'} A-Z, a hyphen, "
        f"{digits} digits 0-9, a hyphen and one capital letter, and nothing else; the letter {banned} occurs nowhere. The "
        f"last letter is for checking: the digits from left to right are multiplied by "
        f"{', '.join(map(str, weights[:-1]))} and {weights[-1]}, the products are added, and the remainder of the sum when "
        f'divided by {modulus} gives the letter: {table}. Return "form" if `code` does not have this form, "check" if '
        f'only the last letter is wrong, otherwise "valid".',
        solution=fill(
            """
            import re


            def serial_number(code: str) -> str:
                if "$banned" in code or not re.fullmatch(r"[A-Z]{$letters}-[0-9]{$digits}-[A-Z]", code):
                    return "form"
                digits = code[$start:-2]
                total = sum(int(digit) * weight for digit, weight in zip(digits, $weights))
                return "valid" if code[-1] == "$marks"[total % $modulus] else "check"
            """,
            banned=banned,
            letters=letters,
            digits=digits,
            start=letters + 1,
            weights=tuple(weights),
            marks="".join(marks),
            modulus=modulus,
        ),
        inputs=[
            joined(
                any_of(*[text("ABCDEF", letters, letters)] * 6, text("IOQaA", letters - 1, letters + 1)),
                "-",
                any_of(*[text(DIGITS, digits, digits)] * 4, text(DIGITS, digits - 1, digits + 1)),
                choice("-", "-", "-", "-", "-", "-", ""),
                choice(*marks, *marks, *marks, "Y", "k"),
            )
        ],
        given=[
            ("",),
            ("A" * letters + "-" + "0" * digits + "-" + marks[0],),
            ("A" * letters + "-" + "0" * digits + "-" + marks[1],),
            ("B" * letters + "-" + "1" * digits + "-" + marks[sum(weights) % modulus],),
            (banned * letters + "-" + "0" * digits + "-" + marks[0],),
            ("A" * letters + "-" + "0" * digits + "-" + marks[0] + " ",),
            ("A" * letters + "-" + "0" * (digits + 1) + "-" + marks[0],),
        ],
        oracle=oracle,
    )


@family(level=3)
def log_counts(rng: Random) -> Draw:
    levels = ["debug", "info", "warn", "error"]
    least = rng.randint(1, 2)
    weights = [rng.randint(1, 5) for _ in levels]
    opening, closing = rng.choice([("[", "]"), ("<", ">"), ("(", ")")])
    colon = rng.choice([":", " -", " >"])
    repeat = rng.choice([True, False])
    asked = rng.choice(["points", "worst"])
    again = (
        ' A line "same" stands for the line before it once more, whatever that was; at the very beginning it is skipped.'
        if repeat
        else ' A line "quiet" makes the line directly after it be skipped, if there is one ("quiet" too).'
    )
    shown = levels[least:]
    points = ", ".join(f"{w} for {name}" for name, w in list(zip(levels, weights, strict=True))[least:])

    def oracle(lines: list[str]) -> dict[str, int] | str:
        found: dict[str, int] = {}
        kept: list[str] = []
        for line in lines:
            if repeat and line == "same":
                kept += kept[-1:]
            elif not repeat and kept and kept[-1] == "quiet":
                kept[-1] = ""
            else:
                kept.append(line)
        for line in kept:
            match = re.fullmatch(
                rf"{re.escape(opening)}(\w+){re.escape(closing)} (\w+){re.escape(colon)} .*", line
            )
            if match and match[1] in shown:
                found[match[2]] = found.get(match[2], 0) + weights[levels.index(match[1])]
        if asked == "points":
            return found
        return min(sorted(found), key=lambda name: -found[name], default="")

    first = f"{opening}info{closing} disk{colon} all is well"
    values = {name: w for name, w in zip(levels, weights, strict=True) if name in shown}
    entry = joined(
        opening,
        choice(*levels, "error", "warn"),
        f"{closing} ",
        choice("disk", "net", "cpu"),
        f"{colon} ",
        text("abc", 1, 4),
    )
    word = "same" if repeat else "quiet"
    result = "points" if asked == "points" else 'max(sorted(points), key=points.get, default="")'
    return Draw(
        prompt=f'The lines of a log look like "{first}": level, part and message; the level is one of {", ".join(levels)}, '
        f"a part is a word of small letters. All other lines are skipped.{again} The part of a line gets points for its "
        f"level: {points}; the other levels count nothing. Return "
        + (
            "a dictionary from the parts that got points to their points."
            if asked == "points"
            else "the part with the most points, the alphabetically first of several, or an empty text if no part got any."
        ),
        solution=fill_some(
            """
            def log_counts(lines: list[str]) -> $type:
                values = $values
                points = {}
                $before
                for line in lines:
                    $same
                        $take
                    $quiet
                        $unset
                        $skip
                    $mute
                    head, colon, _ = line.partition("$colon ")
                    level, bracket, part = head.partition("$closing ")
                    if colon and bracket and level[:1] == "$opening" and level[1:] in values:
                        points[part] = points.get(part, 0) + values[level[1:]]
                return $result
            """,
            type="dict[str, int]" if asked == "points" else "str",
            values=str(values).replace("'", '"'),
            before='before = ""' if repeat else "muted = False",
            same='if line == "same":' if repeat else NONE,
            take="line = before" if repeat else NONE,
            quiet=NONE if repeat else "if muted:",
            unset=NONE if repeat else "muted = False",
            skip=NONE if repeat else "continue",
            mute="before = line" if repeat else 'muted = line == "quiet"',
            colon=colon,
            closing=closing,
            opening=opening,
            result=result,
        ),
        inputs=[
            items(any_of(entry, entry, entry, choice(word, "", "error", f"{opening}error{closing}")), 1, 9)
        ],
        given=[
            ([],),
            ([word],),
            ([first],),
            ([f"{opening}error{closing} net{colon} down", word, f"{opening}warn{closing} disk{colon} full"],),
            ([word, word, f"{opening}error{closing} cpu{colon} hot", word],),
        ],
        oracle=oracle,
    )
