"""Reads programming problems: verigen's own rows, HumanEval's and MBPP's, told apart by their columns."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from verigen import problems, registry
from verigen.banks import humaneval, mbpp
from verigen.banks.asserts import Unconvertible, convert
from verigen.banks.rows import read
from verigen.errors import UserError
from verigen.types import CodeReference, Domain, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.parts import Pool

KINDS = (humaneval, mbpp)
log = logging.getLogger(__name__)


class Refused(NamedTuple):
    """A row whose tests can't be turned into inputs and outputs."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """Assert-style rows are converted by running their reference in the sandbox; `executor` names it."""

    path: Path
    name: str
    licence: str
    domain: Domain = "code"
    executor: str = "local"

    def problems(self) -> Iterator[Problem]:
        """What can be converted; the rest is logged with its reason."""
        for each in self.all():
            if isinstance(each, Problem):
                yield each
            else:
                log.warning("%s: %s is left out: %s", self.path, each.id, each.reason)

    def all(self) -> Iterator[Problem | Refused]:
        with ExitStack() as stack:
            pool: Pool | None = None
            for number, row in read(self.path):
                if pool is None and _kind(row):
                    pool = stack.enter_context(registry.load("executor", self.executor)(jobs=1).open())
                try:
                    yield self._problem(row, number, pool)
                except (ValueError, msgspec.DecodeError) as error:
                    raise UserError(f"{self.path}:{number}: {error}") from error

    def _problem(self, row: Any, number: int, pool: Pool | None) -> Problem | Refused:
        source = Source(bank=self.name, licence=self.licence)
        kind = _kind(row)
        if kind is None or pool is None:
            return _own(row, f"{self.name}/{number}", source)
        id_ = str(row.get("task_id") or number)
        id_ = id_ if "/" in id_ else f"{self.name}/{id_}"
        try:
            reference = _reference(kind, row, pool)
        except (Unconvertible, SyntaxError) as error:
            return Refused(id_, str(error))
        return Problem(
            id=id_, domain="code", prompt=kind.prompt(row), reference=reference, family=id_, source=source
        )


def _kind(row: Any) -> Any:
    """The module that knows these columns."""
    if not isinstance(row, dict) or isinstance(row.get("reference"), dict):
        return None
    return next((kind for kind in KINDS if all(row.get(column) for column in kind.COLUMNS)), None)


def _own(row: Any, id_: str, source: Source) -> Problem:
    if not isinstance(row, dict) or not isinstance(row.get("reference"), dict):
        known = "; ".join(", ".join(kind.COLUMNS) for kind in KINDS)
        raise ValueError(f"a code problem needs `reference` with its tests, or the columns of: {known}")  # noqa: TRY004 - told as file:line
    return problems.decode(msgspec.json.encode({"domain": "code", **row}), id_=id_, source=source)


def _reference(kind: Any, row: dict[str, Any], pool: Pool) -> CodeReference:
    asserts = kind.asserts(row)
    tests, compare = convert(asserts, pool)
    solution = "\n".join(filter(str.strip, [asserts.setup, asserts.solution]))
    return CodeReference(
        mode="function", entry_point=asserts.entry_point, tests=tests, compare=compare, solution=solution
    )
