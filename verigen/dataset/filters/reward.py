"""Finds correct candidates that a reward model scores low: an opinion, for those that ask for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from verigen.core.errors import UserError
from verigen.core.findings import Finding
from verigen.dataset.formats import lineage
from verigen.grading import reward_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded
    from verigen.grading.reward_model import RewardModel


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardFilter:
    """Not in the default chain: `--with reward --filter-option reward.model=FOLDER`.

    `model`: the folder of a reward model (`verigen train-reward`). `least`: the lowest score that passes; default:
    the model's threshold, which 95 % of the correct candidates reached that it was examined on. Raises UserError
    for a missing or refused model.
    """

    thresholds: ClassVar[frozenset[str]] = frozenset({"least"})
    model: str = ""
    least: float | None = None

    def __post_init__(self) -> None:
        if not self.model:
            raise UserError(
                "the filter reward needs a model: --filter-option reward.model=FOLDER of `verigen train-reward`"
            )
        reward_model.usable(Path(self.model))

    @property
    def version(self) -> str:
        """Another model gives other findings."""
        text = (Path(self.model) / reward_model.CARD).read_bytes()
        return f"1-{hashlib.sha256(text).hexdigest()[:12]}"

    def find(self, graded: Graded) -> Sequence[Finding]:
        return [one for each in self.scored(graded) if (one := self.decided(each)) is not None]

    def scored(self, graded: Graded) -> Sequence[Finding]:
        if graded.verdict.outcome != "correct":  # a low score is what a rejected candidate should have
            return []
        found = _loaded(self.model)
        messages, _ = lineage.shown(graded)
        (score,) = found.score([messages])
        end = len(graded.candidate.text)
        return [
            Finding(reason="reward", field="text", start=0, end=end, score=score, shown=f"score {score:.3f}")
        ]

    def decided(self, finding: Finding) -> Finding | None:
        least = reward_model.card(Path(self.model)).threshold if self.least is None else self.least
        return (
            replace(finding, shown=f"{finding.shown}, below {least:.3f}") if finding.score < least else None
        )


@cache
def _loaded(folder: str) -> RewardModel:
    """Once per process."""
    return reward_model.load(Path(folder))
