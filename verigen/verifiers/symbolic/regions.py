"""Sets of real numbers: intervals, unions and the solutions of inequalities in one variable."""

# One branch a rule.
# ruff: noqa: C901
# A Finding's first word is its outcome.
# One return a rule of a table written as match or if.
# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key

from verigen.verifiers.symbolic import ball
from verigen.verifiers.symbolic.canonical import canonical
from verigen.verifiers.symbolic.equal import Finding, equal, every
from verigen.verifiers.symbolic.tree import (
    ONE,
    TWO,
    ZERO,
    Node,
    Op,
    Sym,
    Undecided,
    add,
    free_symbols,
    is_op,
    mul,
    neg,
    replace,
    sub,
    walk,
)

INFINITY = Sym("oo")
FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
MAX_PIECES = 60
_ENDS = {"()": (False, False), "[]": (True, True), "(]": (False, True), "[)": (True, False)}


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval; None stands for infinity at either end. A point has both ends alike and closed."""

    low: Node | None
    high: Node | None
    closed: tuple[bool, bool]


Region = tuple[Piece, ...]
LINE: Region = (Piece(None, None, (False, False)),)


def region(node: Node) -> Region:
    """Raises Undecided where the node is no set of real numbers that can be worked out here."""
    if node == Sym("RR"):
        return LINE
    if not isinstance(node, Op):
        raise Undecided("no set of numbers")
    if node.head in _ENDS and len(node.args) == 2:
        return interval(node)
    match node.head:
        case "set" | "list":
            return union([(Piece(item, item, (True, True)),) for item in node.args if constant(item)])
        case "union" | "any":
            return union([region(arg) for arg in node.args])
        case "inter" | "all":
            found = region(node.args[0])
            for arg in node.args[1:]:
                found = intersection(found, region(arg))
            return found
        case "commas":
            return joined_by_commas(node)
        case "minus":
            return intersection(region(node.args[0]), complement(region(node.args[1])))
        case "named":
            return region(node.args[1])
        case "such":
            return region(condition(node))
        case "rel":
            return solved(node)
        case "not":
            return complement(region(node.args[0]))
    raise Undecided("no set of numbers")


def joined_by_commas(node: Op) -> Region:
    """All of the conditions, or any of them where they can't hold together: m <= -1, m >= 4."""
    parts = [region(arg) for arg in node.args]
    found = parts[0]
    for part in parts[1:]:
        found = intersection(found, part)
    return found or union(parts)


def condition(node: Op) -> Node:
    from verigen.verifiers.symbolic.meaning import meaning

    head, rule = node.args
    found = meaning(rule)
    if (
        isinstance(head, Op)
        and head.head == "rel"
        and head.args[1] == Sym("in")
        and head.args[2] != Sym("RR")
    ):
        return Op("inter", (meaning(head.args[2]), found))
    return found


def constant(node: Node) -> bool:
    if free_symbols(node):
        raise Undecided("an element with variables")
    return True


def interval(node: Op) -> Region:
    ends = [canonical(arg) for arg in node.args]
    low = None if ends[0] == canonical(neg(INFINITY)) else ends[0]
    high = None if ends[1] == INFINITY else ends[1]
    for end in (low, high):
        if end is not None and (free_symbols(end) or INFINITY in walk(end)):
            raise Undecided("an interval whose ends are no numbers")
    closed_low, closed_high = _ENDS[node.head]
    if low is not None and high is not None and compare_ends(low, high) > 0:
        raise Undecided("an interval whose ends are out of order")
    return (Piece(low, high, (closed_low and low is not None, closed_high and high is not None)),)


def compare_ends(one: Node | None, two: Node | None) -> int:
    """Order of two finite ends; equal ones are confirmed by the tiers of equality."""
    if one is None or two is None:
        raise Undecided("an end at infinity")
    if one == two:
        return 0
    order = ball.order(one, two)
    if order is None:
        raise Undecided("ends that cannot be ordered")
    if order == 0 and equal(one, two).equal is not True:
        raise Undecided("ends that cannot be ordered")
    return order


def _by_low(one: Piece, two: Piece) -> int:
    if one.low is None or two.low is None:
        return (one.low is not None) - (two.low is not None)
    return compare_ends(one.low, two.low) or two.closed[0] - one.closed[0]


def union(regions: list[Region]) -> Region:
    pieces = sorted((piece for found in regions for piece in found), key=cmp_to_key(_by_low))
    if len(pieces) > MAX_PIECES:
        raise Undecided("a union of too many intervals")
    merged: list[Piece] = []
    for piece in pieces:
        if merged and touches(merged[-1], piece):
            merged[-1] = joined(merged[-1], piece)
        else:
            merged.append(piece)
    return tuple(merged)


