"""Reads the large corpora that training runs use: DeepMath, Big-Math, OpenMath and NuminaMath.

Sources: hub zwhe99/DeepMath-103K (MIT), SynthLabsAI/Big-Math-RL-Verified (Apache-2.0),
nvidia/OpenMathInstruct-2 and nvidia/OpenMathReasoning (CC-BY-4.0), AI-MO/NuminaMath-1.5 (Apache-2.0). They
hold a problem several times, so a problem's family is a hash of its words.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, Unusable, named, tags, text

COLUMNS: tuple[str, ...] = ()
LICENCES = {
    ("question", "final_answer", "difficulty", "topic"): "MIT",
    ("problem", "answer", "source", "llama8b_solve_rate"): "Apache-2.0",
    ("problem", "expected_answer", "problem_source"): "CC-BY-4.0",
    ("problem", "solution", "answer", "question_type", "source"): "Apache-2.0",
}
ABSENT = {"proof", "notfound", "none", "n/a"}  # NuminaMath's words for problems without an answer
NO = {"no", "incomplete", "problem not solved"}


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - the columns are enough
    return _licence(row) is not None


def read(row: dict[str, Any]) -> RowReading:
    """Read a row. Raises Unusable if it has no checked final answer."""
    question = text(row, ("problem", "question"), "problem")
    for column in ("problem_is_valid", "solution_is_valid"):
        if str(row.get(column) or "").lower() in NO:
            raise Unusable(f"its own column {column} says {row[column]}")
    return RowReading(
        prompt=question,
        reference=MathReference(answer=_answer(row), solution=str(row.get("solution") or "").strip() or None),
        family=named("text", question),
        licence=_licence(row),
        tags=tags(
            level=row.get("difficulty"),
            topic=_topic(row),
            origin=row.get("source") or row.get("problem_source"),
        ),
    )


def _licence(row: dict[str, Any]) -> str | None:
    return next((licence for columns, licence in LICENCES.items() if row.keys() >= set(columns)), None)


def _answer(row: dict[str, Any]) -> str:
    told = next((row[name] for name in ("final_answer", "expected_answer", "answer") if name in row), None)
    answer = str(told or "").strip()
    if answer.lower() in ABSENT or not answer:
        raise Unusable("it has no final answer")
    return answers.final(answer)


def _topic(row: dict[str, Any]) -> str | None:
    """The last step of the first path in `domain` or `topic` ("Mathematics -> Algebra"), or `problem_type`."""
    told = row.get("topic") or row.get("domain") or row.get("problem_type")
    first = told[0] if isinstance(told, list) and told else told
    return str(first).rpartition("->")[2].strip() if first else None
