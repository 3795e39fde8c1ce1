"""What share of the accepted is wrong, from a verifier's errors and what it accepts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.stats import Rate, clustered
from verigen.grading.audit.wrong_rows import wrong_rows


@given(st.floats(0.01, 0.99), st.floats(0, 0.45), st.floats(0, 0.45))
def test_known_errors_give_the_share_exactly(right: float, accepts: float, rejects: float) -> None:
    accepted = right * (1 - rejects) + (1 - right) * accepts

    found = wrong_rows(Rate(accepted), Rate(accepts), Rate(rejects))

    assert found is not None
    assert found.value == pytest.approx((1 - right) * accepts / accepted, abs=1e-9)


@pytest.mark.parametrize(("right", "accepts"), [(0.2, 0.04), (0.5, 0.02), (0.05, 0.1)])
def test_the_interval_holds_the_truth(right: float, accepts: float) -> None:
    draw, held, runs = random.Random(f"{right}/{accepts}"), 0, 200
    truth = (1 - right) * accepts / (right * 0.9 + (1 - right) * accepts)
    for _ in range(runs):
        told = [draw.random() < (0.9 if draw.random() < right else accepts) for _ in range(300)]
        planted = [[draw.random() < chance for _ in range(200)] for chance in (accepts, 0.1)]
        found = wrong_rows(*(clustered([float(each) for each in shares]) for shares in (told, *planted)))
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high

    assert held / runs >= 0.95


def test_nothing_accepted_or_planted_is_no_share() -> None:
    some = Rate(0.1, 0.0, 0.2)

    assert wrong_rows(Rate(0.0, 0.0, 0.1), some, some) is None
    assert wrong_rows(some, None, some) is None
    assert wrong_rows(None, some, some) is None
    assert wrong_rows(some, Rate(0.6), Rate(0.5)) is None


def test_a_verifier_without_a_mistake_may_still_have_some() -> None:
    found = wrong_rows(Rate(0.3, 0.2, 0.4), Rate(0.0, 0.0, 0.03), Rate(0.0, 0.0, 0.03))

    assert found == pytest.approx((0.0, 0.0, 0.03 * 0.8247 / 0.2), abs=1e-3)
