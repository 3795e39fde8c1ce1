"""Reads rows of hub open-r1/codeforces (CC-BY-4.0): problems in parts, with the official tests.

The set has no solutions. Problems with a checker, an interaction or files are refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from verigen.domains.code.asserts import Unconvertible
from verigen.domains.code.reference import Test
from verigen.domains.code.sets.reading import SLOWNESS, CodeReading, program, texts

COLUMNS: tuple[tuple[str, ...], ...] = (
    ("description", "input_format", "output_format", "official_tests", "examples"),
)
PARTS = (("Input", "input_format"), ("Output", "output_format"), ("Note", "note"))


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises Unconvertible for what inputs and outputs alone can't grade."""
    texts(row, "description")
    if row.get("interaction_format"):
        raise Unconvertible("it is interactive")
    if row.get("generated_checker"):
        raise Unconvertible("several outputs are right, and its checker is a program of the set's own form")
    if row.get("input_mode") not in {None, "stdio"}:
        raise Unconvertible("it reads and writes files instead of standard input and output")
    tests = row["official_tests"] or row["examples"] or ()
    made = program(
        [test["input"] for test in tests],
        [test["output"] for test in tests],
        solution=None,
        seconds=SLOWNESS * float(row.get("time_limit") or 2.0),
        megabytes=float(row.get("memory_limit") or 256.0),
    )
    shown = [Test(stdin=each["input"], expected=each["output"]) for each in row["examples"] or ()]
    return CodeReading(
        prompt=_statement(row),
        tests=replace(made, examples=shown),
        id=f"codeforces/{row['id']}" if row.get("id") else None,
        licence="CC-BY-4.0",
        tags={"rating": str(row["rating"])} if row.get("rating") else {},
    )


def _statement(row: dict[str, Any]) -> str:
    parts = [row["description"].strip()]
    parts += [f"{title}\n{str(row[column]).strip()}" for title, column in PARTS if row.get(column)]
    parts += [
        f"Example {number}\nInput:\n{example['input'].strip()}\nOutput:\n{example['output'].strip()}"
        for number, example in enumerate(row["examples"] or (), 1)
    ]
    return "\n\n".join(parts)
