"""Leaves a problem when its next useful candidate costs more than that of a fresh problem.

The criterion is the rate of goals met per candidate. A problem's own rate is the best that it still offers
over any number of further draws (Gittins 1979, J. R. Stat. Soc. B 41). The problem is left when that rate
falls below the rate of a problem before its first draw (the marginal value theorem, Charnov 1976, Theor.
Popul. Biol. 9). Hard problems are left first: the share of the lost problems within reach is computed under
the prior, and bounded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.sampling.prior import Prior

AHEAD = 64  # maximum number of further draws considered
SHARES = (1.0, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2, 0.1)  # of a fresh problem's rate


class Wish(NamedTuple):
    """The wanted numbers of candidates within `max` draws; given up if the chance falls below `hopeless`."""

    correct: int
    incorrect: int
    max: int
    hopeless: float


class State(NamedTuple):
    """The candidates drawn for a problem so far."""

    correct: int
    incorrect: int
    drawn: int


def chances(prior: Prior, wish: Wish, state: State, draws: int) -> tuple[float, float]:
    """The chances that `draws` more draws give the missing correct, and the missing incorrect, candidates."""
    right = prior.correct.after(state.correct, state.drawn)
    wrong = prior.incorrect.after(state.incorrect, state.drawn)
    return (
        right.chance(max(0, wish.correct - state.correct), draws),
        wrong.chance(max(0, wish.incorrect - state.incorrect), draws),
    )


def both(right: float, wrong: float) -> float:
    """The chance of both events, if no candidate counts for both.

    Exact if each candidate counts for one of them.
    """
    return max(0.0, right + wrong - 1)


def rate(prior: Prior, wish: Wish, state: State) -> float:
    """Goals met per candidate, maximized over the number of further draws."""
    best = spent = met = 0.0
    for draws in range(1, min(wish.max - state.drawn, AHEAD) + 1):
        spent += 1 - met
        met = both(*chances(prior, wish, state, draws))
        best = max(best, met / spent)
    return best


@lru_cache(maxsize=1 << 12)
def limit(prior: Prior, wish: Wish, keep: float, least: int) -> float:
    """The rate below which a problem is left.

    It is the rate of a fresh problem, lowered until this share of the problems within reach is kept. No
    problem is left before `least` draws.
    """
    fresh = rate(prior, wish, State(0, 0, 0))
    for share in SHARES:
        if lost(prior, wish, fresh * share, least) <= 1 - keep:
            return fresh * share
    return 0.0


def lost(prior: Prior, wish: Wish, below: float, least: int) -> float:
    """The share of the problems within reach that are left or given up, under the prior."""
    met = missed = 0.0
    odds = {State(0, 0, 0): 1.0}
    while odds:
        grown: dict[State, float] = {}
        for state, chance in odds.items():
            right, wrong = chances(prior, wish, state, wish.max - state.drawn)
            if state.correct >= wish.correct and state.incorrect >= wish.incorrect:
                met += chance
            elif state.drawn >= least and (
                min(right, wrong) < wish.hopeless or rate(prior, wish, state) < below
            ):
                missed += chance * both(right, wrong)
            elif state.drawn < wish.max:
                for following, share in _draws(prior, state):
                    grown[following] = grown.get(following, 0.0) + chance * share
        odds = grown
    return missed / (met + missed) if missed else 0.0


def _draws(prior: Prior, state: State) -> Iterator[tuple[State, float]]:
    right = prior.correct.after(state.correct, state.drawn).mean
    yield State(state.correct + 1, state.incorrect, state.drawn + 1), right
    yield State(state.correct, state.incorrect + 1, state.drawn + 1), 1 - right
