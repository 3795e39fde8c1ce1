"""What the mutators of programs share: reading a reference, renaming in it, and putting a task into words."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from verigen.mutators.errors import Refused
from verigen.syntax import parse
from verigen.types import CodeReference

if TYPE_CHECKING:
    from verigen.types import Problem


def reference(problem: Problem) -> tuple[CodeReference, str]:
    """The reference and its solution. Raises Refused where there is none that parses."""
    found = problem.reference
    if not isinstance(found, CodeReference):
        raise Refused("not a code problem")
    if not found.solution:
        raise Refused("no solution", "the reference has tests but no solution to change")
    return found, found.solution


def tree(source: str) -> ast.Module:
    try:
        return parse(source)
    except SyntaxError as error:
        raise Refused("a solution that does not parse", str(error)) from None


def entry(found: CodeReference) -> str:
    """The function that is called. Raises Refused for a whole program."""
    if found.mode != "function" or not found.entry_point:
        raise Refused("not a function", "the problem asks for a whole program")
    return found.entry_point


def word(text: str, old: str, new: str) -> str:
    """Whole identifiers only."""
    return re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, text)


def called(text: str, old: str, new: str) -> str:
    """In prose, where a function's name may be a word as well: in code, in backquotes, or before a bracket."""
    return re.sub(
        rf"(?<![\w.]){re.escape(old)}(?=\s*\()|(?<=`){re.escape(old)}(?=`)|(?<=def ){re.escape(old)}\b",
        new,
        text,
    )


def constants(module: ast.Module) -> list[ast.Constant]:
    """Whole numbers above one that stand in expressions, docstrings aside."""
    return [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value > 1
    ]


def plain(value: Any) -> bool:
    """Whether JSON says the value as it is: no tuples, sets, floats or special objects."""
    if isinstance(value, list):
        return all(map(plain, value))
    if isinstance(value, dict):
        return all(
            isinstance(key, str) and not key.startswith("__") and plain(each) for key, each in value.items()
        )
    return value is None or isinstance(value, str | int)
