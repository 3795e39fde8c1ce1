"""Reads what a proof starts from: graded candidates of a run or dataset, and a held-out suite."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from verigen.benchmarks import suites
from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.dataset.report import behind
from verigen.ledger.ledger import Ledger
from verigen.problems.banks import find
from verigen.prove import material, records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Problem

HELD_OUT = 5  # one of so many families of a run is its suite, if no other is named
MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCandidates:
    """Graded candidates by problem; `kept` are the ids of those that a dataset holds, None for a run.

    `recorded`: they are read off records, which hold no reference and no worked solution.
    """

    groups: list[list[Graded]] = field(default_factory=list)
    kept: frozenset[str] | None = None
    recorded: bool = False


def given(path: Path) -> GivenCandidates:
    """What a run, a curated folder or a file of records gives. Raises UserError if that is nothing.

    A curated folder whose runs are still there has all their candidates; else its records are all there is.
    """
    if not path.exists():
        raise UserError(f"{path} does not exist; give a run, a curated folder or a .jsonl file of records")
    if (path / "ledger.db").is_file():
        return GivenCandidates(groups=_some(_ledger(path), path))
    runs = behind.runs(path)
    if runs:
        groups = material.joined(map(_ledger, runs))
        return GivenCandidates(groups=_some(groups, path), kept=behind.candidates(path))
    files = records.files(path)
    if not files:
        raise UserError(
            f"{path} holds no run (ledger.db) and no records (a .jsonl file, or sft/train.jsonl); "
            f"`verigen sample --out {path}` makes a run"
        )
    groups = _some(records.graded(files), path)
    right = (each for group in groups for each in group if each.verdict.outcome == "correct")
    return GivenCandidates(groups=groups, kept=frozenset(each.candidate.id for each in right), recorded=True)


def _some(groups: list[list[Graded]], path: Path) -> list[list[Graded]]:
    if not groups:
        raise UserError(f"{path} has no graded candidates yet")
    return groups


def _ledger(run: Path) -> list[list[Graded]]:
    ledger = Ledger(run / "ledger.db")
    try:
        return [group for group in ledger.graded() if group]
    finally:
        ledger.close()


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
