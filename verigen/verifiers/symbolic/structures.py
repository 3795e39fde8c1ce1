"""Reads what a command or a bracket opens: fractions, roots, sums, integrals, matrices, sets."""

# One return a rule of a table written as match or if.
# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.tree import ONE, TWO, Node, Op, Sym, Text, Unreadable, num

if TYPE_CHECKING:
    from verigen.verifiers.symbolic.parser import Parser

BODY = 36
SUM = 30
PRODUCT = 40
RELATION = 10
MATRICES = frozenset(
    {"pmatrix", "bmatrix", "matrix", "Bmatrix", "vmatrix", "Vmatrix", "array", "smallmatrix", "tabular"}
)
FOLDS = frozenset({"min", "max", "gcd", "lcm"})
MAX_CELLS = 2500


def command(parser: Parser, name: str) -> Node:
    if name == "frac":
        return Op("div", (parser.argument(), parser.argument()))
    if name == "binom":
        return Op("binom", (parser.argument(), parser.argument()))
    if name == "sqrt":
        return root(parser)
    if name in ("sum", "prod"):
        return repeated(parser, name)
    if name == "int":
        return integral(parser)
    if name == "lim":
        return limit(parser)
    if name in ("overline", "bar", "vec", "hat", "widehat", "overrightarrow", "underline", "tilde", "dot"):
        return decorated(parser, name)
    if name in ("angle", "triangle"):
        return Op("figure", (Text(name), parser.argument()))
    raise Unreadable(f"the command \\{name}")


def root(parser: Parser) -> Node:
    degree: Node = TWO
    if parser.sees("["):
        parser.next()
        degree = parser.expr(0)
        parser.expect("]")
    return Op("root", (parser.argument(), degree))


def decorated(parser: Parser, name: str) -> Node:
    inside = parser.argument()
    parts = inside.args if isinstance(inside, Op) and inside.head == "mul" else (inside,)
    letters = [part for part in parts if isinstance(part, Sym)]
    if len(letters) == len(parts):
        if name in ("overline", "bar") and len(letters) == 1:
            return Sym(f"{letters[0].name}_bar")
        return Op("figure", (Text("segment" if name == "overline" else name), inside))
    if name in ("overline", "bar"):
        return Op("conj", (inside,))
    raise Unreadable(f"\\{name} over an expression")


def bounds(parser: Parser) -> tuple[Node | None, Node | None]:
    low = high = None
    for _ in range(2):
        if parser.accept("_"):
            low = parser.argument()
        elif parser.accept("^"):
            high = parser.argument()
    return low, high


def repeated(parser: Parser, head: str) -> Node:
    low, high = bounds(parser)
    body = parser.expr(BODY)
    if not (isinstance(low, Op) and low.head == "rel" and len(low.args) == 3 and high is not None):
        raise Unreadable(f"a {head} without both bounds")
    index, symbol, start = low.args
    if symbol != Sym("=") or not isinstance(index, Sym):
        raise Unreadable(f"a {head} without an index")
    return Op(head, (body, index, start, high))


def integral(parser: Parser) -> Node:
    low, high = bounds(parser)
    parser.integrals += 1
    body: Node = ONE if parser.integrand_ends() else parser.expr(SUM - 1)
    parser.integrals -= 1
    token = parser.next()
    variable = token.text[1] if token.kind == "word" and len(token.text) == 2 else parser.next().text
    if not variable.isalpha() or token.text[0] != "d":
        raise Unreadable("an integral without its differential")
    limits = (low, high) if low is not None and high is not None else ()
    return Op("int", (body, Sym(variable), *limits))


def limit(parser: Parser) -> Node:
    if not parser.accept("_") or not parser.accept("{"):
        raise Unreadable("a limit without its variable")
    variable = parser.atom()
    parser.expect("->")
    target = parser.expr(SUM - 1)
    side = "+"
    if parser.accept("^"):
        side = parser.next().text
    parser.expect("}")
    if not isinstance(variable, Sym):
        raise Unreadable("a limit without its variable")
    return Op("lim", (parser.expr(BODY), variable, target, Sym(side)))


