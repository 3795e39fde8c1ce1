"""Turns a parsed tree into what it says: names dropped, units lifted, signs expanded, lists told from sets."""

# One branch a rule.
# ruff: noqa: C901
# One return a rule of a table written as match or if.
# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

from verigen.verifiers.symbolic import words
from verigen.verifiers.symbolic.canonical import canonical
from verigen.verifiers.symbolic.exact import rational
from verigen.verifiers.symbolic.matrices import matrix_value
from verigen.verifiers.symbolic.series import closed_form
from verigen.verifiers.symbolic.tree import (
    BRACKETS,
    CONSTANTS,
    Node,
    Num,
    Op,
    Sym,
    Text,
    add,
    mul,
    neg,
    num,
    sub,
    walk,
)
from verigen.verifiers.symbolic.units import read_unit

ARITHMETIC = frozenset({"add", "mul", "neg", "div", "pm", "mp"})
DOMAINS = frozenset({"ZZ", "NN", "QQ", "RR", "CC"})
TOTAL_LETTERS = frozenset("abcdkmnpq")
MAX_SIGNS = 4


def meaning(node: Node) -> Node:
    """What an answer says, in the heads that `compare` knows."""
    if isinstance(node, Text):
        return words.meaning(node)
    if not isinstance(node, Op):
        return Op("set", ()) if node == Sym("EmptySet") else node
    match node.head:
        case "list" | "and" | "or":
            return collection(node)
        case "rel":
            return relation(node)
        case "set":
            return Op("set", listed([meaning(item) for item in node.args]).args)
        case "quantity":
            return quantity(node)
        case "union" | "inter" | "minus":
            return set_operation(node)
        case "apply" if is_point(node):
            return meaning(Op("()", node.args[1:]))
        case "such" | "congruent" | "apply" | "base":
            return node
        case "figure":
            return Sym(f"{node.args[0]}{canonical(node.args[1])}")
        case "ratio" | "()" | "[]" | "(]" | "[)" | "row" | "cases":
            return Op(node.head, tuple(meaning(arg) for arg in node.args))
        case "matrix" | "det":
            return matrix_value(node, meaning)
    return expression(node)


def expression(node: Op) -> Node:
    """A value: its unit outside, its plus-minus signs as a list, elided sums closed."""
    if (
        node.head == "mul"
        and len(node.args) == 2
        and node.args[1] in (Sym("C"), Sym("F"))
        and is_degree(node.args[0])
    ):
        return quantity(Op("quantity", (node.args[0], Text(str(node.args[1].name)))))
    if (added := compound(node)) is not None:
        return added
    bare, units = lifted(node)
    if len(units) == 1:
        return quantity(Op("quantity", (bare, Text(units.pop()))))
    whole = closed_form(node)
    if any(isinstance(part, Op) and part.head in ("matrix", "det") for part in walk(whole)):
        return matrix_value(whole, meaning)
    values = variants(whole)
    return values[0] if len(values) == 1 else Op("list", tuple(values))


def compound(node: Op) -> Node | None:
    """1 hour 30 minutes: quantities of one kind side by side are added, in the last one's unit."""
    parts = [arg.args for arg in node.args if isinstance(arg, Op) and arg.head == "quantity"]
    if node.head != "mul" or not 1 < len(parts) == len(node.args):
        return None
    worths = [read_unit(unit.words) for _, unit in parts if isinstance(unit, Text)]
    if len({worth.dimension for worth in worths}) != 1 or len({worth.factor for worth in worths}) != len(
        worths
    ):
        return None
    terms = [
        mul(num(worth.factor / worths[-1].factor), value)
        for worth, (value, _) in zip(worths, parts, strict=True)
    ]
    return quantity(Op("quantity", (add(*terms), parts[-1][1])))


def is_degree(node: Node) -> bool:
    return isinstance(node, Op) and node.head == "degree"


def lifted(node: Node) -> tuple[Node, set[str]]:
    """A sum or product without the units in it, and the units: 2 + 3 cm is 5 cm."""
    if not isinstance(node, Op):
        return node, set()
    if node.head == "degree":
        return node.args[0], {"deg"}
    if node.head == "quantity" and isinstance(node.args[1], Text):
        return node.args[0], {node.args[1].words}
    if node.head not in ARITHMETIC:
        return node, set()
    parts = [lifted(arg) for arg in node.args]
    return Op(node.head, tuple(part for part, _ in parts)), set().union(*(units for _, units in parts))


def is_point(node: Op) -> bool:
    """P(1, 2): a point with its label."""
    name, *arguments = node.args
    numeric = not any(
        isinstance(part, Sym) and part.name not in CONSTANTS
        for argument in arguments
        for part in walk(argument)
    )
    return isinstance(name, Sym) and name.name.isupper() and len(arguments) > 1 and numeric


