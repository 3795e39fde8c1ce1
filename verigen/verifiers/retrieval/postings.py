"""Builds a BM25 index in the file format of bm25s with bounded memory: bm25s itself holds the whole corpus while it builds."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

CHUNK = 1 << 21  # postings that are sorted in memory at a time
TERM_BITS = 32
PAIR = [("row", "<i4"), ("term", "<i4"), ("count", "<f4")]
ARRAYS = {"data": "<f4", "indices": "<i4"}


class Postings:
    """Takes passages in order and writes the index at the end.

    Memory holds the vocabulary, a number per passage and CHUNK postings; the other postings wait in a file.
    """

    def __init__(self, place: Path) -> None:
        self.vocabulary: dict[str, int] = {}
        self._place = place
        self._waiting = (place / "pairs.tmp").open("w+b")
        self._lengths: list[Any] = []  # words per passage, an array per batch
        self._found = 0
        self._among: Any = None  # passages that hold a term, by term

    def add(self, texts: Iterable[Sequence[str]]) -> None:
        """Count the terms of the next passages."""
        import numpy as np

        first = sum(len(each) for each in self._lengths)
        ids, lengths = [], []
        for terms in texts:
            ids += [self.vocabulary.setdefault(term, len(self.vocabulary)) for term in terms]
            lengths.append(len(terms))
        rows: Any = np.repeat(np.arange(first, first + len(lengths), dtype=np.int64), lengths)
        keys, counts = np.unique((rows << TERM_BITS) | np.asarray(ids, dtype=np.int64), return_counts=True)
        pairs: Any = np.empty(len(keys), dtype=PAIR)
        pairs["row"], pairs["term"], pairs["count"] = keys >> TERM_BITS, keys & 0xFFFFFFFF, counts
        self._waiting.write(pairs.tobytes())
        self._found += len(pairs)
        self._lengths.append(np.asarray(lengths, dtype=np.int32))
        self._note(pairs["term"])

    def _note(self, terms: Any) -> None:
        import numpy as np

        counted = np.bincount(terms, minlength=len(self.vocabulary))
        if self._among is not None:
            counted[: len(self._among)] += self._among
        self._among = counted

    def write(self, folder: Path) -> None:
        """Write the index. `bm25s.BM25.load(folder, mmap=True, load_vocab=False)` opens it."""
        import bm25s
        import numpy as np

        lengths, self._lengths = np.concatenate(self._lengths), []
        ends = np.concatenate(([0], np.cumsum(self._among)))
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        index = bm25s.BM25()
        index.vocab_dict, index.nonoccurrence_array = {}, None
        index.scores = {name: np.zeros(0, dtype) for name, dtype in ARRAYS.items()}
        index.scores |= {"indptr": ends.astype(np.int64), "num_docs": len(lengths)}
        index.save(os.fspath(folder), show_progress=False)
        made = {name: _array(folder / f"{name}.csc.index.npy", self._found, ARRAYS[name]) for name in ARRAYS}
        self._fill(made, lengths, ends, index)
        for each in made.values():
            each.flush()
        self._waiting.close()
        (self._place / "pairs.tmp").unlink()

    def _fill(self, made: dict[str, Any], lengths: Any, ends: Any, index: Any) -> None:
        """Put the postings in the order of their terms, chunk by chunk. The score is bm25s's default, Lucene's BM25."""
        import numpy as np

        usual = index.k1 * (1 - index.b + index.b * lengths / lengths.mean())
        rarity = np.log(1 + (len(lengths) - self._among + 0.5) / (self._among + 0.5)).astype(np.float32)
        free = ends[:-1].copy()  # the next free place of each term
        self._waiting.seek(0)
        while block := self._waiting.read(CHUNK * np.dtype(PAIR).itemsize):
            pairs = np.frombuffer(block, dtype=PAIR)
            pairs = pairs[np.argsort(pairs["term"], kind="stable")]
            terms, starts, counts = np.unique(pairs["term"], return_index=True, return_counts=True)
            places = np.repeat(free[terms] - starts, counts) + np.arange(len(pairs))
            often = pairs["count"]
            made["data"][places] = rarity[pairs["term"]] * (often / (usual[pairs["row"]] + often))
            made["indices"][places] = pairs["row"]
            free[terms] += counts


def _array(path: Path, count: int, dtype: str) -> Any:
    """An array on disk; numpy maps no empty file, and a corpus has words."""
    import numpy as np

    return np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=(count,))
