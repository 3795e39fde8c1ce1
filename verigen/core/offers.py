"""Optional protocols of a domain. Code that needs one checks for it and reports if it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Candidate, Outcome, Policy, Problem

AWAITING = "awaiting_vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """The source of rows: the bank's `name`, and the `licence` of rows that name none.

    `unanswered`: rows may lack an answer. `policy`: replaces the policy of a well-known data set. `executor`:
    the sandbox for a reader that has to run programs.
    """

    name: str
    licence: str
    unanswered: bool = False
    policy: Policy | None = None
    executor: str = "local"

    def licence_of(self, row: dict[str, Any], known: str | None = None) -> str:
        """The licence of a row: its own, else the `known` one of its set, else the one for rows that name none."""
        return str(row.get("licence") or row.get("license") or known or self.licence)


class RefusedRow(NamedTuple):
    """A well-formed row that can't become a problem."""

    id: str
    reason: str


class RowReader(Protocol):
    """Makes problems from rows in formats other than verigen's own."""

    def problem(self, row: dict[str, Any], number: int) -> Problem | RefusedRow:
        """Convert one row, whose column names are in lower case.

        Raises ValueError that says what the row lacks.
        """
        ...


@runtime_checkable
class ReadsRows(Protocol):
    """A domain that reads rows with other columns.

    Without this protocol a domain reads only verigen's own format.
    """

    def holds(self, row: dict[str, Any]) -> bool:
        """Whether the columns of a row show that it belongs to this domain."""
        ...

    def relatives(self, row: dict[str, Any], bank: str) -> bool:
        """Whether a row belongs to a data set whose families the reader knows better than the columns."""
        ...

    def reading(self, source: RowSource) -> AbstractContextManager[RowReader]:
        """A reader for the rows of one bank."""
        ...


class Voice(NamedTuple):
    """A candidate's vote: an answer, or the reason to abstain (one word and one sentence)."""

    answer: str | None
    reason: str = AWAITING
    message: str = "its problem's vote is not held yet"


@runtime_checkable
class Adopts(Protocol):
    """A domain that takes the problems of another one, which has the same references, and asks differently."""

    @property
    def adopts(self) -> str:
        """The other domain's name."""
        ...


@runtime_checkable
class FinalAnswers(Protocol):
    """A domain whose problems have one final answer: it can be stated, compared and voted on."""

    def answer(self, problem: Problem) -> str | None:
        """The answer in the problem's reference; None if it has none."""
        ...

    def answered(self, answer: str) -> object:
        """A reference with this answer."""
        ...

    def stated(self, candidate: Candidate) -> Voice:
        """The one answer that a candidate marks as final, or why there is none. Never raises."""
        ...

    def same(self, one: str, two: str, problem: Problem | None = None) -> Outcome:
        """Whether two answers (to this problem) are equal.

        Unverified if that is undecided or one is unreadable. Never raises.
        """
        ...

    def readable(self, answer: str) -> bool:
        """Whether an answer can be parsed: two equal texts without a meaning are not an agreement."""
        ...


class Solved(NamedTuple):
    """A final answer and its worked solution, whose calculations are notes such as <<2+3=5>>."""

    answer: str
    solution: str


@runtime_checkable
class Poses(Protocol):
    """A domain whose candidates pose problems: each record asks what its own conversation made."""

    def poses(self, problem: Problem) -> bool:
        """Whether the candidates of this problem pose others."""
        ...

    def posed(self, graded: Graded) -> Problem | None:
        """The problem that a correct candidate poses; None for any other candidate."""
        ...


@runtime_checkable
class Framed(Protocol):
    """A domain whose prompts share long instructions: problems are compared without them."""

    def matter(self, prompt: str) -> str:
        """The part of a prompt that is this problem's own; any other text as it stands."""
        ...


@runtime_checkable
class WorksOut(Protocol):
    """A domain whose references can hold a worked solution, so that an answer can be derived a second time."""

    def worked(self, problem: Problem) -> Solved | None:
        """The answer and the worked solution, empty if it has none; None if there is no answer."""
        ...


@runtime_checkable
class Chains(Protocol):
    """A domain whose problems can be chained, so that each step can be checked alone."""

    def second_step(self, mutant: Problem, taker: Problem, giver: Problem) -> Problem:
        """The taker alone, with the giver's outputs as its inputs and the mutant's outputs as its own.

        Its reference passes its verifier if the mutant's reference is right.
        """
        ...


@runtime_checkable
class OwnFolders(Protocol):
    """A domain that knows folders in a layout of their own."""

    def folder_reader(self, folder: Path) -> str | None:
        """The name of the registered reader for a folder; None if the domain does not know its layout."""
        ...


@runtime_checkable
class PlainRows(Protocol):
    """A domain that reads any row with a question and an answer; the claims of other domains come first."""

    @property
    def plain_rows(self) -> bool: ...


@runtime_checkable
class Auditable(Protocol):
    """A domain whose verdicts can be audited with Math-Verify and with planted answers."""

    def plain_answer(self, problem: Problem) -> str | None:
        """The answer in maths notation, if equality with it alone makes a candidate correct; else None."""
        ...


@runtime_checkable
class Programs(Protocol):
    """A domain whose candidates are programs: their verdicts are audited by running them again."""

    @property
    def language(self) -> str:
        """The programs' language, as it is named in code fences."""
        ...


@runtime_checkable
class Rewritable(Protocol):
    """A domain whose problems a teacher can rewrite."""

    @property
    def copying(self) -> str:
        """A sentence that tells the writer what to copy unchanged."""
        ...

    @property
    def examples(self) -> bool:
        """Whether to show the writer a worked example of a rewritten word problem."""
        ...

    def lost(self, problem: Problem, text: str, *, translated: bool) -> tuple[str, str] | None:
        """What a new text lacks to be a problem of this domain: a short reason and the finding.

        None if it lacks nothing.
        """
        ...


class Segment(NamedTuple):
    """A part of a conversation's one text; `trained`: whether a student learns to write it."""

    text: str
    trained: bool


@runtime_checkable
class Segmented(Protocol):
    """A domain that can show a conversation as one text with a mask."""

    def segments(self, graded: Graded) -> Sequence[Segment]:
        """All that follows the question, in order."""
        ...


@runtime_checkable
class Remarking(Protocol):
    """A domain that names what went wrong in a conversation."""

    def remarks(self, graded: Graded) -> Sequence[str]:
        """One word per event, in order; the same words for the same events."""
        ...


class Try(NamedTuple):
    """One attempt of a conversation: the teacher's text, whether it failed, and what it was told then."""

    text: str
    failed: bool = False
    said: str = ""


@runtime_checkable
class Trying(Protocol):
    """A domain whose conversations hold attempts that can fail and be repaired."""

    def tries(self, graded: Graded) -> Sequence[Try]:
        """The attempts in order; the last one is the candidate's answer."""
        ...
