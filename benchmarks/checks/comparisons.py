"""How often `bench --compare` calls equal teachers unequal, and how often it finds a difference that is there.

    python benchmarks/checks/comparisons.py --runs 2000

Each problem has a true rate, drawn from a shape; B's is A's plus a gain. Variants of a family share their rate.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from math import comb

from verigen.benchmarks.paired import Pair, difference, resolution

SHAPES: dict[str, Callable[[random.Random, float], float]] = {
    "all at 0.4": lambda _rng, _gain: 0.4,
    "spread evenly": lambda rng, gain: rng.random() * (1 - gain),
    "two ends": lambda rng, gain: rng.betavariate(0.3, 0.3) * (1 - gain),
    "hard": lambda rng, gain: rng.betavariate(0.5, 4.5) * (1 - gain),
}


def drawn(
    rng: random.Random, shape: str, families: int, variants: int, n: int, gain: float
) -> tuple[list[Pair], list[int]]:
    pairs, clusters = [], []
    for family in range(families):
        rate = SHAPES[shape](rng, gain)
        for _ in range(variants):
            counts = [sum(rng.random() < each for _ in range(n)) for each in (rate, rate + gain)]
            pairs.append(Pair(counts[0], n, counts[1], n))
            clusters.append(family)
    return pairs, clusters


def shares(
    shape: str, families: int, variants: int, n: int, gain: float, runs: int
) -> tuple[float, float, float]:
    """Of the runs: a difference was shown, the interval held the true one; and the mean of the smallest to show."""
    rng = random.Random(f"{shape}/{families}/{variants}/{n}/{gain}")
    shown = held = smallest = 0.0
    for _ in range(runs):
        pairs, clusters = drawn(rng, shape, families, variants, n, gain)
        found = difference([pair.difference for pair in pairs], clusters)
        shown += found.p is not None and found.p < 0.05
        assert found.low is not None
        assert found.high is not None
        held += found.low <= gain <= found.high
        told = resolution(pairs, clusters)
        assert told is not None
        smallest += told.difference
    return shown / runs, held / runs, smallest / runs


def most_powerful(problems: int, rate: float, gain: float, level: float) -> float:
    """The power of the most powerful unbiased paired test, one sample per problem, all problems at one rate.

    Only problems that one teacher alone solves tell the two apart, and given their number the test is the randomised
    sign test (Lehmann & Romano 2005, section 4.9). No test that holds its level in every shape has more.
    """
    wins, losses = (1 - rate) * (rate + gain), rate * (1 - rate - gain)
    telling = binomial(problems, wins + losses)
    return sum(
        chance * sign_test(count, wins / (wins + losses), level) for count, chance in enumerate(telling)
    )


def sign_test(count: int, win: float, level: float) -> float:
    """The power of the randomised two-sided sign test on `count` problems, of which each is a win with `win`."""
    null, odds, left, power = binomial(count, 0.5), binomial(count, win), level, 0.0
    for fewer in range((count + 1) // 2):
        tail = 2 * null[fewer]
        taken = min(1.0, left / tail)
        power += taken * (odds[fewer] + odds[count - fewer])
        left -= taken * tail
    return power


def binomial(count: int, share: float) -> list[float]:
    return [comb(count, k) * share**k * (1 - share) ** (count - k) for k in range(count + 1)]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--runs", type=int, default=2000)
    asked = given.parse_args()
    print("type I: shown although there is none, and intervals that hold 0")
    for shape in SHAPES:
        for families, variants, n in (
            (6, 1, 1),
            (6, 1, 4),
            (10, 1, 4),
            (10, 3, 4),
            (14, 1, 4),
            (50, 1, 1),
            (50, 1, 4),
        ):
            shown, held, _ = shares(shape, families, variants, n, 0.0, asked.runs)
            print(
                f"  {shape:14}{families:4} families x {variants}, n={n}: shown {shown:6.1%}, held {held:6.1%}",
                flush=True,
            )
    print(
        "power: shown of + 20 points, intervals that hold it, and the smallest difference to show four times of five"
    )
    for shape in SHAPES:
        for families, n in ((24, 4), (50, 1), (50, 4)):
            shown, held, smallest = shares(shape, families, 1, n, 0.2, asked.runs)
            at, _, _ = shares(shape, families, 1, n, min(0.9, smallest), asked.runs)
            print(
                f"  {shape:14}{families:4} problems, n={n}: shown {shown:6.1%}, held {held:6.1%}; "
                f"{100 * smallest:.1f} points show {at:6.1%}",
                flush=True,
            )
    reach = [most_powerful(50, 0.4, 0.2, level) for level in (0.05, 0.055)]
    print(
        f"  all at 0.4, 50 problems, n=1: the most powerful unbiased paired test shows {reach[0]:.1%} at a level of 5 %, "
        f"{reach[1]:.1%} at 5.5 %"
    )


if __name__ == "__main__":
    main()
