"""When a problem is left for a fresh one, and what that costs."""

import random

import pytest

from verigen.ledger.tables import SettledAlike
from verigen.sampling.decide import decide
from verigen.sampling.given_up import given_up
from verigen.sampling.goals import parse
from verigen.sampling.marginal import State, Wish, limit, lost, rate
from verigen.sampling.prior import Beta, Prior
from verigen.sampling.tally import Tally

PRIOR = Prior(Beta(0.5, 1.7), Beta(1.7, 0.5))
WISH = Wish(correct=1, incorrect=1, max=16, hopeless=0.05)


def test_the_rate_of_a_problem_falls_with_each_failure() -> None:
    rates = [rate(PRIOR, WISH, State(0, failed, failed)) for failed in range(1, 12)]

    assert rates == sorted(rates, reverse=True)
    assert rate(Prior(Beta(1, 1), Beta(1, 1)), WISH, State(1, 0, 1)) == pytest.approx(1 / 3)


def test_no_one_draw_is_a_pair() -> None:
    assert rate(Prior(Beta(1, 1), Beta(1, 1)), WISH._replace(max=1), State(0, 0, 0)) == 0
    assert rate(Prior(Beta(1, 1), Beta(1, 1)), WISH._replace(max=2), State(0, 0, 0)) == pytest.approx(1 / 6)


@pytest.mark.parametrize("keep", [0.5, 0.7, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("wish", [WISH, Wish(1, 0, 16, 0.05), Wish(4, 0, 16, 0.05)])
def test_at_least_the_share_asked_for_is_kept(keep: float, wish: Wish) -> None:
    below = limit(PRIOR, wish, keep, 2)

    without = lost(PRIOR, wish, 0.0, 2)
    assert lost(PRIOR, wish, below, 2) <= max(1 - keep, without)
    assert below <= rate(PRIOR, wish, State(0, 0, 0))


def test_what_is_left_is_what_the_summary_says() -> None:
    """Problems drawn from the prior itself, each with the draws that it would have had."""
    goal, draw = parse("pair,keep=0.7", 16), random.Random(3)
    endings, within, met = [], 0, 0
    for _ in range(1500):
        p = draw.betavariate(*PRIOR.correct)
        labels = ["correct" if draw.random() < p else "incorrect" for _ in range(16)]
        within += len(set(labels)) == 2
        tally = Tally()
        while not (decision := decide(goal, tally, PRIOR)):
            tally = tally.plus(labels[tally.drawn])  # type: ignore[arg-type]
        met += decision.kind == "met"
        endings.append(SettledAlike("g", 0, decision.kind, *tally[:4], 0, 0, 1))

    found = given_up(goal, endings)

    assert found.met == met
    assert 0.1 < 1 - met / within <= 0.33
    assert found.share == pytest.approx(1 - met / within, abs=0.03)


def test_a_goal_that_keeps_all_leaves_nothing() -> None:
    hard = Tally(incorrect=5)

    assert decide(parse("pair,hopeless=0,keep=1", 16), hard, PRIOR) is None
    found = decide(parse("pair,hopeless=0,keep=0.6", 16), hard, PRIOR)
    assert found is not None
    assert found.kind == "marginal"
    assert "a fresh problem gives" in found.reason
