"""Reads rows of AQuA-RAT: algebra word problems with five options and a rationale.

Source: github.com/google-deepmind/AQuA, hub deepmind/aqua_rat, Apache-2.0.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.sets import choices
from verigen.domains.math.sets.reading import RowReading, text

COLUMNS: tuple[str, ...] = ("question", "options", "rationale", "correct")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - the columns are enough
    return isinstance(row["options"], list)


def read(row: dict[str, Any]) -> RowReading:
    options = choices.marked(row["options"])
    question = text(row, ("question",), "question")
    letter = text(row, ("correct",), "correct option").upper()
    return RowReading(
        prompt=choices.listed(question, options),
        reference=choices.reference(letter, options, str(row["rationale"]).strip() or None),
        licence="Apache-2.0",
    )
