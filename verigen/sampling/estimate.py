"""The pass rate of a problem whose sampling was stopped by a goal.

The share of correct candidates is biased by stopping: "until the first correct one" sees a correct candidate last,
always. The unbiased estimate is the chance that the *first* decided candidate was correct, given what was seen when
sampling stopped: of all orders of these verdicts in which sampling would not have stopped before, the share that
begins with a correct one (Girshick, Mosteller & Savage 1946, "Unbiased estimates for certain binomial sampling
problems", Ann. Math. Statist. 17; for "k correct" it is Haldane's (k-1)/(n-1)). It holds for every rule that
looks at counts alone and stops at some point, so also for the rules that give up, with a prior that is settled
before the first candidate.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verigen.sampling.goals import NOTHING, decide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.sampling.goals import Goal, Label, Tally
    from verigen.sampling.prior import Prior

DECIDED: tuple[Label, ...] = ("correct", "incorrect", "cut")


def pass_rate(goal: Goal, prior: Prior, labels: Sequence[Label], before: Tally = NOTHING) -> float | None:
    """Of one teacher on one problem, from its labels in order up to the stop; None where none was decided.

    Undecided candidates keep their places: whether the verifier can decide one says nothing of the others.
    """
    end = Counter(labels)
    if end.total() == end["unverified"]:
        return None
    ways = {before: (1, 0)}  # orders that lead here, and those of them that begin with a correct one
    for place, label in enumerate(labels):
        last = place == len(labels) - 1
        ways = _step(ways, label, before, end)
        if not last:
            ways = {tally: n for tally, n in ways.items() if decide(goal, tally, prior, before) is None}
    ((total, first),) = ways.values()
    return first / total


def _step(
    ways: dict[Tally, tuple[int, int]], label: Label, before: Tally, end: Counter[Label]
) -> dict[Tally, tuple[int, int]]:
    """All orders one candidate on; never beyond what was seen at the end."""
    found: dict[Tally, tuple[int, int]] = {}
    for tally, (total, first) in ways.items():
        own = tally.minus(before)
        for next_ in (label,) if label == "unverified" else DECIDED:
            if next_ != "unverified" and getattr(own, next_) == end[next_]:
                continue
            begins = total if next_ == "correct" and own.decided == 0 else first
            to = tally.plus(next_)
            sums = found.get(to, (0, 0))
            found[to] = (sums[0] + total, sums[1] + begins)
    return found
