"""Decides when a problem gets no more candidates: its goal is met, or one of two rules gives it up.

A decision depends only on finished, graded candidates, in index order. A candidate that finished early waits
for those before it: otherwise short completions would be seen first, and stopping would prefer them. The same
verdicts give the same decision, whatever the engine's timing was.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.sampling import marginal
from verigen.sampling.goals import LEAST, Wanted
from verigen.sampling.tally import NOTHING

if TYPE_CHECKING:
    from verigen.sampling.goals import Goal
    from verigen.sampling.prior import Prior
    from verigen.sampling.tally import Tally

Kind = Literal["met", "hopeless", "trivial", "marginal", "max", "refused"]
EVEN = 0.7  # ln 2: with 0.7/p draws the chance of one success at rate p is even


class Decision(NamedTuple):
    """Why a problem gets no more candidates."""

    kind: Kind
    reason: str


def decide(goal: Goal, tally: Tally, prior: Prior, before: Tally = NOTHING) -> Decision | None:
    """Decide whether to stop; None: draw more.

    `before` is the tally of other teachers: it counts towards the goal, but neither towards `max` nor for
    this teacher's chance.
    """
    own = tally.minus(before)
    if goal.still(tally, prior) <= 0:
        return Decision("met", f"{tally.correct} correct and {tally.incorrect} incorrect of {tally.drawn}")
    left = goal.max - own.drawn
    if left <= 0:
        return Decision("max", f"{own.drawn} drawn, {tally.correct} correct and {tally.incorrect} incorrect")
    if own.decided < LEAST:
        return None
    if goal.hopeless > 0 and (decision := _unlikely(goal, tally, prior, before)) is not None:
        return decision
    return _slow(goal, tally, prior, own) if isinstance(goal, Wanted) and goal.keep < 1 else None


def _unlikely(goal: Goal, tally: Tally, prior: Prior, before: Tally) -> Decision | None:
    """Give the problem up if the chance that it still meets the goal is below the goal's `hopeless`."""
    own = tally.minus(before)
    correct, incorrect = chances(goal, tally, prior, before)
    if correct < goal.hopeless:
        return Decision("hopeless", f"{own.correct} of {own.drawn} correct: the chance left is {correct:.3f}")
    if incorrect < goal.hopeless:
        return Decision(
            "trivial", f"{own.incorrect} of {own.drawn} incorrect: the chance left is {incorrect:.3f}"
        )
    return None


def _slow(goal: Wanted, tally: Tally, prior: Prior, own: Tally) -> Decision | None:
    """Leave the problem if a fresh one promises more goals per candidate.

    Other teachers' candidates count too.
    """
    least = marginal.limit(prior, goal.wish, goal.keep, LEAST)
    other = tally.minus(own)
    wish = goal.wish._replace(
        correct=max(0, goal.correct - other.correct), incorrect=max(0, goal.incorrect - other.incorrect)
    )
    rate = marginal.rate(prior, wish, marginal.State(own.correct, own.incorrect, own.drawn))
    if rate >= least:
        return None
    return Decision("marginal", f"{rate:.3f} goals per candidate left, a fresh problem gives {least:.3f}")


def chances(goal: Goal, tally: Tally, prior: Prior, before: Tally = NOTHING) -> tuple[float, float]:
    """The chances that the remaining draws give the missing correct and the missing incorrect candidates."""
    own, lack = tally.minus(before), goal.lacks(tally)
    left = goal.max - own.drawn
    return (
        prior.correct.after(own.correct, own.drawn).chance(lack.correct, left),
        prior.incorrect.after(own.incorrect, own.drawn).chance(lack.incorrect, left),
    )


def likely(goal: Goal, tally: Tally, prior: Prior, before: Tally = NOTHING) -> int:
    """The approximate number of draws that meet the goal with an even chance.

    So many are worth drawing at once on an idle engine.
    """
    own, lack = tally.minus(before), goal.lacks(tally)
    left = goal.max - own.drawn
    if not any(lack):
        return min(left, max(0, goal.still(tally, prior)))
    rates = (
        prior.correct.after(own.correct, own.drawn).mean,
        prior.incorrect.after(own.incorrect, own.drawn).mean,
    )
    draws = max(ceil(EVEN * k / rate) for k, rate in zip(lack, rates, strict=True))
    return min(left, max(goal.still(tally, prior), draws))
