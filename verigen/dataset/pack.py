"""Makes the training records of a run from its ledger: the same ledger, the same bytes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.dataset import parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from verigen.core.parts import Format
    from verigen.core.types import Graded
    from verigen.ledger.tables import TeacherRow


def pack(
    groups: Iterable[list[Graded]], formats: Sequence[Format], out: Path, teachers: Sequence[TeacherRow]
) -> dict[str, int]:
    """Write each format's train.jsonl and train.parquet below `out`; the records made, by format.

    Records come in the order of the problems. Unverified candidates are in none: no format takes them.
    """
    made = {part.folder: 0 for part in formats}
    terms = {(row.name, row.revision): row for row in teachers}
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(jsonl.replacing(lines(out, part))) for part in formats]
        for graded in groups:
            for part, file in zip(formats, files, strict=True):
                for row in part.rows(graded):
                    file.write(jsonl.encode(_with_terms(row, terms)))
                    made[part.folder] += 1
    for part in formats:
        parquet.write(lines(out, part), lines(out, part).with_suffix(".parquet"))
    return made


def lines(out: Path, part: Format) -> Path:
    """Where the records of a format stand as JSON Lines."""
    return out / part.folder / "train.jsonl"


def _with_terms(row: dict[str, Any], terms: dict[tuple[str, str], TeacherRow]) -> dict[str, Any]:
    teacher = terms.get((row["teacher"], row["teacher_revision"]))
    return {
        **row,
        "teacher_licence": teacher.licence if teacher else "NOASSERTION",
        "teacher_terms": teacher.terms if teacher else "unknown",
    }
