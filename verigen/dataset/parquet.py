"""Writes a JSON Lines file of records as Parquet."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.core.errors import PartError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BATCH = 1000  # rows per row group


def write(source: Path, target: Path) -> None:
    """Write the rows of `source` to `target`; an empty source writes no file.

    The source is read twice, because the schema depends on all rows: a column may begin late, and a null has no
    type. Raises PartError for a column whose values have no common type.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pa.schema([])
        for rows in _batches(source):
            found = pa.Table.from_pylist(_wide(rows)).schema
            schema = pa.unify_schemas([schema, found], promote_options="permissive")
    except pa.ArrowException as error:
        raise PartError(f"{source} can't be written as Parquet, its rows differ in type: {error}") from error
    if not schema.names:
        target.unlink(missing_ok=True)
        return
    with jsonl.replacing(target) as file, pq.ParquetWriter(file, schema) as writer:
        for rows in _batches(source):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _wide(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the first row every column of the batch, because Arrow takes a table's columns from its first row."""
    return [dict.fromkeys(name for row in rows for name in row) | rows[0], *rows[1:]]


def _batches(source: Path) -> Iterator[list[dict[str, Any]]]:
    found = (row for _, row in jsonl.read(source, dict[str, Any]))
    while rows := list(islice(found, BATCH)):
        yield rows
