"""The programs that self-play knows, and whether a new one is a near twin of one of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from verigen.dataset.decontaminate.programs import LEAST, SHARED, SHARED_SMALL

if TYPE_CHECKING:
    from verigen.dataset.decontaminate.programs import SourceTrees

# Trees that more programs hold say nothing: whoever shares half of a program shares a tree that is rarer.
COMMON = 32


class KnownPrograms:
    """Twins are programs that share half of their syntax trees, by nodes; small ones nearly all of them."""

    def __init__(self) -> None:
        self._known: list[SourceTrees] = []
        self._weights: list[int] = []
        self._holding: dict[tuple[int, int], list[int]] = defaultdict(list)

    def add(self, one: SourceTrees) -> None:
        for tree in one.trees:
            self._holding[tree].append(len(self._known))
        self._known.append(one)
        self._weights.append(_weight(one))

    def has_twin(self, one: SourceTrees) -> bool:
        near = {
            index
            for tree in one.trees
            if len(holding := self._holding.get(tree, ())) <= COMMON
            for index in holding
        }
        whole = _weight(one)
        return any(self._alike(one, whole, index) for index in near)

    def _alike(self, one: SourceTrees, whole: int, index: int) -> bool:
        other = self._known[index]
        shared = sum(tree[1] * min(count, other.trees[tree]) for tree, count in one.trees.items())
        share = shared / (whole + self._weights[index] - shared)
        return share >= (SHARED if min(one.nodes, other.nodes) >= LEAST else SHARED_SMALL)


def _weight(one: SourceTrees) -> int:
    return sum(nodes * count for (_, nodes), count in one.trees.items())
