"""Maths problems with a second try: a critic gives the reason, never the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.domains.math.part import CLOSING, Math
from verigen.domains.math.reference import MathReference
from verigen.domains.tries import Critic, Criticism, Tries, judged

if TYPE_CHECKING:
    from verigen.core.types import Problem

WRONG = "The final answer is not right."
NOTHING = "There is no final answer in your reply."
AGAIN = r"Find the mistake, solve the problem again, and state the final answer in \boxed{}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MathInTries(Tries, Math):
    """Problems of the maths domain in at most `tries_at_most` tries.

    `critic`: the verifier says no more than that the answer is not right; the judge is the teacher itself, which reads
    its answer again. For an interpreter see math-tool.
    """

    adopts = "math"
    closing = CLOSING
    critics = ("verifier", "judge")
    tries_at_most: int = 2
    critic: Critic = "verifier"

    def _criticize(self, problem: Problem, text: str) -> Criticism:
        reference = problem.reference
        if not isinstance(reference, MathReference):
            raise ReferenceFault(f"{problem.id} has no reference answer")
        if self.critic == "judge":
            reason = yield from judged(problem.prompt, text, [reference.answer])
        else:
            reason = _verified(reference.answer, text)
        return f"{reason}\n\n{AGAIN}" if reason else ""


def _verified(answer: str, text: str) -> str:
    """The verifier's word, without the answer that it knows; an undecided answer gets no second try."""
    from verigen.verifiers.symbolic import verify

    verdict = verify(answer, text)
    if verdict.outcome != "incorrect":
        return ""
    return WRONG if verdict.extracted else NOTHING
