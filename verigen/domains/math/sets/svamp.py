"""A row of SVAMP: a story, a question about it, an equation and its result (github.com/arkilpatel/SVAMP, MIT)."""

from __future__ import annotations

from typing import Any

from verigen.core.types import MathReference
from verigen.domains.math.sets.reading import RowReading, solution, tags, text

COLUMNS: tuple[str, ...] = ("body", "question", "equation", "answer", "type")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unlike any other's
    return True


def read(row: dict[str, Any]) -> RowReading:
    answer = text(row, ("answer",), "answer")
    return RowReading(
        prompt=prompt(str(row.get("body") or ""), text(row, ("question",), "question")),
        reference=MathReference(answer=answer, solution=solution(row, answer)),
        licence="MIT",
        tags=tags(topic=str(row["type"]).replace("Divison", "Division")),  # both spellings stand in the set
    )


def prompt(story: str, question: str) -> str:
    """The story's last clause may be an `if` that the question ends."""
    body = story.strip()
    if not body or body[-1] in ".?!":
        return f"{body} {question}".strip()
    last = body.rpartition(". ")[2].lower()
    if last.startswith(("if ", "when ", "after ", "since ", "as ")):
        return f"{body.rstrip(',')}, {question[0].lower()}{question[1:]}"
    return f"{body}. {question}"
