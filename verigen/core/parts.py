"""The kinds of part, each a Protocol of one or two methods with its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from verigen.core.types import (
        Candidate,
        Change,
        Completion,
        Execution,
        Graded,
        Job,
        Message,
        Problem,
        Sampling,
        Verdict,
    )


@runtime_checkable
class Verifier(Protocol):
    """A way of judging: options only, until it is opened."""

    @property
    def needs_reference(self) -> bool:
        """False where it can say something of candidates whose problem has no reference."""
        ...

    def open(self) -> AbstractContextManager[Grader]:
        """Start what it needs. Raises PartError that says what to install where it can't."""
        ...


class Grader(Protocol):
    """A started verifier. Callable from any thread; never raises for anything a candidate says."""

    @property
    def name(self) -> str:
        """Name and version, as it stands in verdicts."""
        ...

    @property
    def needs_reference(self) -> bool:
        """As its verifier says."""
        ...

    def check(self, problem: Problem) -> None:
        """Raise ReferenceFault where the problem's own reference can't be read; nothing is run."""
        ...

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        """Grade one candidate; unverified/no_reference where the problem has none and one is needed.

        Raises ReferenceFault where the problem's own reference can't be read, PartError where a verifier's
        own machinery broke.
        """
        ...


class Session(Protocol):
    """A loaded engine."""

    @property
    def engine(self) -> str:
        """Engine and version."""
        ...

    @property
    def concurrency(self) -> int:
        """How many requests keep it busy."""
        ...

    @property
    def lost(self) -> int:
        """How many answers were made, and perhaps billed, and did not come through; they were asked for again."""
        ...

    @property
    def wasted(self) -> int:
        """Tokens drawn for requests that were cancelled, as far as the engine tells."""
        ...

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """Draw one completion; cancelling the call stops the request.

        Raises PromptTooLong where the context can't hold prompt and answer, EngineDied where the engine is gone,
        TeacherError for what no second try mends.

        The text includes the opening that the last message gives, if it is the assistant's.
        """
        ...


@runtime_checkable
class Telling(Protocol):
    """What a session may offer beside Session: how its unfinished requests stand. Read several times a second."""

    @property
    def trouble(self) -> str | None:
        """One line for the user while no answers come (how many wait, since when, what next); else None."""
        ...

    @property
    def under_way(self) -> int | None:
        """Tokens drawn so far for answers that are not finished; None where the engine does not tell."""
        ...


@runtime_checkable
class Teacher(Protocol):
    """A model that can be sampled: options only, until it is opened."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str:
        """What exactly it is: a commit or the hash of the weights."""
        ...

    @property
    def reasoner(self) -> bool:
        """Whether it thinks of its own accord, in a form of its own."""
        ...

    def open(self) -> AbstractAsyncContextManager[Session]:
        """Load the weights. Raises TeacherError with a hint where that fails."""
        ...


@runtime_checkable
class Bank(Protocol):
    """Reads problems."""

    def problems(self) -> Iterator[Problem]:
        """Stream the problems in their order. Raises UserError with file:line for a bad row."""
        ...


@runtime_checkable
class Mutator(Protocol):
    """Makes problems from a problem, each with a reference that it computed."""

    @property
    def version(self) -> str:
        """Goes up whenever the same seed would give other problems."""
        ...

    @property
    def effect(self) -> Literal["changes", "keeps", "either"]:
        """What becomes of the parent's answer."""
        ...

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        """Different changes, the same for the same seed, as many as there are: often without end.

        `others` are problems of the same bank to join with. Raises verigen.problems.mutate.mutators.errors.Refused, at the first
        or any later step, where there is no (further) sound change.
        """
        ...


@runtime_checkable
class Rewriter(Protocol):
    """Has a teacher write a problem from a problem. What it writes is checked and solved before anybody trusts it."""

    @property
    def version(self) -> str:
        """Goes up whenever the same reply would be read, or asked for, in another way."""
        ...

    @property
    def effect(self) -> Literal["keeps", "new"]:
        """Whether the parent's answer stays, or the new problem has one of its own that nobody knows yet."""
        ...

    @property
    def wish(self) -> str:
        """Which persona, language or way this one is for; empty where its kind has none."""
        ...

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        """What may follow its name after a colon."""
        ...

    @property
    def seeds(self) -> int:
        """How many other problems are shown beside the parent."""
        ...

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        """The request to a teacher; `others` are the texts of further seeds, fewer where a bank has no more yet."""
        ...

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:
        """The new text. Raises verigen.problems.mutate.mutators.errors.Refused where the reply holds none, or one that can't be right."""
        ...


@runtime_checkable
class Field(Protocol):
    """A domain: how its problems are put to a teacher and who grades them."""

    @property
    def default_bank(self) -> str: ...

    @property
    def default_verifier(self) -> str: ...

    @property
    def closing(self) -> str:
        """What ends the thinking and begins the answer, for a teacher that stopped inside its thinking."""
        ...

    def messages(self, problem: Problem, *, reasoner: bool) -> tuple[Message, ...]:
        """The conversation a teacher continues; a last message of the assistant's is the opening of its answer.

        `reasoner`: the teacher thinks of its own accord, in a form of its own.
        """
        ...

    def own_answer(self, problem: Problem) -> str:
        """The completion that the problem's own reference stands for, to validate it with."""
        ...


@runtime_checkable
class Format(Protocol):
    """Makes training records of one kind."""

    @property
    def folder(self) -> str:
        """Where its files stand below a run."""
        ...

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        """JSON-ready rows of one problem from its graded candidates in index order, deterministically."""
        ...


@runtime_checkable
class Executor(Protocol):
    """Runs programs in a sandbox: options only, until it is opened."""

    def open(self) -> AbstractContextManager[Pool]:
        """Start the pool. Raises ExecutorError that says what to install where it can't."""
        ...


class Pool(Protocol):
    """A started executor."""

    def run(self, job: Job) -> Execution:
        """Run one job; callable from many threads. Raises ExecutorError where the fault is ours."""
        ...
