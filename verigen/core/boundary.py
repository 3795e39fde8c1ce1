"""Contains the failures of parts: a part can fail its own candidate, problem or row, and nothing else.

Any exception that a part raises while it works on one item becomes the failure of that item, as one line that
names the part. A part of another package also has a deadline, and its return value is checked. Twenty
failures of one kind in a row end the run, because then the part itself is broken.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from verigen.core.deadline import Apart, within
from verigen.core.errors import (
    ExecutorError,
    PartBroken,
    PartError,
    PartFailed,
    ReferenceFault,
    VerigenError,
    first_line,
)
from verigen.core.parts import CountsTests
from verigen.core.types import Change, Execution, Problem, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verigen.core.parts import Grader, Pool
    from verigen.core.types import Candidate, Job

T = TypeVar("T")
IN_A_ROW = 20
DEADLINE_S = 20.0  # per item, for a part of another package
OPEN_S = 600.0  # for its `open` and for each problem of its reader, which may load weights or a data set
GRACE_S = 30.0  # overhead allowed to the sandbox of another package, beside its programs
OURS = "verigen"
SANDBOX_FAILED = "sandbox_failed"  # the reason of a verdict if the verifier caught an ExecutorError
OPEN = (Change, Problem)  # only the domain can decode their references


def package(part: object) -> str:
    """The package that a part, or the class of parts, comes from."""
    return (part if isinstance(part, type) else type(part)).__module__.partition(".")[0]


def outside(part: object) -> bool:
    return package(part) != OURS


def label(kind: str, name: object, part: object) -> str:
    return f"the {kind} {name}" + (f" of {package(part)}" if outside(part) else "")


def deadline_of(
    part: object, field_: str = "deadline_s", default: float = DEADLINE_S, kind: str = "part"
) -> float | None:
    """The seconds that a call of a part may take: its own field or, without one and for a class, the default.

    None for verigen's own parts, which enforce their own time limits. Raises PartFailed if the field is not a
    number.
    """
    if not outside(part):
        return None
    if isinstance(part, type):
        return default
    who = f"the {field_} of {label(kind, type(part).__name__, part)}"
    return attempt(who, lambda: float(getattr(part, field_, default)))


def attempt(who: str, call: Callable[[], T], seconds: float | None = None, thread: Apart | None = None) -> T:
    """Call a part and return its result.

    With `seconds`, the call runs in a thread (`thread`, if given) that is abandoned after that time. Raises
    PartFailed for every exception of the part that is not a VerigenError.
    """
    try:
        if seconds is None:
            return call()
        return (thread.within if thread else within)(who, call, seconds)
    except VerigenError:
        raise
    except (Exception, SystemExit) as error:
        raise PartFailed(f"{who} failed: {first_line(error)}", type(error).__name__) from error


def typed(who: str, value: Any, kind: type[T]) -> T:
    """Return `value` if it has this type and survives encoding. Raises PartFailed that names the part."""
    if not isinstance(value, kind):
        raise PartFailed(f"{who} returned {type(value).__name__}, not {kind.__name__}", "wrong type")
    try:
        kept = msgspec.json.encode(value)
        if isinstance(value, OPEN):
            why = "" if isinstance(value.prompt, str) else "its prompt is no text"
        else:
            why = "" if msgspec.json.decode(kept, type=kind) == value else "it reads otherwise"
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        why = str(error)
    if why:
        raise PartFailed(f"{who} returned a {kind.__name__} that can't be kept: {why}", "wrong type")
    return value


@dataclass(slots=True)
class Streak:
    """Counts a part's consecutive failures by kind. Thread-safe."""

    who: str
    _counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def attempt(self, call: Callable[[], T], seconds: float | None = None) -> T:
        """Call `attempt` and count the outcome.

        Raises PartFailed, PartBroken and every VerigenError of the part.
        """
        try:
            found = attempt(self.who, call, seconds)
        except PartFailed as error:
            self.failed(error)
            raise
        except VerigenError:
            self.worked()
            raise
        self.worked()
        return found

    def worked(self) -> None:
        if self._counts:
            with self._lock:
                self._counts.clear()

    def failed(self, error: Exception) -> None:
        """Count one failure. Raises PartBroken at the twentieth failure of this kind in a row."""
        kind = error.kind if isinstance(error, PartFailed) else type(error).__name__
        with self._lock:
            self._counts[kind] += 1
            broken = self._counts[kind] >= IN_A_ROW
        if broken:
            raise PartBroken(
                f"{self.who} failed {IN_A_ROW} times in a row, so it is taken to be broken; the last time: {error}"
            ) from error


@contextmanager
def opened(part: Any, kind: str) -> Iterator[Any]:
    """Open a verifier or an executor, and guard what it returns.

    Raises its VerigenErrors unchanged. Raises PartError in one line for any other exception, if `open()`
    returns no context manager, or if the opened object is not of its kind. A part of another package may take
    its `open_deadline_s` (600 s without it) to start and to stop.
    """
    who, thread = label(kind, type(part).__name__, part), Apart() if outside(part) else None
    try:
        with _entered(part, kind, who, thread) as inside:
            yield inside
    finally:
        if thread:
            thread.close()


