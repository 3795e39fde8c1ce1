"""The kinds of part, each a Protocol of one or two methods.

A part is a frozen dataclass: its fields are its options. verigen fills some fields if a part has them; each
Protocol names those of its kind. A package outside verigen adds a part by an entry point of the group
`verigen.<kind>`. verigen.testing has the laws that every part of a kind must keep.

A part of another package has a deadline for each call: its field `deadline_s` in seconds, 20 without it (600 for a
reader's next problem). Its `open` has `open_deadline_s`, 600 without it (3,600 for an engine).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.offers import RefusedRow
    from verigen.core.turns import Conversation, Form, Turns
    from verigen.core.types import (
        Candidate,
        Change,
        Completion,
        Execution,
        FamilyText,
        Figure,
        Job,
        Message,
        Problem,
        Rendered,
        Sampling,
        Verdict,
    )
    from verigen.core.unread import UnreadRow


@runtime_checkable
class Verifier(Protocol):
    """A method of grading: only options until it is opened.

    verigen fills these fields if the part has them: `executor` (the sandbox's name), `jobs` (how many
    candidates are graded at a time), and a vote's `threshold` and `min_votes`.
    """

    @property
    def needs_reference(self) -> bool:
        """False if the verifier can judge candidates whose problem has no reference."""
        ...

    def open(self) -> AbstractContextManager[Grader]:
        """Start the verifier. Raises PartError that says what to install if it can't start."""
        ...


class Grader(Protocol):
    """A started verifier. Callable from any thread; never raises because of a candidate's text.

    If a verifier of another package takes longer than its `deadline_s`, the candidate is unverified and the
    thread is abandoned.
    """

    @property
    def name(self) -> str:
        """Name and version, as written into verdicts."""
        ...

    @property
    def needs_reference(self) -> bool:
        """The same as the verifier's `needs_reference`."""
        ...

    def check(self, problem: Problem) -> None:
        """Raise ReferenceFault if the problem's own reference can't be read; nothing is run."""
        ...

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        """Grade one candidate; unverified/no_reference if the problem has no reference and one is needed.

        Raises ReferenceFault if the problem's own reference can't be read, PartError if the verifier's own
        machinery failed.
        """
        ...


@runtime_checkable
class CountsTests(Protocol):
    """Optional protocol of a Grader that runs tests, for rewards that pay for a part of them."""

    def share(self, problem: Problem, code: str) -> float:
        """The share of the problem's tests that a program passes, 0 to 1."""
        ...


class Session(Protocol):
    """A loaded engine."""

    @property
    def engine(self) -> str:
        """Engine and version."""
        ...

    @property
    def concurrency(self) -> int:
        """The number of concurrent requests that keep the engine busy."""
        ...

    @property
    def lost(self) -> int:
        """The number of answers that were generated, and perhaps billed, but lost on the way.

        They were requested again.
        """
        ...

    @property
    def wasted(self) -> int:
        """Tokens drawn for cancelled requests, as far as the engine reports them."""
        ...

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """Draw one completion; cancelling the call stops the request.

        Raises PromptTooLong if the context can't hold prompt and answer, EngineDied if the engine is gone,
        TeacherError for errors that a second try does not fix.

        If the last message is the assistant's, the returned text begins with that message.
        """
        ...


@runtime_checkable
class Forming(Protocol):
    """Optional protocol of a Session whose engine supports constrained decoding."""

    @property
    def forms(self) -> frozenset[str]:
        """The supported kinds of verigen.core.turns.Form."""
        ...

    async def form(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form
    ) -> Completion:
        """Like `generate`, with the completion constrained to `form`."""
        ...


@runtime_checkable
class Telling(Protocol):
    """Optional protocol of a Session: the state of its unfinished requests. Read several times per second."""

    @property
    def trouble(self) -> str | None:
        """One line for the user while no answers come (how many wait, since when, what next); else None."""
        ...

    @property
    def under_way(self) -> int | None:
        """Tokens drawn so far for unfinished answers; None if the engine does not report them."""
        ...


