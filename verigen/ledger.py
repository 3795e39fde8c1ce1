"""The ledger of a run: every problem, candidate and verdict, in one SQLite file.

WAL with synchronous=NORMAL: a killed process loses nothing committed, a power cut at most the last batches.
One process writes at a time; a lock file says so.
"""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from verigen import problems
from verigen.errors import StorageError, UserError
from verigen.types import Candidate, Graded, Sampling, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verigen.types import Problem

VERSION = 1
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE problems (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL, refused TEXT);
CREATE TABLE candidates (
  id TEXT PRIMARY KEY, problem TEXT NOT NULL REFERENCES problems(id), idx INTEGER NOT NULL,
  text TEXT NOT NULL, finish TEXT NOT NULL, prompt_tokens INTEGER NOT NULL, tokens INTEGER NOT NULL,
  teacher TEXT NOT NULL, revision TEXT NOT NULL, sampling TEXT NOT NULL, seed INTEGER NOT NULL,
  seconds REAL NOT NULL, UNIQUE (problem, idx)) WITHOUT ROWID;
CREATE TABLE verdicts (
  candidate TEXT NOT NULL REFERENCES candidates(id), verifier TEXT NOT NULL, outcome TEXT NOT NULL,
  method TEXT NOT NULL, reason TEXT NOT NULL, extracted TEXT, message TEXT NOT NULL, seconds REAL NOT NULL,
  PRIMARY KEY (candidate, verifier)) WITHOUT ROWID;
CREATE TABLE sessions (
  started TEXT NOT NULL, wall_s REAL NOT NULL, idle_s REAL NOT NULL, filled REAL NOT NULL,
  tokens INTEGER NOT NULL, engine TEXT NOT NULL);
