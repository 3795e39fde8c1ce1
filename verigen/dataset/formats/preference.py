"""Records for preference training (DPO): a correct and an incorrect candidate of one problem."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Makes at most `pairs` pairs per problem; each candidate is in one pair only.

    Both candidates of a pair answer the same prompt: where a conversation made the prompt, others are no pair.

    Pairs of nearly equal length come first: preference training picks up a length gap between chosen and
    rejected before it picks up anything else (Park et al. 2024, arXiv:2403.19159).
    """

    pairs: int = 1
    folder: str = "preference"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        ended = [g for g in graded if lineage.finished(g)]
        ended = lineage.distinct(ended) if self.pairs > 1 else ended
        right = [g for g in ended if g.verdict.outcome == "correct"]
        wrong = [g for g in ended if lineage.refuted(g)]
        for chosen, rejected in _nearest(right, wrong)[: self.pairs]:
            yield self._row(chosen, rejected)

    def _row(self, chosen: Graded, rejected: Graded) -> dict[str, Any]:
        (right, tools), (wrong, _) = lineage.shown(chosen), lineage.shown(rejected)
        asked = _shared(right, wrong)
        return {
            "id": f"{self.folder}/{chosen.candidate.id}/{rejected.candidate.index}",
            "prompt": right[:asked],
            "chosen": right[asked:],
            "rejected": wrong[asked:],
            **({"tools": tools} if tools else {}),
            **lineage.columns(chosen),
            "chosen_id": chosen.candidate.id,
            "rejected_id": rejected.candidate.id,
            "chosen_seed": chosen.candidate.seed,
            "rejected_seed": rejected.candidate.seed,
            "rejected_teacher": rejected.candidate.teacher,
            "rejected_reason": rejected.verdict.reason,
        }


def _shared(right: Sequence[dict[str, Any]], wrong: Sequence[dict[str, Any]]) -> int:
    """The number of leading messages that both share, up to the first that a teacher wrote."""
    pairs = zip(right, wrong, strict=False)
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0]["role"] != "assistant", pairs)
    )


def _asked(item: Graded) -> list[dict[str, Any]]:
    """The messages before the first that a teacher wrote."""
    messages, _ = lineage.shown(item)
    return messages[: lineage.asked(messages)]


def _nearest(right: Sequence[Graded], wrong: Sequence[Graded]) -> list[tuple[Graded, Graded]]:
    """Greedy matching by difference in tokens; ties go by index, so that the result is deterministic."""
    if not right or not wrong:
        return []
    asked = {each.candidate.id: _asked(each) for each in (*right, *wrong)}
    ranked = sorted(
        ((c, r) for c in right for r in wrong if asked[c.candidate.id] == asked[r.candidate.id]),
        key=lambda p: (
            abs(p[0].candidate.tokens - p[1].candidate.tokens),
            p[0].candidate.index,
            p[1].candidate.index,
        ),
    )
    used: set[str] = set()
    pairs = []
    for chosen, rejected in ranked:
        if not used & {chosen.candidate.id, rejected.candidate.id}:
            used |= {chosen.candidate.id, rejected.candidate.id}
            pairs.append((chosen, rejected))
    return pairs
