"""Finds problems that are far from the user's examples of a subject."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.core.findings import Finding
from verigen.dataset.decontaminate import subject
from verigen.dataset.measures import vectors
from verigen.verifiers.retrieval import embedding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded

FEWEST = 20  # examples; fewer say little about where a subject ends
PASSES = 0.05  # the share of the examples that are as far from the others as a problem may be
FOLDS = 5
EACH = 5  # examples per centroid, at least
ROUNDS = 20  # of k-means, which has settled long before
By = Literal["words", "embeddings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFilter:
    """Not in the default chain: `--with subject --filter-option subject.examples=FILE`.

    `examples`: JSON Lines of problems or records of the subject, at least twenty. `least`: the lowest cosine to the
    nearest example or centroid; default: the one that 95 % of the examples have to the others. `by`: what a text is
    compared by. "words": the words that tell its topic, weighted by how few examples have them, with the nearest
    example. "embeddings": static embeddings of its tokens, those of the domain `retrieve`, with the nearest of at most
    `centroids` centroids of the examples. Raises UserError for examples that can't be read.
    """

    thresholds: ClassVar[frozenset[str]] = frozenset({"least"})
    examples: str = ""
    least: float | None = None
    by: By = "words"
    centroids: int = 8

    def __post_init__(self) -> None:
        if not self.examples:
            raise UserError(
                "the filter subject needs examples: --filter-option subject.examples=FILE (JSON Lines)"
            )
        if self.by == "embeddings" and find_spec("wordllama") is None:
            raise UserError(
                "subject.by=embeddings needs `pip install 'verigen-engine[retrieve]'` (wordllama)"
            )
        if self.centroids < 1:
            raise UserError(f"subject.centroids={self.centroids}: at least 1")
        vectors.require()
        self._space()

    @property
    def version(self) -> str:
        """Other examples give other findings."""
        return f"1-{hashlib.sha256(Path(self.examples).read_bytes()).hexdigest()[:12]}"

    def _space(self) -> ExampleSpace | CentroidSpace:
        return _space(self.examples, self.centroids if self.by == "embeddings" else 0)

    def find(self, graded: Graded) -> Sequence[Finding]:
        return [one for each in self.scored(graded) if (one := self.decided(each)) is not None]

    def scored(self, graded: Graded) -> Sequence[Finding]:
        near = self._space().nearest(graded.problem.prompt)
        shown = f"cosine {near:.3f} to the nearest {'example' if self.by == 'words' else 'centroid'}"
        end = len(graded.candidate.text)
        return [Finding(reason="subject", field="text", start=0, end=end, score=near, shown=shown)]

    def decided(self, finding: Finding) -> Finding | None:
        least = self._space().least if self.least is None else self.least
        return (
            replace(finding, shown=f"{finding.shown}, below {least:.3f}") if finding.score < least else None
        )


class ExampleSpace:
    """The vectors of the examples; `least` is the cosine that all but a few have to their nearest neighbour."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        made = vectors.counted(texts)
        self._weights: Any = vectors.idf(made)
        self._made: Any = vectors.unit(made * self._weights)
        likeness = self._made @ self._made.T
        np.fill_diagonal(likeness, -1.0)
        self.least = float(np.quantile(likeness.max(axis=1), PASSES))

    def nearest(self, text: str) -> float:
        """The cosine of a text to its nearest example, 0 to 1."""
        return float((self._made @ vectors.unit(vectors.counted([text]) * self._weights)[0]).max())


class CentroidSpace:
    """Centroids of the examples' embeddings; `least` is the cosine that all but a few have to those of others."""

    def __init__(self, texts: Sequence[str], count: int) -> None:
        import numpy as np

        made: Any = embedding.embedded(texts)
        self._centres: Any = _centres(made, count)
        own: Any = np.arange(len(made)) % FOLDS
        near = [made[own == fold] @ _centres(made[own != fold], count).T for fold in range(FOLDS)]
        self.least = float(np.quantile(np.concatenate([each.max(axis=1) for each in near]), PASSES))

    def nearest(self, text: str) -> float:
        """The cosine of a text to its nearest centroid, -1 to 1."""
        return float((self._centres @ embedding.embedded([text])[0]).max())


def _centres(made: Any, count: int) -> Any:
    """Unit centroids of unit rows by spherical k-means (Dhillon and Modha 2001), begun with rows far from each other."""
    import numpy as np

    chosen = [int((made @ made.mean(axis=0)).argmax())]
    while len(chosen) < min(count, len(made) // EACH):
        chosen.append(int((made @ made[chosen].T).max(axis=1).argmin()))
    found = made[chosen]
    for _ in range(ROUNDS):
        nearest = (made @ found.T).argmax(axis=1)
        sums = [
            made[nearest == k].sum(axis=0) if (nearest == k).any() else found[k] for k in range(len(found))
        ]
        found = vectors.unit(np.stack(sums))
    return found


@cache
def _space(path: str, centroids: int) -> ExampleSpace | CentroidSpace:
    """Once per process; `centroids` is 0 for words. Raises UserError for a file without enough examples, or with a row without a question."""
    if not Path(path).is_file():
        raise UserError(f"no file {path} with the subject's examples")
    texts = []
    for number, row in jsonl.rows(Path(path)):
        if isinstance(row, jsonl.BadLine) or not isinstance(row, dict):
            raise UserError(f"{path}:{number} is no JSON object")
        try:
            texts.append(subject.question(row))
        except ValueError as error:
            raise UserError(f"{path}:{number}: {error}") from error
    if len(texts) < FEWEST:
        raise UserError(f"{path} holds {len(texts)} examples; the filter subject needs {FEWEST}")
    return CentroidSpace(texts, centroids) if centroids else ExampleSpace(texts)
