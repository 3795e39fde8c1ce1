"""When a goal stops a problem, and why."""

import pytest

from verigen.core.errors import UserError
from verigen.sampling.decide import decide, likely
from verigen.sampling.goals import Fixed, PassRate, Wanted, parse
from verigen.sampling.prior import Beta, Learner, Prior, interval95
from verigen.sampling.tally import Tally

UNKNOWN = Prior()


@pytest.mark.parametrize(
    ("spec", "goal"),
    [
        ("n", Fixed(max=8)),
        ("n:4", Fixed(max=4)),
        ("first-correct", Wanted(correct=1, incorrect=0, max=8)),
        ("correct:3", Wanted(correct=3, incorrect=0, max=8)),
        ("pair", Wanted(correct=1, incorrect=1, max=8)),
        ("pair:2+3,max=20,hopeless=0.1", Wanted(correct=2, incorrect=3, max=20, hopeless=0.1)),
        ("pair,keep=0.8", Wanted(correct=1, incorrect=1, max=8, keep=0.8)),
        ("correct:2,keep=1", Wanted(correct=2, incorrect=0, max=8)),
        ("pass-rate:0.3,max=64", PassRate(width=0.3, max=64)),
    ],
)
def test_a_goal_is_read_as_it_is_typed(spec: str, goal: object) -> None:
    read = parse(spec, 8)

    assert read == goal
    assert parse(str(read), 1) == goal


@pytest.mark.parametrize(
    ("spec", "what"),
    [
        ("best", "is no goal"),
        ("pair:x", "is no number"),
        ("pair:20", "wants 40 candidates of at most 8"),
        ("correct:0", "wants nothing"),
        ("n,max=0", "draws nothing"),
        ("pass-rate:2", "is no share"),
        ("pass-rate:0", "without width"),
        ("correct:2,depth=1", "has no option depth"),
        ("n,hopeless=0.1", "has no option hopeless"),
        ("n,keep=0.8", "has no option keep"),
        ("pair,keep=2", "is no share"),
        ("pair,max=-1", "is no number"),
        ("", "is no goal"),
    ],
)
def test_a_goal_that_means_nothing_is_named_with_what_would(spec: str, what: str) -> None:
    with pytest.raises(UserError, match=what):
        parse(spec, 8)


def test_a_goal_is_met_by_whole_candidates_alone() -> None:
    pair = parse("pair", 16)

    assert decide(pair, Tally(correct=1, incorrect=1), UNKNOWN).kind == "met"
    assert decide(pair, Tally(correct=1, cut=1, unverified=2), UNKNOWN) is None


def test_no_more_than_max_are_drawn() -> None:
    assert decide(parse("correct:2", 4), Tally(correct=1, incorrect=2, unverified=1), UNKNOWN).kind == "max"


def test_a_problem_is_given_up_where_success_is_unlikely_and_says_how_unlikely() -> None:
    goal = parse("correct:4,hopeless=0.05", 16)

    hopeless = decide(goal, Tally(incorrect=9), UNKNOWN)

    assert hopeless.kind == "hopeless"
    assert "0 of 9 correct" in hopeless.reason
    assert decide(goal, Tally(incorrect=2), UNKNOWN) is None
    assert decide(parse("correct:4,hopeless=0", 16), Tally(incorrect=12), UNKNOWN) is None


def test_a_problem_without_mistakes_is_given_up_as_trivial() -> None:
    assert decide(parse("pair:1+4", 16), Tally(correct=10), UNKNOWN).kind == "trivial"


@pytest.mark.parametrize("width", [0.05, 0.2, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("every", [1, 2, 3, 1000])
def test_a_pass_rate_is_known_when_the_interval_that_is_shown_is_narrow(width: float, every: int) -> None:
    goal, tally = parse(f"pass-rate:{width},max=3000", 8), Tally()

    while not decide(goal, tally, UNKNOWN):
        assert tally.decided < 2 or shown_width(tally) > width
        tally = tally.plus("correct" if tally.drawn % every == 0 else "incorrect")

    assert shown_width(tally) <= width


def shown_width(tally: Tally) -> float:
    low, high = interval95(tally.correct, tally.drawn)
    return round(high - low, 3)


@pytest.mark.parametrize(
    "spec", ["first-correct", "pair", "correct:3", "pass-rate:0.99", "pair:1+4,hopeless=0.9"]
)
@pytest.mark.parametrize("start", [Tally(), Tally(correct=1), Tally(incorrect=1), Tally(cut=1, unverified=3)])
def test_no_problem_is_given_up_or_known_before_two_decided_draws(spec: str, start: Tally) -> None:
    sure = Prior(Beta(0.01, 8), Beta(0.01, 8))

    decision = decide(parse(spec, 8), start, sure)

    assert decision is None or (decision.kind == "met" and not spec.startswith("pass-rate"))


@pytest.mark.parametrize("rate", [0.0, 0.25, 0.5, 1.0])
def test_no_prior_is_worth_more_than_eight_draws(rate: float) -> None:
    learner = Learner()
    for _ in range(1000):
        learner.add("g", correct=round(16 * rate), incorrect=16 - round(16 * rate), drawn=16)

    prior = learner.prior("g")

    assert all(beta.a + beta.b <= 8.0 + 1e-9 for beta in prior)


def test_what_other_teachers_drew_counts_for_the_goal_and_not_for_the_chances() -> None:
    goal, before = parse("pair", 16), Tally(incorrect=14)

    decision = decide(goal, before.plus("incorrect"), UNKNOWN, before)

    assert decision is None
    assert decide(goal, before.plus("correct"), UNKNOWN, before).kind == "met"


def test_an_idle_engine_draws_as_many_as_have_an_even_chance() -> None:
    goal = parse("first-correct", 64)

    assert likely(goal, Tally(incorrect=9), Prior(Beta(1, 1), Beta(1, 1))) == 8
    assert likely(goal, Tally(), UNKNOWN) == 2
    assert likely(goal, Tally(incorrect=60), UNKNOWN) == 4


def test_a_chance_is_that_of_the_beta_binomial() -> None:
    assert Beta(1, 1).chance(1, 3) == pytest.approx(3 / 4)
    assert Beta(1, 1).chance(3, 3) == pytest.approx(1 / 4)
    assert Beta(2, 3).chance(0, 5) == 1.0
    assert Beta(2, 3).chance(6, 5) == pytest.approx(0, abs=1e-12)


def test_a_prior_is_learnt_by_group_and_needs_enough_problems() -> None:
    learner = Learner()
    for _ in range(7):
        learner.add("bank/5/0", correct=0, incorrect=8, drawn=8)

    assert learner.prior("bank/5/0") == UNKNOWN

    for _ in range(33):
        learner.add("bank/5/0", correct=0, incorrect=8, drawn=8)
        learner.add("bank/1/0", correct=7, incorrect=1, drawn=8)

    assert learner.prior("bank/5/0").correct.mean < 0.05
    assert learner.prior("bank/1/0").correct.mean > 0.75
    assert 0.2 < learner.prior("bank/3/0").correct.mean < 0.6
