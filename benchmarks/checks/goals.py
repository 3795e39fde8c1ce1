"""What goals find and what they give up, on banks whose true pass rates are known.

    python benchmarks/checks/goals.py            # lock-in, sorted banks, what is given up and what the run says of it
    python benchmarks/checks/goals.py --pairs    # candidates per pair against a fixed n
    python benchmarks/checks/goals.py --pairs --lengths FILE    # tokens per pair, with the lengths of real completions

FILE is a JSON object of lengths in tokens: {"correct": [...], "incorrect": [...], "cut": [...]}.

No model and no engine: the plan is driven by draws from each problem's rate, the same draws for every goal and order.
A problem is within reach where its first `max` draws meet the goal.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from verigen.core import seeds
from verigen.core.types import Candidate, Outcome, Problem, Sampling, Source, Verdict
from verigen.domains.math.reference import MathReference
from verigen.ledger.tables import QueueEntry, Settled, SettledAlike
from verigen.sampling.crew import Crew
from verigen.sampling.given_up import GivenUp, given_up
from verigen.sampling.goals import Goal, parse
from verigen.sampling.plan import Plan, Request
from verigen.sampling.prior import Prior
from verigen.sampling.tally import Label, Tally

PLACES = 8
WINDOW = 4 * PLACES
SHAPES: dict[str, Callable[[random.Random], float]] = {
    "two ends": lambda rng: rng.betavariate(0.3, 0.3),
    "hard": lambda rng: rng.betavariate(0.5, 1.7),
    "half can't be solved": lambda rng: 0.0 if rng.random() < 0.5 else rng.betavariate(2, 4),
    "spread evenly": lambda rng: rng.betavariate(1, 1),
}
PROBLEM = Problem(
    id="p",
    domain="math",
    prompt="?",
    reference=MathReference(answer="1"),
    family="p",
    source=Source(bank="b", licence="CC0-1.0"),
)
CANDIDATE = Candidate(
    id="p#0",
    problem="p",
    index=0,
    text="<think>\n\n</think>\n\nSo \\boxed{1}.",
    finish="stop",
    prompt_tokens=1,
    tokens=1,
    teacher="t",
    revision="r",
    sampling=Sampling(),
    seed=0,
    seconds=0.0,
)
VERDICT = Verdict(
    outcome="correct", verifier="v", method="m", reason="r", extracted=None, message="", seconds=0.0
)


Lengths = Mapping[str, Sequence[int]]
ALIKE: Lengths = {"correct": [1], "incorrect": [1], "cut": []}  # every candidate costs the same, none is cut


class Found(NamedTuple):
    """What a goal made of a bank; `drawn` is what its candidates cost."""

    drawn: int
    settled: list[Settled]
    met: int
    reach: int
    said: GivenUp

    @property
    def lost(self) -> float:
        return 1 - self.met / self.reach


def label(name: str, index: int, rate: float, lengths: Lengths) -> Label:
    """A candidate's outcome; of those not correct, as many are cut as in the lengths."""
    rng = random.Random(f"{name}/{index}")
    if rng.random() < rate:
        return "correct"
    cut, wrong = len(lengths["cut"]), len(lengths["incorrect"])
    return "cut" if rng.random() < cut / (cut + wrong) else "incorrect"


def cost(name: str, index: int, rate: float, lengths: Lengths) -> int:
    return random.Random(f"{name}/{index}/length").choice(lengths[label(name, index, rate, lengths)])


def drawn_order(count: int) -> list[int]:
    """As a ledger's queue gives its problems."""
    places = list(range(count))
    seeds.rng(0, "queue").shuffle(places)
    return places


def run(
    rate: Mapping[str, float], spec: str, n: int, *, mixed: bool = True, lengths: Lengths = ALIKE
) -> Found:
    """Sample a bank of problems with these rates, in a drawn order or (`mixed` off) as they come."""
    goal, names = parse(spec, n), list(rate)
    order = [names[i] for i in (drawn_order(len(names)) if mixed else range(len(names)))]
    plan = Plan(
        (QueueEntry(replace(PROBLEM, id=name)) for name in order), goal, Crew(), 0, WINDOW, speculate=False
    )
    settled: list[Settled] = []
    drawn = sum(_answered(plan, request, rate, lengths) for request in _requests(plan, settled))
    met = sum(row.kind == "met" for row in settled)
    reach = sum(within_reach(goal, name, value, lengths) for name, value in rate.items())
    return Found(drawn, settled, met, reach, given_up(goal, alike(settled)))


def _requests(plan: Plan, settled: list[Settled]) -> Iterator[Request]:
    flying: list[Request] = []
    while not plan.done:
        while len(flying) < PLACES and (request := plan.next(0)) is not None:
            flying.append(request)
        if flying:
            yield flying.pop(0)
        found, stale = plan.news()
        settled += found
        flying = [request for request in flying if request.id not in stale]


