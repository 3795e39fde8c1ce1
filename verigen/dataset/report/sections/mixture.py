"""The report's make-up of the records: real share, depth, licences, teachers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.dataset.report import charts
from verigen.dataset.report.html import Column, element, joined, table
from verigen.dataset.report.sections.bounds import ROWS, named, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.dataset.report.facts import ReportFacts
    from verigen.dataset.report.html import Markup


def section(facts: ReportFacts) -> Markup | None:
    """Real share, depth, licences and teachers of the records."""
    found = facts.records
    total = found.counts.total()
    if not total:
        return None
    depths = [
        (f"{'real' if depth == 0 else f'generation {depth}'}", count)
        for depth, count in sorted(found.depths.items())
    ]
    parts = [
        ("Depth: synthetic generations behind a record", depths),
        ("Licences", found.licences.most_common()),
        (
            "Teachers, with the terms of their output",
            [(f"{n} ({t})", c) for (n, t), c in found.teachers.most_common()],
        ),
        ("Evidence", found.evidence.most_common()),
    ]
    return joined([_real(facts), *(_counts(name, rows, total) for name, rows in parts if rows)])


def _real(facts: ReportFacts) -> Markup:
    """The share of real records in the formats that have some, and of their tokens."""
    found = facts.records
    mixed = {name: count for name, count in found.real.items() if count}
    if not mixed:
        return element("p", "Real: no record.")
    return joined(
        element("p", f"Real: {_share(facts, name, count)}.") for name, count in sorted(mixed.items())
    )


def _share(facts: ReportFacts, name: str, real: int) -> str:
    found = facts.records
    tokens = found.tokens[name, True] + found.tokens[name, False]
    in_tokens = f", {share(found.tokens[name, True], tokens)} of their tokens" if tokens else ""
    return f"{share(real, found.counts[name])} of the {name} records{in_tokens}"


def _counts(name: str, rows: Sequence[tuple[str, int]], total: int) -> Markup:
    """A table of the first rows; the others are one row."""
    left = sum(count for _, count in rows[ROWS:])
    cells = [
        (value, charts.bar(count / total, f"{value}: {count}"), f"{count:,}", share(count, total))
        for value, count in [
            *((named(value), count) for value, count in rows[:ROWS]),
            (f"{len(rows) - ROWS:,} others", left),
        ]
        if count
    ]
    columns = [Column(""), Column("", "chart"), Column("records", "num"), Column("share", "num")]
    return joined([element("h3", name), table(columns, cells)])
