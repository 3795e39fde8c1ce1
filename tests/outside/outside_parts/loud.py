"""A filter: candidates that shout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verigen.core.findings import Finding, excerpt
from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Loud:
    """`most`: capital letters in a row that are allowed."""

    most: int = 12
    version: str = "1"

    def find(self, graded: Graded) -> Sequence[Finding]:
        text = graded.candidate.text
        run = 0
        for place, char in enumerate(text):
            run = run + 1 if char.isupper() else 0
            if run > self.most:
                start = place - run + 1
                return [
                    Finding(
                        reason="loud",
                        field="text",
                        start=start,
                        end=place + 1,
                        shown=excerpt(text, start, place + 1),
                    )
                ]
        return []
