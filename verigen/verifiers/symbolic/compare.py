"""Holds two answers against each other: within a type, and across types by an explicit table.

Every comparison is symmetric: a rule for (set, list) serves (list, set) too.
"""

# A Finding's first word is its outcome.
# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.verifiers.symbolic import regions, relations, units, words
from verigen.verifiers.symbolic.canonical import canonical, key
from verigen.verifiers.symbolic.equal import EXACT_KEYS, Finding, either, equal, every
from verigen.verifiers.symbolic.exact import rational
from verigen.verifiers.symbolic.tree import (
    BRACKETS,
    Node,
    Op,
    Sym,
    Text,
    Undecided,
    free_symbols,
    mul,
    num,
    replace,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_MATCH = 40
PARAMETERS = frozenset("kmn")
Rule = "Callable[[Node, Node, float | None], Finding]"


def compare(left: Node, right: Node, tolerance: float | None = None) -> Finding:
    """Whether two answers, in the heads that `meaning` gives, say the same."""
    if left == right and not undefined(left):
        return Finding(True, "canonical", "the same tree")
    kinds = kind(left), kind(right)
    if kinds in RULES:
        return RULES[kinds](left, right, tolerance)
    if kinds[::-1] in RULES:
        return RULES[kinds[::-1]](right, left, tolerance)
    return Finding(False, "type", f"{kinds[0]} and {kinds[1]}")


def undefined(node: Node) -> bool:
    try:
        canonical(node)
    except ZeroDivisionError:
        return True
    return False


def kind(node: Node) -> str:
    if isinstance(node, Text):
        return "text"
    if isinstance(node, Op):
        if node.head == "()" or (node.head == "[]" and not spans(node)):
            return "tuple"
        return _KINDS.get(node.head, "value")
    return "region" if node == Sym("RR") else "value"


def spans(node: Op) -> bool:
    return len(node.args) == 2


_KINDS = {
    "named": "named", "assign": "assign", "list": "list", "set": "set", "[]": "region", "(]": "region", "[)": "region",
    "union": "region", "inter": "region", "minus": "region", "such": "region", "any": "region", "all": "region",
    "rel": "relation", "system": "system", "matrix": "matrix", "ratio": "ratio", "quantity": "quantity", "base": "base",
    "approx": "approx", "chain": "chain", "clock": "clock", "date": "date", "choice": "choice", "cases": "cases",
}  # fmt: skip


# --- values and words


def values(left: Node, right: Node, tolerance: float | None) -> Finding:
    if is_letter(left) and is_letter(right) and left != right:
        same = str(words.letters(left)).lower() == str(words.letters(right)).lower()
        return Finding(same, "choice", "letters of a choice")
    found = equal(left, right, tolerance)
    if found.equal is False and (percent(left) != percent(right)):
        bare = [
            side.args[0] if isinstance(side, Op) and side.head == "percent" else side
            for side in (left, right)
        ]
        return either(equal(bare[0], bare[1], tolerance), found)
    if found.equal is False and (renamed := with_parameter_of(left, right)) is not None:
        return either(equal(left, renamed, tolerance), found)
    return found


def with_parameter_of(left: Node, right: Node) -> Node | None:
    """The right side with its integer named as on the left: pi/6 + 2k pi, whatever the integer is called."""
    one, two = free_symbols(left), free_symbols(right)
    (own, other) = (sorted(one - two), sorted(two - one))
    if len(own) != 1 or len(other) != 1 or not {own[0], other[0]} <= PARAMETERS:
        return None
    if not all(any(part == Sym("pi") for part in walk(side)) for side in (left, right)):
        return None
    return replace(right, {other[0]: Sym(own[0])})


def percent(node: Node) -> bool:
    return isinstance(node, Op) and node.head == "percent"


def is_letter(node: Node) -> bool:
    return isinstance(node, Sym) and node.name in {*"ABCDE", *"abcd"}


def texts(left: Node, right: Node, _tolerance: float | None) -> Finding:
    one, two = (words.plain(side.words) if isinstance(side, Text) else "" for side in (left, right))
    same = one == two or one.replace(" ", "") == two.replace(" ", "")
    return Finding(same, "text", "the same words" if same else "other words")


def text_value(left: Node, right: Node, _tolerance: float | None) -> Finding:
    r"""Words against letters that stood outside of \\text; anything else is of another type."""
    spelled = words.letters(right)
    if isinstance(left, Text) and spelled is not None:
        same = words.plain(left.words).replace(" ", "") == spelled.lower()
        return Finding(same, "text", "the same letters" if same else "other letters")
    return Finding(False, "type", "words and a value")


def choices(left: Node, right: Node, tolerance: float | None) -> Finding:
    one, two = (side.args for side in (left, right) if isinstance(side, Op))
    return texts(one[0], two[0], tolerance)


def choice_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    """(C) 42 against the letter C, or against 42."""
    letter, behind = left.args if isinstance(left, Op) else (left, left)
    spelled = right.words if isinstance(right, Text) else words.letters(right)
    if spelled and len(words.plain(spelled)) == 1 and isinstance(letter, Text):
        same = words.plain(spelled) == words.plain(letter.words)
        return Finding(same, "choice", "the letter of a choice")
    return (
        compare(behind, right, tolerance)
        if behind != letter
        else Finding(False, "choice", "a letter and a value")
    )


# --- names, quantities


def named_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    return compare(left.args[1], right, tolerance) if isinstance(left, Op) else EXACT_KEYS


def named_named(left: Node, right: Node, tolerance: float | None) -> Finding:
    """Labels do not matter, nor do the names a function binds; two equations may still say the same."""
    if not (isinstance(left, Op) and isinstance(right, Op)):
        return EXACT_KEYS
    functions = all(isinstance(side.args[0], Op) and side.args[0].head == "apply" for side in (left, right))
    one, two = (bound(left), bound(right)) if functions else (left.args[1], right.args[1])
    plain = compare(one, two, tolerance)
    if plain.equal or key(left.args[0]) == key(right.args[0]):
        return plain
    if (
        free_symbols(left.args[1])
        and free_symbols(right.args[1])
        and all(relations.is_equation(side.args[2]) for side in (left, right))
    ):
        return either(relations.equations(left.args[2], right.args[2]), plain)
    return plain


def bound(node: Op) -> Node:
    """The value with the parameters of f(x, y) = ... renamed by position."""
    name, value = node.args[:2]
    if not isinstance(name, Op):
        return value
    return replace(
        value, {arg.name: Sym(f"@{n}") for n, arg in enumerate(name.args[1:]) if isinstance(arg, Sym)}
    )


def named_relation(left: Node, right: Node, _tolerance: float | None) -> Finding:
    if isinstance(left, Op) and isinstance(left.args[2], Op) and relations.is_equation(left.args[2]):
        return relations.relations(left.args[2], right)
    return region_any(left, right, None)


def approx_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    """An exact value with its approximation behind it: the exact one counts, or either where they agree."""
    if not isinstance(left, Op):
        return EXACT_KEYS
    exact, near = left.args
    found = compare(exact, right, tolerance)
    if found.equal or equal(exact, near, 0.01).equal is not True:
        return found
    return either(found, compare(near, right, tolerance))


def chain_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    """A = b = c: the last counts, and a chain of numbers must hold."""
    if not isinstance(left, Op):
        return EXACT_KEYS
    *before, last = left.args
    numbers = [part for part in before if rational(part) is not None and rational(last) is not None]
    if any(equal(part, last).equal is False for part in numbers):
        return Finding(False, "exact", "an equation that does not hold")
    return compare(last, right, tolerance)


def quantities(left: Node, right: Node, tolerance: float | None) -> Finding:
    """Two units must be alike or convertible; words after a number are units of their own."""
    (one, unit_one), (two, unit_two) = (side.args for side in (left, right) if isinstance(side, Op))
    if not (isinstance(unit_one, Text) and isinstance(unit_two, Text)):
        return EXACT_KEYS
    first, second = units.read_unit(unit_one.words), units.read_unit(unit_two.words)
    if not units.alike(first, second):
        return Finding(False, "type", f"{unit_one.words} and {unit_two.words}")
    if first.factor == second.factor:
        return compare(one, two, tolerance)
    return compare(mul(num(first.factor), one), mul(num(second.factor), two), tolerance)


def quantity_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    """A missing unit is accepted; degrees may also be meant as the number pi/180."""
    if not isinstance(left, Op):
        return EXACT_KEYS
    value, unit = left.args
    found = compare(value, right, tolerance)
    if found.equal is False and unit == Text("deg") and kind(right) == "value":
        return either(equal(Op("degree", (value,)), right, tolerance), found)
    if (
        found.equal is False
        and isinstance(unit, Text)
        and (worded := units.trailing_symbols(right)) is not None
    ):
        return either(quantities(left, Op("quantity", worded), tolerance), found)
    return found


def bases(left: Node, right: Node, _tolerance: float | None) -> Finding:
    same = isinstance(left, Op) and isinstance(right, Op) and left.args == right.args
    return Finding(same, "exact", "numerals with their bases")


def base_value(left: Node, right: Node, tolerance: float | None) -> Finding:
    """A numeral whose base went missing, or its value in base ten."""
    digits = left.args[0] if isinstance(left, Op) else left
    written = rational(right)
    if isinstance(digits, Text) and written is not None and str(written) == digits.words:
        return Finding(True, "exact", "the same digits")
    return equal(left, right, tolerance)


# --- tuples, lists, sets


def items(node: Node) -> Sequence[Node]:
    return node.args if isinstance(node, Op) else ()


def ordered(left: Node, right: Node, tolerance: float | None) -> Finding:
    one, two = items(left), items(right)
    if len(one) != len(two):
        return Finding(False, "type", f"{len(one)} elements and {len(two)}")
    return every([compare(*pair, tolerance) for pair in zip(one, two, strict=True)])


def unordered(left: Node, right: Node, tolerance: float | None) -> Finding:
    if Sym("...") in items(left) or Sym("...") in items(right):
        return ordered(left, right, tolerance)
    one, two = list(items(left)), list(items(right))
    if "set" in (getattr(left, "head", ""), getattr(right, "head", "")):
        one, two = distinct(one), distinct(two)
    if len(one) != len(two):
        return Finding(False, "type", f"{len(one)} elements and {len(two)}")
    return matched(one, two, tolerance)


def distinct(nodes: list[Node]) -> list[Node]:
    kept: dict[str, Node] = {}
    for node in nodes:
        kept.setdefault(key(safe_canonical(node)), node)
    if len(kept) > MAX_MATCH or len(kept) < 2:
        return list(kept.values())
    unique: list[Node] = []
    for node in kept.values():
        if not any(compare(node, other).equal for other in unique):
            unique.append(node)
    return unique


def safe_canonical(node: Node) -> Node:
    try:
        return canonical(node)
    except ZeroDivisionError:
        return node


def matched(one: list[Node], two: list[Node], tolerance: float | None) -> Finding:
    """Pairs off equal elements: those of one form first, the others by comparison."""
    left: list[Node] = []
    waiting: dict[str, list[Node]] = {}
    for node in two:
        waiting.setdefault(key(safe_canonical(node)), []).append(node)
    for node in one:
        found = waiting.get(key(safe_canonical(node)))
        if found:
            found.pop()
        else:
            left.append(node)
    right = [node for nodes in waiting.values() for node in nodes]
    if len(left) > MAX_MATCH:
        return Finding(None, "undecided", "too many elements to match")
    return paired(left, right, tolerance)


def paired(left: list[Node], right: list[Node], tolerance: float | None) -> Finding:
    findings: list[Finding] = [EXACT_KEYS]
    open_question = None
    for node in left:
        for index, other in enumerate(right):
            found = compare(node, other, tolerance)
            if found.equal:
                findings.append(found)
                del right[index]
                break
            if found.equal is None:
                open_question = found
        else:
            return open_question or Finding(False, "type", "an element that the other side lacks")
    return every(findings)


def single(left: Node, right: Node, tolerance: float | None) -> Finding:
    """{5} against 5; the letters A, C against AC."""
    if (
        isinstance(left, Op)
        and len(left.args) > 1
        and all(is_letter(item) for item in left.args)
        and words.letters(right)
    ):
        same = sorted(str(words.letters(left))) == sorted(str(words.letters(right)))
        return Finding(same, "choice", "letters of a choice")
    if len(items(left)) == 1:
        return compare(items(left)[0], right, tolerance)
    return Finding(False, "type", f"{len(items(left))} elements and one")


def assigns(left: Node, right: Node, tolerance: float | None) -> Finding:
    one, two = (
        {key(row.args[0]): row.args[1] for row in items(side) if isinstance(row, Op)}
        for side in (left, right)
    )
    if one.keys() != two.keys():
        return Finding(False, "type", "values of different names")
    return every([compare(one[name], two[name], tolerance) for name in sorted(one)])


def assign_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    """X = 1, y = 2 against (1, 2): in the order written, or by name."""
    rows = [row.args for row in items(left) if isinstance(row, Op)]
    if len(rows) != len(items(right)):
        return Finding(False, "type", f"{len(rows)} values and {len(items(right))}")
    by_name = sorted(rows, key=lambda row: key(row[0]))
    written = ordered(Op("()", tuple(row[1] for row in rows)), right, tolerance)
    return either(written, ordered(Op("()", tuple(row[1] for row in by_name)), right, tolerance))


def named_assign(left: Node, right: Node, tolerance: float | None) -> Finding:
    """(x, y) = (1, 2) against x = 1, y = 2."""
    name, value = left.args[:2] if isinstance(left, Op) else (left, left)
    if (
        isinstance(name, Op)
        and isinstance(value, Op)
        and len(name.args) == len(value.args)
        and name.head in ("()", "list")
    ):
        rows = tuple(Op("row", pair) for pair in zip(name.args, value.args, strict=True))
        found = assigns(Op("assign", rows), right, tolerance)
        return found if found.equal else either(found, assign_other(right, value, tolerance))
    return compare(value, right, tolerance)


# --- matrices, ratios, clocks


def matrices(left: Node, right: Node, tolerance: float | None) -> Finding:
    if len(items(left)) != len(items(right)):
        return Finding(False, "type", "matrices of different shapes")
    return every([ordered(*pair, tolerance) for pair in zip(items(left), items(right), strict=True)])


def matrix_tuple(left: Node, right: Node, tolerance: float | None) -> Finding:
    """A column or a row against its coordinates."""
    rows = [items(row) for row in items(left)]
    flat = rows[0] if len(rows) == 1 else [row[0] for row in rows if len(row) == 1]
    if len(rows) > 1 and len(flat) != len(rows):
        return Finding(False, "type", "a matrix and a tuple")
    return ordered(Op("()", tuple(flat)), Op("()", tuple(items(right))), tolerance)


def ratios(left: Node, right: Node, tolerance: float | None) -> Finding:
    one, two = items(left), items(right)
    if len(one) != len(two):
        return Finding(False, "type", f"a ratio of {len(one)} and one of {len(two)}")
    if zero_in(one) or zero_in(two):
        return ordered(left, right, tolerance)
    return every(
        [equal(mul(a, two[0]), mul(b, one[0]), tolerance) for a, b in zip(one[1:], two[1:], strict=True)]
    )


def zero_in(nodes: Sequence[Node]) -> bool:
    return any(rational(node) == 0 for node in nodes)


def ratio_value(left: Node, right: Node, tolerance: float | None) -> Finding:
    """A : b against a / b."""
    if len(items(left)) != 2 or zero_in(items(left)):
        return Finding(False, "type", "a ratio and a value")
    return equal(Op("div", tuple(items(left))), right, tolerance)


def clocks(left: Node, right: Node, _tolerance: float | None) -> Finding:
    (*one, half_one), (*two, half_two) = items(left), items(right)
    same = one == two and (half_one == half_two or Text("") in (half_one, half_two))
    return Finding(same, "exact", "times of day")


def dates(left: Node, right: Node, _tolerance: float | None) -> Finding:
    """Day, month and year; a missing year is accepted."""
    (*day_one, year_one), (*day_two, year_two) = items(left), items(right)
    same = day_one == day_two and (year_one == year_two or Text("") in (year_one, year_two))
    return Finding(same, "exact", "dates")


def clock_other(left: Node, right: Node, tolerance: float | None) -> Finding:
    return compare(Op("ratio", tuple(items(left)[:-1])), right, tolerance)


def cases(left: Node, right: Node, tolerance: float | None) -> Finding:
    if len(items(left)) != len(items(right)):
        return Finding(False, "type", "cases of different number")
    return paired(list(items(left)), list(items(right)), tolerance)


# --- regions


def region_any(left: Node, right: Node, tolerance: float | None) -> Finding:
    """Sets of real numbers; intervals whose ends are no numbers are compared end by end."""
    try:
        one, two = regions.region(left), regions.region(right)
    except Undecided as reason:
        return by_shape(left, right, tolerance, str(reason))
    return regions.same(one, two)


def by_shape(left: Node, right: Node, tolerance: float | None, reason: str) -> Finding:
    if isinstance(left, Op) and isinstance(right, Op) and left.head == right.head:
        if left.head in BRACKETS:
            return ordered(left, right, tolerance)
        if left.head in ("union", "inter", "any", "all") and len(left.args) == len(right.args):
            found = paired(list(left.args), list(right.args), tolerance)
            return found if found.equal else Finding(None, "undecided", reason)
        if left.head == "such":
            return every(
                [
                    compare(left.args[0], right.args[0], tolerance),
                    relations.conditions(left.args[1], right.args[1]),
                ]
            )
    return relations.solved_alike(left, right, reason)


def region_tuple(left: Node, right: Node, tolerance: float | None) -> Finding:
    if len(items(right)) != 2 or not isinstance(right, Op) or right.head != "()":
        if isinstance(left, Op) and left.head == "[]" and len(items(right)) == 2:
            return ordered(left, right, tolerance)
        return Finding(False, "type", "an interval and a tuple")
    return region_any(left, right, tolerance)


def region_list(left: Node, right: Node, tolerance: float | None) -> Finding:
    """[1, 2] may be a list in brackets; a set of points may be written as conditions."""
    if isinstance(left, Op) and left.head == "[]":
        return ordered(left, right, tolerance)
    if isinstance(right, Op) and any(
        isinstance(item, Op) and item.head in (*BRACKETS, "union") for item in right.args
    ):
        return region_any(left, Op("union", right.args), tolerance)
    return region_any(left, right, tolerance)


def tuple_list(left: Node, right: Node, tolerance: float | None) -> Finding:
    """(1, 2) against 1, 2 as written; a list of one tuple against the tuple."""
    if len(items(right)) == 1 and len(items(left)) != 1:
        return compare(left, items(right)[0], tolerance)
    return ordered(left, right, tolerance)


def relation_relation(left: Node, right: Node, _tolerance: float | None) -> Finding:
    return relations.relations(left, right)


RULES: dict[tuple[str, str], Callable[[Node, Node, float | None], Finding]] = {
    ("value", "value"): values,
    ("text", "text"): texts,
    ("text", "value"): text_value,
    ("text", "list"): text_value,
    ("choice", "choice"): choices,
    ("named", "named"): named_named,
    ("named", "relation"): named_relation,
    ("named", "assign"): named_assign,
    ("quantity", "quantity"): quantities,
    ("base", "base"): bases,
    ("base", "value"): base_value,
    ("tuple", "tuple"): ordered,
    ("tuple", "list"): tuple_list,
    ("list", "list"): unordered,
    ("list", "set"): unordered,
    ("set", "set"): unordered,
    ("list", "value"): single,
    ("set", "value"): single,
    ("set", "text"): single,
    ("set", "tuple"): single,
    ("assign", "assign"): assigns,
    ("assign", "tuple"): assign_other,
    ("assign", "list"): assign_other,
    ("assign", "system"): relation_relation,
    ("matrix", "matrix"): matrices,
    ("matrix", "tuple"): matrix_tuple,
    ("matrix", "list"): matrix_tuple,
    ("ratio", "ratio"): ratios,
    ("ratio", "value"): ratio_value,
    ("clock", "clock"): clocks,
    ("date", "date"): dates,
    ("cases", "cases"): cases,
    ("region", "region"): region_any,
    ("region", "relation"): region_any,
    ("region", "tuple"): region_tuple,
    ("region", "list"): region_list,
    ("region", "set"): region_any,
    ("relation", "relation"): relation_relation,
    ("relation", "set"): region_any,
    ("relation", "list"): region_any,
    ("relation", "tuple"): region_any,
    ("system", "system"): relation_relation,
    ("system", "assign"): relation_relation,
}
OTHERS = (
    "value",
    "text",
    "choice",
    "tuple",
    "list",
    "set",
    "assign",
    "matrix",
    "ratio",
    "quantity",
    "base",
    "region",
    "relation",
    "system",
    "clock",
    "cases",
    "named",
    "approx",
    "chain",
)
for _head, _rule in (
    ("quantity", quantity_other),
    ("clock", clock_other),
    ("chain", chain_other),
    ("named", named_other),
    ("approx", approx_other),
    ("choice", choice_other),
):
    for _other in OTHERS:
        RULES.setdefault((_head, _other), _rule) if (_other, _head) not in RULES else None
