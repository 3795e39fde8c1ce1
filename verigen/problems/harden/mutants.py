"""Makes mutants of a program: copies that differ in one small way, as by a slip."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from verigen.core.seeds import rng
from verigen.core.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitAnd,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "upper": "lower", "lower": "upper"}


def mutants(source: str, most: int, seed: int = 0) -> list[str]:
    """Different sources, at most `most` of them, in the order of the changed places in the program."""
    tree = parse(source)
    drop_notes(tree)
    original = ast.unparse(tree)
    found = list(dict.fromkeys(text for text in _texts(tree) if text != original))
    if len(found) <= most:
        return found
    chosen = set(rng(seed, "mutants", source).sample(range(len(found)), most))
    return [text for index, text in enumerate(found) if index in chosen]


def drop_notes(tree: ast.Module) -> None:
    """Remove docstrings and annotations: a change in them has no effect."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None


def _texts(tree: ast.Module) -> Iterator[str]:
    """Change a node, print the program, put the node back."""
    for node in ast.walk(tree):
        for field, changed in _changes(node):
            kept = getattr(node, field)
            setattr(node, field, changed)
            yield ast.unparse(ast.fix_missing_locations(tree))
            setattr(node, field, kept)


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield pairs of a field of the node and another value for it."""
    yield from _operators(node)
    yield from _operands(node)
    yield from _statements(node)


def _operators(node: ast.AST) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.Compare(ops=ops):
            for index, op in enumerate(ops):
                for other in COMPARISONS.get(type(op), ()):
                    yield "ops", [*ops[:index], other(), *ops[index + 1 :]]
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            for swapped in OPERATORS.get(type(op), ()):
                yield "op", swapped()
        case ast.BoolOp(op=op):
            yield "op", ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "test", ast.UnaryOp(op=ast.Not(), operand=test)


def _operands(node: ast.AST) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.Constant(value=value):
            yield from (("value", other) for other in _constants(value))
        case ast.Name(id=name) if name in NAMES:
            yield "id", NAMES[name]
        case ast.Attribute(attr=name) if name in NAMES:
            yield "attr", NAMES[name]
        case ast.Slice():
            yield from ((end, None) for end in ("lower", "upper", "step") if getattr(node, end) is not None)
        case ast.Call(func=ast.Name(id="range"), args=[*before, last]) if len(before) <= 1:
            yield "args", [*before, ast.BinOp(left=last, op=ast.Sub(), right=ast.Constant(1))]
        case ast.Return(value=value) if value is not None:
            yield "value", ast.Constant(None)


def _statements(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield changes that leave out one statement."""
    for field in ("body", "orelse"):
        body = getattr(node, field, None)
        if not isinstance(body, list):
            continue
        for index, statement in enumerate(body):
            if isinstance(statement, ast.AugAssign) or _is_call(statement):
                yield field, [*body[:index], ast.Pass(), *body[index + 1 :]]


def _is_call(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)


def _constants(value: Any) -> tuple[Any, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1)
    if isinstance(value, float):
        return (value + 1.0,)
    if isinstance(value, str):
        return (value[:-1] if len(value) > 1 else value + "x",)
    return ()
