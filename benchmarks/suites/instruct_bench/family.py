"""How a maker of requests is declared: by levels, with instructions that can be followed together."""

from __future__ import annotations

from verigen.problems.banks.live.family import Family, declaring
from verigen.problems.banks.live.requests import DrawnRequest

FAMILIES: dict[str, Family[DrawnRequest]] = {}
family = declaring(FAMILIES)
