"""A function becomes a program that reads its arguments from standard input, as JSON, and prints its value."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.mutators import code
from verigen.mutators.errors import Refused
from verigen.types import Change, Compare, Test

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.types import Problem

TASK = (
    "Write a complete Python 3 program that does this for one call of `{signature}`: standard input holds one line, a "
    "JSON array of the arguments in their order; write the value to standard output as one line of JSON."
)
ASKS = re.compile(r"\s*Write a (?:Python )?function with this signature: `[^`]*`\.?")
MAIN = "\n\nimport json\nimport sys\n\nprint(json.dumps({name}(*json.loads(sys.stdin.readline()))))\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStdio:
    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["either"]:
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - there is one change
        reference, solution = code.reference(problem)
        name = code.entry(reference)
        if reference.compare.kind != "exact":
            raise Refused(
                "a comparison that text does not have", f"its values are compared as {reference.compare.kind}"
            )
        if any(
            test.kwargs or not code.plain(test.args) or not code.plain(test.expected)
            for test in reference.tests
        ):
            raise Refused(
                "values that JSON does not say", "its tests hold floats, tuples, sets or other objects"
            )
        tests = [
            Test(stdin=json.dumps(test.args) + "\n", expected=json.dumps(test.expected) + "\n")
            for test in reference.tests
        ]
        yield Change(
            prompt=f"{ASKS.sub('', problem.prompt).rstrip()}\n\n{TASK.format(signature=_signature(solution, name))}",
            reference=replace(
                reference, mode="stdio", entry_point=None, tests=tests, compare=Compare(kind="tokens"), contract=None,
                solution=solution.rstrip() + MAIN.format(name=name),
            ),
            parameters={"form": "function>stdio"},
        )  # fmt: skip


def _signature(solution: str, name: str) -> str:
    for node in code.tree(solution).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return f"{name}({ast.unparse(node.args)})"
    raise Refused("a function that the solution does not define")
