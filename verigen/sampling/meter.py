"""Counts what a run did and how busy its engine was."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verigen.core.types import Verdict


@dataclass(slots=True)
class Meter:
    """`problems`: to settle in all; `kept`: those that earlier sessions settled. Times in seconds."""

    problems: int
    kept: int
    places: int
    outcomes: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)
    drawn: int = 0
    aborted: int = 0
    tokens: int = 0
    queue_s: float = 0.0
    started: float = field(default_factory=time.monotonic)
    idle_s: float = 0.0
    _busy: int = 0
    _place_s: float = 0.0
    _changed: float = field(default_factory=time.monotonic)

    def begin(self) -> None:
        self._tick()
        self._busy += 1

    def end(self) -> None:
        self._tick()
        self._busy -= 1

    def add(self, tokens: int) -> None:
        """A candidate of so many tokens."""
        self.drawn += 1
        self.tokens += tokens

    def grade(self, verdict: Verdict) -> None:
        self.outcomes[verdict.outcome] += 1

    def _tick(self) -> None:
        now = time.monotonic()
        if self._busy == 0:
            self.idle_s += now - self._changed
        self._place_s += self._busy * (now - self._changed)
        self._changed = now

    @property
    def done(self) -> int:
        """Problems that are settled."""
        return self.kept + self.settled.total()

    @property
    def wall_s(self) -> float:
        return max(self._changed - self.started, 1e-9)

    @property
    def filled(self) -> float:
        """Mean share of the engine's places in use."""
        return self._place_s / (self.places * self.wall_s)

    @property
    def tokens_per_s(self) -> float:
        return self.tokens / max(time.monotonic() - self.started, 1e-9)

    @property
    def eta_s(self) -> float | None:
        """Seconds to go at the pace so far; None before the first problem is settled."""
        ended = self.settled.total()
        left = self.problems - self.done
        return left * (time.monotonic() - self.started) / ended if ended and left > 0 else None
