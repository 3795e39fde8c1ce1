"""Reads rows of SVAMP: a story, a question, an equation and its result (github.com/arkilpatel/SVAMP, MIT)."""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets.reading import RowReading, solution, tags, text

COLUMNS: tuple[str, ...] = ("body", "question", "equation", "answer", "type")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    answer = text(row, ("answer",), "answer")
    return RowReading(
        prompt=prompt(str(row.get("body") or ""), text(row, ("question",), "question")),
        reference=MathReference(answer=answer, solution=solution(row, answer)),
        licence="MIT",
        tags=tags(topic=str(row["type"]).replace("Divison", "Division")),  # the set has both spellings
    )


def prompt(story: str, question: str) -> str:
    """Join story and question. The story may end in an `if` clause that the question completes."""
    body = story.strip()
    if not body or body[-1] in ".?!":
        return f"{body} {question}".strip()
    last = body.rpartition(". ")[2].lower()
    if last.startswith(("if ", "when ", "after ", "since ", "as ")):
        return f"{body.rstrip(',')}, {question[0].lower()}{question[1:]}"
    return f"{body}. {question}"