def quantity(node: Op) -> Node:
    value, unit = node.args
    if (
        isinstance(value, Op)
        and value.head == "mul"
        and len(value.args) > 1
        and isinstance(value.args[0], Op)
    ):
        *first, last = value.args
        if all(isinstance(part, Op) and part.head == "quantity" for part in first):
            side_by_side = Op("mul", (*first, Op("quantity", (last, unit))))
            if (added := compound(side_by_side)) is not None:
                return added
    inside = meaning(value)
    if (
        isinstance(inside, Op)
        and inside.head == "quantity"
        and inside.args[1] == Text("deg")
        and isinstance(unit, Text)
    ):
        return Op("quantity", (inside.args[0], Text(f"deg{unit.words}")))
    if isinstance(inside, Op) and inside.head in ("list", "set", "()"):
        return Op(inside.head, tuple(Op("quantity", (arg, unit)) for arg in inside.args))
    if isinstance(unit, Text) and words.is_comment(unit.words):
        return inside
    return Op("quantity", (inside, unit))


# --- plus-minus


def variants(node: Node) -> list[Node]:
    """Both values of each plus-minus; a minus-plus goes against the plus-minus beside it."""
    signs = [part for part in walk(node) if isinstance(part, Op) and part.head in ("pm", "mp")]
    if not signs:
        return [node]
    if isinstance(node, Op) and node.head in ("list", "set", *BRACKETS):
        return [node]
    if len(signs) > MAX_SIGNS:
        return [node]
    tied = any(part.head == "mp" for part in signs)
    choices = (
        [(bits,) * len(signs) for bits in (1, 0)]
        if tied
        else [tuple(n >> k & 1 for k in range(len(signs))) for n in range(2 ** len(signs))]
    )
    return [signed(node, list(choice)) for choice in choices]


def signed(node: Node, choice: list[int]) -> Node:
    if not isinstance(node, Op):
        return node
    if node.head in ("pm", "mp"):
        plus = choice.pop() == (node.head == "pm")
        left, right = (signed(arg, choice) for arg in node.args)
        return add(left, right) if plus else sub(left, right)
    return Op(node.head, tuple(signed(arg, choice) for arg in node.args))


# --- relations


def is_name(node: Node) -> bool:
    """What may stand left of an equals sign as a mere label: x, f(x), (x, y), S_1 : S_2, AB, width."""
    if isinstance(node, Sym):
        return node.name not in CONSTANTS and node.name != "..."
    if isinstance(node, Text):
        return True
    if not isinstance(node, Op):
        return False
    if node.head in ("apply", "figure"):
        return True
    if node.head in ("()", "ratio", "list"):
        return bool(node.args) and all(is_name(arg) for arg in node.args)
    if node.head in ("degree", "abs", "deriv"):
        return is_name(node.args[0])
    if node.head == "mul":
        return all(isinstance(arg, Sym) and arg.name[0].isupper() for arg in node.args)
    return False


def is_total(name: Node, value: Node) -> bool:
    """M + n = 7, as answers are asked for: a sum of distinct letters that are rarely coordinates."""
    if not (isinstance(name, Op) and name.head == "add" and isinstance(value, Num)):
        return False
    letters = [arg.name for arg in name.args if isinstance(arg, Sym)]
    return len(letters) == len(name.args) == len(set(letters)) and set(letters) <= TOTAL_LETTERS


def relation(node: Op) -> Node:
    parts, symbols = list(node.args[0::2]), [arg.name for arg in node.args[1::2] if isinstance(arg, Sym)]
    if set(symbols) == {"in"} and len(parts) == 2:
        return Op("named", (parts[0], meaning(parts[1]), node))
    if set(symbols) == {"!="} and len(signs := variants(node)) > 1:
        return Op("all", tuple(signs))
    if not set(symbols) <= {"=", "~"}:
        return node
    if "~" in symbols:
        return approximated(parts, symbols)
    return equation(parts, node)


def approximated(parts: list[Node], symbols: list[str]) -> Node:
    cut = symbols.index("~") + 1
    exact, near = parts[:cut], parts[cut:]
    if len(exact) == 1 and is_name(exact[0]):
        return meaning(chain([exact[0], *near]))
    return Op("approx", (meaning(chain(exact)), meaning(near[0])))


