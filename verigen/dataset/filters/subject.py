"""Finds problems that are far from the user's examples of a subject."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.core.findings import Finding
from verigen.dataset.decontaminate import subject
from verigen.dataset.measures import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded

FEWEST = 20  # examples; fewer say little about where a subject ends
PASSES = 0.05  # the share of the examples that are as far from the others as a problem may be


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFilter:
    """Not in the default chain: `--with subject --filter-option subject.examples=FILE`.

    `examples`: JSON Lines of problems or records of the subject, at least twenty. `least`: the lowest cosine to the
    nearest example; default: the one that 95 % of the examples have to the nearest other one. A vector counts the
    words of a text that tell its topic, weighted by how few examples have them. Raises UserError for examples that
    can't be read.
    """

    thresholds: ClassVar[frozenset[str]] = frozenset({"least"})
    examples: str = ""
    least: float | None = None

    def __post_init__(self) -> None:
        if not self.examples:
            raise UserError(
                "the filter subject needs examples: --filter-option subject.examples=FILE (JSON Lines)"
            )
        vectors.require()
        _space(self.examples)

    @property
    def version(self) -> str:
        """Other examples give other findings."""
        return f"1-{hashlib.sha256(Path(self.examples).read_bytes()).hexdigest()[:12]}"

    def find(self, graded: Graded) -> Sequence[Finding]:
        return [one for each in self.scored(graded) if (one := self.decided(each)) is not None]

    def scored(self, graded: Graded) -> Sequence[Finding]:
        near = _space(self.examples).nearest(graded.problem.prompt)
        shown = f"cosine {near:.3f} to the nearest example"
        end = len(graded.candidate.text)
        return [Finding(reason="subject", field="text", start=0, end=end, score=near, shown=shown)]

    def decided(self, finding: Finding) -> Finding | None:
        least = _space(self.examples).least if self.least is None else self.least
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


@cache
def _space(path: str) -> ExampleSpace:
    """Once per process. Raises UserError for a file without enough examples, or with a row without a question."""
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
    return ExampleSpace(texts)