def touches(left: Piece, right: Piece) -> bool:
    if left.high is None or right.low is None:
        return True
    order = compare_ends(right.low, left.high)
    return order < 0 or (order == 0 and (left.closed[1] or right.closed[0]))


def joined(left: Piece, right: Piece) -> Piece:
    if left.high is None or right.high is None:
        return Piece(left.low, None, (left.closed[0], False))
    order = compare_ends(left.high, right.high)
    if order == 0:
        return Piece(left.low, left.high, (left.closed[0], left.closed[1] or right.closed[1]))
    last = left if order > 0 else right
    return Piece(left.low, last.high, (left.closed[0], last.closed[1]))


def complement(found: Region) -> Region:
    pieces: list[Piece] = []
    low: Node | None = None
    closed = False
    for piece in found:
        if piece.low is not None:
            pieces.append(Piece(low, piece.low, (closed, not piece.closed[0])))
        if piece.high is None:
            return tuple(pieces)
        low, closed = piece.high, not piece.closed[1]
    pieces.append(Piece(low, None, (closed, False)))
    return tuple(pieces)


def intersection(one: Region, two: Region) -> Region:
    """By De Morgan, so that one merging routine decides about touching ends."""
    return complement(union([complement(one), complement(two)])) if one and two else ()


def same(one: Region, two: Region) -> Finding:
    if len(one) != len(two):
        return Finding(False, "exact", "sets of different pieces")
    return every([same_piece(*pair) for pair in zip(one, two, strict=True)])


def same_piece(one: Piece, two: Piece) -> Finding:
    if one.closed != two.closed:
        return Finding(False, "exact", "one end is open, the other closed")
    findings = []
    for left, right in ((one.low, two.low), (one.high, two.high)):
        if left is None or right is None:
            findings.append(Finding(left is right, "exact", "an end at infinity"))
        else:
            findings.append(equal(left, right))
    return every(findings)


# --- inequalities


def solved(node: Op) -> Region:
    """A < x <= b, 2x + 1 > 5, |x - 1| < 2: what is linear in one variable; the rest is for SymPy."""
    names = free_symbols(node)
    if len(names) != 1:
        raise Undecided("a relation that is not in one variable")
    name = next(iter(names))
    parts, symbols = node.args[0::2], node.args[1::2]
    found = LINE
    for left, symbol, right in zip(parts, symbols, parts[1:], strict=False):
        if not isinstance(symbol, Sym) or symbol.name not in FLIPPED:
            raise Undecided("a relation that is no comparison")
        found = intersection(found, pair(left, symbol.name, right, name))
    return found


def pair(left: Node, symbol: str, right: Node, name: str) -> Region:
    absolute = absolute_value(left, symbol, right, name)
    if absolute is not None:
        return absolute
    gap = sub(left, right)
    slope, constant_term = linear(gap, name)
    sign = ball.order(slope, ZERO)
    if sign is None or sign == 0:
        raise Undecided("a slope that is no number")
    end = canonical(Op("div", (neg(constant_term), slope)))
    return half_line(symbol if sign > 0 else FLIPPED[symbol], end)


def half_line(symbol: str, end: Node) -> Region:
    match symbol:
        case "<" | "<=":
            return (Piece(None, end, (False, symbol == "<=")),)
        case ">" | ">=":
            return (Piece(end, None, (symbol == ">=", False)),)
        case "=":
            return (Piece(end, end, (True, True)),)
    return complement((Piece(end, end, (True, True)),))


def linear(node: Node, name: str) -> tuple[Node, Node]:
    """Slope and constant of a linear function. Raises Undecided for any other."""
    if any(is_op(part, "abs", "floor", "ceil", "max", "min") for part in walk(node)):
        raise Undecided("not linear")
    at_zero, at_one, at_two = (canonical(replace(node, {name: point})) for point in (ZERO, ONE, TWO))
    slope = canonical(sub(at_one, at_zero))
    line = add(mul(slope, Sym(name)), at_zero)
    if (
        equal(at_two, canonical(add(mul(TWO, slope), at_zero))).equal is not True
        or equal(node, line).equal is not True
    ):
        raise Undecided("not linear")
    return slope, at_zero


def absolute_value(left: Node, symbol: str, right: Node, name: str) -> Region | None:
    """|linear| < c, where c is a positive number."""
    if is_op(right, "abs") and not free_symbols(left):
        left, symbol, right = right, FLIPPED[symbol], left
    if (
        not (isinstance(left, Op) and left.head == "abs")
        or free_symbols(right)
        or ball.order(right, ZERO) != 1
    ):
        return None
    inside = left.args[0]
    below, above = pair(inside, symbol, right, name), pair(inside, FLIPPED[symbol], neg(right), name)
    return intersection(below, above) if symbol in ("<", "<=", "!=") else union([below, above])
