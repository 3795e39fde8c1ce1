"""Writes solutions of logic puzzles in other forms, and wrong solutions: a grammar apart from the verifier.

It imports nothing of the verifier and knows a reference only by its fields.
"""

# All forms have one signature.
# ruff: noqa: ARG001

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from verigen.domains.logic.reference import LogicReference

Rows = list[list[str]]
LEADS = (
    "",
    "Final answer:\n",
    "**Final Answer:**\n\n",
    "So the answer is:\n\n",
    "### Solution\n\n",
    "Therefore, we have:\n\n",
    "The final answer is: ",
    "Answer: ",
)
TAILS = ("", "\n", "\n\nThis satisfies every condition.", "\n\nI have checked it twice.")
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def right(rng: Random, reference: LogicReference) -> str:
    """A completion that states the solution in a random form."""
    return _dressed(rng, reference, [list(row) for row in reference.answer])


def wrong(rng: Random, reference: LogicReference) -> str:
    """A completion that states something else in a random form: one change, or several."""
    rows = [list(row) for row in reference.answer]
    while rows == [list(row) for row in reference.answer]:
        rows = _spoilt(rng, reference, rows)
    return _dressed(rng, reference, rows)


def _spoilt(rng: Random, reference: LogicReference, rows: Rows) -> Rows:
    rows = [list(row) for row in rows]
    shape = reference.shape
    if shape == "number":
        return [[str(int(rows[0][0]) + rng.choice([-2, -1, 1, 2, 10]))]]
    if shape == "word":
        return [[rng.choice(list(reference.choices))]]
    if shape == "set":
        rows[0] = sorted(set(rows[0]) ^ {rng.choice(list(reference.names))})
        return rows if rows[0] else [[rng.choice(list(reference.names))]]
    if shape == "order":
        i, j = rng.sample(range(len(rows[0])), 2)
        rows[0][i], rows[0][j] = rows[0][j], rows[0][i]
    elif shape == "table":
        column = rng.randrange(1, len(rows[0]))
        i, j = rng.sample(range(len(rows)), 2)
        rows[i][column], rows[j][column] = rows[j][column], rows[i][column]
    elif shape == "pairs":
        rng.choice(rows)[1] = rng.choice(list(reference.choices))
    else:
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(list(reference.choices))
    return rows


def _dressed(rng: Random, reference: LogicReference, rows: Rows) -> str:
    body = rng.choice(FORMS[reference.shape])(rng, reference, rows)
    if rng.random() < 0.15 and reference.shape not in ("word", "number", "set"):
        body = rng.choice([str.upper, str.lower])(body) if "\\" not in body and "```" not in body else body
    thought = rng.choice(["", "", _thought(rng, reference)])
    return f"{thought}{rng.choice(LEADS) if chr(92) + 'boxed' not in body else 'Hence '}{body}{rng.choice(TAILS) if reference.shape != 'number' else ''}"


def _thought(rng: Random, reference: LogicReference) -> str:
    """Thinking with guesses that are not the answer."""
    words = [*reference.names, *reference.choices] or ["it"]
    some = " ".join(f"Maybe {rng.choice(words)} goes with {rng.choice(words)}?" for _ in range(3))
    return f"<think>\n{some}\nNo, wait.\n</think>\n\n"


def _said(rng: Random, reference: LogicReference, word: str) -> str:
    """A word, sometimes by another word for it."""
    others = [each for each in reference.choices.get(word, ()) if each.isalpha()]
    return rng.choice(others) if others and rng.random() < 0.2 else word


# pairs
def _lines(rng: Random, reference: LogicReference, rows: Rows) -> str:
    sign = rng.choice([": ", " - ", " = ", " -> ", " → ", ": **", " is ", "\t"])
    bullet = rng.choice(["", "- ", "* ", "• "])
    end = "**" if sign.endswith("**") else ""
    return "\n".join(
        f"{bullet}{name}{sign}{_said(rng, reference, value)}{end}" for name, value in _mixed(rng, rows)
    )


