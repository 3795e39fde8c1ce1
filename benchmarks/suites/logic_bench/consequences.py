"""Forward chaining: which things happen, by rules of cause and effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts
from verigen.problems.banks.live.puzzles import Puzzle, Rng, items, joined, listed

from .family import family

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTS = "pump fan heater alarm valve motor siren beacon drill mixer conveyor press cooler charger printer scanner crane winch".split()
OPENINGS = (
    "In a factory one machine starts another. A machine runs only if it is switched on by hand or by one of these rules.",
    "A plant is automated by the rules below; whatever is not started by hand or by a rule stays still.",
    "Machines are linked: each rule starts a machine as soon as all machines that it names run. Nothing else starts them.",
)
ASKS = (
    "Which other machines will run?",
    "What else will be running in the end?",
    "Name all machines that run apart from those.",
)


@family(level=1, parts=(4, 5, 6, 8, 10, 12, 14, 16), rules=(2, 4, 5, 7, 10, 13, 16, 20))
def consequences(rng: Rng, *, parts: int, rules: int) -> Puzzle:
    names = rng.sample(PARTS, parts)
    while True:
        found = [_rule(rng, parts) for _ in range(rules)]
        begun = set(rng.sample(range(parts), 1 if parts < 6 else 2))
        running = _closed(begun, found)
        if (
            0 < len(running - begun) < parts - len(begun)
            and len({(causes, effect) for causes, effect in found}) == rules
        ):
            break
    lines = [_said(rng, names, causes, effect) for causes, effect in found]
    by_hand = f"By hand, the {listed([names[each] for each in sorted(begun)], 'and the')} {'is' if len(begun) == 1 else 'are'} switched on."
    text = joined(rng.choice(OPENINGS), items(rng, lines), f"{by_hand} {rng.choice(ASKS)}")
    return Puzzle(
        prompt=text,
        reference=LogicReference(
            shape="set",
            answer=(tuple(sorted(names[each] for each in running - begun)),),
            names={names[each]: (f"{names[each]}s",) for each in range(parts) if each not in begun},
        ),
        facts=_facts(parts, found, begun),
    )


def _rule(rng: Rng, parts: int) -> tuple[tuple[int, ...], int]:
    effect, *causes = rng.sample(range(parts), rng.randint(2, 3))
    return tuple(sorted(causes)), effect


def _said(rng: Rng, names: list[str], causes: tuple[int, ...], effect: int) -> str:
    many = len(causes) > 1
    some = listed([f"the {names[each]}" for each in causes])
    return rng.choice([
        f"If {some} {'run' if many else 'runs'}, the {names[effect]} starts.",
        f"{some[0].upper()}{some[1:]} {'together start' if many else 'starts'} the {names[effect]}.",
        f"The {names[effect]} is started once {some} {'are' if many else 'is'} running.",
    ])  # fmt: skip


def _closed(begun: set[int], rules: list[tuple[tuple[int, ...], int]]) -> set[int]:
    running = set(begun)
    while more := {effect for causes, effect in rules if running.issuperset(causes)} - running:
        running |= more
    return running


def _facts(parts: int, rules: list[tuple[tuple[int, ...], int]], begun: set[int]) -> PuzzleFacts:
    """The step at which each machine starts, 0 for never: each start has a cause, and no cause lacks its effect."""
    top = parts + 1
    clues = []
    for part in range(parts):
        if part in begun:
            clues.append(f"s{part} == 1")
            continue
        causes = [some for some, effect in rules if effect == part]
        clues.append(f"(s{part} > 0) == {_any(_all(f's{each} > 0' for each in some) for some in causes)}")
        first = [
            _all([*(_within(each, part) for each in some), _any(f"s{each} + 1 == s{part}" for each in some)])
            for some in causes
        ]
        sooner = [_all(f"And(s{each} > 0, s{each} + 1 < s{part})" for each in some) for some in causes]
        clues.append(f"Implies(s{part} > 0, And({_any(first)}, Not({_any(sooner)})))")
    return PuzzleFacts(domains={f"s{part}": range(top) for part in range(parts)}, clues=clues)


def _within(cause: int, part: int) -> str:
    return f"And(s{cause} > 0, s{cause} < s{part})"


def _any(tests: Iterable[str]) -> str:
    return f"Or({', '.join(['0 > 1', *tests])})"


def _all(tests: Iterable[str]) -> str:
    return f"And({', '.join(tests)})"
