"""Parses arithmetic such as `3*(5+2)/4` into a tree whose leaves keep their original notation."""

# RUF001: texts use several characters for the product, minus and apostrophe signs.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from verigen.problems.mutate.mutators.program import Number, Operator, apply, exact
from verigen.problems.mutate.mutators.sources import Source

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)(\s*%)?|([-+*/^();]|[a-z]+))")
CALL = re.compile(r"\b(gcd|gcf|hcf|lcm|min|max|floor|ceil)\s*(?=[(\[])", re.IGNORECASE)
CALLED: dict[str, Operator] = {
    "gcd": "gcd",
    "gcf": "gcd",
    "hcf": "gcd",
    "lcm": "lcm",
    "min": "min",
    "max": "max",
}
SIGNS = str.maketrans(
    {"×": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "[": "(", "]": ")", "·": "*", "∗": "*", "⁄": "/"}
)
FRACTIONS = {"½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅓": "(1/3)", "⅔": "(2/3)", "⅕": "(1/5)", "⅛": "(1/8)"}
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
NEGATION = 3
MOST_DIGITS = 18
MOST_LETTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A number as the solution writes it; `fixed` if it comes from the notation, such as the 100 of a % sign.

    `source`: where it comes from, if the solution says so by a name.
    """

    value: Number
    fixed: bool = False
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    op: Operator
    left: Tree
    right: Tree


Tree = Leaf | Fork


def doubled(tree: Tree) -> set[Number]:
    """The numbers that are added to themselves, or taken from or divided by themselves: 10 in 3 * (10 + 10)."""
    if isinstance(tree, Leaf):
        return set()
    terms = _terms(tree) if tree.op in "+-" else [tree.left, tree.right]
    values = [term.value for term in terms if isinstance(term, Leaf) and tree.op in "+-/"]
    alike = {value for value in values if values.count(value) == 2}
    return alike.union(*map(doubled, terms))


def _terms(tree: Tree) -> list[Tree]:
    """What is added and subtracted in one sum."""
    if isinstance(tree, Fork) and tree.op in "+-":
        return [*_terms(tree.left), *_terms(tree.right)]
    return [tree]


def clean(text: str) -> str:
    """Arithmetic in plain signs: no currency, no thousands separators, x as a multiplication sign."""
    for sign, spelled in FRACTIONS.items():
        text = text.replace(sign, spelled)
    text = re.sub(r"[$€£]|\\\$|,(?=\d{3}(?!\d))", "", text.translate(SIGNS))
    return re.sub(
        r"(?<=[\d)\s%])\s*[xX]\s*(?=[\d(.\s])|\*\*(?!\*)", lambda m: "^" if m[0] == "**" else "*", text
    )


def _calls(text: str) -> str:
    """The text with semicolons between the arguments of functions, whose commas are no thousands separators."""
    for match in CALL.finditer(text):
        depth, at = 0, match.end()
        while at < len(text):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(text[at], 0)
            if depth == 0:
                break
            at += 1
        inside = text[match.end() : at].replace(",", ";")
        text = f"{text[: match.start()]}{match[1].lower()}{' ' * (match.end() - match.end(1))}{inside}{text[at:]}"
    return text


def parse(text: str) -> Tree:
    """Parse arithmetic. Raises ValueError if the text is none."""
    tokens, at = [], 0
    text = clean(_calls(text)).rstrip()
    if len(text) > MOST_LETTERS:
        raise ValueError(f"arithmetic of {len(text)} letters is too long")
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise ValueError(f"{text!r} is not arithmetic")
        tokens.append((found[1], bool(found[2]), found[3]))
        at = found.end()
    parser = _Parser(tokens)
    tree = parser.expression(0)
    if parser.at != len(tokens):
        raise ValueError(f"{text!r} is not arithmetic")
    return tree


class _Parser:
    """Precedence climbing; a number directly before a bracket multiplies it."""

    def __init__(self, tokens: list[tuple[str | None, bool, str | None]]) -> None:
        self.tokens = tokens
        self.at = 0

    def expression(self, least: int) -> Tree:
        left = self.operand()
        while self.at < len(self.tokens):
            number, _, sign = self.tokens[self.at]
            op = "*" if sign == "(" else sign
            if number is not None or op not in PRECEDENCE or PRECEDENCE[op] < least:
                break
            self.at += sign != "("
            strength = PRECEDENCE[op]
            right = self.expression(strength + (op != "^"))
            left = Fork(op=op, left=left, right=right)  # type: ignore[arg-type]
        return left

    def operand(self) -> Tree:
        if self.at == len(self.tokens):
            raise ValueError("the arithmetic ends too early")
        number, percent, sign = self.tokens[self.at]
        self.at += 1
        if number is not None:
            if len(number) > MOST_DIGITS:
                raise ValueError(f"{number} has too many digits")
            leaf = Leaf(value=exact(Fraction(number)))
            return Fork(op="/", left=leaf, right=Leaf(value=100, fixed=True)) if percent else leaf
        if sign == "-":
            return Fork(op="-", left=Leaf(value=0, fixed=True), right=self.expression(NEGATION))
        if sign is not None and sign.isalpha():
            return self.call(sign)
        if sign != "(":
            raise ValueError(f"{sign!r} stands where a number should")
        inside = self.expression(0)
        if self.at == len(self.tokens) or self.tokens[self.at][2] != ")":
            raise ValueError("a bracket is never closed")
        self.at += 1
        return inside

    def call(self, name: str) -> Tree:
        """A function of some numbers: gcd(a; b; c) is gcd(gcd(a; b); c), floor(a/b) one operation on a and b."""
        given = self.arguments()
        if name in {"floor", "ceil"} and len(given) == 1:
            (inside,) = given
            quotient = isinstance(inside, Fork) and inside.op == "/"
            left, right = (inside.left, inside.right) if quotient else (inside, Leaf(value=1, fixed=True))  # type: ignore[union-attr]
            return Fork(op="//" if name == "floor" else "ceil", left=left, right=right)
        if name not in CALLED or len(given) < 2:
            raise ValueError(f"{name!r} is no known function of {len(given)} numbers")
        total, *rest = given
        for each in rest:
            total = Fork(op=CALLED[name], left=total, right=each)
        return total

    def arguments(self) -> list[Tree]:
        if self.at == len(self.tokens) or self.tokens[self.at][2] != "(":
            raise ValueError("a function without brackets")
        given: list[Tree] = []
        while self.at < len(self.tokens) and self.tokens[self.at][2] in ({"("} if not given else {";"}):
            self.at += 1
            given.append(self.expression(0))
        if self.at == len(self.tokens) or self.tokens[self.at][2] != ")":
            raise ValueError("a bracket is never closed")
        self.at += 1
        return given


def evaluate(tree: Tree) -> Number:
    """The value of the tree. Raises ZeroDivisionError or ValueError."""
    if isinstance(tree, Leaf):
        return tree.value
    return apply(tree.op, evaluate(tree.left), evaluate(tree.right))


def leaves(tree: Tree) -> list[Leaf]:
    if isinstance(tree, Leaf):
        return [tree]
    return leaves(tree.left) + leaves(tree.right)
