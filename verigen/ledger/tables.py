"""The schema of a ledger, version by version, and its rows as types."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from verigen.core.types import Candidate, Sampling, Verdict
from verigen.ledger.packed import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem

# candidates and verdicts come in the order of their completion, not of their keys: rows behind a rowid are appended
SCHEMAS = (
    """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE problems (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, row TEXT NOT NULL, refused TEXT);
CREATE TABLE candidates (
  id TEXT PRIMARY KEY, problem TEXT NOT NULL REFERENCES problems(id), idx INTEGER NOT NULL,
  text TEXT NOT NULL, finish TEXT NOT NULL, prompt_tokens INTEGER NOT NULL, tokens INTEGER NOT NULL,
  teacher TEXT NOT NULL, revision TEXT NOT NULL, sampling TEXT NOT NULL, seed INTEGER NOT NULL,
  seconds REAL NOT NULL, UNIQUE (problem, idx));
CREATE TABLE verdicts (
  candidate TEXT NOT NULL REFERENCES candidates(id), verifier TEXT NOT NULL, outcome TEXT NOT NULL,
  method TEXT NOT NULL, reason TEXT NOT NULL, extracted TEXT, message TEXT NOT NULL, seconds REAL NOT NULL,
  PRIMARY KEY (candidate, verifier));
CREATE TABLE sessions (
  started TEXT NOT NULL, wall_s REAL NOT NULL, idle_s REAL NOT NULL, filled REAL NOT NULL,
  tokens INTEGER NOT NULL, engine TEXT NOT NULL);
""",
    """
ALTER TABLE candidates ADD COLUMN logprob REAL;
ALTER TABLE sessions ADD COLUMN aborted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN graded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN queue_s REAL NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN restarts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN wasted INTEGER NOT NULL DEFAULT 0;
CREATE TABLE decisions (
  problem TEXT NOT NULL REFERENCES problems(id), goal TEXT NOT NULL, stage INTEGER NOT NULL, kind TEXT NOT NULL,
  reason TEXT NOT NULL, correct INTEGER NOT NULL, incorrect INTEGER NOT NULL, cut INTEGER NOT NULL,
  unverified INTEGER NOT NULL, first INTEGER NOT NULL, stop INTEGER NOT NULL, past INTEGER NOT NULL,
  grp TEXT NOT NULL, prior TEXT NOT NULL, rate REAL, final INTEGER NOT NULL,
  PRIMARY KEY (problem, goal, stage)) WITHOUT ROWID;
