"""Measures how well a classifier tells one set from another, and names the words that it goes by."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from verigen.core import seeds
from verigen.core.types import Figure
from verigen.dataset.measures import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import FamilyText

LEAST = 3  # texts that a feature must occur in
MOST = 2048  # features
STEPS = 40  # of gradient descent
DECAY = 1e-3  # weight of the penalty
TELLS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """The AUC of a logistic regression on words and pairs of words: 0.5 if the sets can't be told apart.

    It is cross-validated over `folds` folds; texts of one family are in one fold, whichever set they are in.
    """

    folds: int = 3
    compares: bool = True
    says: str = "told apart by a classifier (AUC)"

    def figure(self, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
        import numpy as np

        texts = [*made, *real]
        names, rows = _features([each.text for each in texts])
        labels: Any = np.repeat([1.0, 0.0], [len(made), len(real)]).astype(np.float32)
        folds = np.array([seeds.derive(0, "fold", each.family) % self.folds for each in texts])
        found = [_held_out(rows, labels, folds == fold) for fold in range(self.folds)]
        scores = [score for score in found if score is not None]
        return Figure(
            value=sum(scores) / len(scores) if scores else 0.5,
            tells=_tells(names, rows, labels) if names else (),
        )


def _held_out(rows: Any, labels: Any, held: Any) -> float | None:
    """The AUC on the held-out rows of a fit to the others; None where a side is empty."""
    weights = _fitted(rows[~held], labels[~held])
    return auc(rows[held] @ weights, labels[held])


def auc(scores: Any, labels: Any) -> float | None:
    """The chance that a row of label 1 scores above one of label 0, ties halved; None where a side is empty."""
    import numpy as np

    ones, zeros = np.sort(scores[labels == 1]), np.sort(scores[labels == 0])
    if not len(ones) or not len(zeros):
        return None
    below = np.searchsorted(zeros, ones, side="left") + np.searchsorted(zeros, ones, side="right")
    return float(below.mean() / 2 / len(zeros))


def _features(texts: Sequence[str]) -> tuple[list[str], Any]:
    """The names of the features, and a matrix of unit rows with a column for each and one for the constant."""
    import numpy as np

    sets = [_set(text) for text in texts]
    counts = Counter(gram for each in sets for gram in each)
    ranked = sorted((gram for gram, count in counts.items() if count >= LEAST), key=lambda g: (-counts[g], g))
    places = {gram: place for place, gram in enumerate(ranked[:MOST])}
    rows: Any = np.zeros((len(texts), len(places) + 1), dtype=np.float32)
    for row, each in enumerate(sets):
        rows[row, [places[gram] for gram in each if gram in places]] = 1.0
    rows[:, :-1] *= np.log(1 + len(texts) / np.array([counts[gram] for gram in places], dtype=np.float32))
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    rows[:, -1] = 1.0
    return list(places), rows


@lru_cache(maxsize=1 << 14)
def _set(text: str) -> frozenset[str]:
    return frozenset(vectors.grams(text))


def _fitted(rows: Any, labels: Any) -> Any:
    """The weights of a logistic regression with a small penalty, by accelerated gradient descent (Nesterov 1983)."""
    import numpy as np

    weights = ahead = np.zeros(rows.shape[1], dtype=np.float32)
    step = 1.0 / (
        0.5 + DECAY
    )  # the rows have a squared norm of at most 2, the logistic loss a curvature of 1/4
    for count in range(STEPS):
        gap = 1 / (1 + np.exp(-(rows @ ahead))) - labels
        moved = ahead - step * (rows.T @ gap / len(rows) + DECAY * ahead)
        ahead, weights = moved + count / (count + 3) * (moved - weights), moved
    return weights


def _tells(names: Sequence[str], rows: Any, labels: Any) -> tuple[str, ...]:
    """The features that speak most for the first set: weight times the difference of their means."""
    import numpy as np

    weights = _fitted(rows, labels)[:-1]
    gap = rows[labels == 1, :-1].mean(axis=0) - rows[labels == 0, :-1].mean(axis=0)
    strength = np.where(gap > 0, weights * gap, 0.0)
    order = np.argsort(-strength, kind="stable")[:TELLS]
    return tuple(names[place] for place in order if strength[place] > 0)
