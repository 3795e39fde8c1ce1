"""The problems that a target model got wrong in a finished run."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.errors import UserError
from verigen.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """`rates` of correct candidates by the problem's id and text; seeds have at most `below`."""

    rates: dict[tuple[str, str], float]
    below: float

    @classmethod
    def read(cls, run: Path, target: str, below: float) -> Failed:
        """Raises UserError where there is no run, or not one of this target."""
        rates: dict[tuple[str, str], float] = {}
        with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
            for graded in ledger.graded():
                own = [item.verdict.outcome for item in graded if item.candidate.teacher == target]
                if decided := [outcome for outcome in own if outcome != "unverified"]:
                    problem = graded[0].problem
                    rates[problem.id, problem.prompt] = decided.count("correct") / len(decided)
            names = sorted({row.name for row in ledger.teachers()})
        if not rates:
            raise UserError(
                f"{run} holds no graded candidates of {target}; it was drawn by {', '.join(names) or 'nobody'}"
            )
        return cls(rates=rates, below=below)

    def why_not(self, problem: Problem) -> tuple[str, str] | None:
        """None for a seed, else reason and message."""
        rate = self.rates.get((problem.id, problem.prompt))
        if rate is None:
            return "the target was not asked", "its run holds no graded candidate on this problem"
        if rate > self.below:
            return "the target solves the parent", f"it is right {100 * rate:.0f} % of the time"
        return None
