"""Reads the folder of MATH as its authors published it: one JSON file a problem, below train/ or test/ and a subject."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import UserError
from verigen.problems.banks.find import numbered
from verigen.problems.banks.rows import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.types import Domain, Policy, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MathFolder:
    """A problem's id is its file's path as MATH-500 names it; the test split is held out unless `policy` says more."""

    path: Path
    name: str
    licence: str
    domain: Domain = "math"
    policy: Policy | None = None

    def problems(self) -> Iterator[Problem]:
        for number, path in enumerate(sorted(numbered(self.path), key=_order), 1):
            try:
                row = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
                row["unique_id"] = _place(path)
                yield problem(row, number, self.name, self.domain, self.licence, policy=self.policy)
            except OSError as error:
                raise UserError(f"can't read {path}: {error.strerror}") from error
            except (ValueError, msgspec.DecodeError) as error:
                raise UserError(f"{path}: {error}") from error


def _order(path: Path) -> tuple[Path, int]:
    return path.parent, int(path.stem)


def _place(path: Path) -> str:
    """From the split on, where the folder has one."""
    parts = path.resolve().parts
    return "/".join(parts[-3:] if parts[-3:-2] in {("train",), ("test",)} else parts[-2:])
