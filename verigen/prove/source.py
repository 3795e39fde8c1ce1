"""Reads what a proof starts from: a run's graded candidates and a held-out suite."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from verigen.benchmarks import suites
from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.ledger.ledger import Ledger
from verigen.problems.banks import find

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Problem

HELD_OUT = 5  # one of so many families of a run is its suite, if no other is named
MOST = 10_000


def graded(run: Path) -> list[list[Graded]]:
    """A run's graded candidates by problem. Raises UserError for a folder without a ledger, or one without any."""
    path = run / "ledger.db"
    if not path.is_file():
        raise UserError(f"{run} holds no run (no ledger.db); `verigen sample --out {run}` makes one")
    ledger = Ledger(path)
    try:
        found = [group for group in ledger.graded() if group]
    finally:
        ledger.close()
    if not found:
        raise UserError(f"the run {run} has no graded candidates yet")
    return found


def suite(name: str, domain: str | None) -> list[Problem]:
    """The problems of a suite. Raises UserError for one without problems."""
    found = suites.find(name, domain)
    bank = find.find(found.bank, found.domain, licence=None, split="test", policy="train")
    made = list(islice(find.unique(bank, found.name), MOST))
    if not made:
        raise UserError(f"the suite {name} has no problems")
    return made


def parted(groups: Sequence[list[Graded]], seed: int) -> tuple[list[Problem], list[list[Graded]]]:
    """A suite of the run's own problems, whole families at a time, and the rest. Raises UserError for too few."""
    families = sorted({name for group in groups for name in _families(group[0].problem)})
    chosen = {each for each in families if seeds.derive(seed, "held-out", each) % HELD_OUT == 0}
    held = [group for group in groups if _families(group[0].problem) & chosen]
    rest = [group for group in groups if not _families(group[0].problem) & chosen]
    if not held or not rest:
        raise UserError(
            f"the run has {len(families)} families, too few to hold some out; name a suite: --suite FILE --domain NAME"
        )
    return [group[0].problem for group in held], rest


def _families(problem: Problem) -> set[str]:
    return {problem.family, *problem.source.joins}
