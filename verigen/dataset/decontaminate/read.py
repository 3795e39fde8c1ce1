"""Streams the rows to compare from a file, a run's exports or a bank, each with its original row."""

from __future__ import annotations

import contextlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import boundary, domains, jsonl
from verigen.core.errors import PartFailed, UserError
from verigen.core.offers import ReadsRows, RowSource
from verigen.core.types import UNKNOWN_LICENCE, Problem
from verigen.core.unread import FIRST, UnreadRow, strict
from verigen.dataset.decontaminate import subject
from verigen.problems.banks import find, rows
from verigen.problems.banks.columns import shaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verigen.core.unread import UnreadRows
    from verigen.dataset.decontaminate.subject import Subject


class Read(NamedTuple):
    """A subject with its unchanged row of a file, or with the problem of a bank."""

    subject: Subject
    row: Any


def read(
    name: str, unread: UnreadRows | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Read]:
    """The rows in file order; `unread` collects those without a question. `columns`: the file's columns for ours.

    Raises UserError for an empty source and, without `unread`, with file:line for a row without a question.
    """
    count, found = 0, _read(name, unread, columns or {})
    for count, one in enumerate(strict(found) if unread is None else unread.kept(found), 1):  # noqa: B007 - counts the rows
        yield one
    if not count:
        raise UserError(f"{name} holds no rows")


def domain(name: str, columns: Mapping[str, str] | None = None) -> str:
    """The domain of a shipped bank, else of a file's first row; that of plain rows if neither names one."""
    path = Path(name)
    if entry := find.entry(name):
        return entry.domain
    if path.suffix.lower() not in find.FILES or not path.is_file():
        return subject.plain()
    for _, row in islice(rows.read(path), FIRST):
        with contextlib.suppress(ValueError):  # a row without the columns is told by whoever reads them all
            if isinstance(row, dict):
                return subject.domain_of(shaped(row, columns or {}))
    return subject.plain()


def _read(name: str, unread: UnreadRows | None, columns: Mapping[str, str]) -> Iterator[Read | UnreadRow]:
    path = Path(name)
    if path.is_dir() and (exports := sorted([*path.glob("train.jsonl"), *path.glob("*/train.jsonl")])):
        for export in exports:
            yield from _file(export, {})
    elif path.suffix.lower() in find.FILES:
        yield from _file(path, columns)
    else:
        yield from _bank(name, unread)


def _file(path: Path, columns: Mapping[str, str]) -> Iterator[Read | UnreadRow]:
    if not path.is_file():
        raise UserError(f"no file {path}")
    place = subject.BankFile(path, path.stem)
    for number, row in rows.read(path):
        try:
            yield Read(_subject(shaped(row, columns) if columns else row, number, place), row)
        except (ValueError, PartFailed) as error:
            yield UnreadRow(place=f"{path}:{number}", reason=str(error))


def _subject(row: Any, number: int, place: subject.BankFile) -> Subject:
    """The subject of a row. Raises ValueError that says what it lacks, PartFailed for a domain that fails.

    In a well-known set the domain derives its family, else the row's columns do.
    """
    if isinstance(row, jsonl.BadLine):
        raise ValueError(row.reason)  # noqa: TRY004 - told as file:line
    domain = subject.domain_of(row) if isinstance(row, dict) else subject.plain()
    part = domains.named(domain)
    if not isinstance(row, dict) or not isinstance(part, ReadsRows) or not related(part, domain, row, place):
        return subject.of_row(row, number, place)
    with rows.reading(domain, RowSource(name=place.name, licence=UNKNOWN_LICENCE)) as mapped:
        problem = mapped.problem(row, number)
    if not isinstance(problem, Problem):
        raise ValueError(problem.reason)  # noqa: TRY004 - reported with file:line
    return subject.of_problem(problem, f"{place.path}:{number}")


def related(part: ReadsRows, name: str, row: dict[str, Any], place: subject.BankFile) -> bool:
    """Whether a row is of a well-known set of its domain. Raises PartFailed for a domain that fails."""
    who = boundary.label("domain", name, part)
    return boundary.attempt(who, lambda: part.relatives(row, place.name), boundary.deadline_of(part))


def _bank(name: str, unread: UnreadRows | None) -> Iterator[Read]:
    bank = find.find(name, domain(name), licence=None, split="train")
    for problem in find.read(bank, name, unread):
        yield Read(subject.of_problem(problem, name), problem)
