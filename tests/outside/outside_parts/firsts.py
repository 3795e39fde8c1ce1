"""An arm that keeps the first candidate of each problem, whatever its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Firsts:
    def rows(self, groups: Sequence[Sequence[Graded]], real: Sequence[Graded], seed: int) -> list[Graded]:
        return [group[0] for group in groups]
