"""Measures that compare two sets: zero for sets that are alike, larger with each difference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log10
from typing import TYPE_CHECKING, Any

from verigen.core.text.numbers import numbers
from verigen.core.types import Figure
from verigen.dataset.measures import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import FamilyText

ROUNDS = 12  # of k-means
LEAST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Mmd:
    """The unbiased squared maximum mean discrepancy (Gretton et al. 2012), over words and pairs of words.

    The kernel is the squared cosine similarity.
    """

    compares: bool = True
    says: str = "distance of the texts (MMD)"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        one, two = _apart(made, real, vectors.grams)
        across = ((one @ two.T) ** 2).mean()
        return Figure(value=float(1000 * (_within(one) + _within(two) - 2 * across)))


def _within(rows: Any) -> Any:
    """The mean of the kernel over pairs of different texts."""
    kernel = (rows @ rows.T) ** 2
    return (kernel.sum() - kernel.trace()) / (len(rows) * (len(rows) - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """The Jensen-Shannon divergence between the shares of `groups` topics, found by k-means over both sets."""

    groups: int = 20
    compares: bool = True
    says: str = "shares of topics"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        import numpy as np

        one, two = _apart(made, real, vectors.meant)
        places = _grouped(np.concatenate([one, two]), self.groups)
        first, second = (
            np.bincount(part, minlength=self.groups) / max(1, len(part))
            for part in (places[: len(one)], places[len(one) :])
        )
        middle = (first + second) / 2
        return Figure(value=float(_entropy(middle) - (_entropy(first) + _entropy(second)) / 2))


def _entropy(shares: Any) -> Any:
    import numpy as np

    kept = shares[shares > 0]
    return -(kept * np.log2(kept)).sum()


def _grouped(rows: Any, groups: int) -> Any:
    """The group of each row, by k-means that begins at evenly spaced rows of one direction of the data."""
    import numpy as np

    order = np.argsort(rows @ rows.mean(axis=0), kind="stable")
    centres = rows[order[np.linspace(0, len(rows) - 1, groups).astype(int)]]
    for _ in range(ROUNDS):
        places = np.argmax(rows @ centres.T, axis=1)
        sums = np.stack([rows[places == group].sum(axis=0) for group in range(groups)])
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), LEAST)
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLengths:
    """The Kolmogorov-Smirnov distance between the lengths in words."""

    compares: bool = True
    says: str = "lengths in words (K-S)"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        one, two = ([float(len(vectors.tokens(each.text))) for each in side] for side in (made, real))
        return Figure(value=kolmogorov(one, two))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The Kolmogorov-Smirnov distance between the sizes of the numbers in the texts."""

    compares: bool = True
    says: str = "sizes of numbers (K-S)"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        one, two = ([size for each in side for size in _sizes(each.text)] for side in (made, real))
        return Figure(value=kolmogorov(one, two))


@lru_cache(maxsize=1 << 14)
def _sizes(text: str) -> list[float]:
    return [_size(value) for value in numbers(text).elements()]


def _size(value: Any) -> float:
    try:
        return log10(1 + abs(float(value)))
    except (OverflowError, ValueError):
        return 400.0


def kolmogorov(one: Sequence[float], two: Sequence[float]) -> float:
    """The largest distance of two empirical distribution functions; 1 if only one of them is empty."""
    import numpy as np

    if not one or not two:
        return float(bool(one) != bool(two))
    first, second, every = np.sort(one), np.sort(two), np.concatenate([one, two])
    below = np.searchsorted(first, every, side="right") / len(first)
    other = np.searchsorted(second, every, side="right") / len(second)
    return float(np.abs(below - other).max())


def _apart(made: Sequence[FamilyText], real: Sequence[FamilyText], features: Any) -> tuple[Any, Any]:
    """Vectors of both sets, with common weights."""
    rows = vectors.embedded([each.text for each in (*made, *real)], features)
    return rows[: len(made)], rows[len(made) :]