"""
CANDIDATE = (
    "id, problem, idx, text, finish, prompt_tokens, tokens, teacher, revision, sampling, seed, seconds"
)
VERDICT = "outcome, verifier, method, reason, extracted, message, seconds"


class Session(NamedTuple):
    """One stretch of sampling. `idle_s`: seconds in which the engine had no request; `filled`: mean share of
    its places in use.
    """

    started: str
    wall_s: float
    idle_s: float
    filled: float
    tokens: int
    engine: str


class Ledger:
    """An open ledger; every method may be called from any thread."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.is_file():
            raise UserError(f"no ledger at {path}; `verigen sample --out DIR` makes one")
        self.path = path
        self._lock = threading.Lock()
        with self._guard():
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._prepare(create=create)

    def _prepare(self, *, create: bool) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise UserError(f"{self.path} is of version {version}, newer than this verigen reads ({VERSION})")
        if version == 0 and create:
            self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version={VERSION}; COMMIT;")
        elif version == 0:
            raise UserError(f"{self.path} is not a ledger of verigen")

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextlib.contextmanager
    def _guard(self) -> Iterator[None]:
        """Turn what SQLite says of a disk or a foreign file into our errors."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise StorageError(
                    f"can't use {self.path}: {error}; free space or check permissions, then run the same "
                    "command again: what is finished is kept"
                ) from error
            raise UserError(f"{self.path} is not a ledger of verigen: {error}") from error

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._guard():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _query(self, sql: str, *values: Any) -> list[Any]:
        with self._lock, self._guard():
            return self._db.execute(sql, values).fetchall()

    def meta(self, key: str) -> str | None:
        rows = self._query("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def add_problems(self, rows: Iterable[tuple[Problem, str | None]]) -> None:
        """Append problems in order, each with the reason why it was refused, or None."""
        with self._transaction() as db:
            db.executemany(
                "INSERT INTO problems (id, row, refused) VALUES (?, ?, ?)",
                ((p.id, problems.encode(p).decode(), refused) for p, refused in rows),
            )

    def problems(self) -> Iterator[tuple[Problem, str | None]]:
        """All problems in order, with the reason of refusal."""
        for row, refused in self._query("SELECT row, refused FROM problems ORDER BY position"):
            yield problems.decode(row), refused

    def commit(self, candidates: Iterable[Candidate], verdicts: Iterable[tuple[str, Verdict]]) -> None:
        """Write a batch in one transaction; a verdict comes with its candidate's id."""
        with self._transaction() as db:
            db.executemany(
                f"INSERT INTO candidates ({CANDIDATE}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 - constant
                map(_candidate_row, candidates),
            )
            db.executemany(
                f"INSERT OR REPLACE INTO verdicts (candidate, {VERDICT}) VALUES (?,?,?,?,?,?,?,?)",  # noqa: S608 - constant
                ((id_, *_verdict_row(verdict)) for id_, verdict in verdicts),
            )

    def drawn(self) -> dict[str, set[int]]:
        """The indices of the candidates there are, by problem."""
        found: dict[str, set[int]] = {}
        for problem, idx in self._query("SELECT problem, idx FROM candidates"):
            found.setdefault(problem, set()).add(idx)
        return found

    def ungraded(self, verifier: str) -> list[Candidate]:
        """Candidates that this verifier has not judged: written just before a crash."""
        rows = self._query(
            f"SELECT {CANDIDATE} FROM candidates WHERE id NOT IN "  # noqa: S608 - constant
            "(SELECT candidate FROM verdicts WHERE verifier = ?) ORDER BY problem, idx",
            verifier,
        )
        return [_candidate(row) for row in rows]

    def graded(self) -> Iterator[list[Graded]]:
        """One list a problem, in order, of its graded candidates by index; problems without any are left out."""
        columns = ", ".join(f"c.{name.strip()}" for name in CANDIDATE.split(","))
        columns += ", " + ", ".join(f"v.{name.strip()}" for name in VERDICT.split(","))
        split = len(CANDIDATE.split(","))
        for problem, refused in self.problems():
            rows = self._query(
                f"SELECT {columns} FROM candidates c JOIN verdicts v ON v.candidate = c.id "  # noqa: S608 - constant
                "WHERE c.problem = ? AND v.verifier = (SELECT value FROM meta WHERE key = 'verifier') "
                "ORDER BY c.idx",
                problem.id,
            )
            if rows and not refused:
                yield [
                    Graded(problem=problem, candidate=_candidate(r[:split]), verdict=_verdict(r[split:]))
                    for r in rows
                ]

    def add_session(self, session: Session) -> None:
        with self._transaction() as db:
            db.execute("INSERT INTO sessions VALUES (?,?,?,?,?,?)", session)

    def sessions(self) -> list[Session]:
        return [Session(*row) for row in self._query("SELECT * FROM sessions")]


@contextlib.contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the ledger at this path as its one writer. Raises UserError while another run does."""
    lock = path.with_suffix(".lock")
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(f"another run is writing {path}; wait for it or choose another --out") from error
        yield


def _candidate_row(c: Candidate) -> tuple[Any, ...]:
    sampling = msgspec.json.encode(c.sampling).decode()
    return (
        *(c.id, c.problem, c.index, c.text, c.finish, c.prompt_tokens, c.tokens),
        *(c.teacher, c.revision, sampling, c.seed, c.seconds),
    )


def _candidate(row: tuple[Any, ...]) -> Candidate:
    id_, problem, index, text, finish, prompt_tokens, tokens, teacher, revision, sampling, seed, seconds = row
    return Candidate(
        id=id_,
        problem=problem,
        index=index,
        text=text,
        finish=finish,
        prompt_tokens=prompt_tokens,
        tokens=tokens,
        teacher=teacher,
        revision=revision,
        sampling=msgspec.json.decode(sampling, type=Sampling),
        seed=seed,
        seconds=seconds,
    )


def _verdict_row(v: Verdict) -> tuple[Any, ...]:
    return (v.outcome, v.verifier, v.method, v.reason, v.extracted, v.message, v.seconds)


def _verdict(row: tuple[Any, ...]) -> Verdict:
    names = (name.strip() for name in VERDICT.split(","))
    return Verdict(**dict(zip(names, row, strict=True)))
