"""Indexes that are built piece by piece: the same scores as bm25s's own, changes noticed, corpora without use named."""

from __future__ import annotations

import random

import bm25s
import numpy as np
import pytest

from samples import write_lines
from verigen.verifiers.retrieval import building, corpus, postings, store
from verigen.verifiers.retrieval.embedding import terms


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))


def passages(count: int, rng: random.Random) -> list[str]:
    words = [f"w{number}" for number in range(60)]
    return [
        " ".join(rng.choices(words, weights=range(60, 0, -1), k=rng.randint(1, 40))) for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_index_in_pieces_is_the_one_that_bm25s_builds(seed, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(postings, "CHUNK", 50)
    monkeypatch.setattr(building, "BATCH", 7)
    rng = random.Random(seed)
    texts = passages(rng.randint(20, 90), rng)
    whole = bm25s.BM25()
    whole.index([terms(text) for text in texts], show_progress=False)

    opened = store.opened(str(write_lines(tmp_path / "c.jsonl", *({"text": text} for text in texts))))

    for query in passages(20, rng):
        asked = list(dict.fromkeys(terms(query)))
        ours = {hit.row: hit.score for hit in opened.search(query, len(texts))["bm25"]}
        theirs = whole.get_scores([term for term in asked if term in whole.vocab_dict])
        assert ours == pytest.approx({row: s for row, s in enumerate(theirs.tolist()) if s > 0}, rel=1e-5)


def test_the_nearest_passage_is_another_one(tmp_path) -> None:
    texts = [*passages(30, random.Random(1)), "a lone copy of words", "a lone copy of the words"]
    opened = store.opened(str(write_lines(tmp_path / "c.jsonl", *({"text": text} for text in texts))))

    assert [hit.row for hit in opened.near(30, 1)] == [31]
    assert np.isclose(opened.near(30, 1)[0].score, opened.alike(30, [31])[0])
    assert all(hit.row != 5 for hit in opened.near(5, len(texts)))


def test_a_folder_of_many_files_is_looked_at_once_in_a_while(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(corpus, "MANY", 2)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    first = corpus.digest(tmp_path)
    (tmp_path / "a.txt").write_text("changed")

    soon = corpus.digest(tmp_path)
    monkeypatch.setattr(corpus.time, "monotonic", lambda: 1e12)
    later = corpus.digest(tmp_path)

    assert soon == first
    assert later != first


def test_a_corpus_of_one_passage_said_often_is_refused_with_the_reason(run, tmp_path) -> None:
    row = {
        "text": "The lighthouse of the northern harbour was built in 1871 by four masons from the next town."
    }
    (tmp_path / "s.json").write_text('{"default": ["a query"]}')
    write_lines(tmp_path / "c.jsonl", *(row | {"_id": str(k)} for k in range(25)))

    ended = run(
        "sample",
        "--domain",
        "retrieve",
        "--bank",
        "passages:c.jsonl",
        "--licence",
        "MIT",
        "--teacher",
        "scripted:s.json",
    )

    assert ended.code == 2
    assert "says the same as its passage" in ended.err
    assert ended.err.strip().endswith("every problem of the bank was refused, for the reasons above")
