"""What every rule gets beside its two answers: the tolerance, and the way back to the table of rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.equal import Finding
from verigen.verifiers.symbolic.equal import equal as equal_values
from verigen.verifiers.symbolic.tree import Node, Op

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.verifiers.symbolic.tolerance import Tolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """`table` finds the rule for two answers; `strict` inside sets of sets, where {1} and 1 are two things.

    `strict_names` makes `x = 2` and `y = 2` two answers.
    """

    table: Callable[[Node, Node, How], Finding]
    tolerance: Tolerance | None = None
    strict: bool = False
    strict_names: bool = False

    def compare(self, left: Node, right: Node) -> Finding:
        """Two answers of whatever type."""
        return self.table(left, right, self)

    def equal(self, left: Node, right: Node) -> Finding:
        """Two values."""
        return equal_values(left, right, self.tolerance)

    def strictly(self) -> How:
        return replace(self, strict=True)


def items(node: Node) -> Sequence[Node]:
    """The elements of a list, a tuple, a set or a row."""
    return node.args if isinstance(node, Op) else ()


def different(why: str) -> Finding:
    """Both were read to the end, and are of types that can't be equal."""
    return Finding(False, "type", why)


def open_question(why: str) -> Finding:
    return Finding(None, "undecided", why)


def doubted(found: Finding, why: str) -> Finding:
    """An agreement that can't be trusted; a difference stays one."""
    return open_question(why) if found.equal else found
