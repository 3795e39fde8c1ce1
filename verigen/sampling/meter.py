"""Counts a run's candidates, tokens and verdicts, and measures how busy its engine was."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Telling
    from verigen.core.types import Candidate, Verdict
    from verigen.ledger.tables import Settled


@dataclass(slots=True)
class Meter:
    """The figures of one session. Times are in seconds.

    `problems`: total to settle; `kept`: settled by earlier sessions. `earlier`: candidates graded by earlier
    sessions; all other counts are of this session. `firsts`: its first correct and its first incorrect
    candidate, by outcome. `engines` report what no finished request shows yet: tokens under way, and why no
    answers come. A problem takes `most` candidates, or fewer if a goal stops it (`stops`). `before`:
    candidates that earlier sessions graded for problems that are not settled.
    """

    problems: int
    kept: int
    places: int
    engines: Sequence[Telling] = ()
    most: int = 1
    stops: bool = False
    before: int = 0
    earlier: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, Candidate] = field(default_factory=dict)
    taken: int = 0
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
        """Count a candidate and its tokens."""
        self.drawn += 1
        self.tokens += tokens

    def grade(self, candidate: Candidate, verdict: Verdict) -> None:
        self.outcomes[verdict.outcome] += 1
        if verdict.outcome != "unverified":
            self.firsts.setdefault(verdict.outcome, candidate)

    def settle(self, row: Settled) -> None:
        """Count a goal's decision; `taken` counts the candidates that led to it."""
        self.settled[row.kind] += row.final
        self.taken += row.stop - row.first

    def now(self) -> None:
        """Update the times to this moment: otherwise they change only when a request begins or ends."""
        self._tick()

    def _tick(self) -> None:
        now = time.monotonic()
        if self._busy == 0:
            self.idle_s += now - self._changed
        self._place_s += self._busy * (now - self._changed)
        self._changed = now

    @property
    def done(self) -> int:
        """The number of settled problems."""
        return self.kept + self.settled.total()

    @property
    def wall_s(self) -> float:
        return max(self._changed - self.started, 1e-9)

    @property
    def filled(self) -> float:
        """Mean share of the engine's places in use."""
        return self._place_s / (self.places * self.wall_s)

    @property
    def elapsed_s(self) -> float:
        return time.monotonic() - self.started

    @property
    def busy(self) -> int:
        """The number of requests under way."""
        return self._busy

    @property
    def under_way(self) -> int | None:
        """Tokens drawn for unfinished answers; None if no engine reports them."""
        told = [count for engine in self.engines if (count := engine.under_way) is not None]
        return sum(told) if told else None

    @property
    def trouble(self) -> str | None:
        """Why no answers come, from the first engine with trouble; None without trouble."""
        return next((told for engine in self.engines if (told := engine.trouble)), None)

    @property
    def tokens_per_s(self) -> float:
        return (self.tokens + (self.under_way or 0)) / max(self.elapsed_s, 1e-9)

    @property
    def eta_s(self) -> float | None:
        """Estimated remaining seconds.

        None before the first candidate is graded, and when all problems are settled.
        """
        graded, left = self.outcomes.total(), self.problems - self.done
        if not graded or left <= 0:
            return None
        drawn = graded + self._share()
        return max(0.0, self._needed() - drawn) * self.elapsed_s / drawn

    def _needed(self) -> float:
        """The expected number of candidates of this session.

        If a goal stops early, from the problems settled so far.
        """
        ended = self.settled.total()
        each = (self.most + self.taken) / (1 + ended) if self.stops else self.most
        return (self.problems - self.kept) * each - self.before

    def _share(self) -> float:
        """The requests under way, counted in whole candidates."""
        tokens = self.under_way
        if tokens is None or not self.tokens:
            return self._busy / 2
        return min(self._busy, tokens * self.drawn / self.tokens)
