"""Formulas of propositional logic: always true, never true, or sometimes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import clue
from verigen.problems.banks.live.puzzles import Puzzle, Rng, asked, joined

from .family import family

KINDS = {
    "tautology": ("a tautology", "tautologies", "tautological", "always true", "valid", "logically valid"),
    "contradiction": (
        "a contradiction",
        "contradictions",
        "contradictory",
        "always false",
        "unsatisfiable",
        "never true",
    ),
    "contingent": ("contingency", "contingencies", "sometimes true", "neither", "neither of both"),
}
SIGNS = (
    {"And": "∧", "Or": "∨", "Implies": "→", "Same": "↔", "Not": "¬"},  # noqa: RUF001 - the sign for or
    {"And": "and", "Or": "or", "Implies": "implies", "Same": "iff", "Not": "not "},
    {"And": "&", "Or": "|", "Implies": "->", "Same": "<->", "Not": "~"},
)
ASKS = (
    "A formula is a tautology if it is true under every assignment, a contradiction if it is false under every assignment, and contingent otherwise. Classify each formula.",
    "Decide for each formula whether it is a tautology, a contradiction or contingent (true for some values of its variables and false for others).",
    "Build the truth tables: which formulas are tautologies, which are contradictions, and which are contingent?",
)


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas as conditions on variables that are 0 or 1."""

    variables: int
    texts: tuple[str, ...]


@family(
    level=1,
    variables=(1, 2, 2, 3, 3, 3, 4, 4),
    formulas=(2, 2, 3, 3, 3, 4, 4, 5),
    depth=(1, 2, 2, 2, 3, 3, 3, 4),
)
def truth_tables(rng: Rng, *, variables: int, formulas: int, depth: int) -> Puzzle:
    letters = rng.choice(["pqrs", "xyzw", "PQRS"])
    signs = rng.choice(SIGNS)
    drawn: list[tuple[str, str, str]] = []
    while len(drawn) < formulas:
        wish = rng.choice(["tautology", "contradiction", "contingent"])
        for _ in range(60):
            test, shown = _formula(rng, variables, depth, letters, signs)
            if kind_of(test, variables) == wish and shown not in [each[1] for each in drawn]:
                drawn.append((test, shown, wish))
                break
    names = [f"F{number}" for number in range(1, formulas + 1)]
    lines = [f"{name}: {shown}" for name, (_, shown, _) in zip(names, drawn, strict=True)]
    text = joined(
        *rng.sample([rng.choice(ASKS), "\n".join(lines)], 2),
        asked(rng, "F1: contingent", "with one line per formula"),
    )
    reference = LogicReference(
        shape="pairs",
        answer=tuple((name, kind) for name, (_, _, kind) in zip(names, drawn, strict=True)),
        names={name: (f"formula {name[1:]}", f"formula {name}", f"({name[1:]})") for name in names},
        choices=KINDS,
    )
    return Puzzle(
        prompt=text, reference=reference, facts=Formulas(variables, tuple(test for test, *_ in drawn))
    )


def _formula(rng: Rng, variables: int, depth: int, letters: str, signs: dict[str, str]) -> tuple[str, str]:
    """A random formula as a condition, and as it is shown; every inner formula stands in parentheses."""
    if depth == 0 or (depth < 2 and rng.random() < 0.3):
        each = rng.randrange(variables)
        return f"p{each} == 1", letters[each]
    kind = rng.choice(["And", "Or", "Implies", "Same", "Not"])
    one, shown = _formula(rng, variables, depth - 1, letters, signs)
    if kind == "Not":
        return f"Not({one})", f"{signs['Not']}{_inner(shown)}"
    other, second = _formula(rng, variables, depth - 1, letters, signs)
    test = f"({one}) == ({other})" if kind == "Same" else f"{kind}({one}, {other})"
    return test, f"{_inner(shown)} {signs[kind]} {_inner(second)}"


def _inner(shown: str) -> str:
    return shown if len(shown) < 3 or (shown[0] in "¬~" and " " not in shown) else f"({shown})"


def kind_of(test: str, variables: int) -> str:
    """The class of a formula, by its whole table."""
    found = clue(test)
    used = [int(name[1:]) for name in found.names]
    rows = {bool(found.holds(*(row[each] for each in used))) for row in product((0, 1), repeat=variables)}
    return "contingent" if len(rows) == 2 else "tautology" if True in rows else "contradiction"