@runtime_checkable
class Roomy(Protocol):
    """Optional protocol of a Teacher that can choose the size of its context."""

    def holding(self, tokens: int) -> Teacher:
        """The same teacher with a context of `tokens` tokens, for prompt and completion together.

        The context is smaller if memory does not suffice, and keeps its size if it is larger already.
        """
        ...


@runtime_checkable
class Teacher(Protocol):
    """A model that can be sampled: only options until it is opened.

    verigen fills these fields if the part has them: `model` (the user's name for it), `name`, `revision`,
    `reasoner` (if known), and `context` (tokens of a prompt with its completion). The user's other options
    are fields too: `--engine-option FIELD=VALUE`.

    An engine of another package is selected by `--teacher NAME:MODEL`, or by `--engine NAME --teacher MODEL`.
    With the following class attributes it is also found by the model alone: `refuses(model) -> str | None`, a
    classmethod that says in one line why it does not run this GGUF file, model folder or hub id (None: it
    does), `package`, the module that must be installed for it, and `unfit() -> str | None`, a classmethod that
    says why the engine can't start on this machine. `licence` and `terms` ("open",
    "restricted", "unknown") of the class apply to its models. If it has `tensor_parallel` and `replicas`,
    their product is the number of GPUs that it takes.
    """

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str:
        """The exact version: a commit or the hash of the weights."""
        ...

    @property
    def reasoner(self) -> bool:
        """Whether the model thinks without being told to, in a format of its own."""
        ...

    def open(self) -> AbstractAsyncContextManager[Session]:
        """Load the weights. Raises TeacherError with a hint if that fails."""
        ...


@runtime_checkable
class Bank(Protocol):
    """Reads problems: `--bank READER:PATH`.

    verigen fills these fields if the part has them: `path` (a str: everything after the reader's name and a
    colon), `name` (the path's stem), `domain`, `licence` (for rows that name none), `split`, `config` (of a
    hub dataset), `unanswered` (problems without a reference are wanted) and `policy` (replaces a set's own).
    """

    def problems(self) -> Iterator[Problem]:
        """Stream the problems in order. Raises UserError with file:line for a bad row."""
        ...


@runtime_checkable
class Tolerant(Protocol):
    """Optional protocol of a Bank: it tells which rows it can't read and goes on after them."""

    def all(self) -> Iterator[Problem | RefusedRow | UnreadRow]:
        """Stream the problems and, in their places, the rows that are none.

        `problems` raises UserError for an UnreadRow.
        """
        ...


@runtime_checkable
class Mutator(Protocol):
    """Makes problems from a problem, each with a computed reference.

    If the part has `domain`, the name of the domain whose problems it changes, `verigen mutate` reads a bank
    whose rows name no domain as problems of that domain.
    """

    @property
    def version(self) -> str:
        """The version; increased whenever the same seed would give other problems."""
        ...

    @property
    def effect(self) -> Literal["changes", "keeps", "either"]:
        """Whether the answer of the parent changes."""
        ...

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        """Yield distinct changes, the same for the same seed, as many as there are; often without end.

        `others` are problems of the same bank to join with. Raises
        verigen.problems.mutate.mutators.errors.Refused, at the first or any later step, if there is no
        (further) sound change.
        """
        ...


@runtime_checkable
class Rewriter(Protocol):
    """Has a teacher write a problem from a problem. The new problem is checked and solved before it is used.

    `wish` must be a field, with a default if `wishes` is empty.
    """

    @property
    def version(self) -> str:
        """The version; increased whenever the request changes or the same reply would be read differently."""
        ...

    @property
    def effect(self) -> Literal["keeps", "new"]:
        """Whether the parent's answer is kept ("keeps") or a new, still unknown answer is made ("new")."""
        ...

    @property
    def wish(self) -> str:
        """The persona, language or method of this object; empty if its kind has none."""
        ...

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        """The values that may follow the rewriter's name after a colon."""
        ...

    @property
    def seeds(self) -> int:
        """The number of other problems shown beside the parent."""
        ...

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        """The request to a teacher.

        `others` are the texts of further seeds, fewer than `seeds` if the bank has no more yet.
        """
        ...

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:
        """The new text.

        Raises verigen.problems.mutate.mutators.errors.Refused if the reply holds none, or one that can't be
        right.
        """
        ...


