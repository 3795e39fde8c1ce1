"""Reports what hardening did to each problem, with sums over a bank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.domains.code.reference import CodeReference, Test

if TYPE_CHECKING:
    from verigen.core.types import Problem
    from verigen.problems.harden.harden import Hardened


@dataclass(frozen=True, slots=True, kw_only=True)
class HardenReport:
    """One problem; `refused` says why it was not changed.

    All `given` tests stay. Of the `generated` tests without a doubt, `kept` were added. `dropped` counts
    inputs by reason, `contested` holds the kept tests that some independent program fails. Of `voters` such
    programs, `rejected` fail a test that the others' votes keep: an upper bound on correct programs rejected,
    since some of them are wrong. None if there were no voters.
    """

    problem: str
    refused: str | None = None
    given: int = 0
    kept: int = 0
    generated: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    contested: list[Test] = field(default_factory=list)
    mutants: int = 0
    killed_before: int = 0
    killed_after: int = 0
    voters: int = 0
    rejected: int | None = None


def left(problem: Problem, reason: str) -> HardenReport:
    return HardenReport(problem=problem.id, refused=reason, given=_count(problem))


def reported(problem: Problem, found: Hardened) -> HardenReport:
    given = _count(problem)
    return HardenReport(
        problem=problem.id,
        given=given,
        kept=_count(found.problem) - given,
        generated=found.generated,
        dropped=found.dropped,
        contested=found.contested,
        mutants=found.mutants,
        killed_before=found.killed_before,
        killed_after=found.killed_after,
        voters=found.voters,
        rejected=found.rejected,
    )


def _count(problem: Problem) -> int:
    return len(problem.reference.tests) if isinstance(problem.reference, CodeReference) else 0


@dataclass(slots=True)
class BankReport:
    """Sums over the hardened problems; `left` are the others."""

    problems: int = 0
    given: int = 0
    kept: int = 0
    mutants: int = 0
    before: int = 0
    after: int = 0
    voters: int = 0
    rejected: int = 0
    contested: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    left: list[HardenReport] = field(default_factory=list)

    def add(self, found: HardenReport) -> None:
        if found.refused is not None:
            self.left.append(found)
            return
        self.problems += 1
        self.given += found.given
        self.kept += found.kept
        self.mutants += found.mutants
        self.before += found.killed_before
        self.after += found.killed_after
        self.voters += found.voters
        self.rejected += found.rejected or 0
        self.contested += len(found.contested)
        self.dropped.update(found.dropped)
