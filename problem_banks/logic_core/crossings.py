"""River crossings: the smallest number of trips."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, joined, listed, people

from .family import family

THINGS = (
    ("fox", "hen", "basket of grain", "dog", "cat", "parrot", "cheese", "rabbit", "crate of carrots"),
    ("robot", "battery pack", "magnet", "hard disk", "lamp", "radio", "laser", "toolbox", "sensor"),
)
SCENES = (
    "{who} has to bring {what} across a river in a small boat that only {who} can row.",
    "With a ferry that only {who} may steer, {who} wants to take {what} to the other bank.",
    "{who} must carry {what} over a lake. Only {who} can handle the canoe.",
)


@dataclass(frozen=True, slots=True)
class Crossing:
    """So many things, the pairs that may not be left alone, and how many fit beside the rower."""

    things: int
    conflicts: tuple[tuple[int, int], ...]
    room: int


@family(level=1, things=(2, 3, 3, 4, 4, 5, 5, 6), conflicts=(0, 1, 2, 2, 3, 4, 5, 6))
def crossings(rng: Rng, *, things: int, conflicts: int) -> Puzzle:
    while True:
        pairs = list(combinations(range(things), 2))
        chosen = tuple(sorted(rng.sample(pairs, min(conflicts, len(pairs)))))
        task = Crossing(things, chosen, rng.randint(1, max(1, things - 2)))
        trips = fewest_trips(task)
        if trips is not None:
            break
    who = people(rng, 1)[0]
    names = rng.sample(rng.choice(THINGS), things)
    bad = [f"the {names[a]} and the {names[b]}" for a, b in chosen]
    rule = f"Without {who} on the same side, these may not be left together: {'; '.join(bad)}." if bad else ""
    text = joined(
        rng.choice(SCENES).format(who=who, what=listed([f"the {name}" for name in names])),
        f"Beside {who} there is room for {NUMBERS[task.room]} thing{'s' if task.room > 1 else ''} at a time. {rule}".strip(),
        rng.choice([
            "What is the smallest number of trips until everything is on the other side? Each way over the water, in either direction, is one trip.",
            "Counting every single passage, there or back, how many passages are needed at least?",
            "How many times must the water be crossed at least? Every way there and every way back counts as one crossing.",
        ]) + rng.choice([" Answer with a number.", " Give the number alone.", " State the number."]),
    )  # fmt: skip
    return Puzzle(prompt=text, reference=LogicReference(shape="number", answer=((str(trips),),)), facts=task)


def fewest_trips(task: Crossing) -> int | None:
    """Breadth-first search over the things left behind and the rower's side; None if there is no way."""
    full = (1 << task.things) - 1
    loads = [
        sum(1 << each for each in some)
        for size in range(task.room + 1)
        for some in combinations(range(task.things), size)
    ]
    seen, edge, trips = {(full, True)}, [(full, True)], 0
    while edge:
        after = []
        for left, here in edge:
            if left == 0 and not here:
                return trips
            bank = left if here else full & ~left
            for load in loads:
                if load & ~bank:
                    continue
                state = (left & ~load if here else left | load, not here)
                alone = state[0] if here else full & ~state[0]
                if state not in seen and not any(
                    alone >> a & 1 and alone >> b & 1 for a, b in task.conflicts
                ):
                    seen.add(state)
                    after.append(state)
        edge, trips = after, trips + 1
    return None
