"""Laws of arms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.testing.law import hold
from verigen.testing.sample import graded

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.parts import Arm
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

SEED = 7


def it_chooses_rows_from_what_was_graded(part: Arm, sample: Sample) -> None:
    hold(_rows(part, sample), f"{type(part).__name__} chooses nothing of {len(sample.problems)} problems")


def the_same_seed_chooses_the_same_rows(part: Arm, sample: Sample) -> None:
    hold(_rows(part, sample) == _rows(part, sample), "the same seed chooses other rows the second time")


def a_row_is_of_a_problem_that_was_given(part: Arm, sample: Sample) -> None:
    known = {each.id for each in sample.problems}
    strange = sorted({each.problem.id for each in _rows(part, sample)} - known)
    hold(not strange, f"rows of problems that nobody gave: {', '.join(strange)}")


def nothing_comes_of_nothing(part: Arm, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    hold(not part.rows([], [], SEED), "rows without candidates and real solutions")


def _rows(part: Arm, sample: Sample) -> list[Graded]:
    groups = [graded(each) for each in sample.problems]
    real = [one for group in groups for one in group[:1]]
    return part.rows(groups, real, SEED)


LAWS: tuple[Law, ...] = (
    it_chooses_rows_from_what_was_graded,
    the_same_seed_chooses_the_same_rows,
    a_row_is_of_a_problem_that_was_given,
    nothing_comes_of_nothing,
)
