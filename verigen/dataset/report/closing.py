"""Closes a curation: the student check, validation.json and report.html."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.dataset.report import verdict
from verigen.dataset.report.gather import gather
from verigen.dataset.report.page import page
from verigen.dataset.students.figures import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verigen.dataset.curate.curate import Curated
    from verigen.dataset.curate.order import CurateOrder
    from verigen.dataset.report.facts import ReportFacts

VALIDATION, REPORT = "validation.json", "report.html"


def described(order: CurateOrder, found: Curated) -> Sequence[str]:  # noqa: ARG001 - the form of a closing
    """Check the records against the students, measure them, and write validation.json and report.html.

    Raises UserError if a student's template destroys records; both files are written before.
    """
    students = [chosen(spec) for spec in dict.fromkeys(order.students)]
    real = order.real.file if order.real else None
    facts = gather(order.out, runs=order.runs, real=real, students=students)
    write(facts, order.out)
    if refusing := [each for each in facts.students if each.refused]:
        raise UserError(f"the student {refusing[0]}; {order.out / REPORT} shows all students")
    return list(_lines(facts, order.out))


def write(facts: ReportFacts, folder: Path) -> None:
    """Write validation.json and report.html into a folder."""
    told = {"texts": facts.texts, "real": facts.real, "students": facts.students, "review": facts.review}
    with jsonl.replacing(folder / VALIDATION) as file:
        file.write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
    with jsonl.replacing(folder / REPORT) as file:
        file.write(page(facts).encode())


def _lines(facts: ReportFacts, folder: Path) -> Iterator[str]:
    for each in facts.students:
        yield f"student      {each}"
    for note in verdict.of_texts(facts):
        yield f"validation   {note.text}"
    yield f"report       {folder / REPORT}"
