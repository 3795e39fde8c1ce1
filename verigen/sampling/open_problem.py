"""The state of a problem that is being sampled: what is requested, and what its verdicts say so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.sampling.tally import NOTHING, label

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Problem, Verdict
    from verigen.ledger.tables import Settled
    from verigen.sampling.prior import Prior
    from verigen.sampling.tally import Label, Tally


@dataclass(slots=True, eq=False)
class OpenProblem:
    """A problem being sampled by the teacher of its `stage`, whose indices begin at `first`.

    `tally` counts verdicts in index order up to the first gap; goals are decided on it. `counted` is their
    number in this stage. `seen` also counts verdicts after the gap; it only limits how many more are
    requested. `open` are the requested indices without a verdict, `next` is the lowest index that may be
    requested. `extra` more candidates would be worth drawing on an idle engine.
    """

    problem: Problem
    ordinal: int
    group: str
    priors: tuple[Prior, ...]
    labels: dict[int, Label] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    tally: Tally = NOTHING
    seen: Tally = NOTHING
    before: Tally = NOTHING
    stage: int = 0
    first: int = 0
    counted: int = 0
    next: int = 0
    extra: int = 0
    done: bool = False
    settled: list[Settled] = field(default_factory=list)

    @property
    def prior(self) -> Prior:
        return self.priors[self.stage]

    def take(self, most: int) -> int | None:
        """Mark the lowest free index as requested and return it; None if all `most` of the stage are."""
        while self.next in self.labels or self.next in self.open:
            self.next += 1
        if self.next >= self.first + most:
            return None
        self.open.add(self.next)
        return self.next

    def add(self, candidate: Candidate, verdict: Verdict, most: int) -> None:
        """Keep a verdict's label; it is seen if its index is among the `most` of the stage."""
        self.labels[candidate.index] = mark = label(candidate, verdict)
        if self.first <= candidate.index < self.first + most:
            self.seen = self.seen.plus(mark)

    def next_stage(self, most: int) -> None:
        """Go on with the next teacher, whose `most` indices follow."""
        self.stage += 1
        self.before, self.counted, self.extra = self.tally, 0, 0
        self.first = self.next = self.stage * most
        self.seen = self.before
        for index in range(self.first, self.first + most):
            if index in self.labels:
                self.seen = self.seen.plus(self.labels[index])
