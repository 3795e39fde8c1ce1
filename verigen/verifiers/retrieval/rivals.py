"""Says whether another passage may answer a query too: a copy, a paraphrase, or one with the same answer.

Used in two ways: a query with such a rival is not kept, and no such passage becomes a negative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core.text import words
from verigen.verifiers.retrieval.embedding import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.verifiers.retrieval.store import Store

Answers = Literal["yes", "maybe", "no"]
# Measured on pairs of passages: see docs/retrieval.md. A cosine above TWIN is a copy in other words.
TWIN, NEAR = 0.86, 0.6
# The share of the answer's topical stems that another passage has.
SAME, CLOSE = 0.9, 0.6
# The share of the shorter passage's topical stems that both have.
COPY, SHARED = 0.7, 0.4


# A negative must be further away than a passage that a query may have beside it.
CLEAR_COSINE, CLEAR_SHARED, CLEAR_SAID = 0.5, 0.3, 0.5


class Rival(NamedTuple):
    """Another passage, and whether it answers."""

    row: int
    answers: Answers


def rivals(store: Store, passage: int, span: str, rows: Sequence[int]) -> list[Rival]:
    """Judge each of the passages `rows` beside the query's own."""
    return [Rival(row, _answers(*likeness)) for row, likeness in _compared(store, passage, span, rows)]


def negatives(store: Store, passage: int, span: str, rows: Sequence[int]) -> list[int]:
    """Those of the passages `rows`, in order, that surely do not answer."""
    found = _compared(store, passage, span, rows)
    return [row for row, likeness in found if _clear(*likeness)]


def _compared(
    store: Store, passage: int, span: str, rows: Sequence[int]
) -> list[tuple[int, tuple[float, float, float, int]]]:
    """How alike each passage is: cosine, share of topical stems, share of the answer's stems and their number."""
    if not rows:
        return []
    own, answer = topical(store.at(passage).text), topical(span)
    return [
        (row, (cosine, *likeness(own, answer, topical(store.at(row).text)), len(answer)))
        for row, cosine in zip(rows, store.alike(passage, rows), strict=True)
    ]


def topical(text: str) -> frozenset[str]:
    """The stems of a text that tell what it is about."""
    return frozenset(terms(text)) - words.COMMON


def likeness(own: frozenset[str], answer: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """The share of the shorter passage's stems that both have, and of the answer's stems that the other has."""
    both = len(own & other) / max(1, min(len(own), len(other)))
    return both, len(answer & other) / len(answer) if answer else 0.0


def _answers(cosine: float, both: float, said: float, words_: int) -> Answers:
    if cosine >= TWIN or both >= COPY or (said >= SAME and words_ > 2):
        return "yes"
    return "maybe" if cosine >= NEAR or both >= SHARED or said >= CLOSE else "no"


def _clear(cosine: float, both: float, said: float, words_: int) -> bool:  # noqa: ARG001 - the same figures
    return cosine < CLEAR_COSINE and both < CLEAR_SHARED and said < CLEAR_SAID
