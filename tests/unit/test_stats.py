from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core import stats


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


@given(
    st.integers(0, 4),
    st.lists(st.integers(1, 3), max_size=3),
    st.integers(0, 2),
    st.integers(1, 9),
)
def test_maj_at_k_counts_the_draws_whose_commonest_answer_is_right(
    right: int, others: list[int], silent: int, k: int
) -> None:
    samples = ["right"] * right + [str(i) for i, size in enumerate(others) for _ in range(size)]
    samples += [""] * silent
    if not 0 < k <= len(samples):
        return

    draws = [[s for s in draw if s] for draw in combinations(samples, k)]
    won = [
        1 / len(best)
        if "right" in (best := {a for a in draw if draw.count(a) == max(map(draw.count, draw))})
        else 0
        for draw in draws
    ]

    assert stats.maj_at_k(right, others, silent, k) == pytest.approx(sum(won) / len(won))


@given(st.integers(0, 5), st.lists(st.integers(1, 3), max_size=3), st.integers(0, 3))
def test_one_vote_is_one_sample(right: int, others: list[int], silent: int) -> None:
    n = right + sum(others) + silent
    if n:
        assert stats.maj_at_k(right, others, silent, 1) == pytest.approx(stats.pass_at_k(n, right, 1))


def test_maj_at_k_refuses_more_than_there_are() -> None:
    with pytest.raises(ValueError, match="maj@5 needs"):
        stats.maj_at_k(2, [1], 1, 5)


def test_variants_that_agree_count_as_one_problem() -> None:
    means = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]

    once = stats.clustered(means)
    thrice = stats.clustered([x for x in means for _ in range(3)], [i for i in range(6) for _ in range(3)])

    assert once is not None
    assert thrice == pytest.approx(once)


@pytest.mark.parametrize(("freedom", "quantile"), [(4, 2.7764), (9, 2.2622), (20, 2.0860), (100, 1.9840)])
def test_students_quantile_is_the_tables(freedom: int, quantile: float) -> None:
    assert stats.t95(freedom) == pytest.approx(quantile, rel=0.003)
