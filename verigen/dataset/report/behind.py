"""Finds the runs behind a curated set, and the candidates that are in it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from verigen.core import jsonl
from verigen.dataset.curate.store import FILE
from verigen.dataset.report.from_records import files
from verigen.ledger import sqlite

CANDIDATES = ("candidate_id", "chosen_id", "rejected_id")


def runs(folder: Path) -> list[Path]:
    """The runs that a folder was curated from, as far as they are still there; none for a folder without curate.db."""
    path = folder / FILE
    if not path.is_file():
        return []
    with sqlite.guard(path), contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        found = [Path(place) for (place,) in db.execute("SELECT path FROM inputs ORDER BY input")]
    return [place for place in found if (place / "ledger.db").is_file()]


def left_out(folder: Path) -> int | None:
    """How many candidates a curation left out; None for a folder without curate.db."""
    path = folder / FILE
    if not path.is_file():
        return None
    with sqlite.guard(path), contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        (found,) = db.execute("SELECT COUNT(DISTINCT candidate) FROM fates WHERE kept = 0").fetchone()
    return int(found)


def candidates(folder: Path) -> frozenset[str]:
    """The ids of the candidates that a folder's records are made of."""
    rows = (row for path in files(folder) for _, row in jsonl.read(path, dict[str, Any]))
    return frozenset(str(row[name]) for row in rows for name in CANDIDATES if name in row)
