"""The instruct domain: requests whose instructions are checked by code, as in IFEval (Zhou et al. 2023, arXiv:2311.07911)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.turns import Answer, Ask, Turns, drawn
from verigen.core.types import Message, Style
from verigen.domains.instruct.compose import composed
from verigen.domains.instruct.reference import InstructReference
from verigen.domains.shown import question_and_reply

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Conversation
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruct:
    """Requests with instructions about length, form, words, case or language, each checked by code."""

    default_bank: str = "instruct-core"
    default_verifier: str = "instructions"
    default_suite: str = "instruct-bench"
    style: Style = "thinking"
    reference = InstructReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:  # noqa: ARG002 - the request is all that anybody gets
        """Ask with the bare request: whatever the reply holds beside the answer may break an instruction."""
        reply = yield from drawn(Ask(messages=(Message(role="user", content=problem.prompt),)))
        return Answer(text=reply.text, finish=reply.finish)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        """A reply that follows all instructions, without sense. Raises ReferenceFault, or NoOwnAnswer if none is found."""
        if not isinstance(problem.reference, InstructReference):
            raise ReferenceFault(f"{problem.id} has no checks")
        return composed(problem.reference)
