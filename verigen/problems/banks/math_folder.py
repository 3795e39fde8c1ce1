"""Reads the MATH folder as its authors published it: one JSON file per problem, by split and subject."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import unread
from verigen.core.errors import PartFailed
from verigen.core.offers import RowSource
from verigen.core.types import Policy, Problem
from verigen.core.unread import UnreadRow
from verigen.domains.math.rows import MathRows
from verigen.domains.math.sets.hendrycks import numbered
from verigen.problems.banks.rows import MappedRows

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class MathFolder:
    """A problem's id is its file's path as in MATH-500; the test split is held out unless `policy` is given."""

    path: Path | str
    name: str
    licence: str
    domain: str = "math"
    policy: Policy | None = None

    def problems(self) -> Iterator[Problem]:
        return unread.strict(self.all())

    def all(self) -> Iterator[Problem | UnreadRow]:
        source = RowSource(name=self.name, licence=self.licence, policy=self.policy)
        mapped = MappedRows(domain="math", source=source, foreign=MathRows(source=source))
        for number, path in enumerate(sorted(numbered(Path(self.path)), key=_order), 1):
            try:
                row = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
                row["unique_id"] = _place(path)
                found = mapped.problem(row, number)
                assert isinstance(found, Problem), "rows of maths are read or raise"
                yield found
            except OSError as error:
                yield UnreadRow(place=str(path), reason=f"can't be read: {error.strerror}")
            except (ValueError, msgspec.DecodeError, PartFailed) as error:
                yield UnreadRow(place=str(path), reason=str(error))


def _order(path: Path) -> tuple[Path, int]:
    return path.parent, int(path.stem)


def _place(path: Path) -> str:
    """The last parts of the path, from the split on if the folder has one."""
    parts = path.resolve().parts
    return "/".join(parts[-3:] if parts[-3:-2] in {("train",), ("test",)} else parts[-2:])
