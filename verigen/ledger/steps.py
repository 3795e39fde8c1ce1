"""Stores the rollouts that label a candidate's steps, in a table of a run's ledger.

The table is in the ledger's file but uses a separate connection, so that a run without rollouts has none.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, NamedTuple

from verigen.ledger import sqlite
from verigen.ledger.packed import pack

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_STEPS = """
CREATE TABLE IF NOT EXISTS rollouts (
  candidate TEXT NOT NULL REFERENCES candidates(id), end INTEGER NOT NULL, teacher TEXT NOT NULL,
  number INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, text BLOB NOT NULL,
  tokens INTEGER NOT NULL, seconds REAL NOT NULL,
  PRIMARY KEY (candidate, end, teacher, number)) WITHOUT ROWID;
"""
TALLY = ("end", "correct", "incorrect", "unverified", "tokens")
TALLIES = """
SELECT end, SUM(outcome = 'correct'), SUM(outcome = 'incorrect'), SUM(outcome = 'unverified'), SUM(tokens)
FROM rollouts WHERE candidate = ? GROUP BY end ORDER BY end"""


class Rollout(NamedTuple):
    """One continuation of a candidate's text from the offset `end` on; `text` is the whole, verbatim."""

    candidate: str
    end: int
    teacher: str
    number: int
    outcome: str
    reason: str
    text: str
    tokens: int
    seconds: float


class Rollouts:
    """The table in an existing ledger; every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        with sqlite.guard(path):
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            with sqlite.closed_on_error(self._db):
                self._db.execute("PRAGMA synchronous=NORMAL")
                self._db.executescript(SCHEMA_STEPS)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def add(self, rollout: Rollout) -> None:
        row = rollout._replace(text=pack(rollout.text))  # type: ignore[arg-type]  # bytes or text, as columns go
        with self._lock, sqlite.guard(self.path), sqlite.transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO rollouts VALUES (?,?,?,?,?,?,?,?,?)", row)

    def outcomes(self, candidate: str, end: int, teacher: str) -> list[str]:
        """The outcomes of a teacher's rollouts from one place, in the order in which they were drawn."""
        sql = "SELECT outcome FROM rollouts WHERE candidate = ? AND end = ? AND teacher = ? ORDER BY number"
        with self._lock, sqlite.guard(self.path):
            return [row[0] for row in self._db.execute(sql, (candidate, end, teacher))]

    def spent(self) -> tuple[int, int, int, float]:
        """Numbers of rollouts, of places that they went on from, and of tokens; and their seconds."""
        sql = (
            "SELECT COUNT(*), COUNT(DISTINCT candidate || '@' || end), COALESCE(SUM(tokens), 0), "
            "COALESCE(SUM(seconds), 0) FROM rollouts"
        )
        with self._lock, sqlite.guard(self.path):
            count, places, tokens, seconds = self._db.execute(sql).fetchone()
        return count, places, tokens, seconds