CREATE TABLE aborted (
  candidate TEXT PRIMARY KEY, problem TEXT NOT NULL REFERENCES problems(id), teacher TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE teachers (
  name TEXT NOT NULL, revision TEXT NOT NULL, engine TEXT NOT NULL, licence TEXT NOT NULL, terms TEXT NOT NULL,
  PRIMARY KEY (name, revision)) WITHOUT ROWID;
""",
    "ALTER TABLE decisions ADD COLUMN bound REAL;",
    """
CREATE TABLE turns (
  problem TEXT NOT NULL REFERENCES problems(id), candidate TEXT NOT NULL, position INTEGER NOT NULL,
  teacher TEXT NOT NULL, kind TEXT NOT NULL, asked TEXT NOT NULL, sent TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL, tokens INTEGER NOT NULL, PRIMARY KEY (problem, candidate, position));
""",
    "ALTER TABLE problems ADD COLUMN refused_message TEXT NOT NULL DEFAULT '';",
    # the tables are the same, but long texts may be compressed: versions before this one can't read them
    "",
    "ALTER TABLE candidates ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;",
)
VERSION = len(SCHEMAS)
CANDIDATE = "id, problem, idx, text, finish, prompt_tokens, tokens, teacher, revision, sampling, seed, seconds, logprob, tries"
VERDICT = "outcome, verifier, method, reason, extracted, message, seconds"
COLUMNS = len(CANDIDATE.split(","))


class Rejection(NamedTuple):
    """Why a problem is not used.

    `reason` is a short phrase for counting, `message` gives details if there are any.
    """

    reason: str
    message: str = ""

    def __str__(self) -> str:
        return self.message or self.reason


class SessionRow(NamedTuple):
    """One session of sampling.

    `idle_s`: seconds in which the engine had no request; `filled`: mean share of its places in use; `tokens`:
    drawn tokens; `queue_s`: total seconds that its `graded` candidates waited for a grader; `wasted`: tokens
    of aborted requests.
    """

    started: str
    wall_s: float
    idle_s: float
    filled: float
    tokens: int
    engine: str
    aborted: int = 0
    graded: int = 0
    queue_s: float = 0.0
    restarts: int = 0
    wasted: int = 0


class Abort(NamedTuple):
    """A request that was stopped because its problem was decided; this says nothing about the model."""

    candidate: str
    problem: str
    teacher: str


class TeacherRow(NamedTuple):
    """A teacher, and the licence and terms of its output."""

    name: str
    revision: str
    engine: str
    licence: str
    terms: str


class Settled(NamedTuple):
    """A goal's decision on a problem: its `kind` and `reason`, and the number of candidates with each label.

    Candidates from index `first` to before `stop` led to it; those from `stop` to before `past` came too late
    to count. `stage` is the teacher's place in a cascade, `rate` its unbiased pass rate on the problem,
    `bound` that rate if every undecided candidate were correct. `group` and `prior` (a and b for correct, a
    and b for incorrect candidates) are the decision's inputs.
    """

    problem: str
    goal: str
    stage: int
    kind: str
    reason: str
    correct: int
    incorrect: int
    cut: int
    unverified: int
    first: int
    stop: int
    past: int
    group: str
    prior: tuple[float, float, float, float]
    rate: float | None
    final: bool
    bound: float | None = None


class SettledAlike(NamedTuple):
    """The number of `problems` of a group that ended alike at this stage.

    They have the same kind, the same counts of the teacher's own candidates, and the same counts of
    candidates before it.
    """

    group: str
    stage: int
    kind: str
    correct: int
    incorrect: int
    cut: int
    unverified: int
    correct_before: int
    incorrect_before: int
    problems: int


class QueueEntry(NamedTuple):
    """A problem to sample, with its existing candidates; or its decisions (`settled`), stage by stage."""

    problem: Problem | None
    candidates: Sequence[tuple[Candidate, Verdict | None]] = ()
    settled: Sequence[Settled] = ()


def candidate_row(c: Candidate) -> tuple[Any, ...]:
    sampling = msgspec.json.encode(c.sampling).decode()
    return (
        *(c.id, c.problem, c.index, pack(c.text), c.finish, c.prompt_tokens, c.tokens),
        *(c.teacher, c.revision, sampling, c.seed, c.seconds, c.logprob, c.tries),
    )


def candidate(row: tuple[Any, ...]) -> Candidate:
    id_, problem, index, text, finish, prompt_tokens, tokens, teacher, revision, sampling, *rest = row
    seed, seconds, logprob, tries = rest
    return Candidate(
        id=id_,
        problem=problem,
        index=index,
        text=unpack(text),
        finish=finish,
        prompt_tokens=prompt_tokens,
        tokens=tokens,
        teacher=teacher,
        revision=revision,
        sampling=_sampling(sampling),
        seed=seed,
        seconds=seconds,
        logprob=logprob,
        tries=tries,
    )


@lru_cache(maxsize=64)  # the candidates of a run share one
def _sampling(text: str) -> Sampling:
    return msgspec.json.decode(text, type=Sampling)


def verdict_row(v: Verdict) -> tuple[Any, ...]:
    return (v.outcome, v.verifier, v.method, v.reason, v.extracted, v.message, v.seconds)


def verdict(row: tuple[Any, ...]) -> Verdict:
    outcome, verifier, method, reason, extracted, message, seconds = row
    return Verdict(
        outcome=outcome,
        verifier=verifier,
        method=method,
        reason=reason,
        extracted=extracted,
        message=message,
        seconds=seconds,
    )


def settled_row(s: Settled) -> tuple[Any, ...]:
    return (*s[:13], msgspec.json.encode(s.prior).decode(), *s[14:])


def settled(row: tuple[Any, ...]) -> Settled:
    prior = msgspec.json.decode(row[13], type=tuple[float, float, float, float])
    return Settled._make((*row[:13], prior, row[14], bool(row[15]), row[16]))


def marks(count: int) -> str:
    return ", ".join("?" * count)


def of(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{name.strip()}" for name in columns.split(","))
