"""The paired test: honest where there is no difference, and right about what it would take."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.benchmarks.paired import Pair, difference, needed
from verigen.core import stats


def pairs(random: Random, problems: int, n: int, gain: float) -> list[Pair]:
    made = []
    for _ in range(problems):
        rate = random.betavariate(1, 1) * (1 - gain)
        a = sum(random.random() < rate for _ in range(n))
        b = sum(random.random() < rate + gain for _ in range(n))
        made.append(Pair(a, n, b, n))
    return made


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), min_size=1, max_size=8))
def test_p_is_the_share_of_sign_flips_that_are_as_extreme(values: list[float]) -> None:
    flips = product([-1, 1], repeat=len(values))
    totals = [abs(sum(sign * value for sign, value in zip(signs, values, strict=True))) for signs in flips]
    exact = sum(total >= abs(sum(values)) - 1e-9 for total in totals) / len(totals)

    assert difference(values, range(len(values))).p == pytest.approx(exact, abs=0.025)


def test_without_a_difference_about_5_in_100_are_significant() -> None:
    random = Random(3)
    runs = [pairs(random, 40, 2, 0.0) for _ in range(100)]

    false = sum(difference([p.difference for p in run], range(40)).p < 0.05 for run in runs)

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

    apart, together = difference(values, range(12)), difference(values, [0] * 6 + [1] * 6)

    assert apart.p < 0.01
    assert together.p > 0.4


def test_the_needed_problems_find_the_difference_four_times_of_five() -> None:
    random = Random(6)
    count = needed(pairs(random, 4000, 4, 0.1), range(4000)).problems
    assert count is not None

    shown = 0
    for _ in range(100):
        values = [p.difference for p in pairs(random, count, 4, 0.1)]
        shown += abs(sum(values) / count) > stats.t95(count - 1) * stats.standard_error(values)

    assert 65 <= shown <= 93


def test_the_needed_samples_find_it_where_problems_agree() -> None:
    random = Random(7)
    seen = pairs(random, 200, 4, 0.05)
    found = needed(seen, range(200))

    assert found.samples is not None
    assert found.samples > 1


def test_more_samples_can_not_help_where_problems_disagree() -> None:
    found = needed([Pair(0, 4, 4, 4)] * 11 + [Pair(4, 4, 0, 4)] * 9, range(20))

    assert found.problems is not None
    assert found.samples is None


def test_no_difference_needs_no_number() -> None:
    found = needed([Pair(1, 2, 1, 2)] * 5, range(5))

    assert (found.problems, found.samples) == (None, None)


def test_problems_that_all_agree_leave_p_at_one() -> None:
    assert difference([0.0] * 9, range(9)).p == 1.0
