"""Preference records from within one conversation: the try that failed and the one that repaired it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core import domains
from verigen.core.offers import Trying
from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.offers import Try


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairPairs:
    """At most `each` pairs per problem, from correct candidates whose first try failed.

    `chosen` is the first try that did not fail, `rejected` the first one; `feedback` is what was said in between. The
    whole conversations are the records of sft.
    """

    each: int = 2
    folder: str = "repair"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        right = [g for g in graded if g.verdict.outcome == "correct" and lineage.finished(g)]
        pairs = [(item, pair) for item in lineage.distinct(right) if (pair := _pair(item)) is not None]
        for item, (wrong, good) in pairs[: self.each]:
            messages, _ = lineage.shown(item)
            yield {
                "id": f"{self.folder}/{item.candidate.id}",
                "prompt": messages[: lineage.asked(messages)],
                "chosen": [{"role": "assistant", "content": good.text}],
                "rejected": [{"role": "assistant", "content": wrong.text}],
                "feedback": wrong.said,
                **lineage.columns(item),
                "candidate_id": item.candidate.id,
                "seed": item.candidate.seed,
                "tokens": item.candidate.tokens,
            }


def _pair(item: Graded) -> tuple[Try, Try] | None:
    """The first try, if it failed, and the first one after it that did not."""
    domain = domains.named(item.problem.domain)
    tries = domain.tries(item) if isinstance(domain, Trying) and item.turns else ()
    good = next((each for each in tries if not each.failed), None)
    return (tries[0], good) if good is not None and tries[0].failed and good.text != tries[0].text else None
