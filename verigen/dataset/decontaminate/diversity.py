"""Measures the variety of a bank's texts: distinct n-grams, and distances of their embeddings."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable

# The share of distinct n-grams falls as texts are added, so banks are compared on samples of equal size.
SAMPLE = 2000
MODEL = "wordllama l2_supercat_256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity:
    """The diversity of a sample of `texts` rows.

    `distinct`: share of n-grams that are not repeats, for n = 1 to 4. `spread`: mean cosine distance of two texts.
    `nearest`: median similarity of a text to its nearest neighbour. Both use the embeddings of `model`.
    """

    texts: int
    distinct: list[float]
    spread: float
    nearest: float
    model: str = MODEL


class TextSample:
    """A uniform sample of a stream of texts (Vitter's algorithm R), the same for the same texts and seed."""

    def __init__(self, seed: int = 0) -> None:
        self._random = seeds.rng(seed, "diversity")
        self._seen = 0
        self.texts: list[str] = []

    def add(self, text: str) -> None:
        self._seen += 1
        if len(self.texts) < SAMPLE:
            self.texts.append(text)
        elif (place := self._random.randrange(self._seen)) < SAMPLE:
            self.texts[place] = text


def require() -> None:
    """Raise UserError where the embedding model is not installed."""
    if find_spec("wordllama") is None or find_spec("numpy") is None:
        raise UserError("diversity figures need `pip install 'verigen-engine[curate]'`")


def diversity(texts: list[str]) -> Diversity:
    """The diversity of these texts. Raises UserError for fewer than two."""
    if len(texts) < 2:
        raise UserError("diversity is that of two texts or more")
    spread, nearest = _distances(_embeddings(texts))
    return Diversity(
        texts=len(texts),
        distinct=[round(distinct(texts, n), 4) for n in range(1, 5)],
        spread=round(spread, 4),
        nearest=round(nearest, 4),
    )


def distinct(texts: Iterable[str], n: int) -> float:
    """The share of n-grams of words that are not repeats (Li et al. 2016, arXiv:1510.03055)."""
    seen: set[tuple[str, ...]] = set()
    count = 0
    for text in texts:
        found = list(words.tokens(words.plain(text)))
        for i in range(len(found) - n + 1):
            count += 1
            seen.add(tuple(found[i : i + n]))
    return len(seen) / count if count else 0.0


def _embeddings(texts: list[str]) -> Any:
    """Unit vectors from static token embeddings inside the package's wheel, without a download or GPU."""
    import wordllama

    # The loader looks for its tokenizer in a folder that the wheel lacks; it finds it in the cache folder.
    package = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=package, disable_download=True)
    return model.embed(texts, norm=True)


def _distances(vectors: Any) -> tuple[float, float]:
    import numpy as np

    similar = vectors @ vectors.T
    count = len(similar)
    spread = 1.0 - (similar.sum() - similar.trace()) / (count * (count - 1))
    np.fill_diagonal(similar, -1.0)
    return float(spread), float(np.median(similar.max(axis=1)))
