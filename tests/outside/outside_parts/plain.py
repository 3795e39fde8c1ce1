"""A format: question and answer as two columns of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """`upper`: in capitals."""

    upper: bool = False
    folder: str = "plain"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        for each in graded:
            if each.verdict.outcome == "correct":
                text = each.candidate.text
                yield {
                    "id": f"plain/{each.candidate.id}",
                    "question": each.problem.prompt,
                    "reply": text.upper() if self.upper else text,
                }
