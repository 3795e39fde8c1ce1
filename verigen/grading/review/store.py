"""The file of a review: its sample and every answer, in review.db beside the records."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.grading.review.figures import ReviewAnswer
from verigen.grading.review.figures import figures as computed
from verigen.ledger import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verigen.grading.review.figures import ReviewFigures

NAME = "review.db"
VERSION = 1
SCHEMA = """
CREATE TABLE items (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, candidate TEXT NOT NULL, stratum TEXT NOT NULL,
  probability REAL NOT NULL, outcome TEXT NOT NULL, verifier TEXT NOT NULL, reason TEXT NOT NULL,
  question TEXT NOT NULL, trace TEXT NOT NULL, reply TEXT NOT NULL, reference TEXT NOT NULL, text TEXT NOT NULL,
  planted INTEGER NOT NULL,
  run TEXT NOT NULL);
CREATE TABLE answers (
  item TEXT NOT NULL REFERENCES items(id), reviewer TEXT NOT NULL, answer TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (item, reviewer)) WITHOUT ROWID;
"""
FLAGGED = "flagged"  # the stratum of items that were not drawn, but looked up for a finding
ANSWERS = ("correct", "incorrect", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A candidate to judge.

    `probability`: the chance with which the sample took it from its `stratum`. `outcome` and `reason` are the
    verifier's; of a `planted` one, `outcome` is what is known. `reference` is as readers see it, `text` the
    candidate verbatim. `run`: the folder of the run that drew it; empty if it is unknown.
    """

    id: str
    candidate: str
    stratum: str
    probability: float
    outcome: str
    verifier: str
    reason: str
    question: str
    trace: str
    reply: str
    reference: str
    text: str
    planted: bool
    run: str = ""


class ReviewStore:
    """An open review.db; every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self.path, self._lock = path, threading.RLock()
        with sqlite.guard(path):
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            with sqlite.closed_on_error(self._db):
                self._prepare()

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise UserError(f"{self.path} is of version {version}, newer than this verigen reads ({VERSION})")
        if version < VERSION:
            self._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")

    def close(self) -> None:
        self._db.close()

    def fill(self, items: Iterable[ReviewItem]) -> None:
        """Store the sample, all of it or nothing."""
        rows = [tuple(getattr(each, name) for name in ReviewItem.__slots__) for each in items]
        marks = ", ".join("?" * len(ReviewItem.__slots__))
        with self._lock, sqlite.guard(self.path), sqlite.transaction(self._db) as db:
            db.executemany(f"INSERT INTO items ({', '.join(ReviewItem.__slots__)}) VALUES ({marks})", rows)

    def items(self) -> list[ReviewItem]:
        with self._lock, sqlite.guard(self.path):
            found = self._db.execute(f"SELECT {', '.join(ReviewItem.__slots__)} FROM items ORDER BY position")
            rows = [dict(zip(ReviewItem.__slots__, row, strict=True)) for row in found]
        return [ReviewItem(**{**row, "planted": bool(row["planted"])}) for row in rows]

    def answer(self, item: str, reviewer: str, answer: str, note: str = "") -> None:
        """Store one answer; a later one of the same reviewer replaces it."""
        with self._lock, sqlite.guard(self.path), sqlite.transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (item, reviewer, answer, note))

    def answers(self) -> Iterator[tuple[str, str, str, str]]:
        """Item, reviewer, answer and note, in the order of the items."""
        with self._lock, sqlite.guard(self.path):
            rows = self._db.execute(
                "SELECT a.item, a.reviewer, a.answer, a.note FROM answers a JOIN items i ON i.id = a.item "
                "ORDER BY i.position, a.reviewer"
            ).fetchall()
        yield from rows

    def figures(self) -> ReviewFigures | None:
        """What the answers to the drawn items say so far; None without any."""
        known = {each.id: each for each in self.items() if each.stratum != FLAGGED}
        found = [
            ReviewAnswer(
                reviewer=who,
                item=item,
                answer=said,  # type: ignore[arg-type]
                outcome=known[item].outcome,
                planted=known[item].planted,
            )
            for item, who, said, _ in self.answers()
            if item in known
        ]
        return computed(found) if found else None


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[ReviewStore]:
    store = ReviewStore(folder / NAME)
    try:
        yield store
    finally:
        store.close()


def figures(folder: Path) -> ReviewFigures | None:
    """What the review of a folder says; None if there is none."""
    if not (folder / NAME).is_file():
        return None
    with opened(folder) as store:
        return store.figures()
