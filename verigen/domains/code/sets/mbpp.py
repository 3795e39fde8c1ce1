"""Reads rows of MBPP, full or sanitized: a sentence, a solution, and a few asserts that call it."""

from __future__ import annotations

import ast
from typing import Any

from verigen.core.syntax import parse
from verigen.domains.code.asserts import CANDIDATE, Asserts, Unconvertible
from verigen.domains.code.sets.reading import CodeReading, texts

COLUMNS: tuple[tuple[str, ...], ...] = (("test_list", "code"),)
OF_THE_SET = {"challenge_test_list", "source_file"}


def holds(row: dict[str, Any]) -> bool:
    return all(row.get(column) for column in COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises Unconvertible if its tests don't all call one function.

    CC-BY-4.0 (github.com/google-research/google-research/tree/master/mbpp) for MBPP, full or sanitized.
    """
    texts(row, *COLUMNS[0])
    own = OF_THE_SET & row.keys() and isinstance(row.get("task_id"), int)
    return CodeReading(prompt=asked(row), tests=_asserts(row), licence="CC-BY-4.0" if own else None)


def asked(row: dict[str, Any]) -> str:
    """The prompt: the sentence and the first assert, as in the paper.

    The assert shows the function's name and the order of its arguments.
    """
    sentence = str(row.get("prompt") or row.get("text")).strip()
    return f"{sentence}\n\nYour function must pass tests like this one:\n\n{row['test_list'][0].strip()}"


def _asserts(row: dict[str, Any]) -> Asserts:
    """The asserts with the function's name replaced by `candidate`. Raises Unconvertible."""
    solution = row["code"].replace("\r\n", "\n")
    tests = [parse(test.strip()) for test in (*row["test_list"], *row.get("challenge_test_list", ()))]
    name = entry_point(solution, tests)
    setup = parse(row.get("test_setup_code") or "")
    lines = [f"    {ast.unparse(_renamed(test, name))}".replace("\n", "\n    ") for test in (setup, *tests)]
    return Asserts(
        solution=solution,
        entry_point=name,
        check="\n".join([f"def check({CANDIDATE}):", *lines]),
        setup="\n".join(row.get("test_imports", ())),
    )


def entry_point(solution: str, tests: list[ast.Module]) -> str:
    """The function of the solution that every test calls. Raises Unconvertible if there is none."""
    defined = [node.name for node in parse(solution).body if isinstance(node, ast.FunctionDef)]
    called = [{_name(node) for node in ast.walk(test) if isinstance(node, ast.Call)} for test in tests]
    for name in reversed(defined):
        if all(name in names for names in called):
            return name
    raise Unconvertible("the tests do not all call one function of the solution")


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _renamed(tree: ast.Module, name: str) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name:
            node.id = CANDIDATE
    return tree
