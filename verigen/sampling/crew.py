"""The teachers of a run, and which of them draws a candidate."""

from __future__ import annotations

from dataclasses import dataclass

from verigen.core import seeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """The teachers of a run.

    `weights` share out the candidates; in a `cascade`, each teacher gets the problems that those before it
    failed at.
    """

    weights: tuple[float, ...] = (1.0,)
    cascade: bool = False

    @property
    def stages(self) -> int:
        return len(self.weights) if self.cascade else 1

    def teacher(self, seed: int, problem: str, index: int, stage: int) -> int:
        """The teacher of this candidate; always the same one."""
        if self.cascade or len(self.weights) == 1:
            return stage
        mark = seeds.rng(seed, "teacher", problem, index).random() * sum(self.weights)
        for place, weight in enumerate(self.weights):
            mark -= weight
            if mark < 0:
                return place
        return len(self.weights) - 1
