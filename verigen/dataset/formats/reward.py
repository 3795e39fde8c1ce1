"""Records for a reward model: pairs of completions of one problem, as TRL's RewardTrainer takes them."""

from __future__ import annotations

from dataclasses import dataclass

from verigen.dataset.formats.preference import Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardPairs(Preference):
    """The pairs of the format preference, in a folder of their own; more of them, as a reward model needs many."""

    pairs: int = 4
    folder: str = "reward"
