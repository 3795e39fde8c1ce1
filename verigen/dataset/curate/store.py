"""curate.db: the inputs, the stages with their findings, and what became of every candidate."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core.errors import UserError
from verigen.core.findings import Finding
from verigen.ledger import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

VERSION = 1
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE inputs (input INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE);
CREATE TABLE stages (
  stage INTEGER PRIMARY KEY, input INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, upto INTEGER NOT NULL,
  done INTEGER NOT NULL, UNIQUE (input, name, key));
CREATE TABLE findings (
  stage INTEGER NOT NULL, place INTEGER NOT NULL, number INTEGER NOT NULL, reason TEXT NOT NULL, field TEXT NOT NULL,
  start INTEGER NOT NULL, stop INTEGER NOT NULL, score REAL NOT NULL, shown TEXT NOT NULL, label TEXT NOT NULL,
  PRIMARY KEY (stage, place, number)) WITHOUT ROWID;
CREATE TABLE redactions (
  input INTEGER NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, verdict TEXT NOT NULL,
  PRIMARY KEY (input, place, key)) WITHOUT ROWID;
CREATE TABLE fates (
  candidate TEXT NOT NULL, number INTEGER NOT NULL, problem TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL,
  shown TEXT NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (candidate, number)) WITHOUT ROWID;
"""
FILE = "curate.db"


class StageRow(NamedTuple):
    """A filter over one input: `upto` candidates are looked at, `done` says whether these are all."""

    stage: int
    upto: int
    done: bool


class Fate(NamedTuple):
    """Why a candidate is out, or what was seen in one that is kept."""

    candidate: str
    problem: str
    stage: str
    reason: str
    shown: str
    kept: bool


class CurateStore:
    """An open curate.db. One process writes it at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with sqlite.guard(path):
            self._db = sqlite3.connect(path, isolation_level=None)
            with sqlite.closed_on_error(self._db):
                self._prepare()

    def _prepare(self) -> None:
        sqlite.set_journal(self._db, "WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise UserError(f"{self.path} is of version {version}, newer than this verigen reads ({VERSION})")
        if version == 0:
            self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")

    def close(self) -> None:
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        with sqlite.guard(self.path), sqlite.transaction(self._db) as db:
            yield db

    def query(self, sql: str, *values: Any) -> list[Any]:
        with sqlite.guard(self.path):
            return self._db.execute(sql, values).fetchall()

    def meta(self, key: str) -> str | None:
        rows = self.query("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def set_meta(self, key: str, value: str) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def input(self, path: str, sha256: str) -> int:
        """The number of an input with these bytes; a new one for bytes not seen before."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO inputs (path, sha256) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET path = excluded.path",
                (path, sha256),
            )
        found: int = self.query("SELECT input FROM inputs WHERE sha256 = ?", sha256)[0][0]
        return found

    def stage(self, input_: int, name: str, key: str) -> StageRow:
        with self.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO stages (input, name, key, upto, done) VALUES (?, ?, ?, 0, 0)",
                (input_, name, key),
            )
        stage, upto, done = self.query(
            "SELECT stage, upto, done FROM stages WHERE input = ? AND name = ? AND key = ?", input_, name, key
        )[0]
        return StageRow(stage, upto, bool(done))

    def add(self, rows: Iterable[tuple[int, int, int, Finding]], stages: Sequence[int], upto: int) -> None:
        """Store findings (stage, place, number, finding) and how far these stages have come, in one transaction."""
        with self.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (s, place, n, f.reason, f.field, f.start, f.end, f.score, f.shown, f.label)
                    for s, place, n, f in rows
                ),
            )
            db.executemany("UPDATE stages SET upto = ? WHERE stage = ?", ((upto, stage) for stage in stages))

    def finish(self, stages: Sequence[int]) -> None:
        with self.transaction() as db:
            db.executemany("UPDATE stages SET done = 1 WHERE stage = ?", ((stage,) for stage in stages))

    def findings(self, stage: int) -> Iterator[tuple[int, Finding]]:
        """Places and findings of a stage, in order. Reads in pages, so that others may write in between."""
        place, number = -1, -1
        sql = (
            "SELECT place, number, reason, field, start, stop, score, shown, label FROM findings "
            "WHERE stage = ? AND (place, number) > (?, ?) ORDER BY place, number LIMIT 2000"
        )
        while page := self.query(sql, stage, place, number):
            for place, number, reason, field, start, stop, score, shown, label in page:  # noqa: B007 - next page's start
                yield (
                    place,
                    Finding(
                        reason=reason,
                        field=field,
                        start=start,
                        end=stop,
                        score=score,
                        shown=shown,
                        label=label,
                    ),
                )

    def findings_at(self, stage: int, place: int) -> list[Finding]:
        sql = (
            "SELECT reason, field, start, stop, score, shown, label FROM findings "
            "WHERE stage = ? AND place = ? ORDER BY number"
        )
        names = ("reason", "field", "start", "end", "score", "shown", "label")
        return [Finding(**dict(zip(names, row, strict=True))) for row in self.query(sql, stage, place)]

    def redaction(self, input_: int, place: int, key: str) -> str | None:
        rows = self.query(
            "SELECT verdict FROM redactions WHERE input = ? AND place = ? AND key = ?", input_, place, key
        )
        return rows[0][0] if rows else None

    def add_redaction(self, input_: int, place: int, key: str, verdict: str) -> None:
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO redactions VALUES (?, ?, ?, ?)", (input_, place, key, verdict))

    def forget_fates(self, db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM fates")

    def add_fates(self, db: sqlite3.Connection, fates: Sequence[Fate]) -> None:
        """Add the fates of one problem's candidates, numbered per candidate."""
        counts: Counter[str] = Counter()
        for fate in fates:
            db.execute(
                "INSERT OR REPLACE INTO fates VALUES (?, ?, ?, ?, ?, ?, ?)",
                (fate.candidate, counts[fate.candidate], *fate[1:5], int(fate.kept)),
            )
            counts[fate.candidate] += 1

    def fates(self, candidate: str) -> list[Fate]:
        rows = self.query(
            "SELECT candidate, problem, stage, reason, shown, kept FROM fates WHERE candidate = ? ORDER BY number",
            candidate,
        )
        return [
            Fate(candidate, problem, stage, reason, shown, bool(kept))
            for candidate, problem, stage, reason, shown, kept in rows
        ]
