"""Balances: which number belongs to which letter, by weighings that balance or tip."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest, holds, unique
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, items, joined, listed

from .family import family

THINGS = "apple pear plum mango lemon melon kiwi peach cherry".split()
OPENINGS = (
    "{who} weigh different whole numbers of kilograms from 1 to {top}.",
    "Toy fruits made of metal lie on a table: {who}. Their weights are whole kilograms between 1 and {top}, and no two are equal.",
    "A pair of scales is used to compare {who}. Each weighs a whole number of kilograms, at most {top}, and all weights differ.",
)


@family(level=1, size=(2, 3, 3, 4, 4, 5, 5, 6), top=(2, 3, 4, 5, 6, 6, 7, 8))
def weights(rng: Rng, *, size: int, top: int) -> Puzzle:
    names = rng.sample(THINGS, size)
    truth = {f"w{each}": value for each, value in enumerate(rng.sample(range(1, top + 1), size))}
    pool: dict[str, str] = {}
    facts = PuzzleFacts(domains=dict.fromkeys(truth, range(1, top + 1)), clues=[], different=[list(truth)])
    while not unique(facts):
        for _ in range(3 * size):
            clue, line = _weighing(rng, names, top)
            if holds(clue, truth):
                pool[clue] = line
        facts = PuzzleFacts(domains=facts.domains, clues=list(pool), different=facts.different)
    kept = [facts.clues[at] for at in fewest(rng, facts)]
    many = "How heavy is each?" if rng.random() < 0.5 else f"Find all {NUMBERS[size]} weights."
    text = joined(
        rng.choice(OPENINGS).format(who=listed([f"the {name}" for name in names]), top=top),
        items(rng, [pool[clue] for clue in kept]),
        f"{many} One line each, such as `{names[0]}: {rng.randint(1, top)} kg`.",
    )
    text = text[0].upper() + text[1:]
    reference = LogicReference(
        shape="pairs",
        answer=tuple((name, f"{truth[f'w{each}']} kg") for each, name in enumerate(names)),
        names=dict.fromkeys(names, ()),
        choices={f"{value} kg": _kilograms(value) for value in range(1, top + 1)},
    )
    return Puzzle(
        prompt=text,
        reference=reference,
        facts=PuzzleFacts(domains=facts.domains, clues=kept, different=facts.different),
    )


def _kilograms(value: int) -> tuple[str, ...]:
    return (
        f"{value}",
        f"{value}kg",
        f"{value} kilograms",
        f"{value} kilogram",
        f"{value} kgs",
        NUMBERS[value],
        f"{NUMBERS[value]} kilograms",
        f"{NUMBERS[value]} kilogram",
    )


def _weighing(rng: Rng, names: list[str], top: int) -> tuple[str, str]:
    some = rng.sample(range(len(names)), min(len(names), 4))
    a, b, *more = some
    gap = rng.randint(1, max(1, top - 2))
    forms = [
        (f"w{a} > w{b}", f"The {names[a]} is heavier than the {names[b]}."),
        (
            f"w{a} == w{b} + {gap}",
            f"The {names[a]} weighs {NUMBERS[gap]} kilogram{'s' if gap > 1 else ''} more than the {names[b]}.",
        ),
        (f"w{a} == 2 * w{b}", f"The {names[a]} is twice as heavy as the {names[b]}."),
        (
            f"w{a} + w{b} == {gap + 3}",
            f"The {names[a]} and the {names[b]} weigh {gap + 3} kilograms together.",
        ),
    ]
    if more:
        forms += [
            (
                f"w{a} + w{b} == w{more[0]}",
                f"The {names[a]} and the {names[b]} together balance the {names[more[0]]}.",
            ),
            (
                f"w{a} + w{b} > w{more[0]}",
                f"The {names[a]} and the {names[b]} together are heavier than the {names[more[0]]}.",
            ),
        ]
    return rng.choice(forms)
