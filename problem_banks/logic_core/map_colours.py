"""Graph colouring: districts, channels or tables, some of them given, with one solution."""

from __future__ import annotations

from itertools import combinations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest, unique
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, asked, joined, listed, people

from .family import family

PLACES = (
    "Arden Birch Cedar Dunmore Elmsford Fernhill Glenwood Harlow Inverness Juniper Kelso Lindale Marlow Norwood Oakley Preston"
).split()
SCENES = (
    ("district", PLACES, "A map shows the districts {}.", "shares a border with", "Districts with a common border get different colours."),
    ("antenna", PLACES, "Antennas stand in {}.", "disturbs", "Antennas that disturb each other need different channels, which are named by colours."),
    ("team", None, "{} get shirts for a game.", "plays against", "Whoever plays against each other wears different colours."),
)  # fmt: skip
COLOURS = ("red", "blue", "green", "yellow", "purple", "orange")


@family(level=1, size=(3, 4, 5, 6, 7, 8, 9, 10), colours=(2, 2, 3, 3, 3, 3, 4, 4))
def map_colours(rng: Rng, *, size: int, colours: int) -> Puzzle:
    what, pool, scene, verb, rule = rng.choice(SCENES)
    names = rng.sample(pool, size) if pool else people(rng, size)
    palette = rng.sample(COLOURS, colours)
    truth = [rng.randrange(colours) for _ in names]
    edges = [(a, b) for a, b in combinations(range(size), 2) if truth[a] != truth[b]]
    rng.shuffle(edges)
    given = rng.sample(range(size), min(size - 1, colours))
    domains = {f"n{each}": range(colours) for each in range(size)}
    fixed = [f"n{each} == {truth[each]}" for each in given]
    facts = PuzzleFacts(domains=domains, clues=[*fixed, *(f"n{a} != n{b}" for a, b in edges)])
    if not unique(facts):
        return map_colours(rng, size=size, colours=colours)
    kept = [facts.clues[at] for at in fewest(rng, facts, tries=3 * size)]
    text = joined(
        f"{scene.format(listed(names))} {rule} There are {NUMBERS[colours]} colours: {listed(palette)}.",
        _told(rng, kept, names, palette, verb),
        f"Which colour belongs to each {what}? {asked(rng, f'{names[0]}: {palette[-1]}', 'with one line per ' + what)}",
    )
    reference = LogicReference(
        shape="pairs",
        answer=tuple((name, palette[value]) for name, value in zip(names, truth, strict=True)),
        names=dict.fromkeys(names, ()),
        choices=dict.fromkeys(palette, ()),
    )
    return Puzzle(prompt=text, reference=reference, facts=PuzzleFacts(domains=domains, clues=kept))


def _told(rng: Rng, clues: list[str], names: list[str], palette: list[str], verb: str) -> str:
    """The borders, by one of the two ends, and the colours that are given."""
    near: dict[int, list[int]] = {}
    known = []
    for clue in clues:
        left, right = clue.replace("n", "").replace("!=", "==").split(" == ")
        if "!=" in clue:
            a, b = rng.sample([int(left), int(right)], 2)
            near.setdefault(a, []).append(b)
        else:
            known.append(f"{names[int(left)]} is {palette[int(right)]}")
    lines = [f"{names[a]} {verb} {listed(names[b] for b in others)}." for a, others in near.items()]
    return "\n".join(lines + ([f"It is given that {listed(known)}."] if known else []))
