"""Finds the problems that a target model gets wrong, from a run of it or from the tags of the rows."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.core.types import Problem

RATE, BY = "pass_rate", "measured_by"  # tags of a problem with a model's measured pass rate
SHARE = re.compile(r"(?:0?\.\d+|[01](?:\.0*)?)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """`rates`: shares of correct candidates by the problem's id and text; None: rows carry them as tags.

    Seeds have a rate of at most `below`.
    """

    target: str
    below: float
    rates: dict[tuple[str, str], float] | None = None

    @classmethod
    def read(cls, run: Path | None, target: str, below: float) -> Failed:
        """Read the rates. Raises UserError if there is no run, or not one of this target."""
        return cls(target=target, below=below, rates=None if run is None else _rates(run, target))

    def why_not(self, problem: Problem) -> tuple[str, str] | None:
        """None for a seed, else the reason and the message."""
        rate = (
            _tagged(problem, self.target)
            if self.rates is None
            else self.rates.get((problem.id, problem.prompt))
        )
        if rate is None:
            where = "it has no tag pass_rate" if self.rates is None else "the run holds no decided candidate"
            return "the target was not asked", f"{where} of {self.target} on this problem"
        if rate > self.below:
            return "the target solves the parent", f"it is right {100 * rate:.0f} % of the time"
        return None


def _rates(run: Path, target: str) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
        for graded in ledger.graded():
            own = [item.verdict.outcome for item in graded if item.candidate.teacher == target]
            if decided := [outcome for outcome in own if outcome != "unverified"]:
                problem = graded[0].problem
                found[problem.id, problem.prompt] = decided.count("correct") / len(decided)
        names = sorted({row.name for row in ledger.teachers()})
    if not found:
        raise UserError(
            f"{run} holds no graded candidates of {target}; it was drawn by {', '.join(names) or 'nobody'}"
        )
    return found


def _tagged(problem: Problem, target: str) -> float | None:
    """The target's measured rate; None without one. Raises UserError for a tag that is not a share."""
    text = problem.tags.get(RATE)
    if text is None or problem.tags.get(BY) != target:
        return None
    if not SHARE.fullmatch(text):
        raise UserError(f"problem {problem.id}: its tag {RATE} is {text!r}, no share between 0 and 1")
    return float(text)
