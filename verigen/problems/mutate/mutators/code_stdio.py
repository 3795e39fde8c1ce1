"""Turns a function into a program with JSON arguments on standard input, and a program into a function."""

from __future__ import annotations

import ast
import json
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.core.types import Change
from verigen.domains.code.reference import Compare, Test
from verigen.problems.mutate.mutators import code
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.domains.code.reference import CodeReference

TO_PROGRAM = (
    "Write a complete Python 3 program that does this for one call of `{signature}`: standard input holds one line, a "
    "JSON array of the arguments in their order; write the value to standard output as one line of JSON."
)
MAIN = "\n\nimport json\nimport sys\n\nprint(json.dumps({name}(*json.loads(sys.stdin.readline()))))\n"
NAME = "transform"
TO_FUNCTION = (
    "Instead of reading and printing, write a Python function with this signature: `def {name}(text: str) -> list[str]`. "
    "It takes all of the input as one string and returns the lines that would be printed, each without its line "
    "break and without blanks at its end; empty lines at the end are left out."
)
CALLED = """\
import contextlib
import io
import sys


def program():
{body}


def {name}(text: str) -> list[str]:
    printed = io.StringIO()
    sys.stdin = io.StringIO(text)
    with contextlib.redirect_stdout(printed):
        program()
    lines = printed.getvalue().rstrip()
    return [line.rstrip() for line in lines.split("\\n")] if lines else []
"""
LINED = frozenset(("exact", "lines", "tokens"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStdio:
    domain = "code"

    @property
    def version(self) -> str:
        return "3"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - there is one change
        reference, solution = code.reference(problem)
        yield (_function if reference.mode == "stdio" else _program)(problem.prompt, reference, solution)


def _program(prompt: str, reference: CodeReference, solution: str) -> Change:
    name = code.entry(reference)
    if reference.compare.kind != "exact":
        raise Refused(
            "a comparison that text does not have", f"its values are compared as {reference.compare.kind}"
        )
    if any(
        test.kwargs or not code.plain(test.args) or not code.plain(test.expected) for test in reference.tests
    ):
        raise Refused("values that JSON does not say", "its tests hold floats, tuples, sets or other objects")
    tests = [
        Test(stdin=json.dumps(test.args) + "\n", expected=json.dumps(test.expected) + "\n")
        for test in reference.tests
    ]
    signature = f"{name}({ast.unparse(code.function(solution, name).args)})"
    return Change(
        prompt=f"{code.asked(prompt)}\n\n{TO_PROGRAM.format(signature=signature)}",
        reference=replace(
            reference, mode="stdio", entry_point=None, tests=tests, compare=Compare(kind="tokens"), contract=None,
            examples=[], solution=solution.rstrip() + MAIN.format(name=name),
        ),
        parameters={"form": "function>stdio"},
    )  # fmt: skip


def _function(prompt: str, reference: CodeReference, solution: str) -> Change:
    if reference.compare.kind not in LINED:
        raise Refused(
            "a comparison that lines do not have", f"its output is compared as {reference.compare.kind}"
        )
    if not all(isinstance(test.expected, str) for test in reference.tests):
        raise Refused("an output that is no text")
    tests = [Test(args=[test.stdin or ""], expected=_lines(test.expected)) for test in reference.tests]
    return Change(
        prompt=f"{code.asked(prompt)}\n\n{TO_FUNCTION.format(name=NAME)}",
        reference=replace(
            reference, mode="function", entry_point=NAME, tests=tests, compare=Compare(), contract=None,
            examples=[], solution=_called(solution),
        ),
        parameters={"form": "stdio>function"},
    )  # fmt: skip


def _lines(printed: str) -> list[str]:
    """What a program printed, line by line, without blanks and empty lines at the end; nothing is no line."""
    text = printed.rstrip()
    return [line.rstrip() for line in text.split("\n")] if text else []


def _called(solution: str) -> str:
    """The program inside a function that takes its input and returns its output.

    Raises Refused for code that means something else inside a function: global names, a future import, a star
    import.
    """
    module = code.tree(solution)
    for node in ast.walk(module):
        if isinstance(node, ast.Global) or (
            isinstance(node, ast.Name) and node.id in {"globals", "__name__"}
        ):
            raise Refused("a program that works with its global names")
        if isinstance(node, ast.ImportFrom) and (node.module == "__future__" or node.names[0].name == "*"):
            raise Refused("an import that a function can't hold")
    return CALLED.format(body=textwrap.indent(ast.unparse(module), "    "), name=NAME)
