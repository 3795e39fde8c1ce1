"""How a family of code-families is declared: a function that draws its prompt, solution and contract."""

from __future__ import annotations

from verigen.problems.banks.live.drafts import NONE, Draw, fill, fill_some, ordinal
from verigen.problems.banks.live.family import Family, declaring

__all__ = ["FAMILIES", "NONE", "Draw", "Family", "family", "fill", "fill_some", "ordinal"]

FAMILIES: dict[str, Family[Draw]] = {}
family = declaring(FAMILIES)
