"""Counts a program's steps, so that its limit does not depend on a machine's load.

A step is one pass through a loop, one call of a function or one element of a comprehension. The count
restarts with each call. Work that a built-in does inside one step is not counted; time limits far above the
budget stop it.
"""

from __future__ import annotations

import ast
from functools import lru_cache

from verigen.core.syntax import parse

STEP, ENTRY, STOP = "_verigen_step", "_verigen_entry", "OutOfSteps"
PRELUDE = """\
class OutOfSteps(BaseException):
    pass


def _verigen_step():
    global _verigen_left
    _verigen_left -= 1
    if _verigen_left < 0:
        raise OutOfSteps
    return True


_verigen_left = {steps}
"""
# A program that often used up its steps gets fewer: an endless one would spend the whole budget in every call.
WRAPPER = """\
_verigen_strikes = 0


def _verigen_entry(*args, **kwargs):
    global _verigen_left, _verigen_strikes
    _verigen_left = {steps} if _verigen_strikes <= {strikes} else {fewer}
    try:
        return {entry}(*args, **kwargs)
    except OutOfSteps:
        _verigen_strikes += 1
        raise
"""
COUNT = """\
def _verigen_entry(*args, **kwargs):
    global _verigen_left
    _verigen_left = {steps}
    try:
        {entry}(*args, **kwargs)
    except BaseException:
        pass
    return {steps} - _verigen_left
"""
PART = 20


def metered(source: str, steps: int, entry_point: str | None, *, strikes: int = 0, prelude: str = "") -> str:
    """The program, stopped by OutOfSteps; call it as ENTRY if it has an entry point.

    After more than `strikes` stopped calls, each further call gets a small part of the steps. `prelude` runs
    before the program. Raises SyntaxError if the source does not parse.
    """
    wrapper = (
        WRAPPER.format(steps=steps, fewer=steps // PART, entry=entry_point, strikes=strikes)
        if entry_point
        else ""
    )
    return _program(source, steps, wrapper, prelude)


def counting(source: str, steps: int, entry_point: str) -> str:
    """The program with an ENTRY that returns the number of steps it took."""
    return _program(source, steps, COUNT.format(steps=steps, entry=entry_point), "")


def _program(source: str, steps: int, wrapper: str, prelude: str) -> str:
    header, body = _counted(source)
    return f"{header}\n{prelude}\n{PRELUDE.format(steps=steps)}\n{body}\n{wrapper}"


@lru_cache(maxsize=256)
def _counted(source: str) -> tuple[str, str]:
    """The imports that must come first, and the rest of the program with its steps counted."""
    tree = parse(source)
    first = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    tree.body = [node for node in tree.body if node not in first]
    try:
        counted = ast.fix_missing_locations(Counter().visit(tree))
        return "\n".join(map(ast.unparse, first)), ast.unparse(counted)
    except RecursionError as error:
        raise SyntaxError("nested too deeply") from error


def _call() -> ast.Call:
    return ast.Call(func=ast.Name(id=STEP, ctx=ast.Load()), args=[], keywords=[])


class Counter(ast.NodeTransformer):
    """Inserts a step into loops, functions, lambdas and comprehensions."""

    def _block(self, node: ast.For | ast.AsyncFor | ast.While) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(value=_call()))
        return node

    visit_For = visit_AsyncFor = visit_While = _block  # noqa: N815 - ast.NodeTransformer names them

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        self.generic_visit(node)
        place = 1 if ast.get_docstring(node, clean=False) is not None else 0
        node.body.insert(place, ast.Expr(value=_call()))
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _function  # noqa: N815 - the same

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.generic_visit(node)
        node.body = ast.BoolOp(op=ast.And(), values=[_call(), node.body])
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.ifs.insert(0, _call())
        return node
