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


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9)), min_size=1, max_size=30))
def test_an_interval_has_width_holds_its_rate_and_stays_in_bounds(rows: list[tuple[float, int]]) -> None:
    rate = stats.clustered([mean for mean, _ in rows], [family for _, family in rows])

    assert rate is not None
    if len({family for _, family in rows}) < 2:
        assert rate.low is rate.high is None
    else:
        assert rate.low is not None
        assert rate.high is not None
        assert 0 <= rate.low <= rate.value <= rate.high <= 1
        assert rate.high - rate.low > 0.01


def test_one_family_has_no_interval() -> None:
    rate = stats.clustered([0.6, 0.6, 0.6], ["f", "f", "f"])

    assert stats.shown(rate) == "60.0 % (-)"
    assert stats.shown(None) == "-"


def test_what_nobody_could_decide_is_said_beside_the_rate() -> None:
    assert stats.shown(stats.Rate(0.5, 0.4, 0.6), 0.55) == (
        "50.0 % (40.0 to 60.0), at most 55.0 % if the undecided were correct"
    )
    assert stats.shown(stats.Rate(0.5, 0.4, 0.6), 0.5) == "50.0 % (40.0 to 60.0)"


def test_rounding_is_no_variance() -> None:
    means = [0.1 + 0.2, 0.3, 0.3, 0.3, 0.3, 0.3]

    assert stats.clustered(means) == pytest.approx(stats.clustered([0.3] * 6))


@pytest.mark.parametrize("solved", [0, 1, 4])
def test_few_that_differ_are_worth_as_many_draws_as_there_are_families(solved: int) -> None:
    means = [1.0] * solved + [0.0] * (40 - solved)

    rate = stats.clustered(means)

    assert rate is not None
    assert (rate.low, rate.high) == pytest.approx(stats.clopper_pearson(solved / 40, 40))


def test_families_of_unequal_size_count_as_fewer() -> None:
    one_large = stats.clustered([0.0] * 100, [0] * 91 + list(range(1, 10)))
    equal = stats.clustered([0.0] * 100, [i // 10 for i in range(100)])

    assert one_large is not None
    assert equal is not None
    assert equal.high == pytest.approx(0.3085, abs=1e-3)
    assert one_large.high is not None
    assert one_large.high > 0.9


@given(st.floats(0.05, 500), st.floats(0.05, 500), st.floats(0.001, 0.999))
def test_a_quantile_is_where_that_share_lies_below(a: float, b: float, share: float) -> None:
    found = stats.beta_quantile(a, b, share)

    below, above = stats.beta_cdf(a, b, found - 1e-7), stats.beta_cdf(a, b, found + 1e-7)
    assert below - 1e-6 <= share <= above + 1e-6


@pytest.mark.parametrize(
    ("a", "b", "x", "below"),
    [
        (1, 1, 0.3, 0.3),
        (2, 1, 0.5, 0.25),
        (0.5, 0.5, 0.5, 0.5),
        (5, 3, 0.6, 0.419904),
        (0.5, 0.5, 0.25, 1 / 3),
    ],
)
def test_the_beta_distribution_is_the_tables(a: float, b: float, x: float, below: float) -> None:
    assert stats.beta_cdf(a, b, x) == pytest.approx(below, abs=1e-9)
    assert stats.beta_quantile(a, b, below) == pytest.approx(x, abs=1e-7)


SHAPES = {
    "even": (lambda random: 0.5, 0.5),
    "two ends": (lambda random: random.betavariate(0.3, 0.3), 0.5),
    "rare": (lambda random: float(random.random() < 0.05), 0.05),
}


@pytest.mark.parametrize("families", [3, 10, 24])
@pytest.mark.parametrize("variants", [1, 3])
@pytest.mark.parametrize("shape", SHAPES)
def test_intervals_over_families_cover_the_truth_on_small_banks(
    shape: str, variants: int, families: int
) -> None:
    random, (draw, truth) = Random(f"{shape}/{variants}/{families}"), SHAPES[shape]
    covered = 0
    for _ in range(300):
        rates = [rate for _ in range(families) for rate in [draw(random)] * variants]
        means = [sum(random.random() < p for _ in range(4)) / 4 for p in rates]
        rate = stats.clustered(means, [i // variants for i in range(len(rates))])
        assert rate is not None
        assert rate.low is not None
        assert rate.high is not None
        covered += rate.low <= truth <= rate.high

    assert covered / 300 >= 0.91


def test_intervals_cover_the_truth_about_95_times_in_100() -> None:
    random = Random(5)
    covered = 0
    for _ in range(400):
        rates = [random.betavariate(1, 2) for _ in range(60)]
        means = [sum(random.random() < p for _ in range(8)) / 8 for p in rates]
        rate = stats.clustered(means)
        assert rate is not None
        assert rate.low is not None
        assert rate.high is not None
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


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (9, 2.2622), (100, 1.9840)]
)
def test_students_quantile_is_the_tables(freedom: int, quantile: float) -> None:
    assert stats.t95(freedom) == pytest.approx(quantile, rel=1e-4)
