"""Reads rows of MGSM: 250 GSM8K test questions in eleven languages.

Source: Shi et al. 2022, arXiv:2210.03057, hub juletxara/mgsm, CC-BY-SA-4.0.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets.reading import RowReading, text

COLUMNS: tuple[str, ...] = ("question", "answer_number", "equation_solution")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    return RowReading(
        prompt=text(row, ("question",), "question"),
        reference=MathReference(
            answer=text(row, ("answer_number",), "answer"),
            solution=str(row["equation_solution"] or "").strip() or None,
        ),
        licence="CC-BY-SA-4.0",
        policy="heldout_only",
    )
