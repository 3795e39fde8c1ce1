"""Zebra puzzles: who lives in which house, and with what."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest, unique
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, items, joined, numbered, people

from .family import family

if TYPE_CHECKING:
    from collections.abc import Sequence

    Kind = tuple[str, Sequence[str], str, str]

# what an attribute is called, its values, the person who has one, and what this person does
KINDS = (
    (
        "colour of the house",
        ("red", "blue", "green", "yellow", "white"),
        "the person in the {} house",
        "lives in the {} house",
    ),
    ("pet", ("cat", "dog", "parrot", "hamster", "tortoise"), "the owner of the {}", "owns the {}"),
    ("drink", ("tea", "coffee", "milk", "juice", "cocoa"), "the {} drinker", "drinks {}"),
    ("job", ("baker", "nurse", "pilot", "lawyer", "painter"), "the {}", "works as a {}"),
    ("instrument", ("piano", "violin", "flute", "drums", "harp"), "whoever plays the {}", "plays the {}"),
    ("sport", ("tennis", "judo", "rowing", "chess", "golf"), "the {} fan", "is a fan of {}"),
)
OPENINGS = (
    "{n} houses stand in a row, numbered from left (1) to right ({d}). Each is the home of one person.",
    "A street has {n} houses side by side; house 1 is the leftmost and house {d} the rightmost. One person lives in each.",
    "Along a canal there are {n} houses in one line, house 1 to house {d} from left to right, with a single resident each.",
    "{n} neighbours live in houses 1 to {d}, counted from the left end of a row.",
)


@family(
    level=1,
    houses=(2, 3, 3, 3, 4, 4, 5, 5),
    attributes=(2, 2, 3, 3, 3, 4, 4, 4),
    indirect=(0, 0, 0, 1, 1, 1, 1, 2),
)
def neighbours(rng: Rng, *, houses: int, attributes: int, indirect: int) -> Puzzle:
    kinds = [("name", tuple(people(rng, houses)), "{}", ""), *rng.sample(KINDS, attributes - 1)]
    kinds = [(what, tuple(rng.sample(values, houses)), who, does) for what, values, who, does in kinds]
    places = [rng.sample(range(1, houses + 1), houses) for _ in kinds]
    variables = {f"v{k}_{i}": places[k][i] for k in range(len(kinds)) for i in range(houses)}
    facts, lines = _clues(rng, kinds, variables, houses, indirect)
    rows = [
        (f"house {house}", *(kinds[k][1][places[k].index(house)] for k in range(len(kinds))))
        for house in range(1, houses + 1)
    ]
    told = "; ".join(f"{what}: {', '.join(sorted(values))}" for what, values, *_ in kinds)
    example = f"house 1: {', '.join(rng.choice(values) for _, values, *_ in kinds)}"
    text = joined(
        rng.choice(OPENINGS).format(n=NUMBERS[houses].capitalize(), d=houses),
        f"{rng.choice(['The possibilities, each used once', 'Everyone differs in all of this', 'Each of these occurs exactly once'])}: {told}.",
        items(rng, lines),
        rng.choice(["Who lives where, and with what?", "Describe every house.", "Work out the whole street."])
        + f" Write one line per house, for instance `{example}`.",
    )
    reference = LogicReference(
        shape="table",
        answer=tuple(rows),
        names={f"house {number}": numbered("house", number) for number in range(1, houses + 1)},
        choices={
            value: (f"{value}s",) if what in ("pet", "job") else ()
            for what, values, *_ in kinds
            for value in values
        },
    )
    return Puzzle(prompt=text, reference=reference, facts=facts)


def _clues(
    rng: Rng, kinds: Sequence[Kind], variables: dict[str, int], houses: int, indirect: int
) -> tuple[PuzzleFacts, list[str]]:
    """Clues with one solution, and their texts; none can be spared, if there was time to try."""
    who = {
        f"v{k}_{i}": who.format(values[i])
        for k, (_, values, who, _) in enumerate(kinds)
        for i in range(houses)
    }
    does = {
        f"v{k}_{i}": does.format(values[i])
        for k, (_, values, _, does) in enumerate(kinds)
        for i in range(houses)
    }
    different = [[f"v{k}_{i}" for i in range(houses)] for k in range(len(kinds))]
    domains = {name: range(1, houses + 1) for name in variables}
    pool = list(_pool(rng, variables, who, does, indirect))
    taken = pool[: 3 * houses * len(kinds)]
    if not unique(PuzzleFacts(domains=domains, clues=[clue for clue, _ in taken], different=different)):
        taken = pool
    facts = PuzzleFacts(domains=domains, clues=[clue for clue, _ in taken], different=different)
    kept = fewest(rng, facts)
    lines = [taken[at][1] for at in kept]
    return PuzzleFacts(domains=domains, clues=[taken[at][0] for at in kept], different=different), [
        line[0].upper() + line[1:] for line in lines
    ]


def _pool(
    rng: Rng, variables: dict[str, int], who: dict[str, str], does: dict[str, str], indirect: int
) -> list[tuple[str, str]]:
    """True clues in random order; the more `indirect`, the fewer say a house outright."""
    found = []
    for a, b in combinations(variables, 2):
        one, other = (a, b) if rng.random() < 0.5 else (b, a)
        near, apart = variables[one] - variables[other], a.split("_")[0] != b.split("_")[0]
        if near == 0 and does[b]:
            found.append((f"{a} == {b}", f"{who[a]} {does[b]}."))
        elif abs(near) == 1 and rng.random() < 0.5:
            found.append((f"Abs({one} - {other}) == 1", f"{who[one]} lives right next to {who[other]}."))
        elif near == -1:
            found.append((f"{one} + 1 == {other}", f"{who[one]} lives directly to the left of {who[other]}."))
        elif near > 1:
            found.append((f"{one} > {other}", f"{who[one]} lives somewhere to the right of {who[other]}."))
        elif apart and near and does[b] and rng.random() < 0.5:
            found.append((f"{a} != {b}", f"{who[a]} is not the one who {does[b]}."))
    rng.shuffle(found)
    direct = [
        (f"{name} == {place}", f"{who[name]} lives in house {place}.") for name, place in variables.items()
    ]
    some = rng.sample(direct, max(1, len(direct) // (3 + 3 * indirect)))
    return [*some[: 1 if indirect else len(some)], *found, *direct]
