"""A retrieval candidate: a query, and the words of the passage that answer it."""

from __future__ import annotations

from typing import NamedTuple

from verigen.core import traces
from verigen.core.text import words

MARK = "\n\n> "
RUN = 3  # consecutive words that count as copied


class Query(NamedTuple):
    """`span`: the answer as it stands in the passage; empty if none was given."""

    text: str
    span: str


def joined(text: str, span: str) -> str:
    return f"{text}{MARK}{span}" if span else text


def split(candidate: str) -> Query:
    text, _, span = traces.split(candidate).reply.partition(MARK)
    return Query(text.strip().strip('"').strip(), " ".join(span.split()))


def copied(query: str, passage: str) -> float:
    """The share of the query's words that stand in the passage in the same runs of RUN words or more."""
    asked, said = _plain(query), _plain(passage)
    runs = {tuple(said[at : at + RUN]) for at in range(len(said) - RUN + 1)}
    taken = {
        place
        for at in range(len(asked) - RUN + 1)
        if tuple(asked[at : at + RUN]) in runs
        for place in range(at, at + RUN)
    }
    return len(taken) / max(1, len(asked))


def shared(query: str, passage: str) -> float:
    """The share of the query's words that the passage has anywhere."""
    asked, said = _plain(query), set(_plain(passage))
    return sum(word in said for word in asked) / max(1, len(asked))


def _plain(text: str) -> list[str]:
    return [token for token in words.tokens(words.plain(text)) if token[0].isalnum()]
