from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen import stats


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))))
def test_pass_at_k_counts_the_draws_that_hold_a_correct_one(case: tuple[int, int, int]) -> None:
    n, c, k = case
    draws = list(combinations([True] * c + [False] * (n - c), k))

    assert stats.pass_at_k(n, c, k) == pytest.approx(sum(map(any, draws)) / len(draws))


def test_pass_at_k_refuses_more_than_there_are() -> None:
    with pytest.raises(ValueError, match="pass@5 needs"):
        stats.pass_at_k(4, 2, 5)


def test_no_problems_have_no_rate() -> None:
    assert stats.clustered([]) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_holds_its_rate_and_stays_in_bounds(means: list[float]) -> None:
    rate = stats.clustered(means)

    assert rate is not None
    assert 0 <= rate.low <= rate.value + 1e-12
    assert rate.value - 1e-12 <= rate.high <= 1


def test_intervals_cover_the_truth_about_95_times_in_100() -> None:
    random = Random(5)
    covered = 0
    for _ in range(400):
        rates = [random.betavariate(1, 2) for _ in range(60)]
        means = [sum(random.random() < p for _ in range(8)) / 8 for p in rates]
        rate = stats.clustered(means)
        assert rate is not None
        covered += rate.low <= 1 / 3 <= rate.high

    assert 0.91 <= covered / 400 <= 0.985
