"""Answers as votes."""

from __future__ import annotations

from dataclasses import replace

from samples import make_graded
from verigen.benchmarks.votes import Votes, votes
from verigen.core.graded import Graded
from verigen.domains.math.answers import stated


def answered(index: int, outcome: str, said: str | None, text: str = "So \\boxed{{{}}}.") -> Graded:
    made = make_graded(index, outcome)
    return replace(made, candidate=replace(made.candidate, text=text.format(said)))


def test_equal_answers_are_one_however_they_are_written() -> None:
    graded = [
        answered(i, "incorrect", text)
        for i, text in enumerate(["0.5", "1/2", "\\frac{1}{2}", "7", "7.0", "8"])
    ]

    assert votes(graded) == Votes(right=0, others=(3, 2, 1), silent=0)


def test_what_the_verifier_holds_right_is_one_answer() -> None:
    graded = [answered(0, "correct", "5"), answered(1, "correct", "10/2"), answered(2, "incorrect", "6")]

    assert votes(graded) == Votes(right=2, others=(1,), silent=0)


def test_who_abstains_from_a_majority_does_not_vote_here() -> None:
    graded = [
        answered(0, "correct", "5"),
        answered(1, "incorrect", "3", "I think {}"),
        answered(2, "correct", "5", "It might be {}"),
        answered(3, "incorrect", "3"),
    ]
    graded[3] = replace(graded[3], candidate=replace(graded[3].candidate, finish="length"))

    assert votes(graded) == Votes(right=1, others=(), silent=3)
    assert [stated(each.candidate).answer for each in graded] == ["5", None, None, None]


def test_an_answer_that_can_not_be_read_votes_for_its_own_text() -> None:
    graded = [answered(i, "unverified", text) for i, text in enumerate(["\\foo{1}", "\\foo{1}", "^^"])]

    assert votes(graded) == Votes(right=0, others=(2, 1), silent=0)
