"""A corpus's passages and its two indexes on disk: BM25 and static embeddings. Built once per corpus."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import tempfile
from array import array
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import paths
from verigen.core.errors import UserError
from verigen.core.text import words
from verigen.verifiers.retrieval import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VERSION = "1"
BATCH, WIDTH = 2048, 256
MODEL = "wordllama l2_supercat_256"  # static token embeddings inside the package's wheel
RETRIEVERS = ("bm25", "embeddings")
BLOCK = 65_536  # rows that are compared with a query at a time
_lock = Lock()


class PassageHit(NamedTuple):
    """A found passage: its row in the corpus, and the retriever's score."""

    row: int
    score: float


def require() -> None:
    """Raise UserError if a retriever is not installed; none is replaced by another."""
    missing = [name for name in ("bm25s", "wordllama", "numpy") if find_spec(name) is None]
    if missing:
        raise UserError(
            f"the domain retrieve needs `pip install 'verigen-engine[retrieve]'` ({', '.join(missing)})"
        )


def terms(text: str) -> list[str]:
    """The stems of a text, numbers as they stand."""
    return [words.stem(token) for token in words.tokens(text) if token[0].isalnum()]


@lru_cache(maxsize=1)
def model() -> Any:
    """The embedding model, without a download."""
    import wordllama

    # the loader looks for its tokenizer in a folder that the wheel lacks; it finds it in the cache folder
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


def embedded(texts: Sequence[str]) -> Any:
    """Unit row vectors, shape (texts, WIDTH), float32."""
    return model().embed([text or " " for text in texts], norm=True)


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
            _build(Path(path), made)
            made.replace(place)
        except OSError:
            if not place.is_dir():  # else another process was faster
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return Store(place)


def _build(source: Path, place: Path) -> None:
    """Read the corpus once. Memory holds a number per word: about 5 bytes per byte of text at the peak."""
    import bm25s
    import numpy as np

    corpus.require_enough(source)
    left_out: Counter[str] = Counter()
    vocabulary: dict[str, int] = {}
    rows: list[Any] = []
    database = sqlite3.connect(place / "passages.sqlite")
    database.execute("CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT UNIQUE, text TEXT)")
    database.execute("CREATE TABLE left_out (what TEXT, count INTEGER)")
    found = corpus.passages(source, left_out)
    with (place / "vectors.f16").open("wb") as vectors:
        while batch := list(islice(found, BATCH)):
            first = len(rows)
            database.executemany(
                "INSERT INTO passages VALUES (?, ?, ?)",
                ((first + at, each.id, each.text) for at, each in enumerate(batch)),
            )
            vectors.write(embedded([each.text for each in batch]).astype(np.float16).tobytes())
            rows += [
                array("i", [vocabulary.setdefault(term, len(vocabulary)) for term in terms(each.text)])
                for each in batch
            ]
    database.executemany("INSERT INTO left_out VALUES (?, ?)", sorted(left_out.items()))
    database.commit()
    database.close()
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    index = bm25s.BM25()
    index.index((rows, vocabulary), show_progress=False)
    index.save(os.fspath(place / "bm25"), show_progress=False)


class Store:
    """An opened corpus. Callable from any thread."""

    def __init__(self, place: Path) -> None:
        import bm25s
        import numpy as np

        self._database = sqlite3.connect(place / "passages.sqlite", check_same_thread=False)
        self._guard = Lock()
        self._bm25 = bm25s.BM25.load(place / "bm25", mmap=True)
        self._vectors: Any = np.memmap(place / "vectors.f16", dtype=np.float16, mode="r").reshape(-1, WIDTH)
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

        known = [term for term in dict.fromkeys(terms(query)) if term in self._bm25.vocab_dict]
        if not known:
            return []
        scores = self._bm25.get_scores(known)
        return [hit for hit in _best(np.asarray(scores), k, 0) if hit.score > 0]

    def _by_vectors(self, query: str, k: int) -> list[PassageHit]:
        import numpy as np

        vector = embedded([query])[0]
        found: list[PassageHit] = []
        for first in range(0, self.count, BLOCK):
            block = np.asarray(self._vectors[first : first + BLOCK], dtype=np.float32)
            found += _best(block @ vector, k, first)
        return sorted(found, key=lambda hit: (-hit.score, hit.row))[:k]

    def alike(self, one: int, rows: Sequence[int]) -> list[float]:
        """The cosine of one passage with others."""
        import numpy as np

        vector = np.asarray(self._vectors[one], dtype=np.float32)
        return [float(each) for each in np.asarray(self._vectors[list(rows)], dtype=np.float32) @ vector]

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
