"""Reads plain rows of a JSONL, JSON, CSV or Parquet file: question and answer under the names they usually have."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from verigen import jsonl, problems
from verigen.banks import answers
from verigen.errors import UserError
from verigen.types import Domain, MathReference, NoReference, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

QUESTIONS = ("prompt", "question", "problem", "input", "instruction")
ANSWERS = ("answer", "final_answer", "expected_answer", "solution", "output")
SOLUTIONS = ("solution", "rationale", "explanation", "answer", "output", "equation", "linear_formula")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows in verigen's own form pass as they are; others are read by the names of their columns.

    `unanswered`: rows without an answer are problems without a reference; otherwise they are an error.
    """

    path: Path
    name: str
    domain: Domain
    licence: str
    unanswered: bool = False

    def problems(self) -> Iterator[Problem]:
        for number, row in read(self.path):
            try:
                yield problem(row, number, self.name, self.domain, self.licence, unanswered=self.unanswered)
            except (ValueError, msgspec.DecodeError) as error:
                raise UserError(f"{self.path}:{number}: {error}") from error


def problem(
    row: Any, number: int, bank: str, domain: Domain, licence: str, *, unanswered: bool = False
) -> Problem:
    """Map one row. Raises ValueError or msgspec.DecodeError that says what it lacks."""
    if not isinstance(row, dict):
        raise ValueError(f"a row is an object, not {type(row).__name__}")  # noqa: TRY004 - told as file:line
    row = {str(key).lower(): value for key, value in row.items()}
    source = Source(bank=bank, licence=str(row.get("licence") or row.get("license") or licence))
    id_ = str(row.get("id") or row.get("unique_id") or f"{bank}/{number}")
    if isinstance(row.get("reference"), dict):
        return problems.decode(msgspec.json.encode({"domain": domain, **row}), id_=id_, source=source)
    if domain != "math":
        raise ValueError("a code problem needs `reference` with its tests")
    return Problem(
        id=id_,
        domain="math",
        prompt=_prompt(row),
        reference=_reference(row, unanswered=unanswered),
        family=str(row.get("family") or id_),
        source=source,
        tags={
            key: str(row[key]) for key in ("level", "subject", "topic", "type") if row.get(key) is not None
        },
    )


def _prompt(row: dict[str, Any]) -> str:
    """SVAMP keeps the story and its question apart; its last clause may be an `if` that the question ends."""
    question = _text(row, QUESTIONS, "question")
    body = str(row.get("body") or "").strip()
    if not body or body[-1] in ".?!":
        return f"{body} {question}".strip()
    last = body.rpartition(". ")[2].lower()
    if last.startswith(("if ", "when ", "after ", "since ", "as ")):
        return f"{body.rstrip(',')}, {question[0].lower()}{question[1:]}"
    return f"{body}. {question}"


def _solution(row: dict[str, Any], answer: str) -> str | None:
    """The worked solution, where a column holds more than the answer."""
    texts = (str(row[name]).strip() for name in SOLUTIONS if row.get(name) is not None)
    return next((text for text in texts if text and text != answer and not _is_number(text)), None)


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True


def _reference(row: dict[str, Any], *, unanswered: bool) -> MathReference | NoReference:
    if unanswered and not any(str(row.get(name) or "").strip() for name in ANSWERS):
        return NoReference()
    answer = answers.final(_text(row, ANSWERS, "answer"))
    return MathReference(answer=answer, solution=_solution(row, answer))


def _text(row: dict[str, Any], names: Iterable[str], what: str) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if value is not None and str(value).strip():
            return str(value).strip()
    raise ValueError(f"no {what}: none of the columns {', '.join(names)} has one")


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
