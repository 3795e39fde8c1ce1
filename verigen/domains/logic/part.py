"""The logic domain: how a teacher is asked to solve a puzzle with one solution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.types import Message, Style
from verigen.domains.forcing import forced, hinted, primed
from verigen.domains.logic.reference import LogicReference
from verigen.domains.shown import question_and_reply

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.offers import Voice
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Candidate, Outcome, Problem

INSTRUCTION = (
    "You solve logic puzzles. First think step by step between <think> and </think>, then write `Final answer:` "
    "and the solution in the form that the puzzle asks for."
)
EXAMPLE = (
    Message(
        role="user",
        content='Lea and Tom each always tell the truth or always lie. Lea says: "Tom and I are both liars." '
        "Who is what? Write one line per person, such as `Lea: liar`.",
    ),
    Message(
        role="assistant",
        content="<think>\nIf Lea told the truth, she would be a liar. So Lea lies, and not both are liars. "
        "Then Tom tells the truth.\n</think>\n\nFinal answer:\nLea: liar\nTom: truth-teller",
    ),
)
CLOSING = "\n</think>\n\nFinal answer:\n"
HINT = "Please reason step by step, then write `Final answer:` and the solution after it."


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicDomain:
    """Puzzles with one solution, graded exactly in any form of the answer; `style` as in verigen.domains.math."""

    default_bank: str = "logic-core"
    default_verifier: str = "logic"
    default_suite: str = "logic-bench"
    style: Style = "thinking"
    reference = LogicReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """Ask for the solution. A reasoner, or a teacher in "direct" style, gets a hint about where to write it."""
        return forced(self._messages(problem, reasoner=reasoner), closing=CLOSING, reasoner=reasoner)

    def _messages(self, problem: Problem, *, reasoner: bool) -> tuple[Message, ...]:
        if reasoner or self.style == "direct":
            return hinted(problem.prompt, HINT)
        return primed(problem.prompt, INSTRUCTION, EXAMPLE)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        """The solution line by line. Raises ReferenceFault if there is none."""
        if not isinstance(problem.reference, LogicReference):
            raise ReferenceFault(f"{problem.id} has no solution")
        return f"Final answer:\n{written(problem.reference)}"

    def answer(self, problem: Problem) -> str | None:
        return _solution(problem)

    def answered(self, answer: str) -> LogicReference:
        from verigen.domains.logic import answers

        return answers.answered(answer)

    def stated(self, candidate: Candidate) -> Voice:
        from verigen.domains.logic import answers

        return answers.stated(candidate)

    def same(self, one: str, two: str, problem: Problem | None = None) -> Outcome:
        from verigen.domains.logic import answers

        return answers.same(one, two, problem)

    def readable(self, answer: str) -> bool:
        return bool(answer.strip())


def _solution(problem: Problem) -> str | None:
    return written(problem.reference) if isinstance(problem.reference, LogicReference) else None


def written(reference: LogicReference) -> str:
    """A solution as the puzzles ask for it: a line per name or row, or names with commas."""
    rows = reference.answer
    if reference.shape in ("pairs", "table"):
        return "\n".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows)
    if reference.shape == "grid":
        return "\n".join(" ".join(row) for row in rows)
    return ", ".join(rows[0])
