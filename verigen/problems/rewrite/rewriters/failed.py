"""Finds the problems that a target model gets wrong, from a run of it or from the tags of the rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.problems.levels.measure import measure

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.core.types import Problem

RATE, BY = "pass_rate", "measured_by"  # tags of a problem with a model's measured pass rate
SHARE = re.compile(r"(?:0?\.\d+|[01](?:\.0*)?)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """`rates`: the target's pass rates by the problem's id and text, each with the rate if all undecided candidates
    were correct; None: rows carry one rate as tags.

    A problem is a seed if both its rates are at most `below`.
    """

    target: str
    below: float
    rates: dict[tuple[str, str], tuple[float, float]] | None = None

    @classmethod
    def read(cls, run: Path | None, target: str, below: float) -> Failed:
        """Read the rates. Raises UserError if there is no run, or not one of this target."""
        return cls(target=target, below=below, rates=None if run is None else _rates(run, target))

    def why_not(self, problem: Problem) -> tuple[str, str] | None:
        """None for a seed, else the reason and the message."""
        found = (
            _tagged(problem, self.target)
            if self.rates is None
            else self.rates.get((problem.id, problem.prompt))
        )
        if found is None:
            where = "it has no tag pass_rate" if self.rates is None else "the run has measured no pass rate"
            return "the target was not asked", f"{where} of {self.target} on this problem"
        rate, bound = found
        if rate > self.below:
            return "the target solves the parent", f"it is right {100 * rate:.0f} % of the time"
        if bound > self.below:
            known = f"{100 * rate:.0f} %, but {100 * bound:.0f} % if the undecided were correct"
            return "too much is undecided", f"the target is right {known}"
        return None


def _rates(run: Path, target: str) -> dict[tuple[str, str], tuple[float, float]]:
    """The rates of the problems that the run settled, as `verigen levels` measures them."""
    measured = measure([run], target).measured
    return {(each.problem.id, each.problem.prompt): (each.rate, each.bound) for each in measured}


def _tagged(problem: Problem, target: str) -> tuple[float, float] | None:
    """The target's measured rate, twice; None without one. Raises UserError for a tag that is not a share."""
    text = problem.tags.get(RATE)
    if text is None or problem.tags.get(BY) != target:
        return None
    if not SHARE.fullmatch(text):
        raise UserError(f"problem {problem.id}: its tag {RATE} is {text!r}, no share between 0 and 1")
    return float(text), float(text)
