"""Estimates the pass rate of a problem whose sampling was stopped by a goal.

A pass rate is the chance that a candidate is proved correct; an undecided candidate is not. Stopping biases
the share of correct candidates: "until the first correct one" always ends with a correct candidate. The
unbiased estimate is the chance that the *first* candidate was correct, given the verdicts at the stop: among
all orders of these verdicts in which sampling would not have stopped earlier, the share that begins with a
correct one (Girshick, Mosteller & Savage 1946, "Unbiased estimates for certain binomial sampling problems",
Ann. Math. Statist. 17; for "k correct" it is Haldane's (k-1)/(n-1)). It holds for every rule that depends on
counts alone and stops eventually. So it also holds for the rules that give up, if the prior is fixed before
the first candidate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verigen.sampling.decide import decide
from verigen.sampling.goals import LEAST, Fixed, Repaired
from verigen.sampling.tally import NOTHING, Label, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.sampling.goals import Goal
    from verigen.sampling.prior import Prior

LABELS: tuple[Label, ...] = ("correct", "incorrect", "cut", "unverified")


class Estimate(NamedTuple):
    """A pass rate. `rate` counts undecided candidates as not correct, `bound` counts them as correct."""

    rate: float
    bound: float


class _Odds(NamedTuple):
    """Probabilities over random orders of the verdicts.

    `here`: reaching this tally without a stop; `correct` and `undecided`: reaching it and starting with such
    a verdict.
    """

    here: float
    correct: float
    undecided: float

    def times(self, chance: float) -> _Odds:
        return _Odds(*(each * chance for each in self))

    def plus(self, other: _Odds) -> _Odds:
        return _Odds(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NOWHERE = _Odds(0.0, 0.0, 0.0)


def pass_rate(goal: Goal, prior: Prior, end: Tally, before: Tally = NOTHING) -> Estimate | None:
    """The pass rate of one teacher on one problem, from its candidates up to the stop.

    None if there are none, and for a goal of repairs, whose stops depend on more than these counts. The order of the verdicts does not matter. `before` is the tally of other
    teachers.
    """
    if not end.drawn or isinstance(goal, Repaired):
        return None
    if isinstance(goal, Fixed):
        return Estimate(end.correct / end.drawn, (end.correct + end.unverified) / end.drawn)
    coarse = goal.lacks(NOTHING).incorrect == 0
    found: dict[Tally, _Odds] = {NOTHING: _Odds(1.0, 0.0, 0.0)}
    for place in range(end.drawn):
        if place:
            found = {
                own: odds for own, odds in found.items() if not decide(goal, before.join(own), prior, before)
            }
        found = _step(found, end, coarse=coarse)
    total = NOWHERE
    for odds in found.values():
        total = total.plus(odds)
    return Estimate(total.correct / total.here, (total.correct + total.undecided) / total.here)


def _step(found: dict[Tally, _Odds], end: Tally, *, coarse: bool) -> dict[Tally, _Odds]:
    """The probabilities after one more candidate, drawn without replacement from the final tally."""
    grown: dict[Tally, _Odds] = {}
    for own, odds in found.items():
        for label, own_next, chance in _draws(own, end, coarse=coarse):
            here = odds.times(chance)
            if own == NOTHING:
                here = _Odds(chance, chance * (label == "correct"), chance * (label == "unverified"))
            grown[own_next] = grown.get(own_next, NOWHERE).plus(here)
    return grown


def _draws(own: Tally, end: Tally, *, coarse: bool) -> Iterator[tuple[Label, Tally, float]]:
    """The possible next labels, each with its tally and probability.

    If a goal wants no incorrect candidates (`coarse`), all labels other than correct are equivalent once
    enough candidates are decided. Merging them keeps the number of states small.
    """
    left = end.drawn - own.drawn
    if coarse and own.decided >= LEAST:
        right = end.correct - own.correct
        if right:
            yield "correct", own.plus("correct"), right / left
        if left > right:
            yield "incorrect", own.plus("incorrect"), 1 - right / left
        return
    for label in LABELS:
        if (some := getattr(end, label) - getattr(own, label)) > 0:
            grown = own.plus(label)
            if coarse and grown.decided >= LEAST:
                grown = Tally(correct=grown.correct, incorrect=grown.drawn - grown.correct)
            yield label, grown, some / left
