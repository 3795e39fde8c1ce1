"""When a panel's own calibration refutes it."""

import pytest

from verigen.grading.judge.calibration import Calibration, calibration


def measured(right: tuple[int, int], wrong: tuple[int, int]) -> Calibration:
    """(judged right, of so many)."""
    return Calibration(
        right=right[1], right_judged_right=right[0], wrong=wrong[1], wrong_judged_right=wrong[0]
    )


@pytest.mark.parametrize(
    ("right", "wrong"), [((20, 20), (20, 20)), ((0, 20), (0, 20)), ((11, 20), (9, 20)), ((2, 3), (1, 3))]
)
def test_a_panel_that_does_not_tell_right_from_wrong_is_refuted(right, wrong) -> None:
    assert measured(right, wrong).refutes


@pytest.mark.parametrize(("right", "wrong"), [((20, 20), (0, 20)), ((15, 20), (5, 20)), ((3, 3), (0, 3))])
def test_a_panel_that_does_is_not(right, wrong) -> None:
    assert measured(right, wrong).refutes is None


def test_without_wrong_or_without_right_ones_nothing_is_known() -> None:
    assert measured((5, 5), (0, 0)).refutes is None
    assert measured((0, 0), (5, 5)).refutes is None
    assert calibration([]) is None


def test_p_is_fishers() -> None:
    assert measured((3, 3), (0, 3)).p == pytest.approx(1 / 20)
    assert measured((8, 10), (3, 10)).p == pytest.approx(0.034889, abs=1e-5)


def test_what_nobody_could_score_is_not_judged_right() -> None:
    found = calibration([(True, True), (True, None), (False, None), (False, False)], [True, None, False])

    assert found == Calibration(
        right=2, right_judged_right=1, wrong=2, wrong_judged_right=0, told=3, obeyed=1
    )
