"""Reads rows of maths problems: from a known data set, or with the usual column names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.offers import RefusedRow
from verigen.core.types import NoReference, Problem, Source
from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers, known, svamp
from verigen.domains.math.sets.reading import RowReading, Unusable, solution, tags, text

if TYPE_CHECKING:
    from verigen.core.offers import RowSource

QUESTIONS = ("prompt", "question", "problem", "input", "instruction")
ANSWERS = ("answer", "final_answer", "expected_answer", "solution", "output")
OF_SETS = ("correct", "answerkey", "answer_index", "answer_number", "lsolutions", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class MathRows:
    """Converts the rows of one bank."""

    source: RowSource

    def problem(self, row: dict[str, Any], number: int) -> Problem | RefusedRow:
        """Convert one row. The licence comes from the row, else from the known set, else from the user."""
        bank = self.source.name
        told = (row.get(name) for name in (*ANSWERS, *OF_SETS))
        answered = any(each is not None and str(each).strip() for each in told)
        kind = known.kind(row, bank) if answered or not self.source.unanswered else None
        own = str(row.get("id") or row.get("unique_id") or f"{bank}/{number}")
        try:
            reading = (
                kind.read(row) if kind else _plain(row, unanswered=self.source.unanswered and not answered)
            )
        except Unusable as error:
            return RefusedRow(own, str(error))
        id_ = reading.id or own
        return Problem(
            id=id_,
            domain="math",
            prompt=reading.prompt,
            reference=reading.reference,
            family=str(row.get("family") or reading.family or id_),
            source=self._origin(row, reading),
            tags=reading.tags,
        )

    def _origin(self, row: dict[str, Any], reading: RowReading) -> Source:
        return Source(
            bank=self.source.name,
            licence=self.source.licence_of(row, reading.licence),
            policy=self.source.policy or reading.policy,
            joins=reading.joins,
        )


def _plain(row: dict[str, Any], *, unanswered: bool) -> RowReading:
    """Read a row of an unknown set by the usual column names."""
    question, body = text(row, QUESTIONS, "question"), str(row.get("body") or "")
    return RowReading(
        prompt=svamp.prompt(body, question) if body else question,
        reference=_reference(row, unanswered=unanswered),
        tags=tags(**{name: row.get(name) for name in ("level", "subject", "topic", "type")}),
    )


def _reference(row: dict[str, Any], *, unanswered: bool) -> MathReference | NoReference:
    if unanswered:
        return NoReference()
    answer = answers.final(text(row, ANSWERS, "answer"))
    return MathReference(answer=answer, solution=solution(row, answer))
