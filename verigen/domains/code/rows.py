"""Reads rows of programming problems in the formats of HumanEval and MBPP, distinguished by their columns."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from verigen.core import boundary, registry
from verigen.core.offers import RefusedRow
from verigen.core.types import UNKNOWN_LICENCE, CodeReference, Problem, Source
from verigen.domains.code.asserts import Unconvertible, convert
from verigen.domains.code.sets import humaneval, mbpp

if TYPE_CHECKING:
    from verigen.core.offers import RowSource
    from verigen.core.parts import Pool

KINDS = (humaneval, mbpp)


class CodeRows:
    """Converts assert-style rows by running their reference; the first row starts the sandbox."""

    def __init__(self, source: RowSource) -> None:
        self.source = source
        self._stack = ExitStack()
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def problem(self, row: dict[str, Any], number: int) -> Problem | RefusedRow:
        """Convert one row; refused if its tests can't be turned into inputs and outputs."""
        kind = _kind(row)
        id_ = str(row.get("task_id") or number)
        id_ = id_ if "/" in id_ else f"{self.source.name}/{id_}"
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
            source=self._origin(kind, row),
        )

    def _origin(self, kind: Any, row: dict[str, Any]) -> Source:
        """The source of a row. The licence comes from the row, else from the user, else from the set."""
        said = str(row.get("licence") or row.get("license") or self.source.licence)
        licence = said if said != UNKNOWN_LICENCE else kind.licence(row) or said
        return Source(bank=self.source.name, licence=licence)

    def _started(self) -> Pool:
        if self._pool is None:
            executor = registry.make("executor", self.source.executor, {"jobs": 1})
            self._pool = self._stack.enter_context(boundary.opened(executor, "executor"))
        return self._pool


def _kind(row: dict[str, Any]) -> Any:
    """The module that knows these columns. Raises ValueError if none does."""
    kind = next((kind for kind in KINDS if all(row.get(column) for column in kind.COLUMNS)), None)
    if kind is None:
        known = "; ".join(", ".join(kind.COLUMNS) for kind in KINDS)
        raise ValueError(f"a code problem needs `reference` with its tests, or the columns of: {known}")
    for column in kind.COLUMNS:
        texts = row[column] if isinstance(row[column], list) else [row[column]]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError(f"column {column} holds something other than text")
    return kind


def _reference(kind: Any, row: dict[str, Any], pool: Pool) -> CodeReference:
    asserts = kind.asserts(row)
    tests, compare = convert(asserts, pool)
    solution = "\n".join(filter(str.strip, [asserts.setup, asserts.solution]))
    return CodeReference(
        mode="function", entry_point=asserts.entry_point, tests=tests, compare=compare, solution=solution
    )
