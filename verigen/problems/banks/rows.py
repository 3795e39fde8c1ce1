"""Reads rows of a JSONL, JSON, CSV or Parquet file: in verigen's own form, or with columns that the domain knows."""

from __future__ import annotations

import csv
import logging
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import boundary, domains, files, jsonl, problems
from verigen.core.deadline import Apart
from verigen.core.errors import PartFailed, UserError
from verigen.core.offers import ReadsRows, RefusedRow, RowReader, RowSource
from verigen.core.types import Policy, Problem, Source
from verigen.core.unread import UnreadRow
from verigen.problems.banks.columns import shaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

log = logging.getLogger(__name__)
DELIMITERS = (",", ";", "\t", "|")  # the first wins a tie
FIELD_CHARS = 1 << 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows in verigen's own form are used unchanged; others are read by their domain.

    `unanswered`: rows without an answer become problems without a reference; otherwise they are an error.
    `policy` replaces the policy of a well-known set. `executor`: the sandbox, needed if a row's tests must
    run to be read. `columns` maps verigen's column names to the file's, such as {"prompt": "frage"}.
    """

    path: Path | str
    name: str
    domain: str
    licence: str
    unanswered: bool = False
    policy: Policy | None = None
    executor: str = "local"
    columns: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        """Yield the problems; rows that their domain can't convert are logged with the reason.

        Raises UserError with file:line for a row that is no problem.
        """
        return kept(self.all(), str(self.path))

    @property
    def source(self) -> RowSource:
        return RowSource(
            name=self.name,
            licence=self.licence,
            unanswered=self.unanswered,
            policy=self.policy,
            executor=self.executor,
        )

    def all(self) -> Iterator[Problem | RefusedRow | UnreadRow]:
        with reading(self.domain, self.source) as mapped:
            for number, row in read(Path(self.path)):
                try:
                    yield mapped.problem(shaped(row, self.columns), number)
                except (ValueError, msgspec.DecodeError, PartFailed) as error:
                    yield UnreadRow(place=f"{self.path}:{number}", reason=str(error))


def kept(found: Iterable[Problem | RefusedRow | UnreadRow], where: str) -> Iterator[Problem]:
    """The problems. Raises UserError for an unread row."""
    for each in found:
        if isinstance(each, UnreadRow):
            raise UserError(str(each))
        if isinstance(each, Problem):
            yield each
        else:
            log.warning("%s: %s is left out: %s", where, each.id, each.reason)


@contextmanager
def reading(domain: str, source: RowSource) -> Iterator[MappedRows]:
    """Open the reader of a bank's rows. Raises UnknownPart for an unknown domain."""
    part = domains.named(domain)
    thread = Apart() if boundary.outside(part) else None
    with part.reading(source) if isinstance(part, ReadsRows) else nullcontext() as foreign:
        yield MappedRows(
            domain=domain,
            source=source,
            foreign=foreign,
            who=boundary.label("domain", domain, part),
            seconds=boundary.deadline_of(part),
            thread=thread,
        )
    if thread:
        thread.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedRows:
    """Turns rows into problems; `foreign` reads rows in other forms, None if the domain has no reader.

    It is named `who` where it fails; a reader of another package has `seconds` per row, in a `thread` of its own.
    """

    domain: str
    source: RowSource
    foreign: RowReader | None
    who: str = "the reader of its rows"
    seconds: float | None = None
    thread: Apart | None = None

    def problem(self, row: Any, number: int) -> Problem | RefusedRow:
        """The row as a problem, or refused.

        Raises ValueError or msgspec.DecodeError that says what the row lacks, PartFailed for a reader that fails.
        """
        if isinstance(row, jsonl.BadLine):
            raise ValueError(row.reason)  # noqa: TRY004 - the same
        if not isinstance(row, dict):
            raise ValueError(f"a row is an object, not {type(row).__name__}")  # noqa: TRY004 - told as file:line
        row = {str(key).lower(): value for key, value in row.items()}
        if isinstance(row.get("reference"), dict):
            return self._own(row, number)
        if self.foreign is None:
            raise ValueError(
                f"a problem of the domain {self.domain} needs `reference`; it reads no other columns"
            )
        read = partial(_read_by, self.foreign, row, number)
        found = boundary.attempt(self.who, read, self.seconds, self.thread)
        if isinstance(found, jsonl.BadLine):
            raise ValueError(found.reason)  # noqa: TRY004 - the same
        if not isinstance(found, Problem | RefusedRow):
            raise PartFailed(f"{self.who} returned {type(found).__name__}, not Problem", "wrong type")
        return found

    def _own(self, row: dict[str, Any], number: int) -> Problem:
        licence = self.source.licence_of(row)
        id_ = str(row.get("id") or row.get("unique_id") or f"{self.source.name}/{number}")
        source = Source(bank=self.source.name, licence=licence)
        line = msgspec.json.encode({"domain": self.domain, **row})
        return problems.decode(line, id_=id_, source=source)


def _read_by(foreign: RowReader, row: dict[str, Any], number: int) -> Problem | RefusedRow | jsonl.BadLine:
    """What a reader makes of a row; its ValueError says what the row lacks."""
    try:
        return foreign.problem(row, number)
    except (ValueError, msgspec.DecodeError) as error:
        return jsonl.BadLine(" ".join(str(error).split()))


def read(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield rows with their number in the file: the line, or for Parquet the row.

    What is no row of the file's format comes as a BadLine. Raises UserError for a file of another format.
    """
    kind = files.kind(path)
    if kind in {".csv", ".tsv"}:
        return _csv(path)
    if kind == ".parquet":
        return _parquet(path)
    if kind == ".json":
        return _json(path)
    return jsonl.rows(path)


def _json(path: Path) -> Iterator[tuple[int, Any]]:
    """Rows of one array of objects, or of an object that holds one."""
    try:
        with files.opened(path) as file:
            found = msgspec.json.decode(file.read())
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error
    except jsonl.UNREADABLE as error:
        raise UserError(
            f"{path}: {error}; a .json file holds one array, for one object a line name it .jsonl"
        ) from error
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list):
        raise UserError(f"{path}: no array of rows in it")
    yield from enumerate(found, 1)


def _csv(path: Path) -> Iterator[tuple[int, Any]]:
    """A row that is longer or shorter than the header is a BadLine."""
    csv.field_size_limit(FIELD_CHARS)
    try:
        reader = csv.DictReader(files.text(path), delimiter=_delimiter(path), strict=True)
        for row in reader:
            fits = None not in row and None not in row.values()
            yield (
                reader.line_num,
                row if fits else jsonl.BadLine("this row has not as many columns as the header"),
            )
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise UserError(f"{path}: {error}") from error


def _delimiter(path: Path) -> str:
    """The delimiter that splits the header into most columns; a comma if none splits it."""
    header = next(files.text(path), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([header], delimiter=mark), ())))


def _parquet(path: Path) -> Iterator[tuple[int, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        rows = (row for batch in file.iter_batches(1024) for row in batch.to_pylist())
        yield from enumerate(rows, 1)
    except (OSError, pa.ArrowException) as error:
        raise UserError(f"can't read {path}: {error}") from error
