"""Reads rows whose tests call a method: `entry_point` is "Solution().name", as in hub newfacade/LeetCodeDataset.

Source: Xia et al. 2025, arXiv:2504.14655, Apache-2.0.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.code.asserts import Asserts
from verigen.domains.code.sets.reading import CodeReading, texts, with_starter

COLUMNS: tuple[tuple[str, ...], ...] = (
    ("problem_description", "starter_code", "entry_point", "test", "completion"),
)


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    texts(row, *COLUMNS[0])
    return CodeReading(
        prompt=with_starter(row["problem_description"], row["starter_code"]),
        tests=Asserts(
            solution=row["completion"],
            entry_point=row["entry_point"],
            check=row["test"],
            setup=str(row.get("prompt") or ""),  # the imports that the set gives every solution
        ),
        licence="Apache-2.0",
        tags={"difficulty": str(row["difficulty"])} if row.get("difficulty") else {},
    )