@contextmanager
def _entered(part: Any, kind: str, who: str, thread: Apart | None) -> Iterator[Any]:
    seconds = deadline_of(part, "open_deadline_s", OPEN_S, kind)
    manager = attempt(f"{who}: its open()", part.open, seconds, thread)
    if not (hasattr(manager, "__enter__") and hasattr(manager, "__exit__")):
        raise PartError(f"{who}: its open() gives {type(manager).__name__}, not a context manager")
    inside = attempt(f"{who}: its open()", manager.__enter__, seconds, thread)
    try:
        yield GUARDS[kind](inside) if outside(inside) or kind == "verifier" else inside
    except BaseException as error:
        with suppress(Exception):  # the error being handled says more than an error while closing
            leave = partial(manager.__exit__, type(error), error, error.__traceback__)
            if attempt(who, leave, seconds, thread):
                return
        raise
    else:
        attempt(f"{who}: closing it", lambda: manager.__exit__(None, None, None), seconds, thread)


class GuardedGrader:
    """A started verifier whose failures are contained. Satisfies parts.Grader.

    While it works it raises only ReferenceFault and PartBroken.
    """

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._known: tuple[Problem, Candidate] | None = None
        who = label("verifier", type(grader).__name__, grader)
        self._seconds = deadline_of(grader, kind="verifier")
        self.name: str = attempt(who, lambda: grader.name, self._seconds)
        self.needs_reference: bool = attempt(who, lambda: grader.needs_reference, self._seconds)
        if not isinstance(self.name, str) or not self.name or not callable(getattr(grader, "verify", None)):
            raise PartError(f"{who} has no name or no verify(); see Grader in verigen.core.parts")
        self._who = label("verifier", self.name, grader)
        self._streak = Streak(self._who)

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault, PartFailed if the verifier failed, and PartBroken."""
        self._streak.attempt(lambda: self._grader.check(problem), self._seconds)

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        """Grade one candidate.

        The verdict is unverified if the verifier failed. Raises ReferenceFault, PartBroken.
        """
        try:
            verdict = self._verdict(problem, candidate)
        except (PartBroken, ReferenceFault):
            raise
        except VerigenError as error:
            self._failed(error)
            return unverified(self.name, error)
        if verdict.reason == SANDBOX_FAILED:
            self._failed(ExecutorError(verdict.message))
            return verdict
        self._streak.worked()
        self._known = self._known or (problem, candidate)
        return verdict

    def share(self, problem: Problem, code: str) -> float:
        """The share of tests that a program passes; 0 where the verifier counts none or failed."""
        if not isinstance(self._grader, CountsTests):
            return 0.0
        counting = self._grader
        try:
            return float(attempt(self._who, lambda: counting.share(problem, code), self._seconds))
        except VerigenError:
            return 0.0

    def _verdict(self, problem: Problem, candidate: Candidate) -> Verdict:
        verdict = attempt(self._who, lambda: self._grader.verify(problem, candidate), self._seconds)
        if self._seconds is None:
            return verdict
        checked = typed(self._who, verdict, Verdict)
        if checked.verifier != self.name:
            raise PartFailed(
                f"{self._who} returned a verdict of verifier {checked.verifier!r}; its own name is {self.name!r}",
                "wrong name",
            )
        return checked

    def _failed(self, error: Exception) -> None:
        """Count a failure.

        A candidate's program can break its own sandbox. So a sandbox error counts as a broken part only if a
        candidate that was graded before fails now too.
        """
        try:
            self._streak.failed(error)
        except PartBroken:
            if not isinstance(error, ExecutorError) or self._dead():
                raise
            self._streak.worked()

    def _dead(self) -> bool:
        if self._known is None:
            return False
        try:
            return self._verdict(*self._known).reason == SANDBOX_FAILED
        except VerigenError:
            return True


class GuardedPool:
    """A started executor of another package whose failures are contained. Satisfies parts.Pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self._who = pool, label("executor", type(pool).__name__, pool)
        self._streak = Streak(self._who)
        if not callable(getattr(pool, "run", None)):
            raise PartError(f"{self._who} has no run(); see Pool in verigen.core.parts")

    def run(self, job: Job) -> Execution:
        """Run a job. Raises ExecutorError for any failure, PartBroken at the twentieth in a row."""
        programs = len(job.calls) if job.mode == "stdio" else 1
        seconds = GRACE_S + 6 * programs * (max(job.limits.job_s, job.limits.call_s) + 1)
        try:
            done = typed(self._who, attempt(self._who, lambda: self._pool.run(job), seconds), Execution)
        except PartFailed as error:
            self._streak.failed(error)
            raise ExecutorError(str(error)) from error
        self._streak.worked()
        return done


GUARDS: dict[str, Callable[[Any], Any]] = {"verifier": GuardedGrader, "executor": GuardedPool}


def grade(grader: Grader, problem: Problem, candidate: Candidate) -> Verdict:
    """Grade a candidate. If the machinery fails, the candidate is unverified, never incorrect.

    Raises only PartBroken.
    """
    if candidate.finish == "error":
        return unverified(grader.name, PartFailed("its conversation ended in a failure of ours", "no answer"))
    if candidate.finish == "context":
        return _outgrown(grader.name)
    try:
        return grader.verify(problem, candidate)
    except PartBroken:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary
        return unverified(grader.name, error)


def _outgrown(verifier: str) -> Verdict:
    """The verdict for a conversation that the teacher's context could not hold to its end."""
    message = "its conversation outgrew the teacher's context, so it has no answer"
    return Verdict(
        outcome="unverified", verifier=verifier, method="none", reason="context_full", message=message
    )


def unverified(verifier: str, error: Exception) -> Verdict:
    """The verdict for a candidate whose verifier failed."""
    message = str(error) if isinstance(error, VerigenError) else first_line(error)
    return Verdict(
        outcome="unverified", verifier=verifier, method="none", reason="verifier_failed", message=message
    )
