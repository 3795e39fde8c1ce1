"""Reads problems in verigen's own form: JSON Lines, one problem per line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import jsonl, problems, unread
from verigen.core.types import Source
from verigen.core.unread import UnreadRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """`licence` is used for rows that name none."""

    path: Path | str
    name: str
    domain: str
    licence: str

    def problems(self) -> Iterator[Problem]:
        return unread.strict(self.all())

    def all(self) -> Iterator[Problem | UnreadRow]:
        source = Source(bank=self.name, licence=self.licence)
        for number, line in jsonl.lines(Path(self.path)):
            try:
                yield problems.decode(line, id_=f"{self.name}/{number}", source=source)
            except jsonl.UNREADABLE as error:
                yield UnreadRow(place=f"{self.path}:{number}", reason=str(error))
