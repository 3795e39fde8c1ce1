"""A corpus's passages and its two indexes on disk: BM25 and static embeddings. Built once per corpus."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import paths
from verigen.verifiers.retrieval import corpus
from verigen.verifiers.retrieval.building import BATCH, build
from verigen.verifiers.retrieval.embedding import WIDTH, embedded, require, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERSION = "2"
BLOCK = 65_536  # rows that are compared with a query at a time
_lock = Lock()


class PassageHit(NamedTuple):
    """A found passage: its row in the corpus, and the retriever's score."""

    row: int
    score: float


def opened(path: str) -> Store:
    """The indexes of a corpus; built if it is new or has changed. Raises UserError for a path that is no corpus."""
    require()
    with _lock:
        return _opened(path, corpus.digest(Path(path)))


@lru_cache(maxsize=4)
def _opened(path: str, digest: str) -> Store:
    place = paths.cache() / "corpora" / f"{digest}-{VERSION}"
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".building-"))
        try:
            build(Path(path), made)
            made.replace(place)
        except OSError:
            if not place.is_dir():  # else another process was faster
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return Store(place)


class Store:
    """An opened corpus. Callable from any thread."""

    def __init__(self, place: Path) -> None:
        import bm25s
        import numpy as np

        self._database = sqlite3.connect(place / "passages.sqlite", check_same_thread=False)
        self._guard = Lock()
        self._bm25 = bm25s.BM25.load(place / "bm25", mmap=True, load_vocab=False)
        self._vectors: Any = np.memmap(place / "vectors.f32", dtype=np.float32, mode="r").reshape(-1, WIDTH)
        self.count = len(self._vectors)
        self.left_out = dict(self._asked("SELECT what, count FROM left_out"))

    def passages(self) -> Iterator[corpus.Passage]:
        """All passages in order, read in batches."""
        for first in range(0, self.count, BATCH):
            yield from (
                corpus.Passage(*each)
                for each in self._asked(
                    "SELECT id, text FROM passages WHERE row >= ? AND row < ? ORDER BY row",
                    first,
                    first + BATCH,
                )
            )

    def row(self, id_: str) -> int | None:
        """The row of a passage; None if the corpus has none of this id."""
        found = self._asked("SELECT row FROM passages WHERE id = ?", id_)
        return int(found[0][0]) if found else None

    def at(self, row: int) -> corpus.Passage:
        return corpus.Passage(*self._asked("SELECT id, text FROM passages WHERE row = ?", row)[0])

    def search(self, query: str, k: int) -> dict[str, list[PassageHit]]:
        """The first k passages by each retriever, best first; BM25 gives only passages that share a word."""
        query = query.encode("utf-8", "replace").decode()
        return {"bm25": self._by_words(query, min(k, self.count)), "embeddings": self._by_vectors(query, k)}

    def _by_words(self, query: str, k: int) -> list[PassageHit]:
        import numpy as np

        known = self._numbers(list(dict.fromkeys(terms(query))))
        if not known:
            return []
        scores = self._bm25.get_scores_from_ids(known)
        return [hit for hit in _best(np.asarray(scores), k, 0) if hit.score > 0]

    def _numbers(self, asked: Sequence[str]) -> list[int]:
        """The numbers of those terms that the corpus has, in order."""
        names = json.dumps(asked)
        found = dict(
            self._asked(
                "SELECT term, number FROM terms WHERE term IN (SELECT value FROM json_each(?))", names
            )
        )
        return [found[term] for term in asked if term in found]

    def near(self, row: int, k: int) -> list[PassageHit]:
        """The k passages that are most like one, without it."""
        return [hit for hit in self._like(self._vectors[row], k + 1) if hit.row != row][:k]

    def _by_vectors(self, query: str, k: int) -> list[PassageHit]:
        return self._like(embedded([query])[0], k)

    def _like(self, vector: Any, k: int) -> list[PassageHit]:
        found: list[PassageHit] = []
        for first in range(0, self.count, BLOCK):
            found += _best(self._vectors[first : first + BLOCK] @ vector, k, first)
        return sorted(found, key=lambda hit: (-hit.score, hit.row))[:k]

    def alike(self, one: int, rows: Sequence[int]) -> list[float]:
        """The cosine of one passage with others."""
        import numpy as np

        return [float(each) for each in np.asarray(self._vectors[list(rows)]) @ self._vectors[one]]

    def _asked(self, query: str, *values: object) -> list[Any]:
        with self._guard:
            return self._database.execute(query, values).fetchall()


def _best(scores: Any, k: int, first: int) -> list[PassageHit]:
    """The k highest scores; equal ones in the order of the rows."""
    import numpy as np

    k = min(k, len(scores))
    rows = np.argpartition(-scores, k - 1)[:k]
    ordered = rows[np.lexsort((rows, -scores[rows]))]
    return [PassageHit(first + int(row), float(scores[row])) for row in ordered]
