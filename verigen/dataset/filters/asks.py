"""Filters that ask a teacher: what such a filter offers, and the engine that it asks."""

from __future__ import annotations

import atexit
import contextlib
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from verigen.core.errors import PromptTooLong, RequestFailed, UserError
from verigen.grading.judge.thread import JudgeThread
from verigen.sampling.watch import SilentWatch
from verigen.teachers.choose import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.types import Candidate, Completion, Message, Sampling
    from verigen.teachers.choose import Choice

CONTEXT = 8192


@runtime_checkable
class Asking(Protocol):
    """A filter whose findings need a teacher's answer.

    `curate` asks after all other filters, only about what they let pass, and stores every answer in curate.db.
    """

    teacher: str

    def wants(self, graded: Graded) -> bool:
        """Whether the teacher is asked about this candidate."""
        ...

    def asked(self, graded: Graded) -> str:
        """The teacher's answer as `told` reads it. Callable from any thread. Raises ValueError if there is none."""
        ...

    def told(self, graded: Graded, answer: str) -> Sequence[Finding]:
        """The findings from a stored answer."""
        ...


@runtime_checkable
class Rewriting(Asking, Protocol):
    """A filter whose teacher writes a candidate anew."""

    def rewritten(self, graded: Graded, answer: str) -> Candidate:
        """The candidate with the text of a stored answer; it is graded again."""
        ...


def choice(part: str, spec: str) -> Choice:
    """The teacher that a filter's option `teacher` names. Raises UserError if there is none, the errors of `choose`."""
    if not spec:
        raise UserError(
            f"the filter {part} asks a teacher: --filter-option {part}.teacher=NAME (as --teacher of sample)"
        )
    return _chosen(spec)


@cache
def _chosen(spec: str) -> Choice:
    return choose(spec, None, SilentWatch(), context=CONTEXT)


def name(spec: str) -> str:
    """The teacher's name and the beginning of its revision."""
    teacher = _chosen(spec).teacher
    return f"{teacher.name}@{teacher.revision[:12]}"


def ask(spec: str, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
    """One completion of a teacher, from any thread.

    Raises ValueError where this one request can't be answered, TeacherError where the engine fails.
    """
    try:
        return _open(spec).ask(messages, sampling, seed)
    except (PromptTooLong, RequestFailed) as error:
        raise ValueError(str(error)) from error


@cache
def _open(spec: str) -> JudgeThread:
    """The engine of a teacher, opened once per process and closed at its end."""
    stack = contextlib.ExitStack()
    thread = stack.enter_context(JudgeThread(_chosen(spec)))
    atexit.register(stack.close)
    return thread
