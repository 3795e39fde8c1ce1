r"""Maths problems with one final answer."""

from __future__ import annotations

from dataclasses import dataclass

from verigen.core.errors import ReferenceFault
from verigen.core.types import MathReference, Message, Problem, Style

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
HINT = r"Please reason step by step, and put your final answer within \boxed{}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Math:
    """Problems with one final answer, graded by mathematics.

    `style`: "thinking" asks for a trace between tags, for training data; "direct" puts the question with the
    form of the answer alone, as published benchmarks do.
    """

    default_bank: str = "math-core"
    default_verifier: str = "symbolic"
    closing: str = "\n</think>\n\nThe final answer is \\boxed{"
    style: Style = "thinking"

    def messages(self, problem: Problem, *, reasoner: bool) -> tuple[Message, ...]:
        """A reasoner gets the hint its makers recommend (R1's and Qwen's model cards), and so does any teacher that
        is asked directly.

        Any other teacher gets an instruction, one worked example and the opening of its answer; where it ends
        inside its thinking all the same, as a 0.5B model mostly does, `closing` has it state its answer.
        """
        if reasoner or self.style == "direct":
            return (Message(role="user", content=f"{problem.prompt}\n\n{HINT}"),)
        return (
            Message(role="system", content=INSTRUCTION),
            *EXAMPLE,
            Message(role="user", content=problem.prompt),
            Message(role="assistant", content="<think>\n"),
        )

    def own_answer(self, problem: Problem) -> str:
        """Raises ReferenceFault where there is none."""
        if not isinstance(problem.reference, MathReference):
            raise ReferenceFault(f"{problem.id} has no reference answer")
        return f"\\boxed{{{problem.reference.answer}}}"
