"""Grades a query: both retrievers find its passage, its answer stands there, and no other passage answers."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault, UserError
from verigen.core.text import words
from verigen.core.types import Verdict
from verigen.domains.retrieve.reference import RetrieveReference
from verigen.verifiers.retrieval import candidate as candidates
from verigen.verifiers.retrieval import store as stores
from verigen.verifiers.retrieval.embedding import require
from verigen.verifiers.retrieval.rivals import rivals

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Problem
    from verigen.verifiers.retrieval.candidate import Query
    from verigen.verifiers.retrieval.store import Store

NAME = "retrieval/1"
MOST_WORDS = 60
AHEAD = 10  # passages beyond k that are looked at as rivals
verdict = partial(Verdict, verifier=NAME, method="retrievers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """`k`: how many passages each retriever may give. `most_copied`: the highest share of copied words in a query.

    The retrievers are BM25 (bm25s) and static embeddings (wordllama); a query counts only if both find its passage.
    """

    k: int = 10
    most_copied: float = 0.5
    needs_reference = False  # a passage has no query of its own

    def open(self) -> AbstractContextManager[Retrieval]:
        """Raises UserError if a retriever is not installed."""
        require()
        return nullcontext(self)

    @property
    def name(self) -> str:
        return NAME

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault if the corpus lacks the passage, or holds it twice."""
        store, row = _found(problem)
        near = [hit.row for hit in store.near(row, 1)]
        if any(each.answers == "yes" for each in rivals(store, row, "", near)):
            raise ReferenceFault(f"problem {problem.id}: {store.at(near[0]).id} says the same as its passage")

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        query = candidates.split(candidate.text)
        count = len(query.text.split())
        if candidate.finish == "length":
            return verdict(outcome="unverified", reason="cut", message="the query was cut")
        if not count or count > MOST_WORDS or "\n" in query.text:
            return verdict(
                outcome="incorrect", reason="no_query", message=f"no query in one line: {count} words"
            )
        store, row = _found(problem)
        return self._judged(store, row, query)

    def _judged(self, store: Store, row: int, query: Query) -> Verdict:
        passage = store.at(row).text
        wrong = partial(verdict, outcome="incorrect", extracted=query.text)
        if (share := candidates.copied(query.text, passage)) > self.most_copied:
            return wrong(reason="copied", message=f"{share:.0%} of its words are copied from the passage")
        if not query.span or words.plain(query.span) not in words.plain(passage):
            return wrong(reason="not_grounded", message="the answer does not stand in the passage")
        found = store.search(query.text, self.k + AHEAD)
        for name, hits in found.items():
            if row not in [hit.row for hit in hits[: self.k]]:
                return wrong(
                    reason="not_found", message=f"{name} does not find the passage among the first {self.k}"
                )
        others = sorted({hit.row for hits in found.values() for hit in hits} - {row})
        judged = rivals(store, row, query.span, others)
        near = {
            each.answers: store.at(each.row).id for each in reversed(judged) if _ahead(found, each.row, row)
        }
        if "yes" in near:
            return wrong(reason="another_answers", message=f"{near['yes']} answers it too")
        maybe = partial(verdict, outcome="unverified", extracted=query.text, reason="another_may")
        if "maybe" in near:
            return maybe(message=f"{near['maybe']} may answer it too")
        if first := _before(found, row):
            return maybe(message=f"both retrievers find {store.at(first[0]).id} before the passage")
        ranks = ", ".join(f"{name} {[h.row for h in hits].index(row) + 1}" for name, hits in found.items())
        return verdict(outcome="correct", extracted=query.text, reason="found", message=f"ranks: {ranks}")


def _before(found: dict[str, list[stores.PassageHit]], row: int) -> list[int]:
    """The passages that every retriever puts before this one: the query may be theirs."""
    earlier = [[hit.row for hit in hits] for hits in found.values()]
    return sorted(set.intersection(*(set(rows[: rows.index(row)]) for rows in earlier)))


def _ahead(found: dict[str, list[stores.PassageHit]], rival: int, row: int) -> bool:
    """Whether a retriever puts a rival before the passage, or scores it nearly as high."""
    for hits in found.values():
        scores = {hit.row: hit.score for hit in hits}
        if scores.get(rival, 0.0) >= 0.7 * scores.get(row, 0.0):
            return True
    return False


def _found(problem: Problem) -> tuple[Store, int]:
    """The corpus and the passage's row. Raises ReferenceFault."""
    reference = problem.reference
    if not isinstance(reference, RetrieveReference):
        raise ReferenceFault(f"problem {problem.id} has no passage to find")
    try:
        store = stores.opened(reference.corpus)
    except UserError as error:
        raise ReferenceFault(f"problem {problem.id}: {error}") from error
    row = store.row(reference.passage)
    if row is None or store.at(row).text != reference.text:
        raise ReferenceFault(
            f"problem {problem.id}: its corpus has changed: {reference.passage} is another text now"
        )
    return store, row
