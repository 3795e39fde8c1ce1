"""Reads rows in GSM8K's format: a question, and a worked solution that ends in #### and the answer.

Other sets use the same format, so it does not determine a licence.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, seed_name, solution, tags, text

COLUMNS: tuple[str, ...] = ("question", "answer")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - the row is enough
    return "\n#### " in str(row["answer"])


def read(row: dict[str, Any]) -> RowReading:
    """Read a row.

    `joins` holds a second name of the family, which GSM-Plus's variations of the question share.
    """
    question, worked = text(row, ("question",), "question"), text(row, ("answer",), "answer")
    answer = answers.final(worked)
    return RowReading(
        prompt=question,
        reference=MathReference(answer=answer, solution=solution(row, answer)),
        joins=(seed_name(question),),
        tags=tags(**{name: row.get(name) for name in ("level", "subject", "topic", "type")}),
    )
