"""Whodunits: one culprit, and a known number of true statements."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, solutions
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, items, joined, listed, people

from .family import family

SCENES = (
    "One of {} has eaten the last piece of cake.",
    "A window is broken, and exactly one of {} broke it.",
    "{} were in the museum when the coin disappeared. One of them took it, alone.",
    "Somebody among {} wrote the anonymous letter; it was only one person.",
    "The office door was left open by one of {}.",
)


@family(level=1, size=(3, 4, 4, 5, 6, 7, 8, 9), depth=(1, 1, 2, 2, 2, 2, 2, 2))
def suspects(rng: Rng, *, size: int, depth: int) -> Puzzle:
    names = people(rng, size)
    while True:
        said = [_statement(rng, names, me, depth) for me in range(size)]
        many = rng.randint(1, size - 1)
        facts = PuzzleFacts(
            domains={"c": range(size)}, clues=[f"Count({', '.join(test for _, test in said)}) == {many}"]
        )
        found = solutions(facts)
        if len(found) == 1:
            break
    truth = f"{NUMBERS[many]} of the {NUMBERS[size]} statements {'is' if many == 1 else 'are'} true, the other{'s' if size - many > 1 else ''} {'are' if size - many > 1 else 'is'} false"
    text = joined(
        rng.choice(SCENES).format(listed(names)),
        items(rng, [f'{name}: "{text}"' for name, (text, _) in zip(names, said, strict=True)]),
        f"{rng.choice(['Exactly', 'Precisely'])} {truth}. {rng.choice(['Who did it?', 'Who was it?', 'Name the culprit.'])} {rng.choice(['Answer with the name.', 'Give one name.', ''])}".strip(),
    )
    reference = LogicReference(
        shape="word", answer=((names[found[0]["c"]],),), choices=dict.fromkeys(names, ())
    )
    return Puzzle(prompt=text, reference=reference, facts=facts)


def _statement(rng: Rng, names: list[str], me: int, depth: int) -> tuple[str, str]:
    others = [each for each in range(len(names)) if each != me]
    a, b = rng.sample(others, 2)
    forms = [
        (f"It was {names[a]}.", f"c == {a}"),
        (f"It was not {names[a]}.", f"c != {a}"),
        ("It was not me.", f"c != {me}"),
        (f"It was {names[a]} or {names[b]}.", f"Or(c == {a}, c == {b})"),
        (f"It was neither {names[a]} nor {names[b]}.", f"And(c != {a}, c != {b})"),
        (f"It was me or {names[a]}.", f"Or(c == {me}, c == {a})"),
    ]
    return rng.choice(forms[: 3 if depth == 1 else len(forms)])
