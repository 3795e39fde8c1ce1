r"""Parses a small part of LaTeX into SymPy: arithmetic, powers, roots, fractions and one-letter variables.

Nothing is evaluated as Python; unsupported input is refused.
"""

# S105: a token of the text is not a password.
# ruff: noqa: S105

from __future__ import annotations

import re
from typing import Any

from verigen.problems.mutate.mutators.errors import Refused

TOKEN = re.compile(
    r"\s*(?:\\[,;!:]|\\(?:left|right|displaystyle|limits)(?![a-zA-Z]))*\s*(?:(\d+(?:\.\d+)?)|(\\[a-zA-Z]+)|([a-zA-Z])|([-+*/^_(){}\[\]=,|!]))"
)
FUNCTIONS = ("sin", "cos", "tan", "sec", "csc", "cot", "ln", "exp")
ARCS = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}
ROUNDED = {"\\lfloor": ("floor", "\\rfloor"), "\\lceil": ("ceiling", "\\rceil")}
CLOSING = frozenset(("+", "-", ")", "}", "]", "=", ",", "|", "\\rfloor", "\\rceil"))
MOST_LETTERS = 400
MOST_GROUPS = 60
MOST_POWER = 200
MOST_BITS = 1 << 13


def parse(text: str) -> Any:
    """Parse into a SymPy expression. Raises Refused."""
    parser = _Parser(_tokens(text))
    found = parser.sum()
    if parser.at != len(parser.tokens):
        raise Refused("LaTeX that is not understood", f"{text!r} is not understood")
    return found


def _tokens(text: str) -> list[str]:
    found, at, text = [], 0, text.strip().rstrip(".?,").rstrip()
    if len(text) > MOST_LETTERS:
        raise Refused("LaTeX that is not understood", "the expression is too long")
    if sum(map(text.count, "([{")) > MOST_GROUPS or text.count("^") > MOST_GROUPS:
        raise Refused("LaTeX that is not understood", "the expression is nested too deeply")
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise Refused("LaTeX that is not understood", f"{text!r} is not understood")
        found.append(match[match.lastindex or 0])
        at = match.end()
    return found


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        import sympy

        self.sympy: Any = sympy
        self.tokens = tokens
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        token = self.peek()
        if not token or (expected is not None and token != expected):
            raise Refused(
                "LaTeX that is not understood",
                f"{token or 'the end'!r} stands where {expected or 'more'} should",
            )
        self.at += 1
        return token

    def sum(self) -> Any:
        found = self.product()
        while self.peek() in {"+", "-"}:
            found = found + self.product() if self.take() == "+" else found - self.product()
        return found

    def product(self) -> Any:
        found = self.signed()
        while (token := self.peek()) and token not in CLOSING:
            if token in {"*", "\\cdot", "\\times"}:
                self.take()
                found *= self.signed()
            elif token in {"/", "\\div"}:
                self.take()
                found /= self.nonzero(self.signed())
            else:
                found *= self.power()
        return found

    def nonzero(self, value: Any) -> Any:
        if value.is_zero:
            raise Refused("a division by zero")
        return value

    def signed(self) -> Any:
        if self.peek() in {"-", "+"}:
            return -self.signed() if self.take() == "-" else self.signed()
        return self.power()

    def power(self) -> Any:
        base = self.atom()
        while self.peek() in {"^", "!"}:
            if self.take() == "!":
                base = self.sympy.factorial(self.small(base))
            elif self.degrees():
                base = base * self.sympy.pi / 180
            else:
                base = self.raised(base, self.small(self.argument()))
        return base

    def degrees(self) -> bool:
        """Whether the exponent is the sign of a degree, which is then taken."""
        for sign in (["\\circ"], ["{", "\\circ", "}"]):
            if self.tokens[self.at : self.at + len(sign)] == sign:
                self.at += len(sign)
                return True
        return False

    def raised(self, base: Any, exponent: Any) -> Any:
        """The power. Raises Refused if it is too large, because SymPy computes integer powers at once."""
        if base.is_Rational and exponent.is_Rational:
            bits = max(int(base.p).bit_length(), int(base.q).bit_length()) * abs(exponent)
            if bits > MOST_BITS:
                raise Refused("a power too large", f"{base}^{exponent} is too large")
            if exponent < 0:
                self.nonzero(base)
        return base**exponent

    def small(self, value: Any) -> Any:
        if value.is_number and abs(value) > MOST_POWER:
            raise Refused("a power too large", f"{value} is too large")
        return value

    def argument(self) -> Any:
        r"""A group in braces, or a single token: `\frac12` has two arguments."""
        if self.peek() == "{":
            return self.group("{", "}")
        token = self.peek()
        if token.isdigit() and len(token) > 1:
            self.tokens[self.at : self.at + 1] = list(token)
        return self.atom()

    def group(self, opening: str, closing: str) -> Any:
        self.take(opening)
        inside = self.sum()
        self.take(closing)
        return inside

    def atom(self) -> Any:
        token = self.peek()
        if token in {"(", "[", "{"}:
            return self.group(token, {"(": ")", "[": "]", "{": "}"}[token])
        self.take()
        if token[:1].isdigit():
            return self.sympy.Rational(token)
        if token in {"\\frac", "\\dfrac", "\\tfrac", "\\cfrac"}:
            top = self.argument()
            return top / self.nonzero(self.argument())
        if token == "\\sqrt":
            degree = self.group("[", "]") if self.peek() == "[" else self.sympy.Integer(2)
            return self.sympy.root(self.argument(), self.nonzero(degree))
        if token.startswith("\\"):
            return self.command(token)
        if token == "|":
            inside = self.sum()
            self.take("|")
            return self.sympy.Abs(inside)
        if len(token) == 1 and token.isalpha():
            return {"e": self.sympy.E, "i": self.sympy.I}.get(token) or self.sympy.Symbol(token, real=True)
        raise Refused("LaTeX that is not understood", f"{token!r} is not understood")

    def command(self, token: str) -> Any:
        if token in {"\\binom", "\\dbinom", "\\tbinom"}:
            top = self.small(self.argument())
            return self.sympy.binomial(top, self.small(self.argument()))
        if token == "\\log":
            return self.logarithm()
        if token == "\\pi":
            return self.sympy.pi
        if token == "\\gcd":
            return self.common()
        if token in ROUNDED:
            name, closing = ROUNDED[token]
            inside = self.sum()
            self.take(closing)
            return getattr(self.sympy, name)(inside)
        if token[1:] in FUNCTIONS or token[1:] in ARCS:
            return self.function(ARCS.get(token[1:], token[1:]))
        raise Refused("LaTeX that is not understood", f"{token!r} is not understood")

    def common(self) -> Any:
        self.take("(")
        values = [self.sum()]
        while self.peek() == ",":
            self.take()
            values.append(self.sum())
        self.take(")")
        if not all(value.is_Integer for value in values):
            raise Refused("a common divisor of other things than whole numbers")
        return self.sympy.Integer(self.sympy.igcd(*values))

    def logarithm(self) -> Any:
        if self.peek() != "_":
            raise Refused("LaTeX that is not understood", "a logarithm without its base")
        self.take()
        base = self.argument()
        return self.sympy.log(self.power()) / self.nonzero(self.sympy.log(base))

    def function(self, name: str) -> Any:
        power = self.small(self.argument()) if self.peek() == "^" and self.take() else 1
        call = {"ln": self.sympy.log}.get(name) or getattr(self.sympy, name)
        return call(self.power()) ** power
