"""Makes the training records of a run from its ledger: the same ledger, the same bytes."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from verigen import jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.ledger import Ledger
    from verigen.parts import Format

BATCH = 1000  # rows a Parquet row group


def pack(ledger: Ledger, formats: Sequence[Format], out: Path) -> dict[str, int]:
    """Write each format's train.jsonl and train.parquet below `out`; the records made, by format."""
    return {part.folder: _write(part, ledger, out / part.folder) for part in formats}


def rows(part: Format, ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Records in the order of the problems. Unverified candidates are in none: no format takes them."""
    for graded in ledger.graded():
        yield from part.rows(graded)


def _write(part: Format, ledger: Ledger, folder: Path) -> int:
    count = jsonl.write(folder / "train.jsonl", rows(part, ledger))
    parquet = folder / "train.parquet"
    if count:
        _write_parquet(parquet, rows(part, ledger))
    else:
        parquet.unlink(missing_ok=True)
    return count


def _write_parquet(path: Path, records: Iterable[dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    records = iter(records)
    first = pa.Table.from_pylist(list(islice(records, BATCH)))
    with jsonl.replacing(path) as file, pq.ParquetWriter(file, first.schema) as writer:
        writer.write_table(first)
        while batch := list(islice(records, BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=first.schema))