def _answered(plan: Plan, request: Request, rate: Mapping[str, float], lengths: Lengths) -> int:
    name, index = request.problem.id, request.index
    found = label(name, index, rate[name], lengths)
    candidate = replace(CANDIDATE, id=request.id, problem=name, index=index)
    if found == "cut":
        candidate = replace(candidate, finish="length")
    outcome: Outcome = "correct" if found == "correct" else "incorrect"
    plan.graded(candidate, replace(VERDICT, outcome=outcome))
    return cost(name, index, rate[name], lengths)


def within_reach(goal: Goal, name: str, rate: float, lengths: Lengths = ALIKE) -> bool:
    tally = Tally()
    for index in range(goal.max):
        tally = tally.plus(label(name, index, rate, lengths))
        if goal.still(tally, Prior()) <= 0:
            return True
    return False


def alike(settled: Sequence[Settled]) -> list[SettledAlike]:
    counts = Counter(
        (row.group, row.stage, row.kind, row.correct, row.incorrect, row.cut, row.unverified, 0, 0)
        for row in settled
    )
    return [SettledAlike(*key, count) for key, count in counts.items()]


def lock_in() -> None:
    """90 problems that are never solved, then 110 that always are."""
    for mixed in (True, False):
        found = run({f"p{i}": float(i >= 90) for i in range(200)}, "first-correct", 4, mixed=mixed)
        measured = sum(row.rate is not None for row in found.settled)
        print(
            f"lock-in, {'drawn order' if mixed else 'as it comes':12} {found.met} of {found.reach} met, "
            f"pass@1 over {measured} of 200 problems   (before: 0 met, 39 measured)"
        )


def sorted_banks(repeats: int) -> None:
    print(
        f"{'rates':22}{'goal':16}{'n':>3}   lost, shuffled   lost, hard first   the run says   draws/problem"
    )
    for (name, draw), (spec, n) in ((shape, goal) for shape in SHAPES.items() for goal in GOALS):
        rng = random.Random(name)
        rows: dict[bool, list[Found]] = {True: [], False: []}
        for repeat in range(repeats):
            rates = {f"{repeat}/{i}": draw(rng) for i in range(300)}
            rows[False].append(run(rates, spec, n))
            rows[True].append(run(dict(sorted(rates.items(), key=lambda pair: pair[1])), spec, n))
        lost = {
            order: 1 - sum(f.met for f in found) / sum(f.reach for f in found)
            for order, found in rows.items()
        }
        every = [f for found in rows.values() for f in found]
        said = sum(f.said.lost for f in every) / sum(f.said.met + f.said.lost for f in every)
        drawn = sum(f.drawn for f in every) / sum(len(f.settled) for f in every)
        print(
            f"{name:22}{spec:16}{n:3}{lost[False]:15.1%}{lost[True]:17.1%}{said:15.1%}{drawn:15.2f}",
            flush=True,
        )


def pairs(repeats: int, lengths: Lengths) -> None:
    """40 problems as a 0.5B teacher finds GSM8K: right 23 % of the time, a right and a wrong one of 4 for 43 %."""
    rng = random.Random("gsm8k")
    banks = [{f"{repeat}/{i}": rng.betavariate(0.48, 1.6) for i in range(40)} for repeat in range(repeats)]
    goal, every = parse("pair", 16), [item for bank in banks for item in bank.items()]
    fixed = sum(within_reach(goal, name, rate, lengths) for name, rate in every)
    base = sum(cost(name, i, rate, lengths) for name, rate in every for i in range(16)) / fixed
    unit = "candidates" if lengths is ALIKE else "tokens"
    print(f"{'goal':22}{unit + '/pair':>18}   less than n:16   pairs lost   the run says")
    print(f"{'n:16':22}{base:18.2f}{'-':>17}{'-':>13}{'-':>15}")
    for spec in ("pair", *(f"pair,keep={keep}" for keep in (0.9, 0.8, 0.7, 0.6))):
        found = [run(bank, spec, 16, lengths=lengths) for bank in banks]
        met, lost = sum(f.met for f in found), sum(f.said.lost for f in found)
        each = sum(f.drawn for f in found) / met
        print(
            f"{spec:22}{each:18.2f}{1 - each / base:17.1%}{1 - met / fixed:13.1%}{lost / (met + lost):15.1%}",
            flush=True,
        )


GOALS = (("first-correct", 4), ("first-correct", 16), ("pair", 4), ("pair", 16), ("correct:4", 16))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--repeats", type=int, default=10, help="Banks of 300 problems per line.")
    given.add_argument("--pairs", action="store_true", help="Only what pairs cost, on banks of 40 problems.")
    given.add_argument("--lengths", type=Path, help="Lengths of real completions, for --pairs.")
    asked = given.parse_args()
    if asked.pairs:
        pairs(5 * asked.repeats, json.loads(asked.lengths.read_text()) if asked.lengths else ALIKE)
        return
    lock_in()
    sorted_banks(asked.repeats)


if __name__ == "__main__":
    main()
