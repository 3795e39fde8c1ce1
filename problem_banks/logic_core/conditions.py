"""Satisfiability: guests who come or not, or switches, under conditions with one solution."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest, holds, unique
from verigen.problems.banks.live.puzzles import Puzzle, Rng, asked, items, joined, listed, people

from .family import family

YES = ("comes", ("come", "coming", "attends", "attend", "yes", "true", "present"))
NO = ("stays away", ("stay away", "stays at home", "absent", "no", "false"))
ON, OFF = ("on", ("switched on", "turned on", "true")), ("off", ("switched off", "turned off", "false"))
SCENES = (
    (YES, NO, "{} are invited to a party.", "{} comes", "{} stays away", "Who comes and who stays away?"),
    (YES, NO, "A trip is planned, and {} have been asked whether they come.", "{} comes", "{} stays away", "Decide it for everybody."),
    (ON, OFF, "A panel has the switches {}.", "{} is on", "{} is off", "In which position is each switch?"),
    (ON, OFF, "A greenhouse is run by the lamps {}, each of them on or off.", "{} is on", "{} is off", "What is the state of every lamp?"),
)  # fmt: skip
LABELS = (
    "Alpha",
    "Bravo",
    "Delta",
    "Echo",
    "Foxtrot",
    "Kilo",
    "Lima",
    "Oscar",
    "Sierra",
    "Tango",
    "Victor",
    "Zulu",
)


@family(level=1, size=(2, 3, 4, 5, 6, 7, 8, 9), length=(1, 2, 2, 2, 3, 3, 3, 3))
def conditions(rng: Rng, *, size: int, length: int) -> Puzzle:
    yes, no, scene, positive, negative, ask = rng.choice(SCENES)
    names = people(rng, size) if yes is YES else sorted(rng.sample(LABELS, size))
    truth = {f"p{each}": rng.randint(0, 1) for each in range(size)}
    pool: dict[str, str] = {}
    while True:
        for _ in range(2 * size):
            clue, line = _condition(rng, names, (positive, negative), length)
            if holds(clue, truth):
                pool[clue] = line
        facts = PuzzleFacts(domains=dict.fromkeys(truth, (0, 1)), clues=list(pool))
        if unique(facts):
            break
    kept = [facts.clues[at] for at in fewest(rng, facts)]
    answers = [yes[0] if truth[f"p{each}"] else no[0] for each in range(size)]
    shown = f"{names[-1]}: {rng.choice((yes[0], no[0]))}"
    text = joined(
        f"{scene.format(listed(names))} {rng.choice(['The following holds:', 'It is known that', 'These conditions are met:', ''])}".strip(),
        items(rng, [f"{pool[clue][0].upper()}{pool[clue][1:]}." for clue in kept]),
        f"{ask} {asked(rng, shown, 'with one line for each')}",
    )
    reference = LogicReference(
        shape="pairs",
        answer=tuple(zip(names, answers, strict=True)),
        names={name: (f"switch {name}", f"lamp {name}") if yes is ON else () for name in names},
        choices={yes[0]: yes[1], no[0]: no[1]},
    )
    return Puzzle(prompt=text, reference=reference, facts=PuzzleFacts(domains=facts.domains, clues=kept))


def _condition(rng: Rng, names: list[str], said: tuple[str, str], length: int) -> tuple[str, str]:
    """A condition on some of the names, and its text."""
    some = rng.sample(
        range(len(names)), min(len(names), rng.randint(1 if length == 1 else 2, max(2, length)))
    )
    values = [rng.randint(0, 1) for _ in some]
    tests = [f"p{each} == {value}" for each, value in zip(some, values, strict=True)]
    words = [said[0 if value else 1].format(names[each]) for each, value in zip(some, values, strict=True)]
    if len(some) == 1:
        return tests[0], words[0]
    form = rng.randrange(4)
    if form == 0:
        return f"Or({', '.join(tests)})", f"at least one of these holds: {listed(words, 'or')}"
    if form == 1:
        others = f"And({', '.join(tests[:-1])})"
        return f"Implies({others}, {tests[-1]})", f"if {listed(words[:-1])}, then {words[-1]}"
    if form == 2:
        return f"Count({', '.join(tests)}) == 1", f"exactly one of these holds: {listed(words, 'or')}"
    return f"({tests[0]}) == ({tests[1]})", f"{words[0]} if and only if {words[1]}"
