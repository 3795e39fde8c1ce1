"""How a held-out maker of puzzles is declared: by levels, with a solution that is proved to be the only one."""

from __future__ import annotations

from verigen.problems.banks.live.family import Family, declaring
from verigen.problems.banks.live.puzzles import Puzzle

FAMILIES: dict[str, Family[Puzzle]] = {}
family = declaring(FAMILIES)
