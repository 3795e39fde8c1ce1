"""Checks the written records: against students, for diversity and distance from real text; writes the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import jsonl, registry
from verigen.core.errors import UserError
from verigen.dataset.layouts.write import written
from verigen.dataset.report import page
from verigen.dataset.report.gather import gather
from verigen.dataset.students.figures import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Student, TrainerLayout
    from verigen.dataset.curate.order import CurateOrder
    from verigen.dataset.report.facts import ReportFacts

VALIDATION, REPORT = "validation.json", "report.html"


def students(order: CurateOrder) -> list[Student]:
    """The students that the order names. Raises UnknownPart with the nearest names, UserError."""
    return [chosen(spec) for spec in dict.fromkeys(order.students)]


def layouts(order: CurateOrder) -> dict[str, TrainerLayout]:
    """The layouts of the trainers that the order names. Raises UnknownPart with the nearest names."""
    return {name: registry.make("layout", name) for name in dict.fromkeys(order.trainers)}


def close(order: CurateOrder, checked: list[Student], wanted: dict[str, TrainerLayout]) -> Iterator[str]:
    """Write validation.json, report.html and the trainers' files; yield lines for the summary.

    Raises UserError for a student whose template destroys records, after everything is written.
    """
    real = order.real.file if order.real else None
    facts = gather(order.out, runs=order.runs, real=real, students=checked)
    facts = replace(facts, title=", ".join(run.name for run in order.runs))
    with jsonl.replacing(order.out / VALIDATION) as file:
        file.write(msgspec.json.format(msgspec.json.encode(_figures(facts), order="sorted")) + b"\n")
    with jsonl.replacing(order.out / REPORT) as file:
        file.write(page.page(facts).encode())
    yield from written(wanted, order.out)
    for each in facts.students:
        yield f"student      {each}"
    yield f"report       {order.out}/{REPORT}, figures: {order.out}/{VALIDATION}"
    if refused := [str(each) for each in facts.students if each.refused]:
        raise UserError(f"{'; '.join(refused)}; the records are in {order.out}, but not for this student")


def _figures(facts: ReportFacts) -> dict[str, Any]:
    """What the validations measured: texts against their null bands, students, records, the review."""
    records = facts.records
    return {
        "texts": facts.texts,
        "real": facts.real,
        "students": facts.students,
        "records": dict(records.counts),
        "generations": {str(depth): count for depth, count in sorted(records.depths.items())},
        "licences": dict(records.licences),
        "review": facts.review,
    }
