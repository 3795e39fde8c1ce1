"""Infers the program behind a problem, for every mutator that uses it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.core.errors import first_line
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer

if TYPE_CHECKING:
    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.story import Story


def story(problem: Problem) -> Story:
    """The problem's story. Raises Refused if it has no worked solution, or an inconsistent one."""
    reference = problem.reference
    if not isinstance(reference, MathReference):
        raise Refused("not a math problem")
    if not reference.solution:
        raise Refused(
            "no worked solution", "the row has only an answer, no worked solution to read a program from"
        )
    if reference.options:
        raise Refused("multiple choice", "the options would no longer hold the answer")
    try:
        return _infer(problem.prompt, reference.solution, reference.answer)
    except (ArithmeticError, ValueError) as error:
        # 2/0, or more digits than Python converts into a number
        raise Refused("its numbers can't be computed with", first_line(error)) from error


def fails(problem: Problem) -> bool:
    """Whether no program with a number that may change can be read from the problem's worked solution."""
    try:
        return not story(problem).free
    except Refused:
        return True


def with_program(problem: Problem, script: str) -> Problem:
    """The problem with a Python program for its worked solution."""
    assert isinstance(problem.reference, MathReference)
    return replace(problem, reference=replace(problem.reference, solution=script))


@lru_cache(maxsize=64)
def _infer(question: str, solution: str, answer: str) -> Story:
    """Cached, because several mutators request the same problem one after the other."""
    return infer(question, solution, answer)
