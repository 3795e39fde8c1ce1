"""Reads rows of GSM-Plus: variations of GSM8K test questions.

The set is hub qintongli/GSM-Plus, CC-BY-SA-4.0 by its card. For unanswerable questions its answer is None;
here it is "cannot be determined". Every prompt mentions this option: if only unanswerable ones did, the
sentence would give their answer away.
"""

from __future__ import annotations

import re
from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, seed_name, tags, text

COLUMNS: tuple[str, ...] = ("question", "answer", "perturbation_type", "seed_question")
UNDETERMINED = "cannot be determined"
ASK = f'If the question can\'t be answered from what is given, answer "{UNDETERMINED}".'
ROUNDED = re.compile(r"-?[\d,]*\.(\d{2,})")


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    answer = answers.final(text(row, ("answer",), "answer"))
    worked = str(row.get("solution") or "").strip() or None
    given = UNDETERMINED if answer.casefold() == "none" else answer
    return RowReading(
        prompt=f"{text(row, ('question',), 'question')}\n\n{ASK}",
        reference=MathReference(answer=given, solution=worked, tolerance=_tolerance(given)),
        family=seed_name(text(row, ("seed_question",), "seed question")),
        licence="CC-BY-SA-4.0",
        policy="heldout_only",
        tags=tags(topic=row["perturbation_type"]),
    )


def _tolerance(answer: str) -> float | None:
    """Half a unit of the last decimal, as a relative error; None for whole numbers.

    Many decimal answers are rounded (26/6 is 4.33).
    """
    found = ROUNDED.fullmatch(answer)
    value = abs(float(answer.replace(",", ""))) if found else 0.0
    return 0.5 * 10.0 ** -len(found[1]) / value if found and value else None
