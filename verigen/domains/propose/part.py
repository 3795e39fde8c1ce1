"""The propose domain: a teacher invents a program like those that it is shown, with inputs for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.turns import Answer, Ask, drawn
from verigen.core.types import Message, Style
from verigen.domains.propose.reference import ProposeReference
from verigen.domains.shown import question_and_reply

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """Whether a reply has the form of a proposal is all that its verdict says; self-play checks the program."""

    default_bank: str = ""
    default_verifier: str = "proposal"
    default_suite: str = ""
    style: Style = "thinking"
    reference = ProposeReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:  # noqa: ARG002 - every teacher is asked alike
        reply = yield from drawn(Ask(messages=(Message(role="user", content=problem.prompt),)))
        return Answer(text=reply.text, finish=reply.finish)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        if not isinstance(problem.reference, ProposeReference):
            raise ReferenceFault(f"{problem.id} has no example of a proposal")
        return problem.reference.example
