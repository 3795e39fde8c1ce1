"""Reads rows of MATH and of MATH-500, which is drawn from its test set.

Source: Hendrycks et al. 2021, github.com/hendrycks/math, MIT. The files of MATH have no answers, since its
solutions box them. MATH-500 and similar sets have an answer, a subject and the name of the row's original
file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.core.types import Policy
from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, tags, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS: tuple[str, ...] = ("problem", "level", "solution")
LEVEL = re.compile(r"(?:Level )?([1-5])(?:\.0)?")
FILE = re.compile(r"(train|test)/[a-z_]+/\d+\.json")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - the row is enough
    named = FILE.fullmatch(str(row.get("unique_id") or "")) and row.get("subject")
    return bool(named or (row.get("type") and "Level" in str(row["level"])))


def read(row: dict[str, Any]) -> RowReading:
    worked = text(row, ("solution",), "solution")
    answer = text(row, ("answer",), "answer") if row.get("answer") is not None else answers.final(worked)
    level = LEVEL.fullmatch(str(row["level"]))
    name = str(row.get("unique_id") or "") or None
    return RowReading(
        prompt=text(row, ("problem",), "problem"),
        reference=MathReference(answer=answer, solution=worked),
        id=name,
        family=name and f"math/{name}",
        licence="MIT",
        policy=policy(name),
        tags=tags(level=level and level[1], topic=row.get("type") or row.get("subject")),
    )


def policy(name: str | None) -> Policy:
    """The policy of a row with this file name: MATH's test set, which contains MATH-500, is held out."""
    return "heldout_only" if name and name.startswith("test/") else "train"


def numbered(folder: Path) -> Iterator[Path]:
    """Problem files of the MATH folder, of one split or of one subject: one JSON file per numbered problem."""
    for below in ("*/*/", "*/", ""):
        yield from (path for path in folder.glob(f"{below}[0-9]*.json") if path.stem.isdecimal())
