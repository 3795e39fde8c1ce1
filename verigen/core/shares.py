"""Shares of very many problems with their families, in 16 bytes each."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from verigen.core import stats

if TYPE_CHECKING:
    from verigen.core.stats import Rate


def family_key(family: str) -> int:
    """A family's name in 8 bytes; two of a million families are alike once in 40 million reports."""
    return int.from_bytes(blake2b(family.encode("utf-8", "surrogatepass"), digest_size=8).digest())


@dataclass(slots=True)
class FamilyShares:
    """A share per problem, with the key of the problem's family."""

    families: array[int] = field(default_factory=lambda: array("Q"))
    shares: array[float] = field(default_factory=lambda: array("d"))

    def add(self, family: int, share: float) -> None:
        self.families.append(family)
        self.shares.append(share)

    def extend(self, others: FamilyShares) -> None:
        self.families.extend(others.families)
        self.shares.extend(others.shares)

    def __len__(self) -> int:
        return len(self.shares)

    def rate(self) -> Rate | None:
        """The mean clustered by family; None without problems."""
        return stats.clustered(self.shares, self.families)

    def mean(self) -> float | None:
        return sum(self.shares) / len(self.shares) if self.shares else None
