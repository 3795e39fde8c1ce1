"""Builds a program from the trees of a solution's equations, once the source of each number is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators.expressions import Fork, Tree
from verigen.problems.mutate.mutators.program import Constant, Given, Node, Step
from verigen.problems.mutate.mutators.sources import EarlierResult, Made, Slot, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


class Builder:
    """Builds the nodes of a program, each only once."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.known: dict[Node, int] = {}
        self.results: list[int] = []

    def add(self, node: Node) -> int:
        if node not in self.known:
            self.known[node] = len(self.nodes)
            self.nodes.append(node)
        return self.known[node]

    def tree(self, tree: Tree, chosen: Iterator[Source]) -> int:
        if isinstance(tree, Fork):
            left = self.tree(tree.left, chosen)
            right = self.tree(tree.right, chosen)
            return self.add(Step(op=tree.op, left=left, right=right))
        return self.source(next(chosen))

    def source(self, source: Source) -> int:
        if isinstance(source, EarlierResult):
            return self.results[source.index]
        if isinstance(source, Slot):
            return self.add(Given(slot=source.index))
        if isinstance(source, Made):
            left, right = self.source(source.left), self.source(source.right)
            return self.add(Step(op=source.op, left=left, right=right))
        return self.add(Constant(value=source.value))
