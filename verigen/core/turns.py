"""The turns of a conversation: what a domain asks of a teacher or has run, and what it makes of it all."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from verigen.core.types import Completion, Execution, Finish, Job, Message

if TYPE_CHECKING:
    from verigen.core.parts import Domain
    from verigen.core.types import Problem


FormKind = Literal["schema", "regex", "grammar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a completion must look like: JSON of a JSON schema, a regular expression that it matches as a whole, or a
    context-free grammar in GBNF (the notation of llama.cpp, which vLLM reads too).
    """

    kind: FormKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request to the teacher; a last message of the assistant's is the opening that its completion begins with.

    `stop`: texts that end this completion, beside those of the run. `max_tokens`: in place of the run's, where it is
    lower. `form`: what the completion must look like; an engine that can't constrain leaves it out, so a verifier
    still has to look. `continues`: the opening is all that was drawn by the Ask before, and the two are one turn:
    nothing is stored between them, and after a kill both are drawn again from the same seeds.
    """

    messages: tuple[Message, ...]
    stop: tuple[str, ...] = ()
    max_tokens: int | None = None
    form: Form | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A program to run in the run's sandbox. The teacher's place is free meanwhile."""

    job: Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The end of a conversation: the candidate's text, verbatim, and how the teacher ended it."""

    text: str
    finish: Finish


Turns = Generator[Ask | Act, Completion | Execution, Answer]


def first_ask(domain: Domain, problem: Problem, *, reasoner: bool) -> Ask:
    """How a conversation begins. Raises what the domain does."""
    first = next(domain.turns(problem, reasoner=reasoner))
    assert isinstance(first, Ask), "a conversation begins with an Ask"
    return first


def drawn(ask: Ask) -> Generator[Ask | Act, Completion | Execution, Completion]:
    """For `yield from` in a domain's turns: ask, and have the completion."""
    sent = yield ask
    assert isinstance(sent, Completion), "an Ask is sent a Completion"
    return sent


def ran(job: Job) -> Generator[Ask | Act, Completion | Execution, Execution]:
    """For `yield from` in a domain's turns: run a program, and have what it gave."""
    sent = yield Act(job=job)
    assert isinstance(sent, Execution), "an Act is sent an Execution"
    return sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn as it was: what was asked or run, and what was sent back."""

    asked: Ask | Act
    sent: Completion | Execution


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What a record shows a student: messages, and the tools that they may call (JSON schemas, as chat templates take)."""

    messages: tuple[Message, ...]
    tools: tuple[dict[str, Any], ...] = field(default=())
