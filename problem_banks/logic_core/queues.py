"""Arrangements in a row: who stands where."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest, holds, unique
from verigen.problems.banks.live.puzzles import NUMBERS, ORDINALS, Puzzle, Rng, items, joined, listed, people

from .family import family

# scene, before, directly before, next to, place, at an end
SCENES = (
    ("{} queue at a counter; the first in the queue is served first.", "{} stands somewhere ahead of {}", "{} stands directly ahead of {}", "{} and {} stand right next to each other in the queue", "{} is {} in the queue", "from front to back"),
    ("{} ran a race, and no two arrived together.", "{} finished before {}", "{} finished directly before {}", "{} and {} finished one right after the other", "{} came {}", "the winner first"),
    ("{} sit side by side on a bench, looking at the camera.", "seen by the photographer, {} sits somewhere to the left of {}", "seen by the photographer, {} is the direct left neighbour of {}", "{} and {} are neighbours on the bench", "counted from the photographer's left, {} is {}", "from left to right as the photographer sees them"),
    ("{} gave talks one after the other.", "{} spoke earlier than {}", "{} spoke immediately before {}", "no talk lay between those of {} and {}", "{} spoke {}", "from the first speaker to the last"),
)  # fmt: skip


@family(level=1, size=(3, 3, 4, 5, 6, 6, 7, 8), vague=(0, 1, 1, 1, 1, 2, 2, 2))
def queues(rng: Rng, *, size: int, vague: int) -> Puzzle:
    scene, before, directly, beside, place, direction = rng.choice(SCENES)
    names = people(rng, size)
    order = rng.sample(range(size), size)
    truth = {f"t{each}": order.index(each) + 1 for each in range(size)}
    pool: dict[str, str] = {}
    facts = PuzzleFacts(domains=dict.fromkeys(truth, range(1, size + 1)), clues=[], different=[list(truth)])
    while not unique(facts):
        for _ in range(3 * size):
            clue, line = _clue(rng, names, (before, directly, beside, place), vague)
            if holds(clue, truth):
                pool[clue] = line
        facts = PuzzleFacts(domains=facts.domains, clues=list(pool), different=facts.different)
    kept = [facts.clues[at] for at in fewest(rng, facts)]
    lines = [f"{pool[clue][0].upper()}{pool[clue][1:]}." for clue in kept]
    ask = rng.choice(
        ["In what order?", "Find the order.", f"Give all {NUMBERS[size]} in order.", "What is the order?"]
    )
    text = joined(
        scene.format(listed(rng.sample(names, size))),
        items(rng, lines),
        f"{ask} {rng.choice(['Write the names with commas between them', 'Give the names in one line', 'List the names'])}, {direction}.",
    )
    reference = LogicReference(
        shape="order", answer=(tuple(names[each] for each in order),), names=dict.fromkeys(names, ())
    )
    return Puzzle(
        prompt=text,
        reference=reference,
        facts=PuzzleFacts(domains=facts.domains, clues=kept, different=facts.different),
    )


def _clue(rng: Rng, names: list[str], said: tuple[str, str, str, str], vague: int) -> tuple[str, str]:
    before, directly, beside, place = said
    size = len(names)
    a, b = rng.sample(range(size), 2)
    at, gap = rng.randint(1, size), rng.randint(1, max(1, size - 2))
    forms = [
        [(f"t{a} == {at}", place.format(names[a], ORDINALS[at - 1]))],
        [(f"t{a} < t{b}", before.format(names[a], names[b])), (f"t{a} + 1 == t{b}", directly.format(names[a], names[b]))],
        [
            (f"Abs(t{a} - t{b}) == 1", beside.format(names[a], names[b])),
            (f"Abs(t{a} - t{b}) != 1", f"it is not true that {beside.format(names[a], names[b])}"),
            (f"Abs(t{a} - t{b}) == {gap + 1}", f"exactly {NUMBERS[gap]} {'person is' if gap == 1 else 'people are'} between {names[a]} and {names[b]}"),
            (f"Or(t{a} == 1, t{a} == {size})", f"{names[a]} is either first or last"),
            (f"t{a} != {at}", f"it is not true that {place.format(names[a], ORDINALS[at - 1])}"),
        ],
    ]  # fmt: skip
    return rng.choice(forms[rng.choice(((0, 1), (0, 1, 1, 2), (1, 2, 2))[vague])])
