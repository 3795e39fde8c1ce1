"""A proposed program with its inputs, as a teacher writes it or a bank holds it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.forms import NotAValue
from verigen.core.literals import plain
from verigen.core.values import canonical
from verigen.domains.code.reference import CodeReference
from verigen.verifiers.extract_code import blocks

if TYPE_CHECKING:
    from verigen.core.types import Problem, Source

MOST_INPUTS, LEAST_INPUTS = 16, 3
LONGEST = 4000  # characters of a program
NAME = "f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`inputs`: lists of arguments in the JSON forms of verigen.core.forms. `source`: where the first ancestor is from.

    `depth` counts the generations since a program of a bank; `real`: it is itself one.
    """

    id: str
    code: str
    entry_point: str
    inputs: list[list[Any]]
    family: str
    source: Source
    depth: int = 0
    real: bool = False


class Unusable(ValueError):  # noqa: N818 - reads as the finding it is
    """Why a text is no proposal, in one or two words."""


def read(text: str, *, id_: str, family: str, source: Source, depth: int) -> Proposal:
    """The proposal in a teacher's reply: a Python block that defines `f` and a list `inputs` of argument tuples.

    Nothing of it runs. Raises Unusable.
    """
    found = [
        block.code
        for block in blocks(text)
        if block.language in {"python", "py", ""} and "inputs" in block.code
    ]
    if not found:
        raise Unusable("no program")
    tree = _parsed(found[-1])
    inputs = next((node.value for node in tree.body if _names(node) == "inputs"), None)
    kept = [node for node in tree.body if _names(node) != "inputs"]
    if inputs is None or not any(isinstance(node, ast.FunctionDef) and node.name == NAME for node in kept):
        raise Unusable("no function f or no inputs")
    code = ast.unparse(ast.Module(body=kept, type_ignores=[])) + "\n"
    return Proposal(
        id=id_, code=code, entry_point=NAME, inputs=_inputs(inputs), family=family, source=source, depth=depth
    )


def of_problem(problem: Problem) -> Proposal | None:
    """The program and the inputs of a bank's problem; None for one without a solution that is a plain function."""
    reference = problem.reference
    if not isinstance(reference, CodeReference) or reference.mode != "function" or not reference.solution:
        return None
    inputs = [test.args for test in reference.tests if not test.kwargs]
    if not (reference.entry_point or "").isidentifier() or len(inputs) < LEAST_INPUTS:
        return None
    return Proposal(
        id=problem.id,
        code=reference.solution,
        entry_point=reference.entry_point or "",
        inputs=inputs[:MOST_INPUTS],
        family=problem.family,
        source=problem.source,
        real=True,
    )


def _parsed(code: str) -> ast.Module:
    if len(code) > LONGEST:
        raise Unusable("too long")
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise Unusable("syntax error") from error


def _names(node: ast.stmt) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
    return target.id if isinstance(target, ast.Name) else ""


def _inputs(node: ast.expr) -> list[list[Any]]:
    """Different lists of arguments; an element that is no tuple is one argument."""
    try:
        given = ast.literal_eval(node)
        rows = [[plain(part) for part in (each if isinstance(each, tuple) else (each,))] for each in given]
        different = {canonical(row): row for row in rows}
    except (ValueError, TypeError, MemoryError, RecursionError, NotAValue) as error:
        raise Unusable("unreadable inputs") from error
    if len(different) < LEAST_INPUTS:
        raise Unusable("too few inputs")
    return list(different.values())[:MOST_INPUTS]
