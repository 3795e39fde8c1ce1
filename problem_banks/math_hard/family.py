"""How a contest family is declared: by levels, with every answer derived in two ways."""

from __future__ import annotations

from verigen.problems.banks.live.family import Family, declaring
from verigen.problems.banks.live.writing import Draw, Rng, agreed, counted, listed, people, until

__all__ = ["FAMILIES", "Draw", "Family", "Rng", "agreed", "counted", "family", "listed", "people", "until"]

FAMILIES: dict[str, Family[Draw]] = {}
family = declaring(FAMILIES)
