"""The paired test: honest where there is no difference, and right about what it would take."""

from __future__ import annotations

from itertools import product
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.benchmarks.paired import Pair, difference, resolution
from verigen.core import stats


def pairs(random: Random, problems: int, n: int, gain: float) -> list[Pair]:
    made = []
    for _ in range(problems):
        rate = random.betavariate(1, 1) * (1 - gain)
        a = sum(random.random() < rate for _ in range(n))
        b = sum(random.random() < rate + gain for _ in range(n))
        made.append(Pair(a, n, b, n))
    return made


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.25, 1.0]), min_size=6, max_size=9))
def test_p_is_the_share_of_sign_flips_that_are_more_extreme_and_half_of_those_as_extreme(
    values: list[float],
) -> None:
    flips = product([-1, 1], repeat=len(values))
    totals = [abs(sum(sign * value for sign, value in zip(signs, values, strict=True))) for signs in flips]
    seen = abs(sum(values))
    exact = sum((total > seen + 1e-9) + 0.5 * (abs(total - seen) <= 1e-9) for total in totals) / len(totals)

    found = difference(values, range(len(values))).p

    assert found == pytest.approx(exact if any(values) else 1.0)


def test_drawn_flips_agree_with_counted_ones() -> None:
    values = [1.0] * 11 + [-1.0] * 5
    tails = sum(comb(16, k) * (1 if k < 5 else 0.5) for k in range(6)) / 2**16

    assert difference(values, range(16)).p == pytest.approx(2 * tails, abs=0.02)


@given(
    st.lists(
        st.tuples(st.sampled_from([-1.0, -0.5, 0.0, 1 / 3, 1.0]), st.integers(0, 8)), min_size=1, max_size=20
    )
)
def test_an_interval_has_width_and_a_verdict_its_families(rows: list[tuple[float, int]]) -> None:
    found = difference([value for value, _ in rows], [family for _, family in rows])

    assert (found.p is None) == (found.families < 6)
    if found.families < 2:
        assert found.low is found.high is None
    else:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.value + 1e-9
        assert found.high >= found.value - 1e-9
        assert found.high - found.low > 0.05


def test_without_a_difference_about_5_in_100_are_significant() -> None:
    random = Random(3)
    runs = [pairs(random, 40, 2, 0.0) for _ in range(100)]

    false = sum((difference([p.difference for p in run], range(40)).p or 0) < 0.05 for run in runs)

    assert false <= 11


def test_the_interval_covers_the_truth_about_95_times_in_100() -> None:
    random = Random(4)
    covered = 0
    for _ in range(100):
        values = [p.difference for p in pairs(random, 40, 2, 0.1)]
        error = stats.t95(39) * stats.standard_error(values)
        mean = sum(values) / 40
        covered += mean - error <= 0.1 <= mean + error

    assert covered >= 89


def test_variants_of_one_family_flip_together() -> None:
    values = [0.5] * 12

    apart, together = difference(values, range(12)), difference(values, [i // 2 for i in range(12)])

    assert apart.p == pytest.approx(1 / 2**12)
    assert together.p == pytest.approx(1 / 2**6)


def test_the_smallest_difference_shows_four_times_of_five() -> None:
    random = Random(6)
    seen = resolution(pairs(random, 60, 4, 0.1), range(60))
    assert seen is not None

    shown = 0
    for _ in range(100):
        values = [p.difference for p in pairs(random, 60, 4, seen.difference)]
        shown += (difference(values, range(60)).p or 0) < 0.05

    assert 68 <= shown <= 92


def test_half_of_it_takes_four_times_the_problems() -> None:
    random = Random(7)

    once, again = (resolution(pairs(random, count, 4, 0.1), range(count)) for count in (400, 1600))

    assert once is not None
    assert again is not None
    assert once.problems == 1600
    assert again.difference == pytest.approx(once.difference / 2, rel=0.1)


def test_or_more_samples_where_problems_agree() -> None:
    random = Random(8)
    once = resolution(pairs(random, 1000, 2, 0.05), range(1000))
    assert once is not None
    assert once.samples is not None

    again = resolution(pairs(random, 1000, once.samples, 0.05), range(1000))

    assert again is not None
    assert 0.3 < again.difference / once.difference < 0.55


def test_more_samples_can_not_help_where_problems_disagree() -> None:
    found = resolution([Pair(0, 4, 4, 4)] * 11 + [Pair(4, 4, 0, 4)] * 9, range(20))

    assert found is not None
    assert found.samples is None


def test_problems_that_all_agree_leave_p_at_one() -> None:
    assert difference([0.0] * 9, range(9)).p == 1.0
