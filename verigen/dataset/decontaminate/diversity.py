"""How varied the texts of a bank are: distinct n-grams, and how far apart a small embedding model puts them."""

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

# Shares of distinct n-grams fall as texts are added: banks are compared on samples of one size.
SAMPLE = 2000
MODEL = "wordllama l2_supercat_256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity:
    """Of a sample of `texts` rows.

    `distinct` holds the share of n-grams, for n = 1 to 4, that are not repeats; `spread` the mean cosine distance of
    two texts, `nearest` the median similarity of a text to its nearest neighbour, both by `model`'s embeddings.
    """

    texts: int
    distinct: list[float]
    spread: float
    nearest: float
    model: str = MODEL


class TextSample:
    """A uniform sample of what streams by (Vitter's algorithm R), the same for the same texts and seed."""

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
    """Raises UserError for fewer than two texts."""
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
    """Unit vectors by static token embeddings that the package carries in its wheel: no hub, no GPU."""
    import wordllama

    # The loader looks for its own tokenizer in a folder that the wheel does not have; named as cache it is found.
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
