"""Triplets for embedding models: a query, its passage, and a passage that is like it but does not answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.errors import PartFailed
from verigen.dataset.formats import lineage
from verigen.domains.retrieve.reference import RetrieveReference
from verigen.verifiers.retrieval import candidate as candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.verifiers.retrieval.store import Store

LOOKED = 60  # passages by each retriever among which negatives are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Triplets:
    """Columns of sentence-transformers: anchor, positive, negative; at most `negatives` rows per query.

    A negative is among the first passages that a retriever finds, and is far enough from the positive and its answer
    that it can't answer too; what may answer becomes no negative. Hard ones come first, found by both in turns.
    """

    negatives: int = 3
    folder: str = "triplets"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        right = [g for g in graded if g.verdict.outcome == "correct" and lineage.finished(g)]
        for each in lineage.distinct(right):
            if isinstance(each.problem.reference, RetrieveReference):
                yield from self._rows(each, each.problem.reference)

    def _rows(self, item: Graded, reference: RetrieveReference) -> Iterator[dict[str, Any]]:
        from verigen.verifiers.retrieval import store as stores

        store = stores.opened(reference.corpus)
        query = candidates.split(item.candidate.text)
        for number, row in enumerate(self._negatives(store, reference, query)):
            negative = store.at(row)
            yield {
                "id": f"triplets/{item.candidate.id}/{number}",
                "anchor": query.text,
                "positive": reference.text,
                "negative": negative.text,
                "answer": query.span,
                "positive_id": reference.passage,
                "negative_id": negative.id,
                "query_kind": reference.kind,
                "persona": reference.persona,
                "copied": round(candidates.copied(query.text, reference.text), 4),
                "shared": round(candidates.shared(query.text, reference.text), 4),
                **lineage.columns(item),
                "candidate_id": item.candidate.id,
            }

    def _negatives(self, store: Store, reference: RetrieveReference, query: candidates.Query) -> list[int]:
        """Rows of negatives, the highest ranked first."""
        from verigen.verifiers.retrieval.rivals import negatives

        own = store.row(reference.passage)
        if own is None or store.at(own).text != reference.text:
            raise PartFailed(
                f"the corpus has changed: {reference.passage} is another text now", "corpus changed"
            )
        found = store.search(query.text, LOOKED).values()
        ranked = sorted((rank, hit.row) for hits in found for rank, hit in enumerate(hits))
        rows = [row for row in dict.fromkeys(row for _, row in ranked) if row != own]
        return negatives(store, own, query.span, rows)[: self.negatives]
