"""The logic verifier as a part."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.types import NoReference, Verdict
from verigen.domains.logic.reference import LogicReference
from verigen.verifiers.logic.judge import NAME, judged
from verigen.verifiers.logic.mentions import vocabulary

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicVerifier:
    """Compares the solution that a candidate states with the only one of its puzzle, in whatever form it is written."""

    needs_reference = True

    def open(self) -> AbstractContextManager[LogicVerifier]:
        return nullcontext(self)

    @property
    def name(self) -> str:
        return NAME

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault if the reference names no solution, or uses one word for two things."""
        reference = _reference(problem)
        if not reference.answer or not all(reference.answer):
            raise ReferenceFault(f"problem {problem.id} has an empty solution")
        try:
            vocabulary(reference)
        except ValueError as error:
            raise ReferenceFault(f"problem {problem.id}: {error}") from error

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        if isinstance(problem.reference, NoReference):
            return Verdict(
                outcome="unverified",
                verifier=NAME,
                method="none",
                reason="no_reference",
                message="the problem has no reference",
            )
        started = time.perf_counter()
        try:
            found = judged(_reference(problem), candidate.text)
        except ValueError as error:
            raise ReferenceFault(f"problem {problem.id}: {error}") from error
        return replace(found, seconds=time.perf_counter() - started)


def _reference(problem: Problem) -> LogicReference:
    if not isinstance(problem.reference, LogicReference):
        raise ReferenceFault(f"problem {problem.id} has no logic reference")
    return problem.reference
