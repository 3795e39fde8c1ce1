"""Reads rows of HumanEval: a function to complete, and a check(candidate) with asserts."""

from __future__ import annotations

from typing import Any

from verigen.domains.code.asserts import Asserts
from verigen.domains.code.sets.reading import CodeReading, texts

COLUMNS: tuple[tuple[str, ...], ...] = (("prompt", "canonical_solution", "test", "entry_point"),)
TASK = "Complete this Python function. Write it out in full, with its imports and helper functions."


def holds(row: dict[str, Any]) -> bool:
    return all(row.get(column) for column in COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. MIT (github.com/openai/human-eval) for the set's own ids, since other sets use its columns."""
    texts(row, *COLUMNS[0])
    return CodeReading(
        prompt=asked(row),
        tests=Asserts(
            solution=row["prompt"] + row["canonical_solution"],
            entry_point=row["entry_point"],
            check=row["test"],
        ),
        licence="MIT" if str(row.get("task_id", "")).startswith("HumanEval/") else None,
    )


def asked(row: dict[str, Any]) -> str:
    return f"{TASK}\n\n```python\n{row['prompt'].strip()}\n```"
