"""Combines several judge models' scores of a candidate into one finding, and records their spread.

A judge's score is an opinion. Judges favour the first position, long texts and texts of their own or a related model
(Zheng et al. 2023, arXiv:2306.05685; Panickssery et al. 2024, arXiv:2404.13076), and a judge that can't solve a
problem can't tell who has solved it. So a panel never touches what a verifier decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

from verigen.core.standing import PANEL
from verigen.core.types import Verdict
from verigen.grading.judge.reply import HIGH, LOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.core.types import Outcome
    from verigen.grading.judge.rubric import Rubric

Aggregate = Literal["mean", "median", "majority"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Judges by name, and the rule that turns scores into a finding; `threshold` is on the rubric's scale."""

    rubric: Rubric
    judges: tuple[str, ...]
    threshold: float
    aggregate: Aggregate = "median"

    @property
    def name(self) -> str:
        return f"{PANEL} {self.rubric.name}"

    @property
    def floor(self) -> float:
        """The highest score that counts as wrong: the threshold mirrored at the middle of the scale."""
        top = LOW + HIGH if self.rubric.scale == "10" else 1.0
        return min(self.threshold, top - self.threshold)

    def value(self, scores: Mapping[str, float]) -> float | None:
        """The panel's score; None where half of its judges or more gave none.

        For "majority" it is the share of judges that reach the threshold.
        """
        given = [scores[judge] for judge in self.judges if judge in scores]
        if 2 * len(given) <= len(self.judges):
            return None
        if self.aggregate == "majority":
            return sum(score >= self.threshold for score in given) / len(self.judges)
        return fmean(given) if self.aggregate == "mean" else median(given)

    def high(self, scores: Mapping[str, float]) -> bool | None:
        """Whether the panel's score reaches the threshold; None where there is none."""
        value = self.value(scores)
        if value is None:
            return None
        return value > 1 / 2 if self.aggregate == "majority" else value >= self.threshold

    def low(self, scores: Mapping[str, float]) -> bool:
        """Whether the panel's score is at or below `floor`."""
        value = self.value(scores)
        if value is None or self.high(scores):
            return False
        if self.aggregate == "majority":
            return 2 * sum(score <= self.floor for score in scores.values()) > len(self.judges)
        return value <= self.floor

    def verdict(self, scores: Mapping[str, float]) -> Verdict:
        """The verdict on a candidate that its verifier could not decide."""
        outcome, reason = self._finding(scores)
        return Verdict(
            outcome=outcome,
            verifier=self.name,
            method=self.method(scores),
            reason=reason,
            message=told(scores),
        )

    def refuted(self, why: str) -> Verdict:
        """The verdict on every candidate where calibration shows that the panel can't tell right from wrong."""
        return Verdict(
            outcome="unverified",
            verifier=self.name,
            method="none",
            reason="refuted_by_calibration",
            message=why,
        )

    def _finding(self, scores: Mapping[str, float]) -> tuple[Outcome, str]:
        high = self.high(scores)
        if high is None:
            return "unverified", "too_few_scores"
        if high:
            return "correct", "judged_right"
        return ("incorrect", "judged_wrong") if self.low(scores) else ("unverified", "in_doubt")

    def method(self, scores: Mapping[str, float]) -> str:
        value = self.value(scores)
        shown = "none" if value is None else f"{value:.3g}"
        return f"{self.aggregate} {shown} of {len(scores)} judges, threshold {self.threshold:g}"


def told(scores: Mapping[str, float]) -> str:
    """Every judge's score by name, and the spread."""
    each = ", ".join(f"{judge} {score:.3g}" for judge, score in sorted(scores.items()))
    return f"{each or 'no score'}; spread {spread(scores):.3g}"


def spread(scores: Mapping[str, float]) -> float:
    return max(scores.values()) - min(scores.values()) if scores else 0.0