def _enumerated(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return "\n".join(f"{at}. {name}: {value}" for at, (name, value) in enumerate(rows, 1))


def _inline(rng: Random, reference: LogicReference, rows: Rows) -> str:
    sign = rng.choice([": ", " is ", "=", " → "])
    return rng.choice([", ", "; "]).join(
        f"{name}{sign}{value}" for name, value in _mixed(rng, rows)
    ) + rng.choice(["", "."])


def _bracketed(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return ", ".join(f"{name} ({value})" for name, value in _mixed(rng, rows))


def _object(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return _fenced(rng, json.dumps(dict(_mixed(rng, rows)), indent=rng.choice([None, 2])))


def _objects(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return _fenced(rng, json.dumps([{"name": name, "value": value} for name, value in _mixed(rng, rows)]))


def _wrapped(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return _fenced(rng, json.dumps({"solution": dict(rows)}))


def _by_value(rng: Random, reference: LogicReference, rows: Rows) -> str:
    groups: dict[str, list[str]] = {}
    for name, value in rows:
        groups.setdefault(value, []).append(name)
    style = rng.randrange(3)
    if style == 0:
        return "\n".join(f"{value}: {', '.join(names)}" for value, names in groups.items())
    if style == 1:
        return _fenced(rng, json.dumps(groups))
    return "\n\n".join(
        f"{value}:\n" + "\n".join(f"- {name}" for name in names) for value, names in groups.items()
    )


def _pair_table(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return "\n".join(
        [
            "| Who | What |",
            rng.choice(["|---|---|", "| :--- | ---: |"]),
            *(f"| {name} | {value} |" for name, value in _mixed(rng, rows)),
        ]
    )


def _box(rng: Random, reference: LogicReference, rows: Rows) -> str:
    inner = rng.choice([", ", " \\\\ ", "; "]).join(
        f"\\text{{{name}: {value}}}" if rng.random() < 0.5 else f"\\text{{{name}}} = \\text{{{value}}}"
        for name, value in rows
    )
    return f"\\boxed{{{inner}}}"


def _sentences(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return " ".join(
        f"{name} {rng.choice(['is', 'must be', 'has to be'])} {_said(rng, reference, value)}."
        for name, value in _mixed(rng, rows)
    )


def _joined(rng: Random, reference: LogicReference, rows: Rows) -> str:
    told = [f"{name} is {value}" for name, value in _mixed(rng, rows)]
    return told[0] + "." if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}."


def _array(rng: Random, reference: LogicReference, rows: Rows) -> str:
    inner = " \\\\\n".join(f"\\text{{{name}}} & \\text{{{value}}}" for name, value in rows)
    return f"$$\\begin{{array}}{{ll}}\n{inner}\n\\end{{array}}$$"


# tables
def _table_lines(rng: Random, reference: LogicReference, rows: Rows) -> str:
    sign = rng.choice([": ", " - ", " -> "])
    return "\n".join(
        f"{row[0]}{sign}{', '.join(rng.sample(row[1:], len(row) - 1))}" for row in _mixed(rng, rows)
    )


def _table_object(rng: Random, reference: LogicReference, rows: Rows) -> str:
    keys = [f"attribute {at}" for at in range(1, len(rows[0]))]
    style = rng.randrange(4)
    if style == 0:
        made: object = {row[0]: dict(zip(keys, row[1:], strict=True)) for row in rows}
    elif style == 1:
        made = [{"where": row[0], **dict(zip(keys, row[1:], strict=True))} for row in _mixed(rng, rows)]
    elif style == 2:
        made = {row[0]: row[1:] for row in _mixed(rng, rows)}
    else:
        made = {key: {row[0]: row[at + 1] for row in rows} for at, key in enumerate(keys)}
    return _fenced(rng, json.dumps(made, indent=rng.choice([None, 2])))


def _table_markdown(rng: Random, reference: LogicReference, rows: Rows) -> str:
    if rng.random() < 0.5:
        head = "| | " + " | ".join(f"k{at}" for at in range(1, len(rows[0]))) + " |"
        return "\n".join(
            [head, "|---" * len(rows[0]) + "|", *("| " + " | ".join(row) + " |" for row in rows)]
        )
    lines = ["| " + " | ".join(["", *(row[0] for row in rows)]) + " |", "|---" * (len(rows) + 1) + "|"]
    lines += [
        "| " + " | ".join([f"k{at}", *(row[at] for row in rows)]) + " |" for at in range(1, len(rows[0]))
    ]
    return "\n".join(lines)


def _table_nested(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return "\n\n".join(
        f"**{row[0].capitalize()}**\n"
        + "\n".join(f"- Item {chr(96 + at)}: {value}" for at, value in enumerate(row[1:], 1))
        for row in rows
    )


def _table_prose(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return " ".join(
        f"In {row[0]} we find {', '.join(row[1:-1]) or 'just'}{' and' if len(row) > 2 else ''} {row[-1]}."
        for row in rows
    )


def _table_ordinal(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return "\n".join(
        f"The {ORDINALS[int(row[0].split()[-1]) - 1]} house: {', '.join(row[1:])}" for row in rows
    )


def _table_columns(rng: Random, reference: LogicReference, rows: Rows) -> str:
    """A line per kind of thing, in the order of the houses, perhaps with a line of the houses first."""
    lines = [f"k{at}: {', '.join(row[at] for row in rows)}" for at in range(1, len(rows[0]))]
    head = [f"Where: {', '.join(row[0] for row in rows)}"] if rng.random() < 0.5 else []
    return "\n".join([*head, *lines])


def _table_parts(rng: Random, reference: LogicReference, rows: Rows) -> str:
    count = rng.choice(["", "{}. "])
    return "\n".join(
        count.format(at) + f"{row[0]}: " + "; ".join(f"Item - {value}" for value in row[1:])
        for at, row in enumerate(rows, 1)
    )


# orders, sets, words
def _row(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return rng.choice([", ", " > ", " -> ", " → ", " - ", "\n", ", then "]).join(rows[0])


def _row_list(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return _fenced(rng, rng.choice([json.dumps(rows[0]), str(rows[0]), json.dumps({"order": rows[0]})]))


def _row_places(rng: Random, reference: LogicReference, rows: Rows) -> str:
    told = list(enumerate(rows[0], 1))
    style = rng.randrange(4)
    if style == 0:
        return "\n".join(f"{at}. {name}" for at, name in told)
    if style == 1:
        return "\n".join(f"Position {at}: {name}" for at, name in rng.sample(told, len(told)))
    if style == 2:
        return _fenced(rng, json.dumps({str(at): name for at, name in told}))
    return "\n".join(f"- {name} is {ORDINALS[at - 1]}" for at, name in rng.sample(told, len(told)))


def _row_table(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return "\n".join(
        ["| Place | Name |", "|---|---|", *(f"| {at} | {name} |" for at, name in enumerate(rows[0], 1))]
    )


def _row_box(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return (
        "\\boxed{"
        + rng.choice([", ", " \\rightarrow ", " > "]).join(f"\\text{{{name}}}" for name in rows[0])
        + "}"
    )


def _some(rng: Random, reference: LogicReference, rows: Rows) -> str:
    names = rng.sample(rows[0], len(rows[0]))
    style = rng.randrange(5)
    if style == 0:
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    if style == 1:
        return "\n".join(f"- {name}" for name in names)
    if style == 2:
        return _fenced(rng, json.dumps(names))
    if style == 3:
        return "\\boxed{\\{" + ", ".join(f"\\text{{{name}}}" for name in names) + "\\}}"
    return "{" + ", ".join(names) + "}"


def _word(rng: Random, reference: LogicReference, rows: Rows) -> str:
    word = rows[0][0]
    return rng.choice(
        [
            word,
            f"**{word}**",
            f"\\boxed{{\\text{{{word}}}}}",
            f"It is {word}.",
            f"`{word}`",
            json.dumps({"answer": word}),
            f'"{word}"',
            word.upper(),
            f"{word.capitalize()}.",
        ]
    )


def _figure(rng: Random, reference: LogicReference, rows: Rows) -> str:
    number = rows[0][0]
    return rng.choice(
        [
            f"\\boxed{{{number}}}",
            f"The answer is {number}.",
            f"**{number}**",
            f"#### {number}",
            f"Answer: {number} trips",
            f"The final answer is ${number}$.",
        ]
    )


# grids
def _grid(rng: Random, reference: LogicReference, rows: Rows) -> str:
    gap = rng.choice([" ", "", ",", ", ", " | ", "  ", "\t"])
    frame = rng.choice(["", "", "|"]) if gap == " | " else ""
    label = rng.choice(["", "", "Row {}: "]) if not frame else ""
    body = "\n".join(f"{label.format(at)}{frame}{gap.join(row)}{frame}" for at, row in enumerate(rows, 1))
    return _fenced(rng, body)


def _grid_lists(rng: Random, reference: LogicReference, rows: Rows) -> str:
    cells: list = (
        [[int(cell) for cell in row] for row in rows] if rows[0][0].isdigit() and rng.random() < 0.5 else rows
    )
    style = rng.randrange(3)
    if style == 0:
        return _fenced(rng, json.dumps(cells))
    if style == 1:
        return _fenced(rng, json.dumps({"grid": cells}))
    return _fenced(rng, "[\n" + ",\n".join("  " + str(row) for row in cells) + "\n]")


def _grid_strings(rng: Random, reference: LogicReference, rows: Rows) -> str:
    return _fenced(rng, json.dumps(["".join(row) for row in rows]))


def _grid_boxes(rng: Random, reference: LogicReference, rows: Rows) -> str:
    rule = "+" + "---+" * len(rows[0])
    return "\n".join([rule] + [line for row in rows for line in ("| " + " | ".join(row) + " |", rule)])


def _grid_sudoku(rng: Random, reference: LogicReference, rows: Rows) -> str:
    half = len(rows) // 2
    lines = [f"{' '.join(row[:half])} | {' '.join(row[half:])}" for row in rows]
    return "\n".join([*lines[:half], "-" * len(lines[0]), *lines[half:]])


def _grid_matrix(rng: Random, reference: LogicReference, rows: Rows) -> str:
    inner = " \\\\\n".join(" & ".join(row) for row in rows).replace("#", "\\#")
    body = f"\\begin{{bmatrix}}\n{inner}\n\\end{{bmatrix}}"
    return rng.choice([f"$$\n{body}\n$$", f"\\boxed{{{body}}}"])


def _grid_markdown(rng: Random, reference: LogicReference, rows: Rows) -> str:
    head = "| " + " | ".join(f"C{at}" for at in range(1, len(rows[0]) + 1)) + " |"
    return "\n".join([head, "|" + "---|" * len(rows[0]), *("| " + " | ".join(row) + " |" for row in rows)])


def _grid_frame(rng: Random, reference: LogicReference, rows: Rows) -> str:
    """Lines of signs for frames around each half."""
    half = len(rows[0]) // 2
    rule = "\u2500" * (2 * half - 1), "\u2500" * (2 * (len(rows[0]) - half) - 1)
    lines = [f"\u2502{' '.join(row[:half])}\u2502{' '.join(row[half:])}\u2502" for row in rows]
    return "\n".join(
        ["\u250c" + "\u252c".join(rule) + "\u2510", *lines, "\u2514" + "\u2534".join(rule) + "\u2518"]
    )


def _grid_line(rng: Random, reference: LogicReference, rows: Rows) -> str:
    style = rng.randrange(3)
    if style == 0:
        return ", ".join(f"({', '.join(row)})" for row in rows)
    return " / ".join(rng.choice(["", " "]).join(row) for row in rows) if style == 1 else _unbroken(rows)


def _unbroken(rows: Rows) -> str:
    return "".join("".join(row) for row in rows)


def _grid_labels(rng: Random, reference: LogicReference, rows: Rows) -> str:
    head = "| | " + " | ".join(f"C{at}" for at in range(1, len(rows[0]) + 1)) + " |"
    label = rng.choice(["R{}", "Row {}"])
    body = [f"| {label.format(at)} | " + " | ".join(row) + " |" for at, row in enumerate(rows, 1)]
    return "\n".join([head, "|" + "---|" * (len(rows[0]) + 1), *body])


def _fenced(rng: Random, text: str) -> str:
    return rng.choice(
        [
            text,
            text,
            f"```\n{text}\n```",
            f"```json\n{text}\n```" if text[:1] in "[{" else f"```text\n{text}\n```",
        ]
    )


def _mixed(rng: Random, rows: Sequence[list[str]]) -> list[list[str]]:
    return list(rows) if rng.random() < 0.5 else rng.sample(rows, len(rows))


FORMS: dict[str, list[Callable[[Random, LogicReference, Rows], str]]] = {
    "pairs": [
        _lines,
        _enumerated,
        _inline,
        _bracketed,
        _object,
        _objects,
        _wrapped,
        _by_value,
        _pair_table,
        _box,
        _sentences,
        _joined,
        _array,
    ],
    "table": [
        _table_lines,
        _table_object,
        _table_markdown,
        _table_nested,
        _table_prose,
        _table_ordinal,
        _table_columns,
        _table_parts,
    ],
    "order": [_row, _row_list, _row_places, _row_table, _row_box],
    "set": [_some],
    "word": [_word],
    "number": [_figure],
    "grid": [
        _grid,
        _grid_lists,
        _grid_strings,
        _grid_boxes,
        _grid_sudoku,
        _grid_matrix,
        _grid_markdown,
        _grid_frame,
        _grid_line,
        _grid_labels,
    ],
}
