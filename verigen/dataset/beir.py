"""Writes a run of the domain retrieve as a test set: BEIR's folder, and questions with grounded answers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.dataset.formats import lineage
from verigen.domains.retrieve.reference import RetrieveReference
from verigen.ledger.ledger import Ledger
from verigen.verifiers.retrieval import candidate as candidates
from verigen.verifiers.retrieval import store as stores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.verifiers.retrieval.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirReport:
    """What was written; `copied` and `shared` are means over the queries."""

    passages: int
    queries: int
    kinds: dict[str, int]
    copied: float
    shared: float


def write(run: Path, out: Path) -> BeirReport:
    """Write corpus.jsonl, queries.jsonl, qrels/test.tsv and eval.jsonl.

    Every query is answered by one passage of the corpus. Raises UserError if the run has no kept query.
    """
    kept = list(_kept(run))
    if not kept:
        raise UserError(f"{run} has no correct candidate of the domain retrieve")
    places = {reference.corpus for _, reference in kept}
    if len(places) > 1:
        raise UserError(f"{run} has queries for {len(places)} corpora; a BEIR folder has one")
    store = stores.opened(places.pop())
    jsonl.write(out / "corpus.jsonl", ({"_id": p.id, "title": "", "text": p.text} for p in store.passages()))
    rows = [_row(item, reference) for item, reference in kept]
    jsonl.write(out / "queries.jsonl", ({"_id": row["_id"], "text": row["query"]} for row in rows))
    jsonl.write(out / "eval.jsonl", rows)
    with jsonl.replacing(out / "qrels" / "test.tsv") as file:
        file.write(b"query-id\tcorpus-id\tscore\n")
        file.writelines(f"{row['_id']}\t{row['passage']}\t1\n".encode() for row in rows)
    return _report(store, rows)


def _kept(run: Path) -> Iterator[tuple[Graded, RetrieveReference]]:
    with closing(Ledger(run / "ledger.db")) as ledger:
        for group in ledger.graded():
            right = [g for g in group if g.verdict.outcome == "correct" and lineage.finished(g)]
            for each in lineage.distinct(right):
                if isinstance(each.problem.reference, RetrieveReference):
                    yield each, each.problem.reference


def _row(item: Graded, reference: RetrieveReference) -> dict[str, Any]:
    """A question with its answer: the span of the passage, in characters."""
    query = candidates.split(item.candidate.text)
    start = reference.text.lower().find(query.span.lower())
    return {
        "_id": item.candidate.id,
        "query": query.text,
        "answer": query.span,
        "passage": reference.passage,
        "start": start,
        "end": start + len(query.span) if start >= 0 else -1,
        "kind": reference.kind,
        "persona": reference.persona,
        "copied": round(candidates.copied(query.text, reference.text), 4),
        "shared": round(candidates.shared(query.text, reference.text), 4),
        "licence": item.problem.source.licence,
        "teacher": item.candidate.teacher,
    }


def _report(store: Store, rows: list[dict[str, Any]]) -> BeirReport:
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    means = (sum(row[name] for row in rows) / len(rows) for name in ("copied", "shared"))
    copied, shared = (round(each, 4) for each in means)
    return BeirReport(passages=store.count, queries=len(rows), kinds=kinds, copied=copied, shared=shared)
