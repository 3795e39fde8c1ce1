"""Shared helpers for SQLite files: atomic transactions, and errors that say what to try."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from typing import TYPE_CHECKING

from verigen.core.errors import StorageError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_S = 5.0  # as long as Python's sqlite3 lets other statements wait


@contextlib.contextmanager
def guard(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a disk or a foreign file into VerigenErrors."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StorageError(
            f"can't use {path}: {error}; free space or check permissions, then run the same command again: "
            "what is finished is kept"
        ) from error
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path} is not a ledger of verigen: {error}") from error


@contextlib.contextmanager
def closed_on_error(db: sqlite3.Connection) -> Iterator[None]:
    """Close a connection whose file is refused: an open one keeps its locks until the error is forgotten."""
    try:
        yield
    except BaseException:
        db.close()
        raise


def set_journal(db: sqlite3.Connection, mode: str) -> None:
    """Set the journal mode. Other than elsewhere, SQLite itself does not wait here for another connection."""
    end = time.monotonic() + BUSY_S
    while True:
        try:
            db.execute(f"PRAGMA journal_mode={mode}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
