"""Reads rows of HumanEval: a function to complete, and a check(candidate) with asserts."""

from __future__ import annotations

from typing import Any

from verigen.domains.code.asserts import Asserts

COLUMNS = ("prompt", "canonical_solution", "test", "entry_point")
TASK = "Complete this Python function. Write it out in full, with its imports and helper functions."


def licence(row: dict[str, Any]) -> str | None:
    """MIT (github.com/openai/human-eval) for the set's own ids.

    None otherwise, since other sets use its columns too.
    """
    return "MIT" if str(row.get("task_id", "")).startswith("HumanEval/") else None


def prompt(row: dict[str, Any]) -> str:
    return f"{TASK}\n\n```python\n{row['prompt'].strip()}\n```"


def asserts(row: dict[str, Any]) -> Asserts:
    return Asserts(
        solution=row["prompt"] + row["canonical_solution"],
        entry_point=row["entry_point"],
        check=row["test"],
    )
