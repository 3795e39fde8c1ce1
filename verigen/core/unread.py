"""Sets aside the rows of a source that can't be read, each with its place; the job goes on with the others."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import msgspec

from verigen.core import jsonl
from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")
log = logging.getLogger(__name__)
FIRST = 20  # bad rows before the first good one: then the whole file is of another kind
SHOWN = 5  # warnings per job; all rows are counted, and listed where the job lists its refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadRow:
    """A row that is no problem; `place` is file:line, or what else finds it."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(slots=True)
class UnreadRows:
    """Collects the unread rows of one job."""

    rows: list[UnreadRow] = field(default_factory=list)
    _read: int = 0

    def kept(self, found: Iterable[T | UnreadRow]) -> Iterator[T]:
        """Pass the rows that were read.

        Raises UserError with the first unread row if the source begins with FIRST of them, or holds nothing
        else.
        """
        for each in found:
            if isinstance(each, UnreadRow):
                self.add(each)
            else:
                if not self._read:
                    self._warn(self.rows[:SHOWN])
                self._read += 1
                yield each
        if self.rows and not self._read:
            raise UserError(str(self.rows[0]))

    def add(self, row: UnreadRow) -> None:
        """Count a row. Raises UserError as `kept`."""
        self.rows.append(row)
        if not self._read and len(self.rows) >= FIRST:
            raise UserError(f"{self.rows[0]}; neither can the next {FIRST - 1} rows be read")
        if self._read and len(self.rows) <= SHOWN:
            self._warn([row])

    def _warn(self, rows: Sequence[UnreadRow]) -> None:
        for row in rows:
            log.warning("%s; the row is left out", row)


def lines(path: Path, kind: type[T]) -> Iterator[T | UnreadRow]:
    """The rows of a JSON Lines file, and an unread row for each line that is none of this type."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in jsonl.lines(path):
        try:
            yield decoder.decode(line)
        except jsonl.UNREADABLE as error:
            yield UnreadRow(place=f"{path}:{number}", reason=str(error))


def strict(found: Iterable[T | UnreadRow]) -> Iterator[T]:
    """Pass the rows. Raises UserError for the first one that was not read."""
    for each in found:
        if isinstance(each, UnreadRow):
            raise UserError(str(each))
        yield each
