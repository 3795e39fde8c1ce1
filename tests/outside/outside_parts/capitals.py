"""A measure of how much a set shouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verigen.core.types import FamilyText, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Capitals:
    compares: bool = False
    says: str = "capital letters per text"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        return Figure(value=sum(sum(map(str.isupper, each.text)) for each in made) / len(made))
