"""Learns a prior of a problem's pass rate from the problems before it.

The prior is a Beta distribution fitted to the problems of the same bank and level by the Beta-binomial
likelihood (empirical Bayes). That likelihood is the same under every stopping rule, so stopping does not bias
the fit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import stats

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANS = (0.01, 0.03, *(i / 20 for i in range(1, 20)), 0.97, 0.99)
STRENGTHS = (
    0.3,
    0.5,
    1.0,
    2.0,
    4.0,
    8.0,
)  # in draws; a stronger prior would hide that a problem differs from the others
ALL_STRENGTHS = (*STRENGTHS, 16.0, 32.0, 64.0, 128.0, 256.0)
ENOUGH = 8  # minimum number of problems for a fit; below it the uninformed prior is better
TIE = 1e-6  # of log-likelihoods
GROWTH = 1.1  # a fit is repeated when the number of problems has grown by a tenth


class Beta(NamedTuple):
    """A Beta distribution of a rate."""

    a: float
    b: float

    def after(self, successes: int, draws: int) -> Beta:
        return Beta(self.a + successes, self.b + draws - successes)

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    def chance(self, k: int, n: int) -> float:
        """The chance of at least k successes in n draws (the Beta-binomial's upper tail)."""
        term = exp(stats.log_beta(self.a, self.b + n) - stats.log_beta(self.a, self.b))
        below = 0.0
        for j in range(min(k, n + 1)):
            below += term
            if j < n:
                term *= (n - j) / (j + 1) * (self.a + j) / (self.b + n - j - 1)
        return max(0.0, 1.0 - below)

    def interval(self) -> tuple[float, float]:
        """The central 95 % interval."""
        return stats.beta_quantile(*self, 0.025), stats.beta_quantile(*self, 0.975)


UNKNOWN = Beta(0.5, 0.5)  # Jeffreys' prior
DIGITS = 3  # decimals of an interval's ends: goals decide on the shown values


def interval95(correct: int, drawn: int) -> tuple[float, float]:
    """The central 95 % interval of a pass rate under Jeffreys' prior; the same under every stopping rule.

    An end at 0 or 1 stays there (Brown, Cai & DasGupta 2001, Statist. Sci. 16).
    """
    low, high = UNKNOWN.after(correct, drawn).interval()
    return (0.0 if correct == 0 else round(low, DIGITS), 1.0 if correct == drawn else round(high, DIGITS))


class Prior(NamedTuple):
    """The prior of a problem: the rates of correct and of incorrect candidates."""

    correct: Beta = UNKNOWN
    incorrect: Beta = UNKNOWN


GRID = tuple(Beta(mean * strength, (1 - mean) * strength) for strength, mean in product(ALL_STRENGTHS, MEANS))
CAPPED = len(STRENGTHS) * len(MEANS)  # number of grid points with capped strength


@cache
def _likelihoods(successes: int, draws: int) -> tuple[float, ...]:
    """Log-likelihood of an outcome under every prior of the grid."""
    return tuple(
        stats.log_beta(p.a + successes, p.b + draws - successes) - stats.log_beta(p.a, p.b) for p in GRID
    )


def fitted(seen: Mapping[tuple[int, int], int], *, capped: bool = False) -> Beta:
    """The most likely prior of the grid for these counts of (successes, draws).

    Jeffreys' prior below `ENOUGH` problems. `capped`: only weak priors, for a prior that decides when
    sampling stops: a problem must be able to differ from the others.
    """
    if sum(seen.values()) < ENOUGH:
        return UNKNOWN
    totals = [0.0] * (CAPPED if capped else len(GRID))
    for (successes, draws), count in seen.items():
        for i, value in enumerate(_likelihoods(successes, draws)[: len(totals)]):
            totals[i] += count * value
    near = max(totals) - TIE
    return min((p for p, total in zip(GRID, totals, strict=False) if total >= near), key=_unlike_jeffreys)


def _unlike_jeffreys(prior: Beta) -> float:
    """The distance from Jeffreys' prior, which breaks ties.

    With one draw per problem every strength is equally likely, since one draw does not show how problems
    differ.
    """
    return abs(log(prior.a + prior.b))


@dataclass(slots=True)
class _Fit:
    """Counts of (successes, draws), and the best prior at the last fit."""

    seen: Counter[tuple[int, int]] = field(default_factory=Counter)
    problems: int = 0
    due: float = ENOUGH
    best: Beta = UNKNOWN

    def add(self, successes: int, draws: int) -> None:
        self.seen[successes, draws] += 1
        self.problems += 1
        if self.problems >= self.due:
            self.due = self.problems * GROWTH
            self.best = fitted(self.seen, capped=True)


class Learner:
    """Fits a prior to each group of problems; a group of fewer than `ENOUGH` uses the prior of all groups.

    The result depends only on the added counts and their order.
    """

    def __init__(self) -> None:
        self._groups: dict[str, tuple[_Fit, _Fit]] = {}

    def add(self, group: str, correct: int, incorrect: int, drawn: int) -> None:
        for name in ("", group):
            right, wrong = self._groups.setdefault(name, (_Fit(), _Fit()))
            right.add(correct, drawn)
            wrong.add(incorrect, drawn)

    def prior(self, group: str) -> Prior:
        for name in (group, ""):
            right, wrong = self._groups.get(name, (_Fit(), _Fit()))
            if right.problems >= ENOUGH:
                return Prior(right.best, wrong.best)
        return Prior()
