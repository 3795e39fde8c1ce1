"""The report's steps from problems to records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core.standing import WORDS
from verigen.dataset.report import charts
from verigen.dataset.report.html import Column, joined, table
from verigen.dataset.report.sections.bounds import others, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.report.facts import ReportFacts, RunFacts
    from verigen.dataset.report.html import Markup


def section(facts: ReportFacts) -> Markup | None:
    """What came in, and how much of it was left at each step.

    Bars are shares of the first row of their unit; those of records are of the candidates drawn, if a run tells these.
    """
    several = len(facts.runs) > 1
    steps = [
        (f"{run.folder}: {name}" if several else name, count, of)
        for run in runs(facts)
        for name, count, of in _steps(run)
    ]
    made = facts.records.counts
    drawn = sum(run.summary.candidates for run in facts.runs)
    whole = max(drawn, *made.values(), 1)
    if facts.left_out is not None and drawn >= facts.left_out:
        steps.append(("kept by curation", drawn - facts.left_out, max(drawn, 1)))
    steps += [(f"{name} records", count, whole) for name, count in sorted(made.items())]
    if not steps:
        return None
    rows = [
        (name, charts.bar(count / of if of else 0, f"{name}: {count} of {of}"), f"{count:,}")
        for name, count, of in steps
    ]
    columns = [Column("step"), Column("", "chart"), Column("count", "num")]
    return joined([table(columns, rows), others(facts)])


def _steps(run: RunFacts) -> Iterator[tuple[str, int, int]]:
    """Name and count of each step, and the count that its bar is a share of."""
    made, word = run.summary, WORDS[run.summary.evidence]
    bank = made.problems + made.refused
    yield "problems in the bank", bank, bank
    yield "problems whose reference passes", made.problems, bank
    yield "candidates drawn", made.candidates, made.candidates
    yield "decided", made.candidates - made.outcomes["unverified"], made.candidates
    yield word.correct, made.outcomes["correct"], made.candidates