@runtime_checkable
class Domain(Protocol):
    """A kind of problem: its references, its prompts, its default verifier and its training records.

    verigen fills this field if the part has it: `style`, "thinking" (a trace for training data) or "direct"
    (the bare question). verigen.core.offers has the optional protocols of a domain.
    """

    @property
    def reference(self) -> type:
        """The type that references decode to by msgspec, in strict mode: a dataclass."""
        ...

    @property
    def default_bank(self) -> str:
        """A bank's name; empty if the user has to name one."""
        ...

    @property
    def default_verifier(self) -> str:
        """A verifier's name in the registry."""
        ...

    @property
    def default_suite(self) -> str:
        """A suite's name; empty if the user has to name one."""
        ...

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """The conversation that makes one candidate, as a generator.

        It yields Ask or Act, is sent a Completion or an Execution, and returns an Answer. It is pure: no
        engine, no clock, no file, no randomness. It may be run again from the beginning with the same
        results, on another machine, and must then ask the same again. Its first turn is an Ask. `reasoner`:
        the teacher thinks without being told to, in a format of its own. Raises ReferenceFault for a problem
        that it can't ask.
        """
        ...

    def shown(self, graded: Graded) -> Conversation:
        """The conversation in the training record of a candidate."""
        ...

    def own_answer(self, problem: Problem) -> str:
        """A completion that states the problem's own reference, for validating the problem.

        Raises verigen.core.errors.NoOwnAnswer if the reference contains none.
        """
        ...


@runtime_checkable
class Filter(Protocol):
    """Says why a candidate should not train: `verigen curate --with NAME`.

    Its options are set by `--filter-option NAME.FIELD=VALUE`. The same candidate always has the same findings,
    so that `curate` can store them.
    """

    @property
    def version(self) -> str:
        """The version; increased whenever the same candidate would have other findings."""
        ...

    def find(self, graded: Graded) -> Sequence[Finding]:
        """The findings in one candidate, in order; empty if it may train as it is.

        Callable from any thread; never raises because of a candidate's text. If it raises, the candidate is
        undecided: it does not train, and it is counted.
        """
        ...


@runtime_checkable
class MessageFilter(Filter, Protocol):
    """A filter that also looks at the messages before a candidate's answer: tries, calls of tools, outputs.

    For each of these whose role is in `roles`, `find` gets the candidate with the message as its text, without turns,
    and with the role in `said_by`. A call's arguments stand behind the message's text. A question that a teacher wrote
    comes so with "question" in `said_by`.
    """

    @property
    def roles(self) -> frozenset[str]:
        """The roles of the messages to look at; "user" after the question is what a critic says, "question" the question itself."""
        ...


@runtime_checkable
class ScoringFilter(Filter, Protocol):
    """A filter that scores every candidate, and whose thresholds say which scores count.

    `curate` stores the scores. Another threshold decides again from what is stored, and nothing is scored again.
    """

    @property
    def thresholds(self) -> frozenset[str]:
        """The names of the options that only `decided` reads."""
        ...

    def scored(self, graded: Graded) -> Sequence[Finding]:
        """The findings whatever the thresholds are; `find` returns those of them that `decided` lets through."""
        ...

    def decided(self, finding: Finding) -> Finding | None:
        """The finding as it is shown if it counts; None otherwise."""
        ...


