"""Records for KTO: single completions with a label, right or wrong, that need no pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Kto:
    """At most `each` correct and `each` incorrect candidates per problem, the first that ended by themselves.

    TRL's KTOTrainer takes `prompt`, `completion` and `label`. The numbers of right and wrong records differ;
    Ethayarajh et al. 2024 (arXiv:2402.01306) weigh them so that both sides count alike.
    """

    each: int = 2
    folder: str = "kto"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        ended = lineage.distinct([g for g in graded if lineage.finished(g)])
        right = [g for g in ended if g.verdict.outcome == "correct"]
        wrong = [g for g in ended if lineage.refuted(g)]
        for item in (*right[: self.each], *wrong[: self.each]):
            yield self._row(item)

    def _row(self, item: Graded) -> dict[str, Any]:
        messages, tools = lineage.shown(item)
        asked = lineage.asked(messages)
        return {
            "id": f"kto/{item.candidate.id}",
            "prompt": messages[:asked],
            "completion": messages[asked:],
            "label": item.verdict.outcome == "correct",
            **({"tools": tools} if tools else {}),
            **lineage.columns(item),
            "candidate_id": item.candidate.id,
            "seed": item.candidate.seed,
            "reason": item.verdict.reason,
            "tokens": item.candidate.tokens,
        }
