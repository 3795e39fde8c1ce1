"""The pass rate of a problem whose sampling was stopped by a goal.

A pass rate is the chance that a candidate is proved correct; one that nobody could decide is not. The share of
correct candidates is biased by stopping: "until the first correct one" sees a correct candidate last, always. The
unbiased estimate is the chance that the *first* candidate was correct, given what was seen when sampling stopped: of
all orders of these verdicts in which sampling would not have stopped before, the share that begins with a correct one
(Girshick, Mosteller & Savage 1946, "Unbiased estimates for certain binomial sampling problems", Ann. Math. Statist.
17; for "k correct" it is Haldane's (k-1)/(n-1)). It holds for every rule that looks at counts alone and stops at some
point, so also for the rules that give up, with a prior that is settled before the first candidate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from verigen.sampling.goals import LEAST, NOTHING, Fixed, Label, Tally, decide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.sampling.goals import Goal
    from verigen.sampling.prior import Prior

LABELS: tuple[Label, ...] = get_args(Label)


class Estimate(NamedTuple):
    """`rate`: undecided candidates count as not correct; `bound`: as if each of them were correct."""

    rate: float
    bound: float


class _Odds(NamedTuple):
    """Of a random order of the verdicts: that it comes here unstopped; and also begins correct, or undecided."""

    here: float
    correct: float
    undecided: float

    def times(self, chance: float) -> _Odds:
        return _Odds(*(each * chance for each in self))

    def plus(self, other: _Odds) -> _Odds:
        return _Odds(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


NOWHERE = _Odds(0.0, 0.0, 0.0)


def pass_rate(goal: Goal, prior: Prior, end: Tally, before: Tally = NOTHING) -> Estimate | None:
    """Of one teacher on one problem, from what it drew up to the stop; None where it drew nothing.

    The order of the verdicts does not matter. `before` is what other teachers had drawn.
    """
    if not end.drawn:
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
    """One candidate on, drawn without replacement from those at the end."""
    grown: dict[Tally, _Odds] = {}
    for own, odds in found.items():
        for label, own_next, chance in _draws(own, end, coarse=coarse):
            here = odds.times(chance)
            if own == NOTHING:
                here = _Odds(chance, chance * (label == "correct"), chance * (label == "unverified"))
            grown[own_next] = grown.get(own_next, NOWHERE).plus(here)
    return grown


def _draws(own: Tally, end: Tally, *, coarse: bool) -> Iterator[tuple[Label, Tally, float]]:
    """What may come next, with its chance. Where a goal wants no incorrect candidates (`coarse`) all that is not
    correct looks the same to it, once enough is decided: counting it as one keeps the number of states small.
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
