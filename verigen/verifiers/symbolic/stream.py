"""The tokens of an answer as they are read, and what the readers of its parts may ask of one another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.tree import Node, Sym, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.verifiers.symbolic.lexer import Token

MAX_DEPTH = 60
RELATION, SETS, RATIO, SUM, MODULO, BODY, PRODUCT, IMPLICIT, POWER = 10, 20, 25, 30, 35, 36, 40, 41, 50


class Reader(ABC):
    """A position among the tokens, and how far the brackets, bars and functions around it reach."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.bare = 0
        self.opened = 0
        self.builders = 0
        self.rows = 0
        self.integrals = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def following(self) -> Token:
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    @property
    def before(self) -> Token | None:
        return self.tokens[self.at - 1] if self.at else None

    def next(self) -> Token:
        token = self.tokens[self.at]
        self.at += token.kind != "eof"
        return token

    def sees(self, *ops: str) -> bool:
        return self.token.kind == "op" and self.token.text in ops

    def accept(self, *ops: str) -> bool:
        found = self.sees(*ops)
        self.at += found
        return found

    def expect(self, *ops: str) -> str:
        if not self.sees(*ops):
            raise Unreadable(f"{self.token.text!r} where {' or '.join(ops)} should stand")
        return self.next().text

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Raises Unreadable where the nesting passes what a stack should hold."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of nesting")
        yield
        self.depth -= 1

    def integrand_ends(self) -> bool:
        """At the dx of the integral that is being read."""
        token = self.token
        if not self.integrals:
            return False
        return (token.kind == "word" and len(token.text) == 2 and token.text[0] == "d") or (
            token.kind == "sym" and token.text == "d" and self.following.kind == "sym"
        )

    @abstractmethod
    def items(self) -> Node:
        """A list, or its only element."""

    @abstractmethod
    def enclosed(self) -> Node:
        """A list inside a bracket."""

    @abstractmethod
    def expr(self, floor: int) -> Node:
        """An expression of operators that bind tighter than `floor`."""

    @abstractmethod
    def argument(self) -> Node:
        """What a command takes: a group in braces, or the next atom."""

    @abstractmethod
    def atom(self) -> Node:
        """The next operand without what stands behind it."""

    @abstractmethod
    def group(self) -> Node:
        """A parenthesis or bracket with its content."""

    @abstractmethod
    def postfix(self, node: Node) -> Node:
        """An operand with the powers and signs behind it."""

    @abstractmethod
    def function_argument(self) -> Node:
        """What a function applies to."""

    @abstractmethod
    def application(self, name: Sym) -> Node:
        """A name with the arguments behind it, or the name alone."""
