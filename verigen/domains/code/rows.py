"""Reads rows of programming problems in the formats of well-known sets, distinguished by their columns."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from verigen.core import boundary, registry
from verigen.core.offers import RefusedRow
from verigen.core.types import Problem, Source
from verigen.domains.code.asserts import Asserts, Inputs, Unconvertible, compute, convert
from verigen.domains.code.reference import CodeReference
from verigen.domains.code.sets import known

if TYPE_CHECKING:
    from verigen.core.offers import RowSource
    from verigen.core.parts import Pool
    from verigen.domains.code.sets.reading import CodeReading


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
        kind = known.kind(row)
        own = str(row.get("task_id") or number)
        id_ = own if "/" in own else f"{self.source.name}/{own}"
        try:
            reading = kind.read(row)
            reference = self._reference(reading.tests)
        except (Unconvertible, SyntaxError) as error:
            return RefusedRow(id_, str(error))
        return Problem(
            id=reading.id or id_,
            domain="code",
            prompt=reading.prompt,
            reference=reference,
            family=reading.id or id_,
            source=self._origin(row, reading),
            tags=reading.tags,
        )

    def _origin(self, row: dict[str, Any], reading: CodeReading) -> Source:
        """The source of a row. The licence comes from the row, else from the set, else from the user."""
        licence = self.source.licence_of(row, reading.licence)
        return Source(bank=self.source.name, licence=licence, policy=self.source.policy or reading.policy)

    def _reference(self, tests: CodeReference | Asserts | Inputs) -> CodeReference:
        if isinstance(tests, CodeReference):
            return tests
        given, compare = (
            compute(tests, self._started()) if isinstance(tests, Inputs) else convert(tests, self._started())
        )
        setup = "" if isinstance(tests, Inputs) else tests.setup
        return CodeReference(
            mode="function",
            entry_point=tests.entry_point,
            tests=given,
            compare=compare,
            solution="\n".join(filter(str.strip, [setup, tests.solution])),
        )

    def _started(self) -> Pool:
        if self._pool is None:
            executor = registry.make("executor", self.source.executor, {"jobs": 1})
            self._pool = self._stack.enter_context(boundary.opened(executor, "executor"))
        return self._pool
