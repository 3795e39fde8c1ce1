"""Reads rows of GSM-Symbolic: GSM8K test questions with other names and numbers, and its p1 and p2.

Source: Mirzadeh et al. 2024, arXiv:2410.05229, hub apple/GSM-Symbolic, CC-BY-NC-ND-4.0.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, seed_name, solution, text

COLUMNS: tuple[str, ...] = ("question", "answer", "instance", "original_question")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    """Read a row; its family is that of the GSM8K question."""
    answer = answers.final(text(row, ("answer",), "answer"))
    return RowReading(
        prompt=text(row, ("question",), "question"),
        reference=MathReference(answer=answer, solution=solution(row, answer)),
        id=f"gsm-symbolic/{row.get('id', '')}-{row['instance']}",
        family=seed_name(text(row, ("original_question",), "original question")),
        licence="CC-BY-NC-ND-4.0",
        policy="heldout_only",
    )
