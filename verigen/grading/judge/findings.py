"""Summarises judges: their scores of each candidate, and statistics of each judge."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from verigen.grading.judge.pairs import shares
from verigen.grading.judge.panel import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verigen.grading.judge.calibration import Calibration
    from verigen.grading.judge.panel import Panel
    from verigen.grading.judge.rubric import Scale
    from verigen.ledger.scores import JudgeScore

WIDE = {
    "10": 3.0,
    "pairwise": 0.5,
}  # in points of ten, or share of wins: a spread from here on is a real disagreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Statistics of one judge.

    `flat`: all its scores are equal, so they distinguish nothing. `unread` counts its answers without a score, by
    reason. `flips` counts those of the `pairs` compared in both orders that it decided by position alone.
    """

    judge: str
    asked: int
    mean: float | None
    flat: bool
    unread: dict[str, int]
    tokens: int
    pairs: int = 0
    flips: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The result of a panel.

    `outcomes`: verdicts of a last resort, or kept / dropped / unscored of a filter. `spread`: mean distance between a
    candidate's highest and lowest score. `split`: number of candidates with a wide distance. `calibration`: results
    on candidates that a verifier decided; None where it was not requested.
    """

    name: str
    candidates: int
    outcomes: Counter[str]
    spread: float
    split: int
    judges: Sequence[Bench]
    calibration: Calibration | None


def by_candidate(scores: Iterable[JudgeScore], scale: Scale) -> Mapping[str, dict[str, float]]:
    """Each judge's score by candidate; for comparisons, the candidate's share of wins."""
    by_judge: dict[str, list[JudgeScore]] = defaultdict(list)
    for score in scores:
        by_judge[score.judge].append(score)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for judge, own in by_judge.items():
        plain = {score.candidate: score.score for score in own if score.score is not None}
        for candidate, value in (plain if scale == "10" else shares(own).wins).items():
            found[candidate][judge] = value
    return found


def findings(
    panel: Panel,
    outcomes: Counter[str],
    given: Sequence[Mapping[str, float]],
    scores: Sequence[JudgeScore],
    calibration: Calibration | None = None,
) -> Findings:
    """The findings; `given` holds the scores by judge for every candidate to be judged."""
    apart = [spread(each) for each in given if each]
    return Findings(
        name=panel.name,
        candidates=len(given),
        outcomes=outcomes,
        spread=fmean(apart) if apart else 0.0,
        split=sum(each >= WIDE[panel.rubric.scale] for each in apart),
        judges=[_bench(judge, scores, panel.rubric.scale) for judge in panel.judges],
        calibration=calibration,
    )


def _bench(judge: str, scores: Iterable[JudgeScore], scale: Scale) -> Bench:
    own = [score for score in scores if score.judge == judge]
    values = [score.score for score in own if score.score is not None]
    met = shares(own) if scale == "pairwise" else None
    return Bench(
        judge=judge,
        asked=len(own),
        mean=fmean(values) if values else None,
        flat=len(values) > 1 and len(set(values)) == 1,
        unread=dict(Counter(score.reason for score in own if score.score is None)),
        tokens=sum(score.tokens for score in own),
        pairs=met.pairs if met else 0,
        flips=met.flips if met else 0,
    )
