"""Reads rows of MathQA: multiple choice with a rationale and an operation program.

Source: math-qa.github.io, Apache-2.0.
"""

from __future__ import annotations

import re
from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import choices
from verigen.domains.math.sets.reading import RowReading, tags, text

COLUMNS: tuple[str, ...] = ("problem", "options", "correct", "linear_formula")
OPTION = re.compile(r"\b([a-e]) \) (.*?)(?= ?, ?\b[a-e] \) |$)", re.DOTALL)


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - its columns are unique
    return True


def read(row: dict[str, Any]) -> RowReading:
    """Read a row. A question with a numeric answer is asked without options, any other with its options.

    Raises ValueError if the correct letter has no option.
    """
    question, options = text(row, ("problem",), "question"), _options(str(row["options"]))
    program = str(row["linear_formula"]).strip() or None
    chosen = choices.reference(str(row["correct"]).strip().upper(), options, program)
    value = options[chosen.answer]
    alone = choices.free(question, value)
    return RowReading(
        prompt=question if alone else choices.listed(question, options),
        reference=MathReference(answer=value, solution=program) if alone else chosen,
        licence="Apache-2.0",
        tags=tags(topic=row.get("category")),
    )


def _options(told: str) -> dict[str, str]:
    """Letters and texts of options like `a ) 24 , b ) 120`; some rows hold them as a list in brackets."""
    plain = re.sub(r"['\"\[\]]", "", told)
    return {found[1].upper(): found[2].strip() for found in OPTION.finditer(plain)}
