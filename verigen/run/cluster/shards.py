"""Splits a run's ledger into shards by family, and merges them back. Independent of machines."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.jsonl import storage
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

SHARDS = 32
FOLDER = "shards"
META = "shards"

# another machine's zlib may store the same text as other bytes, so texts that differ are compared unpacked
OTHER_BYTES = """
SELECT s.id FROM shard.candidates s JOIN main.candidates m ON m.id = s.id
WHERE (m.problem, m.idx, m.finish, m.prompt_tokens, m.tokens, m.teacher, m.revision, m.sampling, m.seed)
IS NOT (s.problem, s.idx, s.finish, s.prompt_tokens, s.tokens, s.teacher, s.revision, s.sampling, s.seed)
OR (m.text IS NOT s.text AND unpack(m.text) IS NOT unpack(s.text))
LIMIT 1
"""
FOREIGN = """
SELECT s.id FROM shard.problems s
WHERE NOT EXISTS (SELECT 1 FROM main.problems m WHERE m.id = s.id AND m.row = s.row) LIMIT 1
"""
# NOT EXISTS comes before the row is read, so that existing texts are not fetched from the disk; in the order of the
# ids, a large ledger's indexes are passed through once per shard
MERGE = (
    """
    INSERT INTO main.candidates SELECT * FROM shard.candidates s
    WHERE NOT EXISTS (SELECT 1 FROM main.candidates m WHERE m.id = s.id) ORDER BY s.id
    """,
    "INSERT OR IGNORE INTO main.verdicts SELECT * FROM shard.verdicts ORDER BY candidate",
    "INSERT OR IGNORE INTO main.decisions SELECT * FROM shard.decisions",
    "INSERT OR IGNORE INTO main.aborted SELECT * FROM shard.aborted",
    "INSERT OR REPLACE INTO main.turns SELECT * FROM shard.turns",
)
SPLIT = (
    """
    INSERT INTO shard.candidates SELECT c.* FROM shard.problems p
    CROSS JOIN main.candidates c ON c.problem = p.id
    WHERE NOT EXISTS (SELECT 1 FROM shard.candidates s WHERE s.id = c.id)
    """,
    """
    INSERT OR IGNORE INTO shard.verdicts SELECT v.* FROM shard.candidates c
    CROSS JOIN main.verdicts v ON v.candidate = c.id
    """,
    """
    INSERT OR IGNORE INTO shard.decisions SELECT d.* FROM shard.problems p
    CROSS JOIN main.decisions d ON d.problem = p.id
    """,
    """
    INSERT OR IGNORE INTO shard.turns SELECT t.* FROM shard.problems p
    CROSS JOIN main.turns t ON t.problem = p.id
    """,
)
CHANGES = slice(24, 28)  # bytes of SQLite's header: counts the transactions that changed the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A part of a run: the first `limit` problems of the ledger at `path`, of which `kept` were settled before."""

    number: int
    path: Path
    limit: int
    kept: int


def count(ledger: Ledger, wanted: int | None) -> int:
    """The number of shards of this run, fixed by its first session.

    Raises UserError if `wanted` differs from it. A problem's priors are learnt from the problems before it in
    its shard, so another number of shards would give other candidates.
    """
    found = ledger.meta(META)
    if found is not None and wanted not in {None, int(found)}:
        raise UserError(
            f"{ledger.path} was split into {found} shards, now {wanted}; leave --shards out or choose another --out"
        )
    number = int(found) if found is not None else wanted or SHARDS
    ledger.set_meta(META, str(number))
    return number


def split(ledger: Ledger, number: int, limit: int | None) -> list[Shard]:
    """Put each of the first `limit` accepted problems into the shard of its family, with its existing rows.

    Existing rows of a shard stay unchanged; shards without problems are left out.
    """
    goal = ledger.meta("goal") or ""
    with storage(folder(ledger)):
        folder(ledger).mkdir(exist_ok=True)
    own: list[list[str]] = [[] for _ in range(number)]
    accepted = (problem for problem, refused in ledger.problems() if refused is None)
    for _, problem in zip(range(ledger.progress(goal, limit)[0]), accepted, strict=False):
        own[seeds.derive(0, "shard", problem.family) % number].append(problem.id)
    return [_filled(ledger, place, ids, goal) for place, ids in enumerate(own) if ids]


def _filled(ledger: Ledger, number: int, ids: list[str], goal: str) -> Shard:
    path = folder(ledger) / f"{number:03}.db"
    with contextlib.closing(Ledger(path, create=True, shared=True)) as shard:
        with ledger.joined(path) as db:
            db.executemany(
                "INSERT OR IGNORE INTO shard.problems SELECT * FROM main.problems WHERE id = ?",
                ((id_,) for id_ in ids),
            )
            for step in SPLIT:
                db.execute(step)
        return Shard(number=number, path=path, limit=len(ids), kept=shard.progress(goal, len(ids))[1])


def gather(ledger: Ledger) -> int:
    """Merge the shards of an earlier session, and return how many had unmerged changes."""
    return sum(merge(ledger, path) for path in sorted(folder(ledger).glob("[0-9]*.db")))


def merge(ledger: Ledger, path: Path) -> bool:
    """Merge the new rows of a shard into the run's ledger. A candidate in both counts once.

    Returns False if the shard has not changed since the last merge. Raises UserError for a shard of another
    run, and for a candidate that another shard has with other bytes.
    """
    Ledger(path, shared=True).close()  # checks the version, and recovers the file after a crash
    key, mark = f"merged {path.name}", _changes(path)
    if ledger.meta(key) == mark:
        return False
    with ledger.joined(path) as db:
        _refuse(db, path)
        for step in MERGE:
            db.execute(step)
    ledger.set_meta(key, mark)
    return True


def _changes(path: Path) -> str:
    with storage(path), path.open("rb") as file:
        return file.read(CHANGES.stop)[CHANGES].hex()


def _refuse(db: sqlite3.Connection, path: Path) -> None:
    if (row := db.execute(FOREIGN).fetchone()) is not None:
        raise UserError(
            f"{path} holds the problem {row[0]}, which its run does not have: a shard of another run; move it away"
        )
    if (row := db.execute(OTHER_BYTES).fetchone()) is not None:
        raise UserError(
            f"the candidate {row[0]} stands in {path} and in {_holder(path, row[0])} with other bytes; move the one "
            "that does not belong to this run away"
        )


def _holder(path: Path, candidate: str) -> Path:
    """Another shard with this candidate; the run's own ledger if there is none."""
    for other in sorted(path.parent.glob("[0-9]*.db")):
        if other != path:
            with contextlib.closing(sqlite3.connect(f"{other.resolve().as_uri()}?mode=ro", uri=True)) as db:
                if db.execute("SELECT 1 FROM candidates WHERE id = ?", (candidate,)).fetchone():
                    return other
    return path.parent.parent / "ledger.db"


def folder(ledger: Ledger) -> Path:
    return ledger.path.absolute().parent / FOLDER
