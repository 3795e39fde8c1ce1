"""Recognizes rows of BigCodeBench (arXiv:2406.15877, hub bigcode/bigcodebench), which are refused.

Their tests are unittest classes that mock files and modules inside the program's process, so they would
stand beside hostile code and tell it what is expected.
"""

from __future__ import annotations

from typing import Any, NoReturn

from verigen.domains.code.asserts import Unconvertible

COLUMNS: tuple[tuple[str, ...], ...] = (
    ("complete_prompt", "instruct_prompt", "canonical_solution", "test", "entry_point"),
)


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> NoReturn:  # noqa: ARG001 - no row of the set can be read
    raise Unconvertible(
        "its tests are unittest classes, which would have to run beside the program they grade"
    )
