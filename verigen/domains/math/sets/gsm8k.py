"""A row in GSM8K's form: a question, and a worked solution that ends in #### and the answer.

Other sets have taken the form over, so that it tells no licence.
"""

from __future__ import annotations

from typing import Any

from verigen.core.types import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, seed_name, solution, tags, text

COLUMNS: tuple[str, ...] = ("question", "answer")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - told by the row alone
    return "\n#### " in str(row["answer"])


def read(row: dict[str, Any]) -> RowReading:
    """The family has a second name, which GSM-Plus's variations of the question have too."""
    question, worked = text(row, ("question",), "question"), text(row, ("answer",), "answer")
    answer = answers.final(worked)
    return RowReading(
        prompt=question,
        reference=MathReference(answer=answer, solution=solution(row, answer)),
        joins=(seed_name(question),),
        tags=tags(**{name: row.get(name) for name in ("level", "subject", "topic", "type")}),
    )
