"""What a domain may offer beside its contract. Whoever needs one of these asks for it, and says where it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from verigen.core.types import Candidate, Outcome, Policy, Problem

AWAITING = "awaiting_vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """Where rows come from: the bank's `name`, and the `licence` of rows that name none.

    `unanswered`: rows may lack an answer. `policy`: in place of the one that a well-known set has. `executor`: the
    sandbox for a reader that has to run something.
    """

    name: str
    licence: str
    unanswered: bool = False
    policy: Policy | None = None
    executor: str = "local"


class RefusedRow(NamedTuple):
    """A row that is well formed and still makes no problem."""

    id: str
    reason: str


class RowReader(Protocol):
    """Makes problems of rows in other forms than verigen's own."""

    def problem(self, row: dict[str, Any], number: int) -> Problem | RefusedRow:
        """One row, its columns in lower case. Raises ValueError that says what it lacks."""
        ...


@runtime_checkable
class ReadsRows(Protocol):
    """A domain that reads rows with columns of their own. Without it a domain reads verigen's form alone."""

    def holds(self, row: dict[str, Any]) -> bool:
        """Whether the columns of a row say that it is of this domain."""
        ...

    def relatives(self, row: dict[str, Any], bank: str) -> bool:
        """Whether a row is of a set whose families the reader knows better than the row's columns do."""
        ...

    def reading(self, source: RowSource) -> AbstractContextManager[RowReader]:
        """A reader of one bank's rows."""
        ...


class Voice(NamedTuple):
    """What a candidate says to a vote: an answer, or why it abstains (a word and a sentence)."""

    answer: str | None
    reason: str = AWAITING
    message: str = "its problem's vote is not held yet"


@runtime_checkable
class FinalAnswers(Protocol):
    """A domain whose problems have one final answer: it can be stated, compared and voted on."""

    def answer(self, problem: Problem) -> str | None:
        """The answer that the problem's reference names; None where it has none."""
        ...

    def answered(self, answer: str) -> object:
        """The reference that names this answer."""
        ...

    def stated(self, candidate: Candidate) -> Voice:
        """The one answer that a candidate marks as final, or why there is none. Never raises."""
        ...

    def same(self, one: str, two: str, problem: Problem | None = None) -> Outcome:
        """Whether two answers (to this problem) are one; unverified where that can't be told or read. Never raises."""
        ...

    def readable(self, answer: str) -> bool:
        """Whether an answer means anything: equal texts that mean nothing agree on nothing."""
        ...


@runtime_checkable
class Auditable(Protocol):
    """A domain whose verdicts a second opinion on maths (Math-Verify) and planted answers can be held against."""

    def plain_answer(self, problem: Problem) -> str | None:
        """The answer in maths notation, where being equal to it is all there is to being right; else None."""
        ...


@runtime_checkable
class Rewritable(Protocol):
    """A domain whose problems a teacher can write anew."""

    @property
    def copying(self) -> str:
        """A sentence that tells the writer what to copy as it stands."""
        ...

    @property
    def examples(self) -> bool:
        """Whether a worked rewriting of a word problem helps its writers."""
        ...

    def lost(self, problem: Problem, text: str, *, translated: bool) -> tuple[str, str] | None:
        """What a new text lacks to be such a problem: the reason in a few words, and what was seen; None for nothing."""
        ...
