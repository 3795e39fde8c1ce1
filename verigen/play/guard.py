"""Stops self-play when a figure passes its bound, and names the figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.decontaminate.diversity import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 4  # length of the n-grams of `diversity`


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardFigures:
    """What a round measured.

    `diversity`: share of the 4-grams of words in the kept problems that are no repeats. `real`: share of the records
    whose program is a bank's. `depth`: the largest number of generations. `score`: the pass rate on the held-out
    suite; None if there is none. `change`: the upper end of the 95 % interval of its difference to the first round,
    paired by problem; None in the first round, and for a suite of one family.
    """

    diversity: float
    real: float
    depth: int
    score: float | None = None
    change: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`diversity` and `score` are shares of the first round's figures, `real` a share of the records.

    Each round asks the held-out suite for other samples: a score that may have fallen by chance does not stop the play.
    """

    diversity: float = 0.7
    real: float = 0.3
    depth: int = 3
    score: float = 0.95

    def passed(self, first: GuardFigures, now: GuardFigures) -> str:
        """The figure that passed its bound, with both numbers; empty if none did."""
        if now.diversity < self.diversity * first.diversity:
            return f"diversity fell to {now.diversity:.3f}, below {self.diversity:g} of the first round's {first.diversity:.3f}"
        if now.score is not None and first.score is not None and self._fell(now, first.score):
            return f"held-out score fell to {now.score:.3f}, below {self.score:g} of the first round's {first.score:.3f}"
        if now.depth > self.depth:
            return f"depth reached {now.depth} generations, above {self.depth}"
        if now.real < self.real:
            return f"real share fell to {now.real:.3f}, below {self.real:g}"
        return ""

    def _fell(self, now: GuardFigures, first: float) -> bool:
        assert now.score is not None
        return now.score < self.score * first and (now.change is None or now.change < 0)


def diversity(texts: Sequence[str]) -> float:
    """1.0 without texts: nothing repeats."""
    return distinct(texts, WORDS) if texts else 1.0
