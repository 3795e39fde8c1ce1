"""A domain: words to put in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.turns import Answer, Ask, Conversation, drawn
from verigen.core.types import Message

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Turns
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The words as they should stand."""

    words: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    default_bank: str = ""
    default_suite: str = ""
    default_verifier: str = "lines"
    reference = Order

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        reply = yield from drawn(Ask(messages=(Message(role="user", content=problem.prompt),)))
        return Answer(text=reply.text, finish=reply.finish)

    def shown(self, graded: Graded) -> Conversation:
        question = Message(role="user", content=graded.problem.prompt)
        return Conversation(messages=(question, Message(role="assistant", content=graded.candidate.text)))

    def own_answer(self, problem: Problem) -> str:
        return " ".join(problem.reference.words)
