"""Mean lengths of the candidates in records and of those left out: a student learns length before content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.core.graded import Graded

CHOSEN = ("candidate_id", "chosen_id")
REJECTED = ("rejected_id",)


class Lengths:
    """Sums the tokens of candidates while problems become records."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[int, int]] = {}

    def add(self, graded: Sequence[Graded], rows: Iterable[dict[str, Any]]) -> None:
        """Count one problem's candidates and the records that all formats made of them."""
        made = list(rows)
        chosen = {row[name] for row in made for name in CHOSEN if name in row}
        rejected = {row[name] for row in made for name in REJECTED if name in row}
        for item in graded:
            if item.candidate.id in chosen:
                self._count("chosen", item)
            elif item.candidate.id in rejected:
                self._count("rejected", item)
            elif item.verdict.outcome == "correct":
                self._count("correct but left out", item)

    def _count(self, name: str, item: Graded) -> None:
        count, tokens = self._sums.get(name, (0, 0))
        self._sums[name] = count + 1, tokens + item.candidate.tokens

    def __str__(self) -> str:
        names = ("chosen", "rejected", "correct but left out")
        known = ((name, *self._sums[name]) for name in names if name in self._sums)
        return ", ".join(f"{name} {tokens / count:.0f}" for name, count, tokens in known)
