"""When independent solves agree enough for a written problem to be kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from samples import make_graded
from verigen.core.types import Candidate, Verdict
from verigen.domains.code.part import Code
from verigen.domains.math.part import Math
from verigen.problems.rewrite.rewriters import agreement

Solves = list[tuple[Candidate, Verdict]]
BROKEN = r"2 \heartsuit"


def solves(*answers: str | None, right: str = "5", finish: str = "stop") -> Solves:
    """One solve an answer, graded against `right`; None states no answer."""
    found = []
    for index, answer in enumerate(answers):
        text = "<think>\nt\n</think>\n\n" + ("I can't." if answer is None else f"\\boxed{{{answer}}}")
        outcome = "unverified" if answer == BROKEN else "correct" if answer == right else "incorrect"
        graded = make_graded(index, outcome, text=text, finish=finish)
        found.append((graded.candidate, graded.verdict))
    return found


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (("5", "5", "6", "7"), None),
        (("5", "5", "6", "6"), None),
        (("5", "5", "5", "5"), None),
        (("5", "6", "7", "8"), agreement.FEW),
        (("5", None, None, None), agreement.FEW),
        (("5", "6", "6", "7"), agreement.OTHER),
        (("6", "6", "6", "6"), agreement.OTHER),
        (("5", "5", "6", "6", "6"), agreement.OTHER),
        (("5", "5", "6", "6.0", "12/2"), agreement.OTHER),
        ((BROKEN, BROKEN, BROKEN, "5"), agreement.FEW),
    ],
)
def test_a_kept_answer_needs_two_solves_and_no_rival_with_more(
    answers: tuple[str, ...], reason: str | None
) -> None:
    assert agreement.with_parent(solves(*answers), 2, Math()).reason == reason


@pytest.mark.parametrize(
    ("answers", "reason", "answer"),
    [
        (("6", "6", "7", "8"), None, "6"),
        (("1/2", "0.5", r"\frac{1}{2}", "8"), None, "0.5"),
        (("6", "6", "7", "7"), agreement.SPLIT, None),
        (("6", "7", "8", "9"), agreement.FEW, None),
        ((None, None, None, "9"), agreement.FEW, None),
        ((BROKEN, BROKEN, "1", "2"), agreement.UNREADABLE, None),
    ],
)
def test_a_new_answer_needs_two_solves_and_no_rival_with_as_many(
    answers: tuple[str, ...], reason: str | None, answer: str | None
) -> None:
    found = agreement.with_each_other(solves(*answers), 2, Math())

    assert (found.reason, found.answer) == (reason, answer)


def test_more_solves_may_be_asked_to_agree() -> None:
    assert agreement.with_each_other(solves("6", "6", "7", "8"), 3, Math()).reason == agreement.FEW
    assert agreement.with_parent(solves("5", "5", "7", "8"), 3, Math()).reason == agreement.FEW


def test_the_order_of_the_solves_decides_nothing() -> None:
    for answers in set(permutations(("6", "6.0", "7", None))):
        found = agreement.with_each_other(solves(*answers), 2, Math())
        assert (found.agreeing, found.answer) == (2, "6")


def test_a_solve_that_was_cut_off_agrees_with_nobody() -> None:
    assert agreement.with_parent(solves("5", "5", finish="length"), 2, Math()).reason == agreement.FEW
    assert agreement.with_each_other(solves("6", "6", finish="length"), 2, Math()).reason == agreement.FEW


def test_a_program_counts_by_its_tests_alone() -> None:
    programs = [
        (replace(c, text="```python\ndef f(): pass\n```"), v) for c, v in solves("5", "5", "6", "6", "6")
    ]

    assert agreement.with_parent(programs, 2, Code()).reason is None


@pytest.mark.parametrize(
    ("answers", "fails"), [(("6", "7", "5", "5"), True), (("6", "5", "5", "5"), False), ((), False)]
)
def test_a_target_fails_where_half_of_its_solves_are_wrong(answers: tuple[str, ...], fails: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    assert (agreement.against(solves(*answers)).reason is None) == fails


def test_what_nobody_can_decide_is_no_failure_of_the_target() -> None:
    assert agreement.against(solves(BROKEN, BROKEN, BROKEN, "5")).reason == agreement.FITTING
