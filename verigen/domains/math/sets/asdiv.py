"""Reads rows of ASDiv: word problems of primary school with an equation (hub EleutherAI/asdiv, CC-BY-NC-4.0).

Source: github.com/chaochun/nlu-asdiv-dataset. An answer is followed by its unit in brackets, "9 (apples)";
several answers are separated by semicolons.
"""

from __future__ import annotations

import re
from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import svamp
from verigen.domains.math.sets.reading import RowReading, tags, text

COLUMNS: tuple[str, ...] = ("body", "question", "answer", "formula")
UNIT = re.compile(r"(.*\S)\s*\([^()]*\)")
# "2 (dime)*10 (cent/dime)" in a formula
COUNTED = re.compile(r"\s*\([A-Za-z][A-Za-z /.-]*\)")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    parts = [_bare(part.strip()) for part in text(row, ("answer",), "answer").split(";")]
    kind = row.get("solution_type") or row.get("solution-type")
    formula = COUNTED.sub("", str(row["formula"] or "")).strip()
    return RowReading(
        prompt=svamp.prompt(str(row["body"] or ""), text(row, ("question",), "question")),
        reference=MathReference(answer=", ".join(parts), solution=formula or None),
        licence="CC-BY-NC-4.0",
        tags=tags(level=row.get("grade"), topic=kind),
    )


def _bare(answer: str) -> str:
    found = UNIT.fullmatch(answer)
    return found[1] if found else answer
