"""How a held-out family is declared; kept apart from the families of the bank that trains."""

from __future__ import annotations

from problem_banks.building import Family, declaring
from problem_banks.math_core.family import Draw, Rng, decimal, listed, nonzero, people, tex, until

__all__ = ["FAMILIES", "Draw", "Rng", "decimal", "family", "listed", "nonzero", "people", "tex", "until"]

FAMILIES: dict[str, Family[Draw]] = {}
family = declaring(FAMILIES)
