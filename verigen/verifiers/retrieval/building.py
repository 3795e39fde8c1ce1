"""Builds the indexes of a corpus on disk in one pass over its passages."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from verigen.verifiers.retrieval import corpus
from verigen.verifiers.retrieval.embedding import embedded, terms
from verigen.verifiers.retrieval.postings import Postings

if TYPE_CHECKING:
    from pathlib import Path

BATCH = 2048
TABLES = """
CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT UNIQUE, text TEXT);
CREATE TABLE terms (term TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE left_out (what TEXT, count INTEGER);
"""


def build(source: Path, place: Path) -> None:
    """Stream the passages into the database, the vectors and BM25's index.

    Memory holds one batch, the vocabulary and about 100 bytes per passage. Raises UserError for too few passages.
    """
    corpus.require_enough(source)
    left_out: Counter[str] = Counter()
    found, row, postings = corpus.passages(source, left_out), 0, Postings(place)
    with (
        closing(sqlite3.connect(place / "passages.sqlite")) as database,
        (place / "vectors.f32").open("wb") as vectors,
    ):
        database.executescript(TABLES)
        while batch := list(islice(found, BATCH)):
            rows = ((row + at, each.id, each.text) for at, each in enumerate(batch))
            database.executemany("INSERT INTO passages VALUES (?, ?, ?)", rows)
            vectors.write(embedded([each.text for each in batch]).tobytes())
            postings.add(terms(each.text) for each in batch)
            row += len(batch)
        database.executemany("INSERT INTO terms VALUES (?, ?)", sorted(postings.vocabulary.items()))
        database.executemany("INSERT INTO left_out VALUES (?, ?)", sorted(left_out.items()))
        database.commit()
    postings.write(place / "bm25")
