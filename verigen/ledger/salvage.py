"""Recovers a damaged ledger: copies every row that SQLite can still read into a new one.

A table is read from both ends up to the damage. The rows in between are read one by one, by keys that other
tables and indexes still hold. A decision on a problem that lost one of its candidates is left out, so that
the same command draws that candidate again.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from verigen.core import problems
from verigen.core.errors import UserError
from verigen.core.jsonl import storage
from verigen.core.types import Outcome, Sampling
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.packed import unpack
from verigen.ledger.scores import SCHEMA_SCORES
from verigen.ledger.tables import SCHEMAS, VERSION

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

KEYS = {
    "meta": ("key",),
    "problems": ("position",),
    "candidates": ("id",),
    "verdicts": ("candidate", "verifier"),
    "sessions": ("rowid",),
    "decisions": ("problem", "goal", "stage"),
    "aborted": ("candidate",),
    "teachers": ("name", "revision"),
    "turns": ("rowid",),
    "scores": ("rubric", "judge", "candidate", "other"),
    "drops": ("panel", "candidate"),
}
Row = tuple[Any, ...]
DAMAGED = ".damaged"
DECIDED = 2  # the first version with decisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """The result of a recovery.

    `kept`: number of rows by table; `undone`: decisions left out because of lost candidates. `missing`:
    lost problems between others, which the next call reads from the bank again.
    """

    kept: dict[str, int]
    undone: int
    missing: int
    damaged: Path


def salvage(folder: Path) -> Salvaged:
    """Replace a run's ledger by one with all readable rows; the damaged file is kept beside it.

    Raises UserError if there is no ledger, or if no row of it can be read.
    """
    path = folder / "ledger.db"
    if not path.is_file():
        raise UserError(f"no ledger at {path}")
    with only_writer(path), storage(path):
        copy, made = _copied(path), path.with_name("ledger.db.salvaged")
        made.unlink(missing_ok=True)
        try:
            kept, undone, missing = _recovered(copy, made)
        finally:
            for suffix in ("", "-wal", "-shm"):
                copy.with_name(copy.name + suffix).unlink(missing_ok=True)
        damaged = _put(made, path)
    return Salvaged(kept=kept, undone=undone, missing=missing, damaged=damaged)


def _copied(path: Path) -> Path:
    """Copy the ledger with its log, since reading a damaged file may write to it."""
    copy = path.with_name("ledger.db.reading")
    shutil.copyfile(path, copy)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
    return copy


def _put(made: Path, path: Path) -> Path:
    damaged = next(
        name for i in range(1000) if not (name := path.with_name(f"{path.name}{DAMAGED}{i or ''}")).exists()
    )
    for suffix in ("-wal", "-shm"):
        log = path.with_name(path.name + suffix)
        if log.exists():
            log.rename(damaged.with_name(damaged.name + suffix))
    path.rename(damaged)
    made.rename(path)
    return damaged


def _recovered(copy: Path, made: Path) -> tuple[dict[str, int], int, int]:
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as old:
        version = _version(old, copy)
        with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as new:
            new.executescript(
                "BEGIN; " + " ".join(SCHEMAS[:version]) + f" PRAGMA user_version={version}; COMMIT;"
            )
            if old.execute("SELECT 1 FROM sqlite_master WHERE name = 'scores'").fetchone():
                new.executescript(SCHEMA_SCORES)
            for table in _tables(new):
                _fill(old, new, table)
            undone = _undo(new, version)
            missing = _missing(new)
            kept = {
                table: new.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in _tables(new)
            }
    if not kept["problems"] and not kept["candidates"]:
        made.unlink()
        raise UserError(f"not one row of {copy.parent / 'ledger.db'} can be read; the file stays as it is")
    Ledger(made, create=True).close()  # upgrades an older schema
    return kept, undone, missing


def _version(old: sqlite3.Connection, copy: Path) -> int:
    """The version of the schema; the newest one if the header is lost but the tables are not."""
    try:
        version = int(old.execute("PRAGMA user_version").fetchone()[0])
        known = old.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'candidates'").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise UserError(
            f"SQLite can read nothing of {copy.parent / 'ledger.db'} ({error}): its first page is gone, or it is "
            "no ledger; the file stays as it is"
        ) from error
    if not known or version > VERSION:
        raise UserError(f"{copy.parent / 'ledger.db'} is no ledger of this version of verigen")
    return version or VERSION


def _tables(new: sqlite3.Connection) -> list[str]:
    there = {name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in KEYS if table in there]


def _fill(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    if KEYS[table] == ("rowid",):
        columns = ["rowid", *columns]
    add = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    new.execute("BEGIN")
    for row in _rows(old, new, table, columns):
        with contextlib.suppress(sqlite3.Error):  # a damaged row that violates a constraint of its table
            if _sound(table, row):
                new.execute(add, row)
    new.execute("COMMIT")


def _sound(table: str, row: Row) -> bool:
    """Whether a row is plausible: SQLite does not detect damaged bytes inside a row."""
    try:
        if table == "problems":
            return bool(problems.decode(row[2]).id == row[1])
        if table == "candidates":
            msgspec.json.decode(row[9], type=Sampling)
            unpack(row[3])
            return bool(row[0] == f"{row[1]}#{row[2]}")
        if table == "verdicts":
            return row[2] in get_args(Outcome)
    except (msgspec.MsgspecError, UserError, TypeError, ValueError, RecursionError):
        return False
    return True


def _rows(old: sqlite3.Connection, new: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[Row]:
    """Rows from both ends up to the damage, then by every known key; a row may come twice."""
    chosen = f"SELECT {', '.join(columns)} FROM {table}"
    keys = KEYS[table]
    for order in (", ".join(keys), ", ".join(f"{key} DESC" for key in keys)):
        if (yield from _scan(old, f"{chosen} ORDER BY {order}")):
            return
    where = " AND ".join(f"{key} = ?" for key in keys)
    for key in _keys(old, new, table):
        yield from _scan(old, f"{chosen} WHERE {where}", key)


def _scan(old: sqlite3.Connection, sql: str, values: Row = ()) -> Generator[Row, None, bool]:
    """Rows up to the first unreadable one; returns whether all were readable."""
    try:
        yield from old.execute(sql, values)
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return True


def _keys(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Possible keys of the rows between the damaged places, from other tables and indexes."""
    if table == "problems" or KEYS[table] == ("rowid",):
        (last,) = new.execute(f"SELECT COALESCE(MAX(rowid), 0) FROM {table}").fetchone()
        yield from ((position,) for position in range(1, last + 1))
    elif table == "candidates":
        by_index = "SELECT id FROM candidates INDEXED BY sqlite_autoindex_candidates_2 ORDER BY problem"
        for sql in (f"{by_index}, idx", f"{by_index} DESC, idx DESC", "SELECT candidate FROM verdicts"):
            yield from _scan(old, sql)
        (last,) = new.execute("SELECT COALESCE(MAX(idx), 0) FROM candidates").fetchone()
        for (problem,) in new.execute("SELECT id FROM problems").fetchall():
            yield from ((f"{problem}#{index}",) for index in range(last + 1))
    elif table == "verdicts":
        known = new.execute("SELECT DISTINCT verifier FROM verdicts").fetchall()
        for (candidate,) in new.execute("SELECT id FROM candidates").fetchall():
            yield from ((candidate, verifier) for (verifier,) in known)
    elif table == "decisions":
        known = new.execute("SELECT DISTINCT goal, stage FROM decisions").fetchall()
        for (problem,) in new.execute("SELECT id FROM problems").fetchall():
            yield from ((problem, *each) for each in known)


def _missing(new: sqlite3.Connection) -> int:
    """The number of positions below the last one without a problem."""
    return int(new.execute("SELECT COALESCE(MAX(position), 0) - COUNT(*) FROM problems").fetchone()[0])


def _undo(new: sqlite3.Connection, version: int) -> int:
    """Delete decisions that depend on lost candidates or verdicts."""
    if version < DECIDED:
        return 0
    return new.execute(
        """
        DELETE FROM decisions WHERE (problem, goal) IN (
          SELECT d.problem, d.goal FROM decisions d WHERE d.kind <> 'refused' AND d.stop - d.first > (
            SELECT COUNT(*) FROM candidates c WHERE c.problem = d.problem AND c.idx >= d.first AND c.idx < d.stop
            AND EXISTS (SELECT 1 FROM verdicts v WHERE v.candidate = c.id)))"""
    ).rowcount
