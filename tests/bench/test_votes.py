"""Answers as votes."""

from __future__ import annotations

from dataclasses import replace

from samples import make_graded
from verigen.benchmarks.votes import Votes, votes
from verigen.core.types import Graded


def answered(index: int, outcome: str, extracted: str | None, reason: str = "different") -> Graded:
    made = make_graded(index, outcome)
    return replace(made, verdict=replace(made.verdict, extracted=extracted, reason=reason))


def test_equal_answers_are_one_however_they_are_written() -> None:
    graded = [
        answered(i, "incorrect", text)
        for i, text in enumerate(["0.5", "1/2", "\\frac{1}{2}", "7", "7.0", "8"])
    ]

    assert votes(graded) == Votes(right=0, others=(3, 2, 1), silent=0)


def test_what_the_verifier_holds_right_is_one_answer() -> None:
    graded = [answered(0, "correct", "5"), answered(1, "correct", "10/2"), answered(2, "incorrect", "6")]

    assert votes(graded) == Votes(right=2, others=(1,), silent=0)


def test_a_sample_without_a_final_answer_does_not_vote() -> None:
    graded = [
        answered(0, "correct", "5"),
        answered(1, "incorrect", None, "no_answer"),
        answered(2, "incorrect", "3", "hedged"),
    ]

    assert votes(graded) == Votes(right=1, others=(), silent=2)


def test_an_answer_that_can_not_be_read_votes_for_its_own_text() -> None:
    graded = [
        answered(i, "unverified", text, "unreadable") for i, text in enumerate(["\\frac{", "\\frac{", "^^"])
    ]

    assert votes(graded) == Votes(right=0, others=(2, 1), silent=0)
