"""Knights and knaves: who tells the truth, by what everybody says."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, solutions
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, asked, items, joined, listed, people

from .family import family

SCENES = (
    ("knight", "knave", "On an island live knights, who always tell the truth, and knaves, who always lie. You meet {}."),
    ("truth-teller", "liar", "{} each either always tell the truth (truth-tellers) or always lie (liars)."),
    ("saint", "rogue", "In this town saints never say anything false and rogues never say anything true. {} speak to you."),
    ("human", "android", "Humans in this film only ever say what is true, androids only what is false. The cast: {}."),
    ("loyal", "traitor", "Whoever is loyal reports nothing but the truth; a traitor reports nothing but lies. {} report to you."),
)  # fmt: skip
PLURAL = {"loyal": "loyal"}
GOOD = ("truth-teller", "truth-tellers", "truthful", "honest")
BAD = ("liar", "liars", "lying", "dishonest")
ASKS = (
    "Who is what?",
    "Determine what each of them is.",
    "What is each one?",
    "Find out the kind of every speaker.",
)


@family(level=1, size=(2, 3, 3, 4, 5, 6, 7, 8), depth=(1, 1, 2, 2, 3, 3, 3, 4))
def knights_and_knaves(rng: Rng, *, size: int, depth: int) -> Puzzle:
    names = people(rng, size)
    good, bad, scene = rng.choice(SCENES)
    while True:
        said = [_statement(rng, names, me, depth, (good, bad)) for me in range(size)]
        facts = PuzzleFacts(
            domains={f"k{each}": (0, 1) for each in range(size)},
            clues=[f"(k{me} == 1) == ({condition})" for me, (_, condition) in enumerate(said)],
        )
        found = solutions(facts)
        if len(found) == 1:
            break
    lines = [_spoken(rng, name, text) for name, (text, _) in zip(names, said, strict=True)]
    kinds = [good if found[0][f"k{each}"] else bad for each in range(size)]
    shown = f"{names[0]}: {rng.choice((good, bad))}"
    text = joined(
        scene.format(listed(names)),
        items(rng, lines),
        f"{rng.choice(ASKS)} {asked(rng, shown, 'with one line per person')}",
    )
    choices = {good: (_many(good), *GOOD), bad: (_many(bad), *BAD)}
    reference = LogicReference(
        shape="pairs",
        answer=tuple(zip(names, kinds, strict=True)),
        names=dict.fromkeys(names, ()),
        choices={
            kind: tuple(dict.fromkeys(each for each in words if each != kind))
            for kind, words in choices.items()
        },
    )
    return Puzzle(prompt=text, reference=reference, facts=facts)


def _many(kind: str) -> str:
    return PLURAL.get(kind, f"{kind}s")


def _a(kind: str) -> str:
    return kind if kind == "loyal" else f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _spoken(rng: Rng, name: str, text: str) -> str:
    return rng.choice(
        [
            f'{name} says: "{text}."',
            f'{name}: "{text}."',
            f'"{text}," says {name}.',
            f'{name} claims: "{text}."',
        ]
    )


def _statement(rng: Rng, names: list[str], me: int, depth: int, kinds: tuple[str, str]) -> tuple[str, str]:
    """What somebody says, and when it is true."""
    others = [each for each in range(len(names)) if each != me]
    a, b = rng.sample(others, 2) if len(others) > 1 else (others[0], me)
    kind, value = rng.choice([(kinds[0], 1), (kinds[1], 0)])
    other, worth = rng.choice([(kinds[0], 1), (kinds[1], 0)])
    second = "I am" if b == me else f"{names[b]} is"
    simple = (f"{names[a]} is {_a(kind)}", f"k{a} == {value}")
    many = rng.randint(0 if value else 1, len(names) - 1 if value else len(names))
    count = f"Count({', '.join(f'k{each} == {value}' for each in range(len(names)))})"
    forms = [
        [simple, (f"{names[a]} and I are of the same kind", f"k{a} == k{me}"), (f"{names[a]} and I differ", f"k{a} != k{me}")],
        [
            (f"{names[a]} is {_a(kind)} or {second} {_a(other)}", f"Or(k{a} == {value}, k{b} == {worth})"),
            (f"{names[a]} is {_a(kind)} and {second} {_a(other)}", f"And(k{a} == {value}, k{b} == {worth})"),
        ],
        [
            (f"If {names[a]} is {_a(kind)}, then {second} {_a(other)}", f"Implies(k{a} == {value}, k{b} == {worth})"),
            (f"Exactly {NUMBERS[many]} of the {NUMBERS[len(names)]} of us {'is' if many == 1 else 'are'} {_a(kind) if many == 1 else _many(kind)}", f"{count} == {many}"),
        ],
        [(f"{names[a]} is {_a(kind)} if and only if {second} {_a(other)}", f"(k{a} == {value}) == (k{b} == {worth})")],
    ]  # fmt: skip
    return rng.choice(forms[rng.randrange(depth)])
