"""Finds rows of a bank that nearly duplicate an earlier row."""

from __future__ import annotations

from array import array
from importlib.util import find_spec
from typing import NamedTuple
from zlib import crc32

from verigen.core.errors import UserError
from verigen.core.text import words
from verigen.core.text.numbers import numbers

SHINGLE = 3  # words
PERMUTATIONS, BANDS = 128, 32


class _Text(NamedTuple):
    """A kept row: hashes of its words, and one hash of all its numbers."""

    words: array[int]
    numbers: int


class Near:
    """The rows kept so far in a MinHash index; proposals of LSH are checked by the exact Jaccard index of shingles.

    A text with other numbers is a variant, not a duplicate, and is kept. Takes about 1.5 kB per row.
    """

    def __init__(self, threshold: float) -> None:
        if find_spec("rensa") is None:
            raise UserError("finding near duplicates needs `pip install 'verigen-engine[curate]'`")
        import rensa

        self._threshold = threshold
        self._make = rensa.RMinHash
        # Bands of four hashes miss one pair in 80 at 0.6, one in 20 million at 0.8; the exact check removes false hits.
        self._index = rensa.RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._kept: dict[int, _Text] = {}

    def earlier(self, text: str, row: int) -> tuple[int, float] | None:
        """The most similar kept row and its likeness; None for a row without a duplicate, which is then kept."""
        one = _text(text)
        shingles = _shingles(one)
        sketch = self._make(num_perm=PERMUTATIONS, seed=0)
        sketch.update([str(gram) for gram in sorted(shingles)])
        alike = [
            (_jaccard(shingles, _shingles(self._kept[key])), key)
            for key in sorted(self._index.query(sketch))
            if self._kept[key].numbers == one.numbers
        ]
        likeness, found = max(alike, default=(0.0, row))
        if likeness >= self._threshold:
            return found, likeness
        self._index.insert(row, sketch)
        self._kept[row] = one
        return None


def _text(text: str) -> _Text:
    found = array("I", (crc32(word.encode()) for word in words.tokens(words.plain(text))))
    return _Text(found, hash(frozenset(numbers(text).items())))


def _shingles(one: _Text) -> set[int]:
    found = one.words
    return {hash(tuple(found[i : i + SHINGLE])) for i in range(max(1, len(found) - SHINGLE + 1))}


def _jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)
