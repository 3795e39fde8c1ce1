"""Looks through a problem's tests: what can't be run is the problem's fault, never a candidate's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.errors import ReferenceFault
from verigen.types import CodeReference
from verigen.values import NotAValue, check
from verigen.verifiers.unit_tests.compare import ARGS_AFTER, RAISES, special

if TYPE_CHECKING:
    from verigen.types import Problem, Test


def checked(problem: Problem) -> CodeReference:
    """The problem's tests. Raises ReferenceFault that names the problem and the test."""
    reference = problem.reference
    if not isinstance(reference, CodeReference) or not reference.tests:
        raise ReferenceFault(
            f"problem {problem.id} holds no tests: give reference.tests, or use another verifier"
        )
    if reference.mode == "function" and not reference.entry_point:
        raise ReferenceFault(f"problem {problem.id} names no entry_point: a function problem needs one")
    for number, test in enumerate(reference.tests, 1):
        try:
            _check(reference, test)
        except (NotAValue, RecursionError) as error:
            raise ReferenceFault(
                f"problem {problem.id}, test {number}: {error or 'nested too deeply'}"
            ) from error
    return reference


def _check(reference: CodeReference, test: Test) -> None:
    if reference.mode == "stdio":
        if not isinstance(test.expected, str) and reference.compare.kind != "checker":
            raise NotAValue("a stdio problem expects text")
        return
    check(test.args)
    check(list(test.kwargs.values()))
    if special(test.expected) == RAISES:
        if not isinstance(test.expected[RAISES], str):
            raise NotAValue(f"{RAISES} needs the name of an exception")
        return
    check(test.expected[ARGS_AFTER] if special(test.expected) == ARGS_AFTER else test.expected)
