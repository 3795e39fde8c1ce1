"""What a program's text alone shows: what is refused, and what may share a process with others."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MODULES = {"bisect", "collections", "fractions", "functools", "heapq", "itertools", "math", "operator", "re", "statistics", "string", "typing"}  # fmt: skip
ALONE = {
    "__future__",
    "collections.abc",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "json",
    "textwrap",
}  # their state can change
REFUSED = {
    "__import__", "breakpoint", "compile", "delattr", "dir", "eval", "exec", "exit", "globals", "hash", "help", "id",
    "input", "locals", "memoryview", "object", "open", "quit", "setattr", "super", "type", "vars",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
TELLING = (
    ast.Import, ast.ImportFrom, ast.Name, ast.Attribute, ast.ClassDef, ast.Set, ast.SetComp,
    ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await,
)  # fmt: skip


def telling(tree: ast.Module) -> list[ast.AST]:
    """The nodes that the questions below are about."""
    return [node for node in ast.walk(tree) if isinstance(node, TELLING)]


def objection(nodes: Iterable[ast.AST]) -> str:
    """Why a program of these nodes is refused unread; empty if it may run."""
    return next(filter(None, map(_refused, nodes)), "")


def contained(nodes: Iterable[ast.AST]) -> bool:
    """Whether the program can't change anything that another one in its process would see."""
    return not any(map(_reaches_out, nodes))


def _refused(node: ast.AST) -> str:
    match node:
        case ast.Import(names=names) if outside := [
            each.name for each in names if each.name not in MODULES | ALONE
        ]:
            return f"imports {outside[0][:40]}"
        case ast.ImportFrom(module=module) if module not in MODULES | ALONE:
            return f"imports {str(module)[:40]}"
        case ast.Name(id=name) if name in REFUSED or name.startswith("__"):
            return f"uses {name[:40]}"
        case ast.Attribute(attr=name) if name.startswith("_") or name in CLOCKS:
            return f"uses .{name[:40]}"
        case ast.AsyncFunctionDef() | ast.AsyncFor() | ast.AsyncWith() | ast.Await():
            return "is asynchronous"
    return ""


def _reaches_out(node: ast.AST) -> bool:
    match node:
        case ast.Import(names=names):
            return any(each.name not in MODULES for each in names)
        case ast.ImportFrom(module=module):
            return module not in MODULES
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            return True
        case ast.Name(id="getattr"):
            return True
        case ast.ClassDef():
            return True
    return False


def has_sets(nodes: Iterable[ast.AST]) -> bool:
    """Whether a display or a comprehension makes a set."""
    return any(isinstance(node, ast.Set | ast.SetComp) for node in nodes)


class _PlainSets(ast.NodeTransformer):
    """Writes displays and comprehensions of sets as calls of `set`, which a run may replace."""

    def visit_Set(self, node: ast.Set) -> ast.AST:
        self.generic_visit(node)
        return _call(ast.List(elts=node.elts, ctx=ast.Load()))

    def visit_SetComp(self, node: ast.SetComp) -> ast.AST:
        self.generic_visit(node)
        return _call(ast.ListComp(elt=node.elt, generators=node.generators))


def with_plain_sets(tree: ast.Module) -> str:
    """The program's code with every set made by a call of `set`; the tree is changed. Raises RecursionError."""
    return ast.unparse(ast.fix_missing_locations(_PlainSets().visit(tree)))


def _call(made: ast.expr) -> ast.Call:
    return ast.Call(func=ast.Name(id="set", ctx=ast.Load()), args=[made], keywords=[])
