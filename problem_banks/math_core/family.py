"""How a family of math-core is declared."""

from __future__ import annotations

from verigen.problems.banks.live.family import Family, declaring
from verigen.problems.banks.live.writing import (
    Answer,
    Draw,
    Rng,
    agreed,
    braces,
    decimal,
    dollars,
    listed,
    nonzero,
    people,
    point,
    tex,
    until,
)

__all__ = [
    "FAMILIES",
    "Answer",
    "Draw",
    "Family",
    "Rng",
    "agreed",
    "braces",
    "decimal",
    "dollars",
    "family",
    "listed",
    "nonzero",
    "people",
    "point",
    "tex",
    "until",
]

FAMILIES: dict[str, Family[Draw]] = {}
family = declaring(FAMILIES)
