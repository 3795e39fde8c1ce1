"""A reader: so many sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """`path`: how many."""

    path: str

    def problems(self) -> Iterator[Problem]:
        if not self.path.isdecimal():
            raise UserError(f"sums:{self.path} names no number of sums; say sums:12")
        for number in range(int(self.path)):
            left, right = 7 * number % 50, 3 * number % 40 + 1
            yield Problem(
                id=f"sums/{number}",
                domain="math",
                prompt=f"What is {left} + {right}?",
                reference=MathReference(answer=str(left + right)),
                family=f"sums/{number}",
                source=Source(bank="sums", licence="CC0-1.0"),
            )
