"""The symbolic verifier as a part: reads problems and candidates, returns verdicts."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.errors import ReferenceFault
from verigen.types import MathReference, Verdict
from verigen.verifiers.symbolic.judge import NAME, verify

if TYPE_CHECKING:
    from verigen.types import Candidate, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbolic:
    """Holds a candidate's final answer against the problem's; `tolerance` applies where a problem has none."""

    tolerance: float | None = None

    def open(self) -> AbstractContextManager[Symbolic]:
        """Nothing to start: its worker starts when a comparison first needs it."""
        return nullcontext(self)

    @property
    def name(self) -> str:
        return NAME

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        reference = problem.reference
        if not isinstance(reference, MathReference):
            raise ReferenceFault(f"problem {problem.id} has no math reference")
        tolerance = self.tolerance if reference.tolerance is None else reference.tolerance
        try:
            return verify(reference.answer, candidate.text, tolerance=tolerance, options=reference.options)
        except ReferenceFault as fault:
            raise ReferenceFault(f"problem {problem.id}: {fault}") from None
