"""The vote: who says the same, who wins, and who says nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import make_graded
from verigen.core.errors import UserError
from verigen.core.types import Candidate
from verigen.domains.math.part import Math
from verigen.verifiers import ballots
from verigen.verifiers.majority import NAME, Majority

RULE = Majority()
MATHS = Math()


def candidates(*texts: str) -> list[Candidate]:
    return [
        replace(make_graded(i, "unverified").candidate, text=text, finish="stop")
        for i, text in enumerate(texts)
    ]


def boxed(*answers: str) -> list[Candidate]:
    return candidates(*(f"\\boxed{{{answer}}}" for answer in answers))


def outcomes(found: list) -> list[str]:
    return [verdict.outcome for _, verdict in found]


def test_the_majority_is_correct_and_decided_others_are_not() -> None:
    found = ballots.hold(boxed("1/2", "0.5", r"\frac{1}{2}", "3"), RULE, MATHS)

    assert outcomes(found) == ["correct", "correct", "correct", "incorrect"]
    assert {verdict.verifier for _, verdict in found} == {NAME}
    assert {verdict.method for _, verdict in found} == {"agreement 0.75 of 4, threshold 0.6"}


def test_below_the_threshold_nobody_is_right_or_wrong() -> None:
    found = ballots.hold(boxed("1", "1", "2", "3"), RULE, MATHS)

    assert outcomes(found) == ["unverified"] * 4
    assert {verdict.reason for _, verdict in found} == {"no_agreement"}


def test_an_agreement_at_the_threshold_is_enough() -> None:
    assert outcomes(ballots.hold(boxed("1", "1", "1", "2", "3"), RULE, MATHS)).count("correct") == 3


def test_too_few_votes_decide_nothing() -> None:
    found = ballots.hold(boxed("1", "1", "1"), RULE, MATHS)

    assert {verdict.reason for _, verdict in found} == {"few_votes"}


def test_a_tie_decides_nothing_however_low_the_threshold() -> None:
    assert (
        outcomes(ballots.hold(boxed("1", "1", "2", "2"), Majority(threshold=0.5), MATHS))
        == ["unverified"] * 4
    )


def test_who_gives_no_answer_abstains_and_is_unverified() -> None:
    texts = [r"\boxed{1}"] * 4 + ["no idea", "<think>\nstill", r"\boxed{1} \boxed{2}", ""]

    found = ballots.hold(candidates(*texts), RULE, MATHS)

    assert outcomes(found) == ["correct"] * 4 + ["unverified"] * 4
    assert found[0][1].method == "agreement 1.00 of 4, threshold 0.6"


def test_a_cut_candidate_abstains() -> None:
    cut = replace(boxed("1")[0], finish="length")

    assert MATHS.stated(cut).reason == "cut"


def test_the_last_lines_of_failed_attempts_elect_nobody() -> None:
    found = ballots.hold(candidates(*["I don't know."] * 8), RULE, MATHS)

    assert {verdict.reason for _, verdict in found} == {"no_answer"}


def test_equal_texts_that_mean_nothing_are_no_agreement() -> None:
    found = ballots.hold(boxed(*[r"\frac{1}{"] * 5), RULE, MATHS)

    assert "correct" not in outcomes(found)


def test_what_cannot_be_decided_joins_no_group() -> None:
    one, two = "x", r"\frac{1}{"

    assert MATHS.same(one, two) == "unverified"
    assert len(ballots.cluster([one, two], MATHS.same)) == 2


def test_what_cannot_be_told_from_the_majority_is_unverified() -> None:
    found = ballots.hold(boxed("5", "5", "5", "5", r"5 + \frac{"), RULE, MATHS)

    assert outcomes(found)[:4] == ["correct"] * 4
    assert outcomes(found)[4] == "unverified"


def test_equal_texts_cost_no_comparison() -> None:
    asked: list[tuple[str, str]] = []

    def same(one: str, two: str) -> str:
        asked.append((one, two))
        return MATHS.same(one, two)

    ballots.cluster(["42"] * 30 + ["42.0"] * 3 + ["7"], same)  # type: ignore[arg-type]

    assert len(asked) == 2


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["1", "2", "1/2", "0.5", "50\\%", "50", r"\frac{2}{4}", "x"]), max_size=9),
    st.integers(0, 99),
)
def test_the_order_of_the_candidates_changes_no_verdict(answers: list[str], seed: int) -> None:
    drawn = boxed(*answers)
    shuffled = random.Random(seed).sample(drawn, len(drawn))

    assert dict(ballots.hold(drawn, RULE, MATHS)) == dict(ballots.hold(shuffled, RULE, MATHS))


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=12), st.floats(0.05, 1))
def test_a_vote_never_calls_more_than_one_number_right(answers: list[int], threshold: float) -> None:
    found = ballots.hold(boxed(*map(str, answers)), Majority(threshold=threshold), MATHS)

    assert len({v.extracted for _, v in found if v.outcome == "correct"}) <= 1


def test_the_method_tells_the_count_and_the_rule() -> None:
    assert (
        ballots.count(["1", "1", "1", "2"], Majority(threshold=0.75), MATHS).method
        == "agreement 0.75 of 4, threshold 0.75"
    )


@pytest.mark.parametrize("threshold", [0, -1, 1.01])
def test_a_threshold_outside_its_range_is_the_users_mistake(threshold: float) -> None:
    with pytest.raises(UserError, match="share above 0"):
        Majority(threshold=threshold).open()
