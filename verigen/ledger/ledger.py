"""The ledger of a run: every problem, candidate, verdict and decision, in one SQLite file.

WAL with synchronous=NORMAL: a killed process loses nothing committed, a power cut at most the last batches. A
lock file ensures that only one process writes at a time.
"""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import threading
from array import array
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from verigen.core import problems, seeds
from verigen.core.errors import UserError
from verigen.ledger import sqlite, stream, tables
from verigen.ledger import turns as stored
from verigen.ledger.packed import unpack
from verigen.ledger.tables import (
    CANDIDATE,
    COLUMNS,
    SCHEMAS,
    VERDICT,
    VERSION,
    QueueEntry,
    Rejection,
    SessionRow,
    SettledAlike,
    TeacherRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.turns import Turn
    from verigen.core.types import Candidate, Outcome, Problem, Verdict
    from verigen.ledger.tables import Abort, Settled
    from verigen.ledger.turns import TurnRow

PAGE = 500  # rows per page of a query
LAST = (1 << 63) - 1  # no position is behind it
JOIN_KIB = 64 << 10  # memory for the indexes of a ledger that others are merged into


class Ledger:
    """An open ledger; every method may be called from any thread.

    `shared`: the file is on storage that other machines read later. Such a file uses a rollback journal, and
    every batch is on disk once it is committed. WAL needs memory shared within one machine, and data that is
    only in a machine's cache is lost with the machine.
    """

    def __init__(self, path: Path, *, create: bool = False, shared: bool = False) -> None:
        if not create and not path.is_file():
            raise UserError(f"no ledger at {path}; `verigen sample --out DIR` makes one")
        self.path = path
        self._lock, self._reading = threading.Lock(), threading.Lock()
        with sqlite.guard(self.path):
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            with sqlite.closed_on_error(self._db):
                self._prepare(create=create, shared=shared)
            # a separate connection: in WAL mode a reader does not wait for a writer
            self._reader = sqlite3.connect(path, check_same_thread=False, isolation_level=None)

    def _prepare(self, *, create: bool, shared: bool) -> None:
        journal, synchronous = ("DELETE", "FULL") if shared else ("WAL", "NORMAL")
        sqlite.set_journal(self._db, journal)
        self._db.execute(f"PRAGMA synchronous={synchronous}")
        version = self._version()
        if version > VERSION:
            raise UserError(f"{self.path} is of version {version}, newer than this verigen reads ({VERSION})")
        if version == 0 and not create:
            raise UserError(f"{self.path} is not a ledger of verigen")
        if version < VERSION:
            self._raise_from(version)

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _raise_from(self, version: int) -> None:
        """Bring the tables to this version; another process may have been first."""
        steps = " ".join(SCHEMAS[version:])
        try:
            self._db.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version={VERSION}; COMMIT;")
        except sqlite3.OperationalError:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if self._version() != VERSION:
                raise

    def close(self) -> None:
        with self._lock, self._reading:
            self._reader.close()
            self._db.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, sqlite.guard(self.path), sqlite.transaction(self._db) as db:
            yield db

    @contextlib.contextmanager
    def joined(self, other: Path) -> Iterator[sqlite3.Connection]:
        """A transaction over this ledger (`main`) and another one of the same version (`shard`).

        Its SQL has the function `unpack` for stored texts.
        """
        with self._lock, sqlite.guard(self.path):
            self._db.create_function("unpack", 1, unpack, deterministic=True)
            self._db.execute(f"PRAGMA main.cache_size = -{JOIN_KIB}")
            self._db.execute("ATTACH ? AS shard", (str(other),))
        try:
            with self._transaction() as db:
                yield db
        finally:
            with self._lock, sqlite.guard(self.path):
                self._db.execute("DETACH shard")

    def _query(self, sql: str, *values: Any) -> list[Any]:
        with self._reading, sqlite.guard(self.path):
            return self._reader.execute(sql, values).fetchall()

    def _pages(self, sql: str, *values: Any) -> Iterator[Any]:
        """Rows of a query over `position > ?`, read in pages; the first column is the position."""
        position = -1
        while page := self._query(f"{sql} LIMIT {PAGE}", *values, position):
            yield from page
            position = page[-1][0]

    def meta(self, key: str) -> str | None:
        rows = self._query("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def add_problems(self, rows: Iterable[tuple[Problem, Rejection | None]]) -> None:
        """Append problems in order, each with the reason why it was refused, or None."""
        with self._transaction() as db:
            db.executemany(
                "INSERT INTO problems (id, row, refused, refused_message) VALUES (?, ?, ?, ?)",
                ((p.id, problems.encode(p).decode(), *(why or (None, ""))) for p, why in rows),
            )

    def restore_problems(self, rows: Iterable[tuple[int, Problem, Rejection | None]]) -> None:
        """Put problems at their positions, in place of what is there; like add_problems otherwise."""
        with self._transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO problems (position, id, row, refused, refused_message) VALUES (?, ?, ?, ?, ?)",
                ((at, p.id, problems.encode(p).decode(), *(why or (None, ""))) for at, p, why in rows),
            )

    def problems(self) -> Iterator[tuple[Problem, Rejection | None]]:
        """All problems in order, each with the reason why it was refused, or None."""
        return ((problem, why) for _, problem, why in self.placed())

    def placed(self, first: int = 1, last: int = LAST) -> Iterator[tuple[int, Problem, Rejection | None]]:
        """All problems in order, each with its 1-based position; a salvaged ledger may lack some.

        `first` and `last`: the positions of the first and the last one that is wanted.
        """
        sql = (
            "SELECT position, row, refused, refused_message FROM problems "
            "WHERE position <= ? AND position > max(?, ?) ORDER BY position"
        )
        for position, row, reason, message in self._pages(sql, last, first - 1):
            yield position, problems.decode(row), None if reason is None else Rejection(reason, message)

    def sizes(self) -> tuple[int, int]:
        """The numbers of accepted and of refused problems."""
        accepted, total = self._query("SELECT SUM(refused IS NULL), COUNT(*) FROM problems")[0]
        return accepted or 0, total - (accepted or 0)

    def missing(self) -> int:
        """The number of problems that a salvaged ledger lost between others."""
        count: int = self._query("SELECT COALESCE(MAX(position), 0) - COUNT(*) FROM problems")[0][0]
        return count

    def progress(self, goal: str, limit: int | None) -> tuple[int, int]:
        """The number of accepted problems, at most `limit`, and how many of these the goal has settled."""
        counts = self._query(
            """
            SELECT COUNT(*), COUNT(d.problem) FROM (
              SELECT id FROM problems WHERE refused IS NULL ORDER BY position LIMIT ?) p
            LEFT JOIN decisions d ON d.problem = p.id AND d.goal = ? AND d.final""",
            -1 if limit is None else limit,
            goal,
        )[0]
        return counts[0], counts[1]

    def queue(self, goal: str, verifier: str, limit: int | None, seed: int) -> Iterator[QueueEntry]:
        """The first `limit` accepted problems in random order.

        Settled problems come with their decisions, others with their candidates. Because of the random order,
        what is learnt from the first problems and what an interrupted run measured hold for the whole bank,
        even if it is sorted by difficulty. The order depends only on `seed` and the problems, so it is the
        same on every machine.
        """
        accepted = "SELECT position FROM problems WHERE refused IS NULL AND position > ? ORDER BY position"
        places = array("q", (place for (place,) in islice(self._pages(accepted), limit)))
        seeds.rng(seed, "queue").shuffle(places)
        for start in range(0, len(places), PAGE):
            yield from self._entries(goal, verifier, places[start : start + PAGE])

    def _entries(self, goal: str, verifier: str, places: Sequence[int]) -> Iterator[QueueEntry]:
        """The queue's entries for the problems at these positions, in this order."""
        sql = f"""
            SELECT p.position, p.id, d.final, CASE WHEN d.final THEN NULL ELSE p.row END,
              EXISTS (SELECT 1 FROM candidates c WHERE c.problem = p.id)
            FROM problems p LEFT JOIN decisions d ON d.problem = p.id AND d.goal = ? AND d.final
            WHERE p.position IN ({tables.marks(len(places))})"""
        found = {place: rest for place, *rest in self._query(sql, goal, *places)}
        for place in places:
            id_, final, row, drawn = found[place]
            if final:
                yield QueueEntry(None, settled=self.settled(goal, id_))
            else:
                yield QueueEntry(problems.decode(row), self.candidates(id_, verifier) if drawn else ())

    def settled(self, goal: str, problem: str) -> list[Settled]:
        rows = self._query(
            "SELECT * FROM decisions WHERE goal = ? AND problem = ? ORDER BY stage", goal, problem
        )
        return [tables.settled(row) for row in rows]

    def drawn(self, verifier: str) -> Iterator[tuple[Problem, list[tuple[Candidate, Verdict | None]]]]:
        """Every problem that has candidates, in order, with all of its candidates.

        Candidates that came too late to count are included.
        """
        for problem, _ in self.problems():
            if found := self.candidates(problem.id, verifier):
                yield problem, found

    def candidates(self, problem: str, verifier: str) -> list[tuple[Candidate, Verdict | None]]:
        """All candidates of a problem in index order, each with this verifier's verdict, or None."""
        rows = self._query(
            f"SELECT {tables.of('c', CANDIDATE)}, {tables.of('v', VERDICT)} FROM candidates c "
            "LEFT JOIN verdicts v ON v.candidate = c.id AND v.verifier = ? WHERE c.problem = ? ORDER BY c.idx",
            verifier,
            problem,
        )
        return [
            (tables.candidate(r[:COLUMNS]), tables.verdict(r[COLUMNS:]) if r[COLUMNS] is not None else None)
            for r in rows
        ]

    def commit(
        self,
        candidates: Iterable[Candidate],
        verdicts: Iterable[tuple[str, Verdict]],
        aborted: Iterable[Abort] = (),
        settled: Iterable[Settled] = (),
        turns: Iterable[TurnRow] = (),
    ) -> None:
        """Write a batch in one transaction; each verdict is paired with its candidate's id."""
        drawn = list(map(tables.candidate_row, candidates))
        with self._transaction() as db:
            db.executemany(f"INSERT INTO candidates ({CANDIDATE}) VALUES ({tables.marks(COLUMNS)})", drawn)
            db.executemany(
                f"INSERT OR REPLACE INTO verdicts (candidate, {VERDICT}) VALUES ({tables.marks(8)})",
                ((id_, *tables.verdict_row(verdict)) for id_, verdict in verdicts),
            )
            db.executemany(f"INSERT OR REPLACE INTO aborted VALUES ({tables.marks(3)})", aborted)
            db.executemany(
                f"INSERT OR REPLACE INTO decisions VALUES ({tables.marks(17)})",
                map(tables.settled_row, settled),
            )
            db.executemany(f"INSERT OR REPLACE INTO turns VALUES ({tables.marks(9)})", turns)

    def turns(self, problem: str, candidate: str) -> list[Turn]:
        """The stored turns of a conversation, in order."""
        return stored.turns(self._query(stored.OF, problem, candidate))

    def has_turns(self) -> bool:
        """Whether any conversation had more than one turn."""
        return bool(self._query("SELECT EXISTS (SELECT 1 FROM turns)")[0][0])

    def has_steps(self) -> bool:
        """Whether `verigen steps` has drawn rollouts for this run."""
        return bool(self._query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'rollouts'"))

    def has_open_turns(self) -> bool:
        """Whether any conversation has begun but not ended."""
        return bool(self._query(f"SELECT EXISTS (SELECT 1 FROM turns WHERE {stored.OPEN})")[0][0])

    def forget_turns(self, problem: str, candidate: str, start: int) -> None:
        """Delete the turns of a candidate from position `start` on."""
        with self._transaction() as db:
            db.execute(
                "DELETE FROM turns WHERE problem = ? AND candidate = ? AND position >= ?",
                (problem, candidate, start),
            )

    def graded(self, verifier: str | None = None, first: int = 1, last: int = LAST) -> Iterator[list[Graded]]:
        """One list per problem, in order, of its graded candidates in index order.

        Problems without any are left out. Candidates that came after the run's goal had settled their problem
        are left out too: which of them were finished depends on timing. `verifier`: whose verdicts to use;
        None: the run's verifier. `first`, `last`: only problems from this position to that one.
        """
        yield from self._stream(verifier).groups(first, last)

    def graded_counts(self) -> Iterator[tuple[int, int]]:
        """The positions of the problems that `graded` yields, in order, each with its number of candidates."""
        found = self._pages(stream.COUNTS, self.meta("verifier"), self.meta("goal"))
        return ((place, count) for place, count in found if count)

    def graded_of(self, id_: str) -> list[Graded]:
        """The graded candidates of one problem, as `graded` yields them; empty if it has none."""
        problem = self.problem(id_)
        return [] if problem is None else self._stream().of(problem)

    def _stream(self, verifier: str | None = None) -> stream.GradedStream:
        return stream.GradedStream(
            query=self._query,
            verifier=verifier or self.meta("verifier"),
            goal=self.meta("goal"),
            turned=self.has_turns(),
            stepped=self.has_steps(),
        )

    def said(self, prefix: str) -> dict[str, list[Outcome]]:
        """The outcomes that all verifiers whose names begin with `prefix` gave, by candidate."""
        found: dict[str, list[Outcome]] = {}
        sql = "SELECT candidate, outcome FROM verdicts WHERE substr(verifier, 1, ?) = ? ORDER BY candidate, verifier"
        for candidate, outcome in self._query(sql, len(prefix), prefix):
            found.setdefault(candidate, []).append(outcome)
        return found

    def add_teacher(self, row: TeacherRow) -> None:
        with self._transaction() as db:
            db.execute(f"INSERT OR REPLACE INTO teachers VALUES ({tables.marks(5)})", row)

    def teachers(self) -> list[TeacherRow]:
        return [TeacherRow(*row) for row in self._query("SELECT * FROM teachers")]

    def problem(self, id_: str) -> Problem | None:
        rows = self._query("SELECT row FROM problems WHERE id = ?", id_)
        return problems.decode(rows[0][0]) if rows else None

    def near(self, id_: str, count: int = 3) -> list[str]:
        """Ids of candidates next to this one in sort order, by the index on ids."""
        before = self._query("SELECT id FROM candidates WHERE id < ? ORDER BY id DESC LIMIT ?", id_, count)
        after = self._query("SELECT id FROM candidates WHERE id >= ? ORDER BY id LIMIT ?", id_, count)
        return [name for (name,) in (*reversed(before), *after)]

    def untouched(self) -> bool:
        """Whether there are no candidates yet."""
        return not self._query("SELECT 1 FROM candidates LIMIT 1")

    def drawn_count(self) -> int:
        """The number of candidates."""
        count: int = self._query("SELECT COUNT(*) FROM candidates")[0][0]
        return count

    def grades(self, verifier: str) -> int:
        """The number of verdicts of this verifier."""
        count: int = self._query("SELECT COUNT(*) FROM verdicts WHERE verifier = ?", verifier)[0][0]
        return count

    def kinds(self, goal: str) -> Counter[str]:
        """The number of problems that this goal has settled, by kind."""
        sql = "SELECT kind, COUNT(*) FROM decisions WHERE goal = ? AND final GROUP BY kind ORDER BY kind"
        return Counter(dict(self._query(sql, goal)))

    def rates(self, goal: str) -> Iterator[tuple[str, float, float]]:
        """Family, unbiased pass rate of the first teacher and its bound, for every problem with a rate."""
        sql = """
            SELECT p.position, json_extract(p.row, '$.family'), d.rate, coalesce(d.bound, d.rate) FROM problems p
            JOIN decisions d ON d.problem = p.id AND d.goal = ? AND d.stage = 0 AND d.rate IS NOT NULL
            WHERE p.position > ? ORDER BY p.position"""
        return ((family, rate, bound) for _, family, rate, bound in self._pages(sql, goal))

    def endings(self, goal: str) -> list[SettledAlike]:
        """The endings of the problems that this goal has settled, grouped by equal counts."""
        before = "(SELECT coalesce(SUM({}), 0) FROM decisions e WHERE e.goal = d.goal AND e.problem = d.problem AND e.stage < d.stage)"
        sql = f"""
            SELECT grp, stage, kind, correct, incorrect, cut, unverified, {before.format("correct")},
              {before.format("incorrect")}, COUNT(*)
            FROM decisions d WHERE goal = ? AND final GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9"""
        return [SettledAlike(*row) for row in self._query(sql, goal)]

    def spent(self) -> list[tuple[str, int, int]]:
        """The teachers, each with its prompt tokens and drawn tokens.

        The counts include all candidates and the turns of unfinished conversations.
        """
        sql = f"""
            SELECT teacher, SUM(prompt_tokens), SUM(tokens) FROM (
              SELECT teacher, prompt_tokens, tokens FROM candidates
              UNION ALL SELECT teacher, prompt_tokens, tokens FROM turns WHERE {stored.OPEN})
            GROUP BY teacher"""
        return [(teacher, prompts, tokens) for teacher, prompts, tokens in self._query(sql)]

    def add_session(self, session: SessionRow, replaces: int | None = None) -> int:
        """Insert a session, or replace the row `replaces`, which an earlier call returned.

        Returns the row's id.
        """
        with self._transaction() as db:
            row = db.execute(
                f"INSERT OR REPLACE INTO sessions (rowid, {', '.join(session._fields)}) "
                f"VALUES ({tables.marks(len(session) + 1)})",
                (replaces, *session),
            )
            assert row.lastrowid is not None
            return row.lastrowid

    def sessions(self) -> list[SessionRow]:
        return [SessionRow(*row) for row in self._query("SELECT * FROM sessions")]


def blank(path: Path) -> bool:
    """Whether the file is an empty database: a run ended between creating it and writing to it."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path)) as db:
        return not db.execute("SELECT 1 FROM sqlite_master").fetchall()
    return False


def being_written(path: Path) -> bool:
    """Whether a process is writing this ledger now."""
    lock = path.with_suffix(".lock")
    if not lock.exists():
        return False
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextlib.contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the write lock of the ledger at this path. Raises UserError while another run holds it."""
    lock = path.with_suffix(".lock")
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(f"another run is writing {path}; wait for it or choose another --out") from error
        yield