def call(parser: Parser, name: str, base: Node | None) -> Node:
    """A function with its argument; several arguments for gcd, min and the like."""
    argument = parser.function_argument()
    grouped = isinstance(argument, Op) and (
        argument.head == "()" or (argument.head == "set" and name in FOLDS)
    )
    arguments = argument.args if isinstance(argument, Op) and grouped else (argument,)
    if name == "log" and base is not None:
        return Op("logbase", (argument, base))
    if name == "lg":
        return Op("logbase", (argument, num(10)))
    if name == "cbrt":
        return Op("root", (argument, num(3)))
    return Op(name, arguments)


def environment(parser: Parser, kind: str) -> Node:
    if kind not in MATRICES and kind not in (
        "cases",
        "aligned",
        "align",
        "gathered",
        "split",
        "equation",
        "gather",
        "rcases",
        "dcases",
    ):
        raise Unreadable(f"the environment {kind}")
    rows: list[Node] = []
    cells: list[Node] = []
    total = 0
    parser.rows += 1
    while parser.token.kind != "end_env":
        cells.append(parser.items() if kind not in MATRICES else cell(parser))
        total += 1
        if total > MAX_CELLS or parser.token.kind == "eof":
            raise Unreadable("a matrix that is too large or does not end")
        if parser.token.kind == "row":
            parser.next()
            rows.append(Op("row", tuple(cells)))
            cells = []
        elif not parser.accept("&") and parser.token.kind != "end_env":
            raise Unreadable(f"{parser.token.text!r} in a matrix")
    parser.next()
    parser.rows -= 1
    rows += [Op("row", tuple(cells))] if cells else []
    return finished(kind, rows)


def cell(parser: Parser) -> Node:
    return parser.expr(0)


def finished(kind: str, rows: list[Node]) -> Node:
    if kind not in MATRICES:
        if all(isinstance(row, Op) and len(row.args) == 1 for row in rows):
            parts = tuple(row.args[0] for row in rows if isinstance(row, Op))
            return parts[0] if len(parts) == 1 else Op("and", parts)
        return Op("cases", tuple(rows))
    widths = {len(row.args) for row in rows if isinstance(row, Op)}
    if len(widths) != 1:
        raise Unreadable("a matrix whose rows differ in length")
    matrix = Op("matrix", tuple(rows))
    return Op("det", (matrix,)) if kind == "vmatrix" else matrix


def braces(parser: Parser) -> Node:
    """`{...}`: a TeX group, or in plain text a set where it holds a list."""
    parser.next()
    inside = parser.enclosed()
    if parser.token.kind == "cmd" and parser.token.text in ("over", "choose"):
        head = "div" if parser.next().text == "over" else "binom"
        inside = Op(head, (inside, parser.items()))
    parser.expect("}")
    if isinstance(inside, Op) and inside.head == "list":
        return Op("set", inside.args)
    return inside


def set_braces(parser: Parser) -> Node:
    parser.next()
    outside, parser.bars, parser.builders = (parser.bars, parser.builders), 1, 1
    parser.opened += 1
    inside = parser.items()
    parser.opened -= 1
    parser.bars, parser.builders = outside
    if parser.accept("|", ":"):
        condition = parser.items()
        parser.expect("\\}")
        return Op("such", (inside, condition))
    parser.expect("\\}")
    if isinstance(inside, Op) and inside.head in ("list", "and"):
        return Op("set", inside.args)
    return Op("set", (inside,))


def absolute(parser: Parser) -> Node:
    parser.next()
    parser.bars += 1
    inside = parser.expr(SUM - 1)
    parser.bars -= 1
    parser.expect("|")
    return Op("abs", (inside,))
