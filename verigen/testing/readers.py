"""Laws of readers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from verigen.core import problems
from verigen.testing.law import hold

if TYPE_CHECKING:
    from verigen.core.parts import Bank
    from verigen.core.types import Problem
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

MOST = 100


def it_reads_problems_and_each_can_be_kept(part: Bank, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    found = _read(part)
    hold(found, f"{type(part).__name__} reads no problem")
    for problem in found:
        hold(
            problems.decode(problems.encode(problem)) == problem,
            f"{problem.id} reads otherwise once it is written",
        )


def every_problem_asks_something_and_says_where_it_comes_from(part: Bank, sample: Sample) -> None:  # noqa: ARG001
    for problem in _read(part):
        hold(problem.prompt.strip(), f"{problem.id} asks nothing")
        hold(problem.id and problem.family, f"{problem!r} has no id or no family")
        hold(problem.source.bank and problem.source.licence, f"{problem.id} tells no bank or no licence")


def ids_are_unique_and_the_second_reading_is_like_the_first(part: Bank, sample: Sample) -> None:  # noqa: ARG001
    first, again = _read(part), _read(part)
    hold(first == again, "it reads other problems the second time")
    hold(len({each.id for each in first}) == len(first), "an id comes twice")


def _read(part: Bank) -> list[Problem]:
    return list(islice(part.problems(), MOST))


LAWS: tuple[Law, ...] = (
    it_reads_problems_and_each_can_be_kept,
    every_problem_asks_something_and_says_where_it_comes_from,
    ids_are_unique_and_the_second_reading_is_like_the_first,
)
