"""Records for supervised fine-tuning: `messages` with the trace inline, from correct candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded

Pick = Literal["shortest", "first", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sft:
    """`pick` says which correct candidates of a problem become records.

    The default is the shortest in tokens: among correct answers, short ones repeat and digress
    least, and rejection sampling for the shortest keeps accuracy while it cuts length (Kimi k1.5,
    arXiv:2501.12599, section 2.4). "all" takes the first of identical texts.
    """

    pick: Pick = "shortest"
    folder: str = "sft"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        right = [g for g in graded if g.verdict.outcome == "correct" and lineage.finished(g)]
        if self.pick == "shortest":
            right.sort(key=lambda g: (g.candidate.tokens, g.candidate.index))
        for item in lineage.distinct(right) if self.pick == "all" else right[:1]:
            yield self._row(item)

    def _row(self, item: Graded) -> dict[str, Any]:
        messages, tools = lineage.shown(item)
        return {
            "id": f"sft/{item.candidate.id}",
            "messages": messages,
            **({"tools": tools} if tools else {}),
            **lineage.columns(item),
            "candidate_id": item.candidate.id,
            "seed": item.candidate.seed,
            "method": item.verdict.method,
            "tokens": item.candidate.tokens,
        }
