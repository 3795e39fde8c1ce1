"""Stores the scores of judge models, and the candidates that a panel drops, in two tables of a run's ledger.

The tables are in the ledger's file but use a separate connection, so that a run without judges has neither.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from typing import TYPE_CHECKING, NamedTuple

from verigen.ledger import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCHEMA_SCORES = """
CREATE TABLE IF NOT EXISTS scores (
  rubric TEXT NOT NULL, judge TEXT NOT NULL, candidate TEXT NOT NULL REFERENCES candidates(id),
  other TEXT NOT NULL, score REAL, reason TEXT NOT NULL, reply TEXT NOT NULL, tokens INTEGER NOT NULL,
  seconds REAL NOT NULL, PRIMARY KEY (rubric, judge, candidate, other)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS drops (
  panel TEXT NOT NULL, candidate TEXT NOT NULL REFERENCES candidates(id), reason TEXT NOT NULL,
  PRIMARY KEY (panel, candidate)) WITHOUT ROWID;
"""


class JudgeScore(NamedTuple):
    """One answer of a judge.

    `other` is the candidate shown second, in a comparison; the score is then 1 if the first is better, 0 if
    the second is, 0.5 for neither. If `score` is None, `reason` says why.
    """

    rubric: str
    judge: str
    candidate: str
    other: str
    score: float | None
    reason: str
    reply: str
    tokens: int
    seconds: float


class Scores:
    """The two tables of an existing ledger; every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        with sqlite.guard(self.path):
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            with sqlite.closed_on_error(self._db):
                self._db.execute("PRAGMA synchronous=NORMAL")
                self._db.executescript(SCHEMA_SCORES)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def add(self, scores: Iterable[JudgeScore]) -> None:
        with self._transaction() as db:
            db.executemany("INSERT OR REPLACE INTO scores VALUES (?,?,?,?,?,?,?,?,?)", scores)

    def of(self, rubric: str) -> list[JudgeScore]:
        """All scores under this rubric, in an order that does not depend on timing."""
        sql = "SELECT * FROM scores WHERE rubric = ? ORDER BY judge, candidate, other"
        with self._lock, sqlite.guard(self.path):
            return [JudgeScore(*row) for row in self._db.execute(sql, (rubric,))]

    def drop(self, panel: str, candidates: Iterable[tuple[str, str]]) -> None:
        """Replace the candidates that this panel drops, each with the reason."""
        with self._transaction() as db:
            db.execute("DELETE FROM drops WHERE panel = ?", (panel,))
            db.executemany("INSERT INTO drops VALUES (?,?,?)", ((panel, *row) for row in candidates))

    def dropped(self) -> dict[str, str]:
        """Candidates that any panel drops, each with the reason of the first panel."""
        with self._lock, sqlite.guard(self.path):
            rows = self._db.execute("SELECT candidate, reason FROM drops ORDER BY panel DESC").fetchall()
        return dict(rows)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, sqlite.guard(self.path), sqlite.transaction(self._db) as db:
            yield db