def chain(parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    args: list[Node] = [parts[0]]
    for part in parts[1:]:
        args += [Sym("="), part]
    return Op("rel", tuple(args))


def equation(parts: list[Node], node: Op) -> Node:
    """A label and its value, or an equation that says something itself."""
    if is_name(parts[0]) or is_total(parts[0], parts[-1]):
        name, rest = parts[0], parts[1:]
        while len(rest) > 1 and is_name(rest[0]):
            rest = rest[1:]
    elif is_name(parts[-1]):
        name, rest = parts[-1], parts[:-1]
    elif all(rational(part) is not None for part in parts):
        same = len({rational(part) for part in parts}) == 1
        return parts[-1] if same else node
    else:
        return Op("chain", tuple(meaning(part) for part in parts)) if len(parts) > 2 else node
    if len(rest) > 1:
        return Op(
            "named", (name, Op("chain", tuple(meaning(part) for part in rest)), chain([name, rest[-1]]))
        )
    return Op("named", (name, meaning(rest[0]), node))


# --- lists


def collection(node: Op) -> Node:
    items = [item for item in node.args if not is_qualifier(item)] or list(node.args)
    found = [meaning(item) for item in items]
    if len(found) < 2:
        return found[0] if found else Op("list", ())
    if (
        node.head == "list"
        and found[0] in (Text("yes"), Text("no"))
        and all(isinstance(item, Text) for item in found)
    ):
        return found[0]
    if any(isinstance(item, Op) and item.head == "rel" and not is_equation(item) for item in found):
        return Op("any" if node.head == "or" else "all", tuple(unnamed_region(item) for item in found))
    named = [item for item in found if isinstance(item, Op) and item.head == "named"]
    if len(named) == len(found):
        return assigned(named, node)
    if named and found[0] is named[0] and len(named) == 1 and not any(is_equation(item) for item in found):
        return listed([named[0].args[1], *found[1:]])
    if named or any(is_equation(item) for item in found):
        return Op("system", tuple(original(item) for item in found))
    if node.head == "or" and any(is_interval(item) for item in found):
        return Op("union", tuple(found))
    return listed(found)


def is_equation(node: Node) -> bool:
    return isinstance(node, Op) and node.head == "rel" and all(arg == Sym("=") for arg in node.args[1::2])


def is_interval(node: Node) -> bool:
    return isinstance(node, Op) and (
        node.head in ("(]", "[)", "union")
        or (node.head in ("()", "[]") and any(part in (Sym("oo"), neg(Sym("oo"))) for part in node.args))
    )


def unnamed_region(node: Node) -> Node:
    return node.args[2] if isinstance(node, Op) and node.head == "named" else node


def original(node: Node) -> Node:
    return node.args[2] if isinstance(node, Op) and node.head == "named" else node


def is_qualifier(node: Node) -> bool:
    """K in Z, `where n is an integer`: said about an answer, no answer itself."""
    if isinstance(node, Op) and node.head == "rel":
        return node.args[1] == Sym("in") and isinstance(node.args[2], Sym) and node.args[2].name in DOMAINS
    if isinstance(node, Op) and node.head == "quantity":
        return is_qualifier(node.args[0])
    return isinstance(node, Text) and words.is_comment(node.words)


def listed(items: list[Node]) -> Op:
    flat: list[Node] = []
    for item in items:
        for value in variants(item):
            flat.extend(value.args if isinstance(value, Op) and value.head == "list" else (value,))
    return Op("list", tuple(flat))


def assigned(named: list[Op], node: Op) -> Node:
    """X = 1, y = 2 is one point; x = 1 or x = 2 a list of values."""
    names = [canonical(item.args[0]) for item in named]
    values = [item.args[1] for item in named]
    distinct = len(set(names))
    if distinct == 1:
        return listed(values)
    if distinct == len(names):
        if all(isinstance(name, Sym) for name in names) and any(mentions(value, names) for value in values):
            return Op("system", tuple(item.args[2] for item in named))
        return Op("assign", tuple(Op("row", pair) for pair in zip(names, values, strict=True)))
    if len(names) % distinct == 0 and names == names[:distinct] * (len(names) // distinct):
        starts = range(0, len(names), distinct)
        return Op("list", tuple(Op("()", tuple(values[start : start + distinct])) for start in starts))
    return Op("system", tuple(item.args[2] for item in named)) if node.head != "or" else listed(values)


def mentions(value: Node, names: list[Node]) -> bool:
    return any(part in names for part in walk(value))


# --- sets


def set_operation(node: Op) -> Node:
    parts = [meaning(arg) for arg in node.args]
    parts = [part.args[1] if isinstance(part, Op) and part.head == "named" else part for part in parts]
    if node.head == "union" and all(isinstance(part, Op) and part.head == "set" for part in parts):
        return Op("set", tuple(item for part in parts if isinstance(part, Op) for item in part.args))
    return Op(node.head, tuple(parts))
