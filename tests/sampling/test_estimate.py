"""Pass rates under stopping are unbiased: by simulation, and where the answer is known."""

import random
from collections import Counter
from itertools import permutations, product

import pytest

from verigen.sampling.decide import decide
from verigen.sampling.estimate import LABELS, pass_rate
from verigen.sampling.goals import Goal, parse
from verigen.sampling.prior import Beta, Prior
from verigen.sampling.tally import Label, Tally

PRIOR = Prior(Beta(0.4, 0.8), Beta(0.9, 0.5))


def sampled(goal: Goal, rate: float, draw: random.Random) -> Tally:
    tally = Tally()
    while decide(goal, tally, PRIOR) is None:
        chance = draw.random()
        decided: Label = "cut" if chance < 0.15 else "correct" if draw.random() < rate else "incorrect"
        tally = tally.plus("unverified" if draw.random() < 0.1 else decided)
    return tally


@pytest.mark.parametrize(
    "spec",
    [
        "first-correct",
        "correct:3",
        "pair",
        "pair:2+2,max=10,hopeless=0.2",
        "pair,keep=0.6",
        "n:5",
        "pass-rate:0.6,max=9",
    ],
)
@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_mean_of_the_estimates_is_the_rate_and_that_of_the_bounds_adds_the_undecided(
    spec: str, rate: float
) -> None:
    goal, draw = parse(spec, 12), random.Random(f"{spec}/{rate}")

    found = [pass_rate(goal, PRIOR, sampled(goal, rate, draw)) for _ in range(3000)]

    for values, truth in (
        ([each.rate for each in found if each], 0.9 * 0.85 * rate),
        ([each.bound for each in found if each], 0.9 * 0.85 * rate + 0.1),
    ):
        mean = sum(values) / len(values)
        spread = (sum((value - mean) ** 2 for value in values) / len(values) ** 2) ** 0.5
        assert len(values) == 3000
        assert abs(mean - truth) < 4 * spread


def test_the_share_of_correct_ones_would_be_biased() -> None:
    goal, draw = parse("first-correct", 12), random.Random(0)

    runs = [sampled(goal, 0.3, draw) for _ in range(2000)]

    assert sum(tally.correct / tally.drawn for tally in runs) / len(runs) > 0.9 * 0.85 * 0.3 + 0.1


@pytest.mark.parametrize(("wanted", "drawn"), [*product((2, 3, 5), (6, 9))])
def test_for_k_correct_it_is_haldanes(wanted: int, drawn: int) -> None:
    goal = parse(f"correct:{wanted},hopeless=0", 50)

    found = pass_rate(goal, PRIOR, Tally(correct=wanted, incorrect=drawn - wanted))

    assert found is not None
    assert found.rate == found.bound == pytest.approx((wanted - 1) / (drawn - 1))


@pytest.mark.parametrize("spec", ["correct:2,hopeless=0.2", "pair", "pass-rate:0.7"])
def test_it_is_the_share_of_the_orders_that_would_not_have_stopped_before(spec: str) -> None:
    goal, draw = parse(spec, 7), random.Random(spec)
    for _ in range(30):
        end = sampled(goal, 0.4, draw)
        labels = [label for label in LABELS for _ in range(getattr(end, label))]
        orders = [order for order in permutations(labels) if unstopped(goal, order)]

        found = pass_rate(goal, PRIOR, end)

        assert found is not None
        first = Counter(order[0] for order in orders)
        assert found.rate == pytest.approx(first["correct"] / len(orders))
        assert found.bound == pytest.approx((first["correct"] + first["unverified"]) / len(orders))


def unstopped(goal: Goal, order: tuple[Label, ...]) -> bool:
    tally = Tally()
    for label in order[:-1]:
        tally = tally.plus(label)
        if decide(goal, tally, PRIOR):
            return False
    return True


def test_for_a_fixed_n_it_is_the_share_and_the_undecided_count_as_not_correct() -> None:
    found = pass_rate(parse("n:4", 1), PRIOR, Tally(correct=1, incorrect=1, cut=1, unverified=1))

    assert found == (0.25, 0.5)


def test_what_nobody_could_decide_is_between_none_and_all() -> None:
    assert pass_rate(parse("n:2", 1), PRIOR, Tally(unverified=2)) == (0.0, 1.0)
    assert pass_rate(parse("pair", 4), PRIOR, Tally(unverified=4)) == (0.0, 1.0)


def test_nothing_drawn_is_no_rate() -> None:
    assert pass_rate(parse("n:2", 1), PRIOR, Tally()) is None
