"""Sums up a mutated bank: yields, refusals by reason, second derivations, and how far the numbers moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.problems.banks import licences
from verigen.problems.mutate.mutate import Discarded, Mutant
from verigen.problems.mutate.mutators import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.problems.mutate.mutators.program import Number


@dataclass(slots=True)
class MutatorYield:
    """Yield of one mutator.

    `refused` counts problems and mutants by reason; `before` and `after` count the questions' numbers.
    """

    mutants: int = 0
    parents: int = 0
    last: str = ""
    rechecked: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    before: Counter[Number] = field(default_factory=Counter)
    after: Counter[Number] = field(default_factory=Counter)

    @property
    def distance(self) -> float | None:
        """Kolmogorov-Smirnov distance between the mutants' and their parents' numbers; None without numbers."""
        return kolmogorov_smirnov(self.before, self.after)


@dataclass(slots=True)
class MutationReport:
    problems: int = 0
    yields: dict[str, MutatorYield] = field(default_factory=dict)
    licences: set[str] = field(default_factory=set)

    @property
    def licence(self) -> str:
        """The strictest licence of any mutant."""
        return licences.strictest(self.licences)

    def add(self, found: Mutant | Discarded) -> None:
        if isinstance(found, Discarded):
            self._of(found.mutator).refused[found.reason] += 1
            return
        each = self._of(str(found.problem.source.mutator))
        each.mutants += 1
        each.parents += found.parent.id != each.last
        each.last = found.parent.id
        each.rechecked += found.rechecked
        each.before.update(mention.value for mention in numbers.find(found.parent.prompt))
        each.after.update(mention.value for mention in numbers.find(found.problem.prompt))
        self.licences.add(found.problem.source.licence)

    def _of(self, mutator: str) -> MutatorYield:
        return self.yields.setdefault(mutator, MutatorYield())


def kolmogorov_smirnov(one: Mapping[Number, int], other: Mapping[Number, int]) -> float | None:
    """The largest difference between two samples' distribution functions; None if a sample is empty."""
    totals = sum(one.values()), sum(other.values())
    if not all(totals):
        return None
    below, most = [0, 0], 0.0
    for value in sorted({*one, *other}):
        below = [below[0] + one.get(value, 0), below[1] + other.get(value, 0)]
        most = max(most, abs(below[0] / totals[0] - below[1] / totals[1]))
    return most
