"""Circuits of logic gates: what comes out, or what must have gone in."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, solutions
from verigen.problems.banks.live.puzzles import Puzzle, Rng, asked, items, joined, listed

from .family import family

GATES = {
    "AND": "And({0} == 1, {1} == 1)",
    "OR": "Or({0} == 1, {1} == 1)",
    "XOR": "{0} != {1}",
    "NAND": "Not(And({0} == 1, {1} == 1))",
    "NOR": "Not(Or({0} == 1, {1} == 1))",
    "XNOR": "{0} == {1}",
}
SAID = (
    "{out} is the {gate} of {a} and {b}.",
    "{out} = {a} {gate} {b}.",
    "The wires {a} and {b} go into the {gate} gate {out}.",
    "{gate} gate {out} takes {a} and {b}.",
)
OPENINGS = (
    "A circuit has the inputs {}.",
    "Signals enter a board at {}.",
    "The inputs of a logic circuit are called {}.",
    "Consider a circuit that is fed by {}.",
)
BITS = {"1": ("one", "on", "high", "true"), "0": ("zero", "off", "low", "false")}


@family(
    level=1,
    inputs=(2, 2, 3, 3, 3, 4, 4, 5),
    gates=(1, 2, 3, 4, 6, 7, 9, 11),
    unknown=(0, 0, 0, 1, 1, 1, 1, 1),
)
def gates(rng: Rng, *, inputs: int, gates: int, unknown: int) -> Puzzle:
    known = [f"x{each}" for each in range(1, inputs + 1)]
    while True:
        lines, clues, wires = _circuit(rng, known, gates)
        bits = {name: rng.randint(0, 1) for name in known}
        domains = dict.fromkeys(wires, (0, 1))
        (values,) = solutions(
            PuzzleFacts(domains=domains, clues=[*clues, *(f"{name} == {bit}" for name, bit in bits.items())])
        )
        shown = wires[inputs:][-3:] if not unknown else wires[inputs:]
        told = [f"{name} == {values[name]}" for name in (shown if unknown else known)]
        facts = PuzzleFacts(domains=domains, clues=[*clues, *told])
        if len(solutions(facts)) == 1:
            break
    if unknown:
        told = _spared(rng, facts, clues, told)
        facts = PuzzleFacts(domains=domains, clues=[*clues, *told])
    wanted = known if unknown else shown
    given = listed(each.replace(" == ", " = ") for each in told)
    text = joined(
        rng.choice(OPENINGS).format(listed(known)) + " All signals are 0 or 1.",
        items(rng, lines),
        f"{rng.choice(['It is observed that', 'Measured:', 'We have'])} {given}. {rng.choice(['What are', 'Find', 'Determine'])} {listed(wanted)}. "
        + asked(rng, f"{wanted[0]}: 1", "with one line per signal"),
    )
    reference = LogicReference(
        shape="pairs",
        answer=tuple((name, str(values[name])) for name in wanted),
        names={name: (f"{name[0]}_{name[1:]}",) for name in wanted},
        choices=BITS,
    )
    return Puzzle(prompt=text, reference=reference, facts=facts)


def _circuit(rng: Rng, known: list[str], count: int) -> tuple[list[str], list[str], list[str]]:
    """The gates as texts and as conditions, and all wires in order; each gate takes earlier wires."""
    wires, lines, clues = list(known), [], []
    style = rng.choice(SAID)
    for number in range(1, count + 1):
        gate, out = rng.choice(list(GATES)), f"g{number}"
        a, b = rng.sample(wires[-len(known) - 2 :] if number > 1 else wires, 2)
        lines.append(style.format(out=out, gate=gate, a=a, b=b))
        clues.append(f"({out} == 1) == ({GATES[gate].format(a, b)})")
        wires.append(out)
    return lines, clues, wires


def _spared(rng: Rng, facts: PuzzleFacts, clues: list[str], told: list[str]) -> list[str]:
    """The observed signals that suffice to find the inputs."""
    for each in rng.sample(told, len(told)):
        fewer = [other for other in told if other != each]
        if fewer and len(solutions(PuzzleFacts(domains=facts.domains, clues=[*clues, *fewer]))) == 1:
            told = fewer
    return told
