"""Records of conversations as one text in segments, each with whether it trains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core import domains
from verigen.core.offers import Segment, Segmented
from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The shortest correct candidate per problem, as one `text` that begins with the question.

    `segments` holds the text in parts {"text", "label"}, where `label` says whether a part trains, as axolotl's
    `input_output` reads it: what the teacher wrote trains; the question, and what a tool or a checker said, do not.
    `mask` holds the same as character spans of `text`, for trainers that mask by place.
    """

    folder: str = "segments"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        right = [g for g in graded if g.verdict.outcome == "correct" and lineage.finished(g)]
        for item in sorted(right, key=lambda g: (g.candidate.tokens, g.candidate.index))[:1]:
            yield self._row(item)

    def _row(self, item: Graded) -> dict[str, Any]:
        found = _segments(item)
        spans, place = [], 0
        for each in found:
            spans += [[place, place + len(each.text)]] if each.trained else []
            place += len(each.text)
        return {
            "id": f"{self.folder}/{item.candidate.id}",
            "segments": [{"label": each.trained, "text": each.text} for each in found],
            "text": "".join(each.text for each in found),
            "mask": spans,
            **lineage.columns(item),
            "candidate_id": item.candidate.id,
            "seed": item.candidate.seed,
            "tokens": item.candidate.tokens,
        }


def _segments(item: Graded) -> Sequence[Segment]:
    """The question and what follows it; a domain without segments of its own has one reply."""
    asked = Segment(f"{item.problem.prompt.strip()}\n\n", trained=False)
    domain = domains.named(item.problem.domain)
    if isinstance(domain, Segmented):
        return [asked, *domain.segments(item)]
    return [asked, Segment(str(domain.shown(item).messages[-1].content), trained=True)]
