"""The reference of a retrieval problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrieveReference:
    """The passage that a query must find. `corpus`: the path of its corpus; `kind` and `persona` of the query."""

    corpus: str
    passage: str
    text: str
    kind: str
    persona: str