@runtime_checkable
class Format(Protocol):
    """Makes training records of one kind: `--format NAME`.

    Its options are set by `--format-option NAME.FIELD=VALUE`. verigen fills these fields if the part has
    them: `pick` and `pairs`, from the options of these names.
    """

    @property
    def folder(self) -> str:
        """The name of the format's folder in a run's folder: one plain name."""
        ...

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        """JSON-ready rows of one problem from its graded candidates in index order, deterministically.

        `graded` holds no unverified candidates. A row has its own `id`. Its `teacher` and `teacher_revision`
        name the teacher whose text it trains on; its licence and terms are added by these.
        `verigen.dataset.formats.lineage.columns` makes both columns. A row without them gets them filled in,
        unless several teachers drew the problem's candidates. The values of a column have one type in all
        rows.
        """
        ...


@runtime_checkable
class Executor(Protocol):
    """Runs programs in a sandbox: only options until it is opened.

    verigen fills this field if the part has it: `jobs`, how many programs run at a time (None: one per core).
    `verigen harden` needs an executor with `hash_seed`, the seed of Python's hashes.
    """

    def open(self) -> AbstractContextManager[Pool]:
        """Start the pool. Raises ExecutorError that says what to install if it can't start."""
        ...


class Pool(Protocol):
    """A started executor."""

    def run(self, job: Job) -> Execution:
        """Run one job; callable from many threads. Raises ExecutorError if the sandbox itself fails."""
        ...


@runtime_checkable
class Student(Protocol):
    """The model that will be trained, as far as it reads records: `--student NAME`.

    verigen fills these fields if the part has them: `path` (what follows the name and a colon) and `context`
    (the number of tokens that fit, 0 if the user names none).
    """

    @property
    def name(self) -> str: ...

    @property
    def length(self) -> int | None:
        """The number of tokens that fit; None if it is unknown."""
        ...

    def render(
        self,
        messages: Sequence[Mapping[str, Any]],
        tools: Sequence[Mapping[str, Any]] = (),
        *,
        opened: bool = False,
    ) -> Rendered:
        """The text that the student reads for a conversation, the same every time.

        `opened`: without an answer, up to the place where the student begins its own. Raises
        verigen.dataset.students.rendering.TemplateFault for a conversation that can't be rendered.
        """
        ...

    def tokens(self, text: str) -> Sequence[tuple[int, int]] | None:
        """The character span of each token of a text, in order; None if the tokenizer is unknown."""
        ...


@runtime_checkable
class Measure(Protocol):
    """One figure of a set of texts: `verigen report` and `verigen curate` show it with a null band.

    The null band comes from the same measure on splits of the real texts. A measure is deterministic.
    """

    @property
    def compares(self) -> bool:
        """Whether the figure compares two sets; False: it is a figure of the first set alone."""
        ...

    @property
    def says(self) -> str:
        """What the figure is, in a few words for readers of the report."""
        ...

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        """The figure of `made`, against `real` if it compares. Both have the same size, at least 20 texts.

        Without `compares`, `real` may be empty.
        """
        ...


@runtime_checkable
class Arm(Protocol):
    """A training set of `verigen prove`: `--arms NAME`, or NAME:VALUE if the part has the field `value`.

    The field `kept`, if the part has it, is filled with the path of a file of ids: the candidates that a proved
    dataset holds, one per line.
    """

    def rows(self, groups: Sequence[Sequence[Graded]], real: Sequence[Graded], seed: int) -> list[Graded]:
        """The training rows, the same for the same seed.

        `groups` are a run's graded candidates by problem, `real` worked solutions that no teacher drew.
        """
        ...


@runtime_checkable
class TrainerLayout(Protocol):
    """The columns that a trainer reads, and configurations that name them: `--for NAME`."""

    @property
    def suffix(self) -> str:
        """The kind of file that the trainer reads: "jsonl" or "parquet"."""
        ...

    def row(self, kind: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """The trainer's columns of a record of this kind ("sft", "preference", "rlvr"); None for a kind that it can't read.

        Raises ValueError for a record that does not fit the trainer's columns.
        """
        ...

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        """Further files beside the records of these kinds: names and texts."""
        ...
