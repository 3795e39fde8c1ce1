"""Measures a fallback judge on candidates that the verifier decided: how often it agrees with the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.standing import JUDGED
from verigen.core.stats import clustered
from verigen.grading.judge.second import stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.core.graded import Graded
    from verigen.core.stats import Rate
    from verigen.grading.judge.second import Judge


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePrecision:
    """Decided candidates that the judge was asked about, and how many of them it called the same."""

    right: int
    right_same: int
    wrong: int
    wrong_same: int
    silent: int

    @property
    def precision(self) -> Rate | None:
        """Share of proved right ones among those that it calls the same, with as many right as wrong asked."""
        return clustered([1.0] * self.right_same + [0.0] * self.wrong_same)


def measured(items: Iterable[Graded], judge: Judge, limit: int) -> JudgePrecision:
    """Ask the judge about `limit` candidates, half of them proved right and half proved wrong."""
    decided: dict[bool, list[Graded]] = {True: [], False: []}
    for item in items:
        verdict = item.verdict
        if (
            verdict.outcome != "unverified"
            and verdict.method != JUDGED
            and verdict.extracted
            and stated(item.problem) is not None
        ):
            decided[verdict.outcome == "correct"].append(item)
    counts = {True: [0, 0], False: [0, 0]}
    silent = 0
    for right, drawn in decided.items():
        drawn.sort(key=lambda item: seeds.derive(0, "fallback", "measured", item.candidate.id))
        for item in drawn[: -(-limit // 2)]:
            said = judge.compare(item.problem, item.candidate.id, item.verdict.extracted or "")
            counts[right][0] += 1
            counts[right][1] += said == "same"
            silent += said is None
    return JudgePrecision(
        right=counts[True][0],
        right_same=counts[True][1],
        wrong=counts[False][0],
        wrong_same=counts[False][1],
        silent=silent,
    )
