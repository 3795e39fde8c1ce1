"""Makes the training records of a run from its ledger: the same ledger, the same bytes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from verigen.core import jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from verigen.core.parts import Format
    from verigen.core.types import Graded
    from verigen.ledger.tables import TeacherRow

BATCH = 1000  # rows a Parquet row group


def pack(
    groups: Iterable[list[Graded]], formats: Sequence[Format], out: Path, teachers: Sequence[TeacherRow]
) -> dict[str, int]:
    """Write each format's train.jsonl and train.parquet below `out`, in one pass; the records made, by format.

    Records come in the order of the problems. Unverified candidates are in none: no format takes them.
    """
    terms = {(row.name, row.revision): row for row in teachers}
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(_Files.opened(out / part.folder)) for part in formats]
        for graded in groups:
            for part, file in zip(formats, files, strict=True):
                for row in part.rows(graded):
                    file.add(_with_terms(row, terms))
    return {part.folder: file.count for part, file in zip(formats, files, strict=True)}


def _with_terms(row: dict[str, Any], terms: dict[tuple[str, str], TeacherRow]) -> dict[str, Any]:
    teacher = terms.get((row["teacher"], row["teacher_revision"]))
    return {
        **row,
        "teacher_licence": teacher.licence if teacher else "NOASSERTION",
        "teacher_terms": teacher.terms if teacher else "unknown",
    }


class _Files:
    """The JSONL and the Parquet file of one format; both take their names when they are complete."""

    def __init__(self, jsonl_file: BinaryIO, parquet_file: BinaryIO) -> None:
        self.count = 0
        self._jsonl, self._parquet = jsonl_file, parquet_file
        self._rows: list[dict[str, Any]] = []
        self._writer: Any = None

    @classmethod
    @contextlib.contextmanager
    def opened(cls, folder: Path) -> Iterator[_Files]:
        parquet = folder / "train.parquet"
        with jsonl.replacing(folder / "train.jsonl") as lines, jsonl.replacing(parquet) as table:
            files = cls(lines, table)
            yield files
            files._close()
        if not files.count:
            parquet.unlink(missing_ok=True)

    def add(self, row: dict[str, Any]) -> None:
        self._jsonl.write(jsonl.encode(row))
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == BATCH:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pylist(self._rows, schema=self._writer.schema if self._writer else None)
        self._writer = self._writer or pq.ParquetWriter(self._parquet, table.schema)
        self._writer.write_table(table)
        self._rows = []

    def _close(self) -> None:
        if self._rows:
            self._write()
        if self._writer:
            self._writer.close()
