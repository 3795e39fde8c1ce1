"""Reads programming problems: verigen's own rows, HumanEval's and MBPP's, told apart by their columns."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec

from verigen.core import boundary, problems, registry
from verigen.core.errors import UserError
from verigen.core.types import CodeReference, Domain, Problem, Source
from verigen.problems.banks import humaneval, mbpp
from verigen.problems.banks.asserts import Unconvertible, convert
from verigen.problems.banks.find import UNKNOWN_LICENCE
from verigen.problems.banks.rows import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.parts import Pool

KINDS = (humaneval, mbpp)
log = logging.getLogger(__name__)


class RefusedRow(NamedTuple):
    """A row whose tests can't be turned into inputs and outputs."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Programs:
    """Assert-style rows are converted by running their reference in the sandbox; `executor` names it."""

    path: Path | str
    name: str
    licence: str
    domain: Domain = "code"
    executor: str = "local"

    def problems(self) -> Iterator[Problem]:
        """What can be converted; the rest is logged with its reason."""
        return kept(self.all(), str(self.path))

    def all(self) -> Iterator[Problem | RefusedRow]:
        with Translator(self.name, self.licence, self.executor) as translator:
            for number, row in read(Path(self.path)):
                try:
                    yield translator.problem(row, number)
                except (ValueError, msgspec.DecodeError) as error:
                    raise UserError(f"{self.path}:{number}: {error}") from error


def kept(found: Iterable[Problem | RefusedRow], where: str) -> Iterator[Problem]:
    for each in found:
        if isinstance(each, Problem):
            yield each
        else:
            log.warning("%s: %s is left out: %s", where, each.id, each.reason)


class Translator:
    """Rows to problems; the first row that needs a sandbox starts it."""

    def __init__(self, name: str, licence: str, executor: str = "local") -> None:
        self._name, self._executor = name, executor
        self._source = Source(bank=name, licence=licence)
        self._stack = ExitStack()
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def problem(self, row: Any, number: int) -> Problem | RefusedRow:
        """Raises ValueError or msgspec.DecodeError that says what the row lacks."""
        kind = _kind(row)
        if kind is None:
            return _own(row, f"{self._name}/{number}", self._source)
        id_ = str(row.get("task_id") or number)
        id_ = id_ if "/" in id_ else f"{self._name}/{id_}"
        try:
            reference = _reference(kind, row, self._started())
        except (Unconvertible, SyntaxError) as error:
            return RefusedRow(id_, str(error))
        return Problem(
            id=id_,
            domain="code",
            prompt=kind.prompt(row),
            reference=reference,
            family=id_,
            source=self._licensed(kind, row),
        )

    def _licensed(self, kind: Any, row: dict[str, Any]) -> Source:
        """What the row says stands before what the user says, and that before what is known of the set."""
        said = str(row.get("licence") or row.get("license") or self._source.licence)
        return replace(self._source, licence=said if said != UNKNOWN_LICENCE else kind.licence(row) or said)

    def _started(self) -> Pool:
        if self._pool is None:
            executor = registry.make("executor", self._executor, {"jobs": 1})
            self._pool = self._stack.enter_context(boundary.opened(executor, "executor"))
        return self._pool


def _kind(row: Any) -> Any:
    """The module that knows these columns."""
    if not isinstance(row, dict) or isinstance(row.get("reference"), dict):
        return None
    kind = next((kind for kind in KINDS if all(row.get(column) for column in kind.COLUMNS)), None)
    for column in kind.COLUMNS if kind else ():
        texts = row[column] if isinstance(row[column], list) else [row[column]]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError(f"column {column} holds something other than text")
    return kind


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
