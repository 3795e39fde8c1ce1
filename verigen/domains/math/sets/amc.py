"""Reads problems of the American Mathematics Competitions, as in hub AI-MO/aimo-validation-amc.

Its card names Apache-2.0 for texts that the Mathematical Association of America owns; verigen does not use
it.
"""

from __future__ import annotations

import re
from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, tags, text

COLUMNS: tuple[str, ...] = ("problem", "answer")
NAME = re.compile(r"(?<![a-z])amc(?![a-z])", re.IGNORECASE)
URL = re.compile(r"((?:19|20)\d\d)(?:_Fall)?_AMC_(8|10[AB]?|12[AB]?)_Problems/Problem_(\d{1,2})\b")


def holds(row: dict[str, Any], bank: str) -> bool:
    return bool(URL.search(str(row.get("url") or "")) or NAME.search(bank))


def read(row: dict[str, Any]) -> RowReading:
    found = URL.search(str(row.get("url") or ""))
    answer = answers.final(text(row, ("answer",), "answer"))
    family = found and "amc/" + "-".join(
        (found[0].partition("_AMC")[0].replace("_Fall", "F"), found[2], found[3])
    )
    worked = str(row.get("solution") or "").strip() or None
    return RowReading(
        prompt=text(row, ("problem",), "problem"),
        reference=MathReference(answer=answer, solution=worked),
        family=family,
        policy="heldout_only",
        tags=tags(contest=found and f"AMC {found[2]}", year=found and found[1], number=found and found[3]),
    )
