"""The code domain: how a teacher is asked to solve a programming problem."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from verigen.core.errors import NoOwnAnswer, ReferenceFault
from verigen.core.syntax import parse
from verigen.core.types import Message, Style
from verigen.core.values import canonical
from verigen.domains.code import rewriting
from verigen.domains.code.reference import CodeReference
from verigen.domains.code.rows import CodeRows
from verigen.domains.code.sets import known
from verigen.domains.forcing import forced, hinted, primed
from verigen.domains.shown import question_and_reply

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from verigen.core.graded import Graded
    from verigen.core.offers import RowSource
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Problem

INSTRUCTION = (
    "You solve programming problems in Python. First think step by step between <think> and </think>, then "
    "give the whole solution in one ```python block: no tests, no example calls, only the standard library."
)
EXAMPLE = (
    Message(
        role="user",
        content="Return the largest even number of the list, or None where it holds none.\n\n"
        "Write a Python function with this signature: `def largest_even(numbers)`.",
    ),
    Message(
        role="assistant",
        content="<think>\nKeep the even numbers, then take the largest. An empty selection has no largest, "
        "so max needs default=None.\n</think>\n\n```python\ndef largest_even(numbers):\n"
        "    return max((n for n in numbers if n % 2 == 0), default=None)\n```",
    ),
)
HINT = "Give the whole solution in one ```python block at the end, without tests or example calls."
CLOSING = "\n</think>\n\n```python\n"
PROGRAMS = ("entry_point", "test_list", "canonical_solution", "starter_code")  # typical columns
STDIN = r"(?i)\bstandard input\b|\bstdin\b"
PROGRAM = (
    "Write a complete Python 3 program that reads standard input and writes the answer to standard output."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Problems whose answer is a Python program, graded by running it; `style` as in verigen.domains.math."""

    default_bank: str = "code-core"
    default_verifier: str = "unit_tests"
    default_suite: str = "code-bench"
    style: Style = "thinking"
    reference = CodeReference
    language = "python"
    copying = (
        "Copy the names of functions and parameters, signatures, examples, numbers and code as they stand."
    )
    examples = False

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """Ask for the program, with the signature or the kind of program that the tests need.

        A reasoner, or a teacher in "direct" style, gets a hint about where to put the program. Any other
        teacher gets an instruction, a worked example and the opening of its thinking.
        """
        return forced(self._messages(problem, reasoner=reasoner), closing=CLOSING, reasoner=reasoner)

    def _messages(self, problem: Problem, *, reasoner: bool) -> tuple[Message, ...]:
        question = complete(problem.prompt, _reference(problem))
        if reasoner or self.style == "direct":
            return hinted(question, HINT)
        return primed(question, INSTRUCTION, EXAMPLE)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        """The reference solution in a code fence. Raises NoOwnAnswer if there is none."""
        solution = _reference(problem).solution
        if not solution:
            raise NoOwnAnswer(f"{problem.id} has tests but no reference solution; add `solution` to it")
        fence = "```"
        while fence in solution:
            fence += "`"
        return f"{fence}python\n{solution.rstrip()}\n{fence}\n"

    def holds(self, row: dict[str, Any]) -> bool:
        reference = row.get("reference")
        tested = isinstance(reference, dict) and "tests" in reference
        return tested or any(map(row.get, PROGRAMS)) or known.find(row) is not None

    def relatives(self, row: dict[str, Any], bank: str) -> bool:  # noqa: ARG002 - no set of programs tells more
        return False

    def reading(self, source: RowSource) -> AbstractContextManager[CodeRows]:
        return CodeRows(source)

    def second_step(self, mutant: Problem, taker: Problem, giver: Problem) -> Problem:
        """Raises KeyError if the mutant has an input that the giver's tests lack."""
        known = {canonical(test.args): test.expected for test in _reference(giver).tests}
        steps = [
            replace(test, args=[known[canonical(test.args)]], kwargs={}) for test in _reference(mutant).tests
        ]
        return replace(taker, reference=replace(_reference(taker), tests=steps, examples=[]))

    def lost(self, problem: Problem, text: str, *, translated: bool) -> tuple[str, str] | None:  # noqa: ARG002 - code stays as it is
        return rewriting.lost(problem, text)


def _reference(problem: Problem) -> CodeReference:
    if not isinstance(problem.reference, CodeReference):
        raise ReferenceFault(f"{problem.id} is no code problem: its reference has no tests")
    return problem.reference


def complete(prompt: str, reference: CodeReference) -> str:
    """The prompt, with a sentence on what to write if the prompt does not say so."""
    called = rf"\b{re.escape(_last(reference.entry_point))}\s*\(" if reference.entry_point else STDIN
    return prompt.strip() if re.search(called, prompt) else f"{prompt.strip()}\n\n{_task(reference)}"


def _task(reference: CodeReference) -> str:
    if reference.mode == "stdio":
        return PROGRAM
    if (reference.entry_point or "").endswith("().*"):
        return f"Write a Python class `{_last(reference.entry_point or '')}`; the tests create one and call its methods in turn."
    if "()." in (reference.entry_point or ""):
        return f"Write a Python class with this method; the tests call `{reference.entry_point}`."
    return f"Write a Python function with this signature: `{signature(reference)}`."


def signature(reference: CodeReference) -> str:
    """`def name(parameters)` from the reference solution, else from the first test's call."""
    name = reference.entry_point or ""
    found = [node for node in _functions(reference.solution or "") if node.name == name]
    if found:
        returns = f" -> {ast.unparse(found[-1].returns)}" if found[-1].returns else ""
        return f"def {name}({ast.unparse(found[-1].args)}){returns}"
    first = reference.tests[0] if reference.tests else None
    positional = [f"arg{i}" for i in range(1, len(first.args) + 1)] if first else []
    return f"def {name}({', '.join([*positional, *(first.kwargs if first else ())])})"


def _last(entry_point: str) -> str:
    """The name that a signature shows: of a function, of the method in "Solution().name", of the class in "Name().*"."""
    return entry_point.removesuffix("().*").rpartition(".")[2]


def _functions(source: str) -> list[ast.FunctionDef]:
    try:
        return [node for node in parse(source).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError as error:
        raise ReferenceFault(f"a reference solution does not parse: {error}") from None
