"""Measures of the variety of one set: they fall when a set repeats itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.text import words
from verigen.core.types import Figure
from verigen.dataset.decontaminate.diversity import distinct
from verigen.dataset.measures import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import FamilyText


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """The share of n-grams of words that are not repeats (Li et al. 2016, arXiv:1510.03055)."""

    n: int = 4
    compares: bool = False

    @property
    def says(self) -> str:
        return f"distinct {self.n}-grams"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:  # noqa: ARG002 - one set alone
        return Figure(value=distinct((each.text for each in made), self.n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """The share of texts that are no copies of another."""

    compares: bool = False
    says: str = "texts that are no copies"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:  # noqa: ARG002 - the same
        return Figure(value=len({words.plain(each.text) for each in made}) / len(made), grain=1 / len(made))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rare:
    """The share of words that occur only once: the tail of a vocabulary is what vanishes first (Shumailov et al. 2024)."""

    compares: bool = False
    says: str = "words that occur once"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:  # noqa: ARG002 - the same
        counts = Counter(word for each in made for word in vectors.tokens(each.text) if word[0].isalpha())
        total = counts.total()
        return Figure(value=sum(count == 1 for count in counts.values()) / total if total else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendi:
    """The effective number of different texts (Friedman & Dieng 2023, arXiv:2210.02410), over cosine similarities.

    It is the exponential of the entropy of the eigenvalues of the similarity matrix divided by its size.
    """

    compares: bool = False
    says: str = "Vendi score: different topics"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:  # noqa: ARG002 - the same
        import numpy as np

        rows = vectors.embedded([each.text for each in made])
        small = (
            rows @ rows.T if len(rows) < rows.shape[1] else rows.T @ rows
        )  # the same eigenvalues but for zeros
        values = np.linalg.eigvalsh(small / len(rows)).astype(np.float64)
        kept = values[values > 1e-7]
        return Figure(value=float(np.exp(-(kept * np.log(kept)).sum())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The mean cosine distance of two texts."""

    compares: bool = False
    says: str = "mean distance of two texts"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:  # noqa: ARG002 - the same
        rows = vectors.embedded([each.text for each in made])
        count = len(rows)
        total = float((rows.sum(axis=0) ** 2).sum() - (rows**2).sum())
        return Figure(value=1 - total / (count * (count - 1)))
