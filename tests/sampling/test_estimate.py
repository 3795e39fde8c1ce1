"""Pass rates under stopping are unbiased: by simulation, and where the answer is known."""

import random
from itertools import product

import pytest

from verigen.sampling.estimate import pass_rate
from verigen.sampling.goals import Label, Tally, decide, parse
from verigen.sampling.prior import Beta, Prior

PRIOR = Prior(Beta(0.4, 0.8), Beta(0.9, 0.5))


def sampled(goal, rate: float, draw: random.Random) -> list[Label]:  # type: ignore[no-untyped-def]
    labels: list[Label] = []
    tally = Tally()
    while decide(goal, tally, PRIOR) is None:
        chance = draw.random()
        decided = "cut" if chance < 0.15 else "correct" if draw.random() < rate else "incorrect"
        labels.append("unverified" if draw.random() < 0.1 else decided)
        tally = tally.plus(labels[-1])
    return labels


@pytest.mark.parametrize(
    "spec", ["first-correct", "correct:3", "pair", "pair:2+2,max=10,hopeless=0.2", "n:5"]
)
@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_the_mean_of_the_estimates_is_the_rate(spec: str, rate: float) -> None:
    goal, draw = parse(spec, 12), random.Random(f"{spec}/{rate}")

    runs = [sampled(goal, rate, draw) for _ in range(3000)]

    found = [pass_rate(goal, PRIOR, labels) for labels in runs]
    known = [value for value in found if value is not None]
    mean = sum(known) / len(known)
    spread = (sum((value - mean) ** 2 for value in known) / len(known) ** 2) ** 0.5
    assert abs(mean - 0.85 * rate) < 4 * spread


def test_the_share_of_correct_ones_would_be_biased() -> None:
    goal, draw = parse("first-correct", 12), random.Random(0)

    runs = [sampled(goal, 0.3, draw) for _ in range(2000)]

    shares = [labels.count("correct") / max(1, len(labels) - labels.count("unverified")) for labels in runs]
    assert sum(shares) / len(shares) > 0.85 * 0.3 + 0.1


@pytest.mark.parametrize(("wanted", "drawn"), [*product((2, 3, 5), (6, 9))])
def test_for_k_correct_it_is_haldanes(wanted: int, drawn: int) -> None:
    goal = parse(f"correct:{wanted},hopeless=0", 50)
    labels: list[Label] = ["incorrect"] * (drawn - wanted) + ["correct"] * wanted

    assert pass_rate(goal, PRIOR, labels) == pytest.approx((wanted - 1) / (drawn - 1))


def test_for_a_fixed_n_it_is_the_share() -> None:
    assert pass_rate(parse("n:4", 1), PRIOR, ["correct", "unverified", "incorrect", "cut"]) == pytest.approx(
        1 / 3
    )


def test_nothing_decided_is_no_rate() -> None:
    assert pass_rate(parse("n:2", 1), PRIOR, ["unverified", "unverified"]) is None
