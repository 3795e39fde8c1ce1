"""The common result type of the set readers, and helpers to read their columns."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verigen.core.syntax import parse
from verigen.core.types import Policy
from verigen.domains.code.asserts import Unconvertible
from verigen.domains.code.reference import CodeReference, Compare, Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verigen.domains.code.asserts import Asserts, Inputs

# Contests set their limits for compiled languages; judges give Python a multiple of them.
SLOWNESS = 3.0
DECIMAL = re.compile(r"-?\d+\.\d+")
FUNCTION = "Write it out in full, with its imports and helper functions."


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReading:
    """A row as a problem without its bank; None means the default of any bank.

    `tests` is a finished reference, or asserts or inputs that the reference solution still has to run on.
    `licence` is the one on the set's own card; None if other sets use its columns too.
    """

    prompt: str
    tests: CodeReference | Asserts | Inputs
    id: str | None = None
    licence: str | None = None
    policy: Policy = "train"
    tags: dict[str, str] = field(default_factory=dict)


def texts(row: Mapping[str, Any], *columns: str) -> None:
    """Raise ValueError if one of the columns holds something other than text or a list of texts."""
    for column in columns:
        told = row[column] if isinstance(row[column], list) else [row[column]]
        if not all(isinstance(each, str) for each in told):
            raise ValueError(f"column {column} holds something other than text")


def decoded(row: Mapping[str, Any], column: str) -> Any:
    """The value of a column that some copies hold as JSON in a text. Raises ValueError if it is not JSON."""
    told = row.get(column)
    if not isinstance(told, str):
        return told
    try:
        return json.loads(told) if told.strip() else None
    except (ValueError, RecursionError):
        raise ValueError(f"column {column} holds no JSON") from None


def python(solutions: Iterable[object]) -> str | None:
    """The first solution that is Python 3 by its syntax; None if there is none."""
    for solution in solutions:
        try:
            parse(str(solution))
        except (SyntaxError, ValueError, RecursionError):
            continue
        if str(solution).strip():
            return str(solution)
    return None


def program(
    inputs: Sequence[object],
    outputs: Sequence[object],
    *,
    solution: str | None,
    seconds: float,
    megabytes: float,
    public: int = 0,
) -> CodeReference:
    """A program that reads standard input, compared token by token; numbers with decimals may differ by 1e-6.

    The first `public` tests are those that the set shows. Raises Unconvertible if there is no test.
    """
    pairs = [(_whole(given), _whole(wanted)) for given, wanted in zip(inputs, outputs, strict=False)]
    if not pairs:
        raise Unconvertible("it has no tests")
    near = any(DECIMAL.search(wanted) for _, wanted in pairs)
    tests = [Test(stdin=given, expected=wanted) for given, wanted in pairs]
    return CodeReference(
        mode="stdio",
        tests=tests,
        examples=tests[:public],
        compare=Compare(kind="float_tokens" if near else "tokens", abs=1e-6 if near else 1e-9),
        solution=solution,
        time_limit_s=seconds,
        memory_mb=max(512, int(megabytes)),
    )


def _whole(told: object) -> str:
    """The text of an input or output; some sets hold it as a list of lines."""
    return "\n".join(map(str, told)) if isinstance(told, list) else str(told)


def method(starter: str, name: str) -> str:
    """How the tests call a function: a method of the class in the starter code, else the function itself."""
    found = [node for node in _classes(starter) if name in _methods(node)]
    return f"{found[-1].name}().{name}" if found else name


def _classes(source: str) -> list[ast.ClassDef]:
    """The classes of starter code, whose last function may lack its body."""
    for complete in (source, source.rstrip() + "\n        pass\n"):
        try:
            return [node for node in parse(complete).body if isinstance(node, ast.ClassDef)]
        except SyntaxError:
            continue
    return []


def _methods(node: ast.ClassDef) -> set[str]:
    return {each.name for each in node.body if isinstance(each, ast.FunctionDef)}


def with_starter(statement: str, starter: str) -> str:
    """The statement and the code to start from."""
    if not starter.strip():
        return statement.strip()
    return f"{statement.strip()}\n\nComplete this code. {FUNCTION}\n\n```python\n{starter.rstrip()}\n```"
