"""Finds candidates whose mean log-probability lies outside a band: text that its teacher hardly believed, or copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from verigen.core.errors import UserError
from verigen.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """Not in the default chain: `--with likelihood --filter-option likelihood.least=-1.5`.

    `least`, `most`: the band of the mean log-probability per token, in nats; either may be left out. It is the
    teacher's own, as `verigen sample --logprobs` stores it; a candidate without it is undecided. Raises UserError
    for a band without ends, or with its ends the wrong way round.
    """

    thresholds: ClassVar[frozenset[str]] = frozenset({"least", "most"})
    least: float | None = None
    most: float | None = None

    def __post_init__(self) -> None:
        if self.least is None and self.most is None:
            raise UserError(
                "the filter likelihood needs an end of its band: --filter-option likelihood.least=-1.5 (nats per token)"
            )
        if self.least is not None and self.most is not None and self.least > self.most:
            raise UserError(f"likelihood.least={self.least} is above likelihood.most={self.most}")

    @property
    def version(self) -> str:
        return "1"

    def find(self, graded: Graded) -> Sequence[Finding]:
        return [one for each in self.scored(graded) if (one := self.decided(each)) is not None]

    def scored(self, graded: Graded) -> Sequence[Finding]:
        score = graded.candidate.logprob
        if score is None:
            raise ValueError("no log-probability is stored; `verigen sample --logprobs` stores it")
        shown = f"mean log-probability {score:.3f}"
        end = len(graded.candidate.text)
        return [Finding(reason="likelihood", field="text", start=0, end=end, score=score, shown=shown)]

    def decided(self, finding: Finding) -> Finding | None:
        if self.least is not None and finding.score < self.least:
            return replace(finding, shown=f"{finding.shown}, below {self.least:g}")
        if self.most is not None and finding.score > self.most:
            return replace(finding, shown=f"{finding.shown}, above {self.most:g}")
        return None
