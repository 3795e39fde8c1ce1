"""The predict domain: a teacher reads a program and says what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.literals import written
from verigen.core.types import Message, Style
from verigen.domains.forcing import forced, hinted
from verigen.domains.predict.reference import PredictReference
from verigen.domains.shown import question_and_reply

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Problem

HINT = "Think step by step, then give the value as a Python literal in one ```python block at the end."
CLOSING = "\n</think>\n\n```python\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Predict:
    """What does this call return? The reply is one Python literal, compared exactly; `style` as in the domain code."""

    default_bank: str = ""
    default_verifier: str = "literal"
    default_suite: str = ""
    style: Style = "thinking"
    reference = PredictReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        bare = reasoner or self.style == "direct"
        opening = () if bare else (Message(role="assistant", content="<think>\n"),)
        return forced((*hinted(problem.prompt, HINT), *opening), closing=CLOSING, reasoner=bare)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        """The value in a code fence. Raises ReferenceFault if there is none."""
        if not isinstance(problem.reference, PredictReference):
            raise ReferenceFault(f"{problem.id} has no value")
        return f"```python\n{written(problem.reference.value)}\n```"
