"""The kinds of part, each a Protocol of one or two methods with its contract.

A part is a frozen dataclass: its fields are its options. Some fields are filled by verigen where a part has them; each
Protocol names those of its kind. A package outside verigen adds a part by an entry point of the group
`verigen.<kind>`; the laws that every part of a kind must keep are in verigen.testing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from verigen.core.turns import Conversation, Form, Turns
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
    """A way of judging: options only, until it is opened.

    Filled where it has them: `executor` (the sandbox's name), `jobs` (how many candidates are graded at a time), and
    a vote's `threshold` and `min_votes`.
    """

    @property
    def needs_reference(self) -> bool:
        """False where it can say something of candidates whose problem has no reference."""
        ...

    def open(self) -> AbstractContextManager[Grader]:
        """Start what it needs. Raises PartError that says what to install where it can't."""
        ...


class Grader(Protocol):
    """A started verifier. Callable from any thread; never raises for anything a candidate says.

    One of another package may have `deadline_s`, the seconds that a verdict may take (20 where it has none): what
    takes longer is unverified, and the thread that it runs in is given up.
    """

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
class Forming(Protocol):
    """What a Session has beside its contract where its engine can constrain what is drawn."""

    @property
    def forms(self) -> frozenset[str]:
        """Which kinds of verigen.core.turns.Form."""
        ...

    async def form(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form
    ) -> Completion:
        """As `generate`, in this form."""
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
class Roomy(Protocol):
    """What a teacher may offer beside Teacher: the size of its context is its own to choose."""

    def holding(self, tokens: int) -> Teacher:
        """The teacher with a context of so many tokens, prompt and completion together, as far as memory goes; with
        its own where that is larger.
        """
        ...


@runtime_checkable
class Teacher(Protocol):
    """A model that can be sampled: options only, until it is opened.

    Filled where it has them: `model` (what the user calls it), `name`, `revision`, `reasoner` (where it is known), and `context` (tokens of a
    prompt with its completion). The user's other options are fields too: `--engine-option FIELD=VALUE`.

    An engine of another package is asked for by `--teacher NAME:MODEL`, or by `--engine NAME --teacher MODEL`. A class
    may have more, to be found by the model alone: `refuses(model) -> str | None`, a classmethod that tells in one line
    why it does not run this GGUF file, model folder or hub id (None: it does), and `package`, the module that must be
    installed for it. `licence` and `terms` ("open", "restricted", "unknown") of the class stand for its models.
    Where it has `tensor_parallel` and `replicas`, their product is the GPUs that it takes.
    """

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
    """Reads problems: `--bank READER:PATH`.

    Filled where it has them: `path` (a str, whatever follows the reader's name and a colon), `name` (the path's
    stem), `domain`, `licence` (of rows that name none), `split`, `config` (of a hub dataset), `unanswered` (problems
    without a reference are wanted) and `policy` (in place of a set's own).
    """

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
    """Has a teacher write a problem from a problem. What it writes is checked and solved before anybody trusts it.

    `wish` must be a field, with a default where `wishes` is empty.
    """

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
class Domain(Protocol):
    """A kind of problem: its references, how a teacher is asked, who grades, what a record shows.

    Filled where it has it: `style`, "thinking" (a trace for training data) or "direct" (the bare question). What
    else a domain may offer stands in verigen.core.offers.
    """

    @property
    def reference(self) -> type:
        """The type that references decode to, by msgspec: a dataclass, strictly read."""
        ...

    @property
    def default_bank(self) -> str:
        """A bank's name; empty where a user has to name one."""
        ...

    @property
    def default_verifier(self) -> str:
        """A verifier's name in the registry."""
        ...

    @property
    def default_suite(self) -> str:
        """A suite's name; empty where a user has to name one."""
        ...

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """The conversation that one candidate is, as a generator: it yields Ask or Act, is sent a Completion or an
        Execution, and returns an Answer.

        It is pure: no engine, no clock, no file, no randomness. It may be run again from its beginning with what was
        sent before, on another machine, and has to ask the same again. Its first turn is an Ask. `reasoner`: the
        teacher thinks of its own accord, in a form of its own. Raises ReferenceFault for a problem that it can't put.
        """
        ...

    def shown(self, graded: Graded) -> Conversation:
        """What a training record shows of a candidate."""
        ...

    def own_answer(self, problem: Problem) -> str:
        """The completion that the problem's own reference stands for, to validate it with."""
        ...


@runtime_checkable
class Format(Protocol):
    """Makes training records of one kind: `--format NAME`, its options by `--format-option NAME.FIELD=VALUE`.

    Filled where it has them: `pick` and `pairs`, from the options of these names.
    """

    @property
    def folder(self) -> str:
        """Where its files stand below a run: one plain name."""
        ...

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        """JSON-ready rows of one problem from its graded candidates in index order, deterministically.

        `graded` holds no unverified candidates. A row has an `id` of its own, and names the teacher whose words it
        trains on in `teacher` and `teacher_revision`, by which its licence and terms are added;
        `verigen.dataset.formats.lineage.columns` has them. Where a row lacks them they are filled in, unless several
        teachers drew the problem's candidates. A column's values are of one type in all rows.
        """
        ...


@runtime_checkable
class Executor(Protocol):
    """Runs programs in a sandbox: options only, until it is opened.

    Filled where it has it: `jobs`, how many programs run at a time (None: one a core). `verigen harden` needs one with
    `hash_seed`, the seed of Python's hashes.
    """

    def open(self) -> AbstractContextManager[Pool]:
        """Start the pool. Raises ExecutorError that says what to install where it can't."""
        ...


class Pool(Protocol):
    """A started executor."""

    def run(self, job: Job) -> Execution:
        """Run one job; callable from many threads. Raises ExecutorError where the fault is ours."""
        ...
