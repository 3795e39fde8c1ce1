"""Streams the graded candidates of a ledger, those of many problems per query."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from verigen.core import problems
from verigen.core.graded import Graded, StepTally
from verigen.ledger import steps, tables
from verigen.ledger import turns as stored
from verigen.ledger.tables import CANDIDATE, COLUMNS, VERDICT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.types import Problem

ROWS = 128  # candidates per query: some 10 MB if each has a trace of 50,000 tokens
COUNTED = """v.verifier = ? AND NOT EXISTS (
  SELECT 1 FROM decisions d WHERE d.problem = c.problem AND d.goal = ? AND c.idx >= d.stop AND c.idx < d.past)"""
DRAWN = f"{tables.of('c', CANDIDATE)}, {tables.of('v', VERDICT)}"
OF_ONE = f"""
  SELECT {DRAWN} FROM candidates c JOIN verdicts v ON v.candidate = c.id
  WHERE {COUNTED} AND c.problem = ? ORDER BY c.idx"""
# the order of the joins is that of the rows, so that a page is read without sorting what follows it
OF_MANY = f"""
  SELECT p.position, {DRAWN} FROM problems p
  CROSS JOIN candidates c ON c.problem = p.id CROSS JOIN verdicts v ON v.candidate = c.id
  WHERE {COUNTED} AND p.refused IS NULL AND p.position BETWEEN ? AND ? AND (p.position > ? OR c.idx > ?)
  ORDER BY p.position, c.idx LIMIT {ROWS}"""
COUNTS = f"""
  SELECT position, (
    SELECT COUNT(*) FROM candidates c JOIN verdicts v ON v.candidate = c.id WHERE {COUNTED} AND c.problem = p.id)
  FROM problems p WHERE refused IS NULL AND position > ? ORDER BY position"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedStream:
    """The candidates with this verifier's verdict that came before `goal` had settled their problem.

    `query` runs SQL with its values and returns all rows. `turned`, `stepped`: whether the ledger holds turns and
    rollouts.
    """

    query: Callable[..., list[Any]]
    verifier: str | None
    goal: str | None
    turned: bool
    stepped: bool

    def groups(self, first: int, last: int) -> Iterator[list[Graded]]:
        """The candidates of each problem from the position `first` to `last`, in order; problems without any lack."""
        for _, group in groupby(self._items(first, last), key=lambda each: each[0]):
            yield [item for _, item in group]

    def of(self, problem: Problem) -> list[Graded]:
        """The candidates of one problem in index order."""
        rows = self.query(OF_ONE, self.verifier, self.goal, problem.id)
        return [self._graded(problem, row) for row in rows]

    def _items(self, first: int, last: int) -> Iterator[tuple[int, Graded]]:
        """Positions and candidates in order. Only problems with candidates are decoded, once each."""
        problem, place, index = None, first, -1
        while page := self.query(OF_MANY, self.verifier, self.goal, place, last, place, index):
            texts = self._texts(sorted({row[0] for row in page}))
            for row in page:
                position = row[0]
                if problem is None or position != place:
                    problem = problems.decode(texts[position])
                item = self._graded(problem, row[1:])
                place, index = position, item.candidate.index
                yield place, item

    def _texts(self, places: Sequence[int]) -> dict[int, str]:
        sql = f"SELECT position, row FROM problems WHERE position IN ({tables.marks(len(places))})"
        return dict(self.query(sql, *places))

    def _graded(self, problem: Problem, row: tuple[Any, ...]) -> Graded:
        return Graded(
            problem=problem,
            candidate=tables.candidate(row[:COLUMNS]),
            verdict=tables.verdict(row[COLUMNS:]),
            turns=tuple(stored.turns(self.query(stored.OF, problem.id, row[0]))) if self.turned else (),
            steps=tuple(self._tallies(row[0])) if self.stepped else (),
        )

    def _tallies(self, candidate: str) -> Iterator[StepTally]:
        for row in self.query(steps.TALLIES, candidate):
            yield StepTally(**dict(zip(steps.TALLY, row, strict=True)))
