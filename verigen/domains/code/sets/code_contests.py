"""Reads rows of CodeContests: problems of five contest sites with public, private and generated tests.

Source: Li et al. 2022, arXiv:2203.07814, hub deepmind/code_contests, CC-BY-4.0.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.code.asserts import Unconvertible
from verigen.domains.code.sets.reading import SLOWNESS, CodeReading, program, python, texts

COLUMNS: tuple[tuple[str, ...], ...] = (
    ("description", "public_tests", "private_tests", "generated_tests", "solutions"),
)
PYTHON3 = {3, "PYTHON3"}
MOST_TESTS = 200


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises Unconvertible if it has no tests or reads files."""
    texts(row, "description")
    if row.get("input_file") or row.get("output_file"):
        raise Unconvertible("it reads and writes files instead of standard input and output")
    tests = [row[kind] or {} for kind in COLUMNS[0][1:4]]
    inputs = [each for kind in tests for each in kind.get("input") or ()][:MOST_TESTS]
    outputs = [each for kind in tests for each in kind.get("output") or ()][:MOST_TESTS]
    found = row["solutions"] or {}
    pairs = zip(found.get("language") or (), found.get("solution") or (), strict=False)
    return CodeReading(
        prompt=row["description"].strip(),
        tests=program(
            inputs,
            outputs,
            solution=python(solution for language, solution in pairs if language in PYTHON3),
            seconds=_seconds(row.get("time_limit")),
            megabytes=(row.get("memory_limit_bytes") or 0) / 2**20,
            public=min(len(tests[0].get("input") or ()), len(tests[0].get("output") or ())),
        ),
        id=f"code_contests/{row['name']}" if row.get("name") else None,
        licence="CC-BY-4.0",
        tags={"rating": str(row["cf_rating"])} if row.get("cf_rating") else {},
    )


def _seconds(limit: Any) -> float:
    told = limit or {"seconds": 2}
    return SLOWNESS * (float(told.get("seconds") or 0) + float(told.get("nanos") or 0) / 1e9)
