"""The report's findings per student: what a chat template leaves of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.dataset.report import charts
from verigen.dataset.report.html import Column, element, joined, table
from verigen.dataset.report.sections.bounds import share

if TYPE_CHECKING:
    from verigen.dataset.report.facts import ReportFacts
    from verigen.dataset.report.html import Markup
    from verigen.dataset.students.figures import StudentFigures


WAY = {"completion": "completion", "mask": "assistant mask"}


def section(facts: ReportFacts) -> Markup | None:
    """What each student's chat template leaves of the records."""
    if not facts.students:
        return None
    rows = [
        (
            each.student,
            _finding(each),
            " or ".join(WAY[way] for way in each.ways) or "-",
            charts.bar(
                each.trained / each.size if each.size else 0, f"{each.trained} of {each.size} {each.unit}"
            ),
            f"{share(each.trained, each.size)} of {each.unit}",
        )
        for each in facts.students
    ]
    columns = [
        Column("student"),
        Column("finding"),
        Column("trains"),
        Column("", "chart"),
        Column("trained", "num"),
    ]
    return table(columns, rows)


def _finding(each: StudentFigures) -> Markup:
    """Whether a student takes the records; why not, and what works."""
    parts: list[object] = []
    for reason, count in each.reasons.items():
        parts += [
            element("span", f"refuses {count:,} of {each.records:,}", class_="bad"),
            _coded(f": {reason}. "),
        ]
    if not each.refused:
        parts.append("reads them whole. ")
    if each.instead:
        parts.append(_coded(f"What works: {each.instead}. "))
    if cut := each.counts.get("cut"):
        parts.append(f"{cut:,} are longer than the {each.length:,} tokens that fit. ")
    if stop := each.counts.get("no stop"):
        parts.append(f"The mask leaves out the end of the turn in {stop:,}. ")
    if each.calls:
        parts.append(_coded(f"{each.calls}. "))
    return joined(parts)


def _coded(text: str) -> Markup:
    """A text whose parts between backticks are code."""
    return joined(element("code", part) if place % 2 else part for place, part in enumerate(text.split("`")))
