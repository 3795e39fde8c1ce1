"""Matrix arithmetic on trees: scalar products, matrix sums, transposes, determinants up to 4 by 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.tree import MINUS_ONE, Node, Op, Sym, Undecided, add, mul

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DETERMINANT = 4


def rows(matrix: Node) -> list[tuple[Node, ...]]:
    return [row.args for row in matrix.args if isinstance(row, Op)] if isinstance(matrix, Op) else []


def build(cells: list[tuple[Node, ...]]) -> Op:
    return Op("matrix", tuple(Op("row", row) for row in cells))


def matrix_value(node: Node, meaning: Callable[[Node], Node]) -> Node:
    """Matrix with the meaning of its cells, or the node unchanged if the arithmetic is not supported."""
    try:
        found = value(node)
    except Undecided:
        return node
    if isinstance(found, Op) and found.head == "matrix":
        return build([tuple(meaning(cell) for cell in row) for row in rows(found)])
    return found


def value(node: Node) -> Node:
    if not isinstance(node, Op) or node.head == "matrix":
        return node
    if node.head == "det":
        return determinant(rows(node.args[0]))
    if node.head == "pow" and node.args[1] in (Sym("T"), Op("figure", ())):
        return build(list(zip(*rows(value(node.args[0])), strict=True)))
    args = [value(arg) for arg in node.args]
    matrices = [arg for arg in args if isinstance(arg, Op) and arg.head == "matrix"]
    if not matrices:
        return Op(node.head, tuple(args))
    if node.head == "neg":
        return scaled(matrices[0], MINUS_ONE)
    if node.head in ("mul", "div") and len(matrices) == 1:
        return scaled(matrices[0], factor(node.head, args, matrices[0]))
    if node.head == "add" and len(matrices) == len(args):
        return total(matrices)
    raise Undecided("matrix arithmetic")


def factor(head: str, args: list[Node], matrix: Node) -> Node:
    if head == "div":
        return Op("pow", (args[1], MINUS_ONE))
    return mul(*(arg for arg in args if arg is not matrix))


def scaled(matrix: Node, by: Node) -> Node:
    return build([tuple(mul(by, cell) for cell in row) for row in rows(matrix)])


def total(matrices: list[Op]) -> Node:
    shapes = {tuple(len(row) for row in rows(matrix)) for matrix in matrices}
    if len(shapes) != 1:
        raise Undecided("a sum of matrices of different shapes")
    return build(
        [
            tuple(add(*cells) for cells in zip(*lines, strict=True))
            for lines in zip(*map(rows, matrices), strict=True)
        ]
    )


def determinant(cells: list[tuple[Node, ...]]) -> Node:
    if not cells or len(cells) > MAX_DETERMINANT or any(len(row) != len(cells) for row in cells):
        raise Undecided("a determinant that is not square or too large")
    if len(cells) == 1:
        return cells[0][0]
    terms = []
    for column, cell in enumerate(cells[0]):
        minor = [row[:column] + row[column + 1 :] for row in cells[1:]]
        sign = MINUS_ONE if column % 2 else None
        terms.append(mul(*([sign] if sign else []), cell, determinant(minor)))
    return add(*terms)
