r"""The maths domain: how a teacher is asked to solve a problem with one final answer."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.errors import ReferenceFault
from verigen.core.offers import Solved
from verigen.core.types import Message, Style
from verigen.domains.forcing import forced, hinted, primed
from verigen.domains.math import rewriting
from verigen.domains.math.reference import MathReference
from verigen.domains.math.rows import ANSWERS, MathRows
from verigen.domains.math.sets import hendrycks, known
from verigen.domains.shown import question_and_reply

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.offers import RowSource, Voice
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Candidate, Outcome, Problem

INSTRUCTION = (
    "You solve maths problems. First think step by step between <think> and </think>, "
    r"then state the final answer in \boxed{}."
)
EXAMPLE = (
    Message(role="user", content="A box holds 4 red and 3 blue pens. How many pens do 5 boxes hold?"),
    Message(
        role="assistant",
        content="<think>\nOne box holds 4 + 3 = 7 pens.\nFive boxes hold 5 * 7 = 35 pens.\n</think>\n\n"
        r"The final answer is \boxed{35}.",
    ),
)
CLOSING = "\n</think>\n\nThe final answer is \\boxed{"
HINT = r"Please reason step by step, and put your final answer within \boxed{}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Math:
    """Problems with one final answer, graded symbolically.

    `style`: "thinking" asks for a trace between tags, for training data; "direct" gives only the question and
    the form of the answer, as published benchmarks do.
    """

    default_bank: str = "math-core"
    default_verifier: str = "symbolic"
    default_suite: str = "math-bench"
    style: Style = "thinking"
    reference = MathReference
    copying = "Copy numbers as they stand, and formulas sign by sign."
    examples = True
    plain_rows = True

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """Ask for the final answer.

        A reasoner gets the hint that its makers recommend (R1's and Qwen's model cards), and so does any
        teacher in "direct" style. Any other teacher gets an instruction, one worked example and the opening
        of its answer. If it still stops inside its thinking, as a 0.5B model mostly does, it is made to state
        its answer.
        """
        return forced(self._messages(problem, reasoner=reasoner), closing=CLOSING, reasoner=reasoner)

    def _messages(self, problem: Problem, *, reasoner: bool) -> tuple[Message, ...]:
        if reasoner or self.style == "direct":
            return hinted(problem.prompt, HINT)
        return primed(problem.prompt, INSTRUCTION, EXAMPLE)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        """The reference answer in a box. Raises ReferenceFault if there is none."""
        if not isinstance(problem.reference, MathReference):
            raise ReferenceFault(f"{problem.id} has no reference answer")
        return f"\\boxed{{{problem.reference.answer}}}"

    def holds(self, row: dict[str, Any]) -> bool:
        reference = row.get("reference")
        if isinstance(reference, dict):
            return "answer" in reference
        return any(row.get(name) is not None for name in ANSWERS)

    def relatives(self, row: dict[str, Any], bank: str) -> bool:
        return known.known(row, bank)

    def reading(self, source: RowSource) -> AbstractContextManager[MathRows]:
        return nullcontext(MathRows(source=source))

    def folder_reader(self, folder: Path) -> str | None:
        return "math_folder" if any(hendrycks.numbered(folder)) else None

    def worked(self, problem: Problem) -> Solved | None:
        reference = problem.reference
        if not isinstance(reference, MathReference):
            return None
        return Solved(reference.answer, reference.solution or "")

    def answer(self, problem: Problem) -> str | None:
        return problem.reference.answer if isinstance(problem.reference, MathReference) else None

    def answered(self, answer: str) -> MathReference:
        return MathReference(answer=answer)

    def stated(self, candidate: Candidate) -> Voice:
        from verigen.domains.math import answers

        return answers.stated(candidate)

    def same(self, one: str, two: str, problem: Problem | None = None) -> Outcome:
        from verigen.domains.math import answers

        return answers.same(one, two, problem)

    def readable(self, answer: str) -> bool:
        from verigen.domains.math import answers

        return answers.readable(answer)

    def plain_answer(self, problem: Problem) -> str | None:
        """The reference answer; None with a tolerance or options, where equality alone does not decide."""
        reference = problem.reference
        if not isinstance(reference, MathReference) or reference.tolerance is not None or reference.options:
            return None
        return reference.answer

    def lost(self, problem: Problem, text: str, *, translated: bool) -> tuple[str, str] | None:
        return rewriting.lost(problem, text, translated=translated)
