"""A verifier: the last line of a reply must be the domain's own answer, letter for letter."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import domains
from verigen.core.errors import ReferenceFault
from verigen.core.types import NoReference, Outcome, Verdict

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from verigen.core.types import Candidate, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    needs_reference = True
    name = "lines/1"

    def open(self) -> AbstractContextManager[Lines]:
        return nullcontext(self)

    def check(self, problem: Problem) -> None:
        if isinstance(problem.reference, NoReference):
            raise ReferenceFault(f"problem {problem.id} has no reference")

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        if isinstance(problem.reference, NoReference):
            return Verdict(outcome="unverified", verifier=self.name, method="none", reason="no_reference")
        said = candidate.text.strip().rpartition("\n")[2].strip()
        wanted = domains.named(problem.domain).own_answer(problem).strip()
        outcome: Outcome = "correct" if said == wanted else "incorrect"
        return Verdict(outcome=outcome, verifier=self.name, method="text", reason="last_line", extracted=said)
