"""Rewrites a program so that it certainly does the same, to see whether a verifier still accepts it."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from verigen.core.syntax import parse
from verigen.grading.audit.planted import Planted
from verigen.problems.harden.mutants import drop_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.domains.code.reference import CodeReference

# Programs that look names up by their text may change with the names.
BY_TEXT = frozenset({"exec", "eval", "locals", "globals", "vars", "getattr", "setattr", "dir"})
HELPER = """

_{name}_helper = {name}


def {name}(*args, **kwargs):
    return _{name}_helper(*args, **kwargs)
"""
TRIED = '\n\nif __name__ == "__main__" and False:\n    print("tried")\n'


def rewritings(reference: CodeReference) -> Iterator[Planted]:
    """Programs that do what the reference's solution does. Raises SyntaxError if it does not parse."""
    source = reference.solution or ""
    tree = parse(source)
    drop_notes(tree)
    yield Planted("as it is", source)
    yield Planted("without comments", ast.unparse(tree))
    yield Planted("a trial at the end", source + TRIED)
    if (renamed := _renamed(source)) is not None:
        yield Planted("other names", renamed)
    if reference.mode == "function" and reference.entry_point:
        yield Planted("a helper", source + HELPER.format(name=reference.entry_point))


def _renamed(source: str) -> str | None:
    """The program with other names of local variables; None if it has none, or uses names as texts."""
    tree = parse(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    local = {
        name.id
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for name in ast.walk(function)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    local -= _fixed(tree) | set(dir(builtins))
    if not local or used & BY_TEXT:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in local:
            node.id = f"{node.id}_{len(node.id)}x"
    return ast.unparse(tree)


def _fixed(tree: ast.Module) -> set[str]:
    """Names that are more than variables: of modules, functions, classes, parameters, and names in declarations."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Global | ast.Nonlocal):
            found.update(node.names)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            found.add(node.name)
    return found | {
        name.id
        for statement in tree.body
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
        for name in ast.walk(statement)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
