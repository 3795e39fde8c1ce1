"""Near readings of a reference: programs that its source does not rule out as what was meant."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from verigen.core.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

# Changes of the value that a search starts from; found values mostly lie further away.
MOVES = (1, -1, 2, 5)


def readings(source: str) -> list[str]:
    """Programs that a reader might take this one for.

    In some, `or` binds before `and` where no parentheses show what was meant. In some, a loop continues where
    it breaks. In some, the absolute value is taken before the remainder, not after. In others, a search
    starts from another value: if that shows in the output, nothing was found. In some, a word that must be
    followed by a blank may also end the text.
    """
    tree = parse(source)
    found = [*_other_bindings(tree, source), *_other_ends(tree), *_other_signs(tree), *_other_starts(tree)]
    return list(dict.fromkeys([*found, *_other_words(tree)]))


def _other_words(tree: ast.Module) -> Iterator[str]:
    """Programs that pad a text with the blanks that it is compared with."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(
                left=ast.Subscript() as owner,
                ops=[ast.Eq() | ast.NotEq()],
                comparators=[ast.Constant(value=str(word))],
            ):
                pass
            case ast.Call(
                func=ast.Attribute(attr="startswith" | "endswith") as owner,
                args=[ast.Constant(value=str(word))],
            ):
                pass
            case _:
                continue
        kept = owner.value
        if word.strip() and word != word.strip():
            owner.value = _padded(kept, word)
            yield ast.unparse(ast.fix_missing_locations(tree))
            owner.value = kept


def _padded(text: ast.expr, word: str) -> ast.expr:
    blank = ast.Constant(value=" ")
    if word.startswith(" "):
        text = ast.BinOp(left=blank, op=ast.Add(), right=text)
    return ast.BinOp(left=text, op=ast.Add(), right=blank) if word.endswith(" ") else text


def _other_ends(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list) and any(isinstance(statement, ast.Break) for statement in body):
                setattr(node, name, [ast.Pass() if isinstance(each, ast.Break) else each for each in body])
                yield ast.unparse(ast.fix_missing_locations(tree))
                setattr(node, name, body)


def _other_signs(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="abs"), args=[ast.BinOp(op=ast.Mod()) as remainder]):
                kept = remainder.left
                remainder.left = ast.Call(func=ast.Name(id="abs", ctx=ast.Load()), args=[kept], keywords=[])
                yield ast.unparse(ast.fix_missing_locations(tree))
                remainder.left = kept


def _other_starts(tree: ast.Module) -> Iterator[str]:
    for node, field in _starts(tree):
        kept = getattr(node, field)
        for value in _neighbours(kept):
            setattr(node, field, value)
            yield ast.unparse(ast.fix_missing_locations(tree))
        setattr(node, field, kept)


def _starts(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Constants that a name holds until a condition in a loop replaces them, and default results of a search."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            replaced = _replaced(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and {_name(target) for target in node.targets} & replaced:
                    yield node, "value"
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "default":
            yield node, "value"


def _replaced(function: ast.FunctionDef) -> set[str | None]:
    conditions = [
        condition
        for loop in ast.walk(function)
        if isinstance(loop, ast.For | ast.While)
        for condition in ast.walk(loop)
        if isinstance(condition, ast.If)
    ]
    assigned = [
        node for condition in conditions for node in ast.walk(condition) if isinstance(node, ast.Assign)
    ]
    return {_name(target) for node in assigned for target in node.targets} - {None}


def _name(node: ast.AST) -> str | None:
    return node.id if isinstance(node, ast.Name) else None


def _neighbours(node: ast.expr) -> list[ast.expr]:
    """Other constants of the same kind; none if the node is not a number or a text."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return []
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return []
    if isinstance(value, str):
        return [ast.Constant(value + "?")]
    return [ast.parse(repr(value + step), mode="eval").body for step in MOVES]


def _other_bindings(tree: ast.Module, source: str) -> list[str]:
    """Programs with one mixture of `and` and `or` without parentheses bound the other way, and with all."""
    mixed = [node for node in ast.walk(tree) if isinstance(node, ast.BoolOp) and _bare(node, source)]
    groups = [[node] for node in mixed] + ([mixed] if len(mixed) > 1 else [])
    return [_rebound(tree, chosen) for chosen in groups]


def _bare(node: ast.BoolOp, source: str) -> bool:
    return isinstance(node.op, ast.Or) and any(
        isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And) and not _parenthesised(part, source)
        for part in node.values[:-1]
    )


def _parenthesised(node: ast.expr, source: str) -> bool:
    lines = source.encode().split(b"\n")
    before = b"\n".join([*lines[: node.lineno - 1], lines[node.lineno - 1][: node.col_offset]])
    return before.rstrip().endswith(b"(") and _closes(node, lines)


def _closes(node: ast.expr, lines: list[bytes]) -> bool:
    assert node.end_lineno is not None
    rest = b"\n".join([lines[node.end_lineno - 1][node.end_col_offset :], *lines[node.end_lineno :]])
    return rest.lstrip().startswith(b")")


def _rebound(tree: ast.Module, nodes: list[ast.BoolOp]) -> str:
    """Turn `a and b or c` into `a and (b or c)`."""
    kept = [(node, node.op, node.values) for node in nodes]
    for node in nodes:
        at = next(
            i
            for i, part in enumerate(node.values)
            if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And)
        )
        first = node.values[at]
        assert isinstance(first, ast.BoolOp)
        loose = ast.BoolOp(op=ast.Or(), values=[first.values[-1], *node.values[at + 1 :]])
        bound = ast.BoolOp(op=ast.And(), values=[*first.values[:-1], loose])
        node.values = [*node.values[:at], bound]
        if at == 0:
            node.op, node.values = bound.op, bound.values
    text = ast.unparse(ast.fix_missing_locations(tree))
    for node, op, values in kept:
        node.op, node.values = op, values
    return text
