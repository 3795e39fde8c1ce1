"""The code domain: how a programming problem is put to a teacher."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from verigen.errors import ReferenceFault
from verigen.types import CodeReference, Message, Problem

HOW = (
    "Think it through step by step inside <think>...</think>. After that give the whole solution in one "
    "```python block: no tests, no example calls, only the standard library."
)
PROGRAM = (
    "Write a complete Python 3 program that reads standard input and writes the answer to standard output."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Problems whose answer is a Python program, graded by running it."""

    default_bank: str = "code-core"
    default_verifier: str = "unit-tests"

    def messages(self, problem: Problem) -> tuple[Message, ...]:
        task = _task(_reference(problem))
        return (Message(role="user", content=f"{problem.prompt.strip()}\n\n{task}\n\n{HOW}"),)

    def own_answer(self, problem: Problem) -> str:
        """The reference solution in a fence. Raises ReferenceFault where there is none."""
        solution = _reference(problem).solution
        if not solution:
            raise ReferenceFault(f"{problem.id} has tests but no reference solution; add `solution` to it")
        fence = "```"
        while fence in solution:
            fence += "`"
        return f"{fence}python\n{solution.rstrip()}\n{fence}\n"


def _reference(problem: Problem) -> CodeReference:
    if not isinstance(problem.reference, CodeReference):
        raise ReferenceFault(f"{problem.id} is no code problem: its reference has no tests")
    return problem.reference


def _task(reference: CodeReference) -> str:
    if reference.mode == "stdio":
        return PROGRAM
    return f"Write a Python function with this signature: `{signature(reference)}`."


def signature(reference: CodeReference) -> str:
    """`def name(parameters)` as the reference solution has it, else as the first test calls it."""
    name = reference.entry_point or ""
    found = [node for node in _functions(reference.solution or "") if node.name == name]
    if found:
        returns = f" -> {ast.unparse(found[-1].returns)}" if found[-1].returns else ""
        return f"def {name}({ast.unparse(found[-1].args)}){returns}"
    first = reference.tests[0] if reference.tests else None
    positional = [f"arg{i}" for i in range(1, len(first.args) + 1)] if first else []
    return f"def {name}({', '.join([*positional, *(first.kwargs if first else ())])})"


def _functions(source: str) -> list[ast.FunctionDef]:
    try:
        return [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError as error:
        raise ReferenceFault(f"a reference solution does not parse: {error}") from None
