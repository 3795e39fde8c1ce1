"""Refuses teachers whose output must not, or should not, train the student."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.dataset.filters.asks import Rewriting, choice
from verigen.teachers.terms import allowed as terms_allow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.dataset.curate.order import ChosenFilter
    from verigen.ledger.tables import TeacherRow


def refuse_terms(teachers: Sequence[TeacherRow], *, allowed: bool) -> None:
    """Raise UserError for a teacher whose terms forbid training on its output."""
    for row in () if allowed else teachers:
        terms_allow(row.name, row.terms)


def refuse_writers(chain: Sequence[ChosenFilter], *, allowed: bool) -> None:
    """Raise UserError for a filter that writes replies by a teacher whose terms forbid training on its output."""
    for each in () if allowed else chain:
        if isinstance(each.part, Rewriting):
            found = choice(each.name, each.part.teacher)
            terms_allow(found.teacher.name, found.terms)


def refuse_own_output(teachers: Sequence[TeacherRow], students: Sequence[str], *, allowed: bool) -> None:
    """Raise UserError if a teacher is the student.

    A model trained on its own output loses what is rare, generation by generation (Shumailov et al. 2024).
    """
    for student in () if allowed else students:
        for row in teachers:
            if _name(row.name) == _name(student):
                raise UserError(
                    f"the teacher {row.name} is the student {student}: a model that trains on its own output degrades; "
                    "--allow-self-training says that you want it, with verdicts as the only selection"
                )


def _name(text: str) -> str:
    """A model's name without owner, folder, file type and quantisation."""
    short = text.rstrip("/").replace("\\", "/").rpartition("/")[2].lower()
    return re.sub(r"(?:[-_.](?:gguf|q\d\w*|fp\d+|bf16|int\d|awq|gptq))+$", "", short)
