"""Types of a conversation's turns: requests to the teacher, programs to run, and their results."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, Literal

from verigen.core.types import Completion, Execution, Finish, Job, Message

FormKind = Literal["schema", "regex", "grammar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A constraint on a completion.

    JSON that fits a JSON schema, a regular expression that must match the whole text, or a context-free
    grammar in GBNF (the notation of llama.cpp, which vLLM reads too).
    """

    kind: FormKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request to the teacher.

    If the last message is the assistant's, the completion begins with its text. `stop`: texts that end this
    completion, in addition to those of the run. `max_tokens`: replaces the run's limit where it is lower.
    `form`: a constraint on the completion; an engine that can't constrain ignores it, so a verifier still has
    to check. `continues`: the opening is all that the previous Ask drew, and the two are one turn: nothing is
    stored between them, and after a kill both are drawn again from the same seeds.
    """

    messages: tuple[Message, ...]
    stop: tuple[str, ...] = ()
    max_tokens: int | None = None
    form: Form | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A program to run in the run's sandbox. The teacher's place is free for other requests meanwhile."""

    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The end of a conversation: the candidate's text, verbatim, and how the teacher ended it.

    `tries`: the place of this try, from 1; those before it failed.
    """

    text: str
    finish: Finish
    tries: int = 1


Turns = Generator[Ask | Act, Completion | Execution, Answer]


def drawn(ask: Ask) -> Generator[Ask | Act, Completion | Execution, Completion]:
    """For `yield from` in a domain's turns: send a request and return the completion."""
    sent = yield ask
    assert isinstance(sent, Completion), "an Ask is sent a Completion"
    return sent


def ran(job: Job) -> Generator[Ask | Act, Completion | Execution, Execution]:
    """For `yield from` in a domain's turns: run a program and return its result."""
    sent = yield Act(job=job)
    assert isinstance(sent, Execution), "an Act is sent an Execution"
    return sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One finished turn: the request or program, and its result."""

    asked: Ask | Act
    sent: Completion | Execution


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling(Message):
    """A message of a training record in which the assistant calls tools, in the format of chat templates."""

    calls: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The conversation in a training record.

    `tools` are callable tools as JSON schemas, in the format of chat templates.
    """

    messages: tuple[Message, ...]
    tools: tuple[dict[str, Any], ...] = field(default=())
