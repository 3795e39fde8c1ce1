"""Estimates how many of the problems given up would still have met their goal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.sampling.decide import chances
from verigen.sampling.marginal import both
from verigen.sampling.prior import ENOUGH, Prior, fitted
from verigen.sampling.tally import NOTHING, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.ledger.tables import SettledAlike
    from verigen.sampling.goals import Goal

GIVEN_UP = frozenset({"hopeless", "trivial", "marginal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """The cost of giving up.

    `met` problems reached the goal; about `lost` of the `problems` given up would have reached it.
    """

    problems: int
    met: int
    lost: float

    @property
    def share(self) -> float:
        """The share of the problems within reach that were given up."""
        return self.lost / (self.met + self.lost) if self.lost else 0.0


def given_up(goal: Goal, endings: Iterable[SettledAlike]) -> GivenUp:
    """Estimate the cost of giving up.

    Sums the chances that the given-up problems still had within `max`, under priors fitted to all settled
    problems of the run.
    """
    every = list(endings)
    ended = [each for each in every if each.kind in GIVEN_UP]
    priors = {key: _prior(every, *key) for key in {(each.group, each.stage) for each in ended}}
    return GivenUp(
        problems=sum(each.problems for each in ended),
        met=sum(each.problems for each in every if each.kind == "met"),
        lost=sum(each.problems * _chance(goal, each, priors[each.group, each.stage]) for each in ended),
    )


def _prior(every: Sequence[SettledAlike], group: str, stage: int) -> Prior:
    """The prior of a group at this stage, or of all groups if the group is small."""
    stages = [each for each in every if each.stage == stage]
    own = [each for each in stages if each.group == group]
    rows = own if sum(each.problems for each in own) >= ENOUGH else stages
    right, wrong = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for each in rows:
        drawn = _own(each).drawn
        right[each.correct, drawn] += each.problems
        wrong[each.incorrect, drawn] += each.problems
    return Prior(fitted(right), fitted(wrong))


def _own(each: SettledAlike) -> Tally:
    return Tally(each.correct, each.incorrect, each.cut, each.unverified)


def _chance(goal: Goal, each: SettledAlike, prior: Prior) -> float:
    before = NOTHING._replace(correct=each.correct_before, incorrect=each.incorrect_before)
    return both(*chances(goal, before.join(_own(each)), prior, before))
