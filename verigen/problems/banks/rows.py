"""Reads rows of a JSONL, JSON, CSV or Parquet file: of a well-known set, or with the columns that sets usually have."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import jsonl, problems
from verigen.core.errors import UserError
from verigen.core.types import Domain, MathReference, NoReference, Policy, Problem, Source
from verigen.problems.banks import answers, sets, svamp
from verigen.problems.banks.find import UNKNOWN_LICENCE
from verigen.problems.banks.reading import RowReading, solution, tags, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTIONS = ("prompt", "question", "problem", "input", "instruction")
ANSWERS = ("answer", "final_answer", "expected_answer", "solution", "output")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows in verigen's own form pass as they are; others are read by the names of their columns.

    `unanswered`: rows without an answer are problems without a reference; otherwise they are an error. `policy`: in
    place of the one that a well-known set has.
    """

    path: Path
    name: str
    domain: Domain
    licence: str
    unanswered: bool = False
    policy: Policy | None = None

    def problems(self) -> Iterator[Problem]:
        for number, row in read(self.path):
            try:
                yield problem(
                    *(row, number, self.name, self.domain, self.licence),
                    unanswered=self.unanswered,
                    policy=self.policy,
                )
            except (ValueError, msgspec.DecodeError) as error:
                raise UserError(f"{self.path}:{number}: {error}") from error


def problem(
    row: Any,
    number: int,
    bank: str,
    domain: Domain,
    licence: str,
    *,
    unanswered: bool = False,
    policy: Policy | None = None,
) -> Problem:
    """Map one row; `policy` None: its set's. Raises ValueError or msgspec.DecodeError that says what it lacks."""
    if not isinstance(row, dict):
        raise ValueError(f"a row is an object, not {type(row).__name__}")  # noqa: TRY004 - told as file:line
    row = {str(key).lower(): value for key, value in row.items()}
    licence = str(row.get("licence") or row.get("license") or licence)
    if isinstance(row.get("reference"), dict):
        id_ = str(row.get("id") or row.get("unique_id") or f"{bank}/{number}")
        source = Source(bank=bank, licence=licence)
        return problems.decode(msgspec.json.encode({"domain": domain, **row}), id_=id_, source=source)
    if domain != "math":
        raise ValueError("a code problem needs `reference` with its tests")
    answered = any(str(row.get(name) or "").strip() for name in (*ANSWERS, "correct"))
    kind = sets.kind(row, bank) if answered else None
    reading = kind.read(row) if kind else _plain(row, unanswered=unanswered and not answered)
    id_ = reading.id or str(row.get("id") or row.get("unique_id") or f"{bank}/{number}")
    return Problem(
        id=id_,
        domain="math",
        prompt=reading.prompt,
        reference=reading.reference,
        family=str(row.get("family") or reading.family or id_),
        source=Source(
            bank=bank,
            licence=licence if licence != UNKNOWN_LICENCE else reading.licence or licence,
            policy=policy or reading.policy,
            joins=reading.joins,
        ),
        tags=reading.tags,
    )


def _plain(row: dict[str, Any], *, unanswered: bool) -> RowReading:
    """A row of no set that is known: by the names that columns usually have."""
    question, body = text(row, QUESTIONS, "question"), str(row.get("body") or "")
    return RowReading(
        prompt=svamp.prompt(body, question) if body else question,
        reference=_reference(row, unanswered=unanswered),
        tags=tags(**{name: row.get(name) for name in ("level", "subject", "topic", "type")}),
    )


def _reference(row: dict[str, Any], *, unanswered: bool) -> MathReference | NoReference:
    if unanswered:
        return NoReference()
    answer = answers.final(text(row, ANSWERS, "answer"))
    return MathReference(answer=answer, solution=solution(row, answer))


def read(path: Path) -> Iterator[tuple[int, Any]]:
    """Rows with the number that finds them again: the line, or for Parquet the row."""
    kind = path.suffix.lower()
    if kind in {".csv", ".tsv"}:
        return _csv(path, "\t" if kind == ".tsv" else ",")
    if kind == ".parquet":
        return _parquet(path)
    if kind == ".json":
        return _json(path)
    return jsonl.read(path, Any)


def _json(path: Path) -> Iterator[tuple[int, Any]]:
    """One array of objects, or an object that holds one."""
    try:
        found = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UserError(
            f"{path}: {error}; a .json file holds one array, for one object a line name it .jsonl"
        ) from error
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list):
        raise UserError(f"{path}: no array of rows in it")
    yield from enumerate(found, 1)


def _csv(path: Path, delimiter: str) -> Iterator[tuple[int, Any]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            for row in reader:
                if None in row or None in row.values():
                    raise UserError(
                        f"{path}:{reader.line_num}: this row has not as many columns as the header"
                    )
                yield reader.line_num, row
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise UserError(f"{path}: {error}") from error


def _parquet(path: Path) -> Iterator[tuple[int, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        rows = (row for batch in file.iter_batches(1024) for row in batch.to_pylist())
        yield from enumerate(rows, 1)
    except (OSError, pa.ArrowException) as error:
        raise UserError(f"can't read {path}: {error}") from error
