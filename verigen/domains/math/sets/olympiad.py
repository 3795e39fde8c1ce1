"""Reads rows of OlympiadBench: competition problems in English and Chinese, some with images.

Source: He et al. 2024, arXiv:2402.14008, hub Hothan/OlympiadBench, Apache-2.0. Proofs and problems that need
an image are refused.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets.reading import RowReading, Unusable, tags, text

COLUMNS: tuple[str, ...] = ("question", "final_answer", "answer_type", "question_type")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    """Read a row. Raises Unusable for a proof and for a question with an image."""
    question = text(row, ("question",), "question")
    if "proof" in str(row["question_type"]).lower() or not row["final_answer"]:
        raise Unusable("it asks for a proof, which has no final answer")
    if str(row.get("modality") or "").lower().startswith("multi") or "<image" in question:
        raise Unusable("it needs its image")
    answer = ", ".join(str(each).strip().strip("$") for each in row["final_answer"])
    worked = row.get("solution") or ()
    context = str(row.get("context") or "").strip()
    return RowReading(
        prompt=f"{context}\n\n{question}" if context else question,
        reference=MathReference(
            answer=answer,
            tolerance=_tolerance(answer, row.get("error")),
            solution=(worked if isinstance(worked, str) else "\n\n".join(map(str, worked))) or None,
        ),
        id=f"olympiadbench/{row['id']}" if "id" in row else None,
        licence="Apache-2.0",
        policy="heldout_only",
        tags=tags(level=row.get("difficulty"), topic=row.get("subfield")),
    )


def _tolerance(answer: str, error: object) -> float | None:
    """The allowed error, relative to the answer; None if the row states none."""
    try:
        return abs(float(str(error)) / float(answer))
    except (ValueError, ZeroDivisionError):
        return None
