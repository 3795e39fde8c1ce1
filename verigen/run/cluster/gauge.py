"""Adds up the figures of a cluster's replicas: one meter to show, one session to record."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from verigen.ledger.tables import SessionRow
from verigen.sampling.meter import Meter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.ledger.ledger import Ledger
    from verigen.run.cluster.replica import Figures, Ready
    from verigen.run.cluster.shards import Shard


class Gauge:
    """The figures of all replicas.

    A lost replica counts with its last figures. `restarts`: of whole replicas.
    """

    def __init__(self, ledger: Ledger, parts: Sequence[Shard], grader: str, most: int) -> None:
        problems, kept = sum(shard.limit for shard in parts), sum(shard.kept for shard in parts)
        self.meter = Meter(problems, kept, places=1, most=most, stops=True)
        self.restarts = 0
        self._ledger, self._grader = ledger, grader
        self._kept = {shard.number: shard.kept for shard in parts}
        self._figures: dict[object, Figures] = {}
        self._engines: Counter[str] = Counter()
        self._started = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        self._tokens, self._graded = _totals(ledger, grader)

    def begin(self, ready: Ready) -> None:
        """Count a loaded replica; the clock starts with the first one."""
        if not self._engines:
            self.meter.started = time.monotonic()
        self._engines[ready.engine] += 1

    def show(self, who: object, figures: Figures) -> None:
        self._figures[who] = figures
        tallies = [tally for known in self._figures.values() for tally in known.tallies]
        settled = dict(self._kept)
        for tally in tallies:
            settled[tally.shard] = max(settled[tally.shard], tally.settled)
        self.meter.settled = Counter(all=sum(settled.values()) - self.meter.kept)
        self.meter.outcomes = sum((tally.outcomes for tally in tallies), Counter[str]())
        self.meter.engines = list(self._figures.values())
        self.meter.taken = self.meter.outcomes.total()
        self.meter.drawn = sum(tally.drawn for tally in tallies)
        self.meter.tokens = sum(tally.tokens for tally in tallies)
        self.meter.aborted = sum(tally.aborted for tally in tallies)
        self.meter.queue_s = sum(tally.queue_s for tally in tallies)

    def book(self) -> None:
        """Record one session for all replicas: mean shares of time, and the growth of the merged ledger."""
        if not self._engines:
            return
        figures = self._figures.values()
        wall = time.monotonic() - self.meter.started
        replicas_s = sum(one.wall_s for one in figures) or 1.0
        tokens, graded = _totals(self._ledger, self._grader)
        session = SessionRow(
            started=self._started,
            wall_s=wall,
            idle_s=wall * sum(one.idle_s for one in figures) / replicas_s,
            filled=min(1.0, sum(one.filled * one.wall_s for one in figures) / replicas_s),
            tokens=tokens - self._tokens,
            engine=", ".join(f"{count} x {engine}" for engine, count in sorted(self._engines.items())),
            aborted=self.meter.aborted,
            graded=graded - self._graded,
            queue_s=self.meter.queue_s,
            restarts=self.restarts + sum(one.restarts for one in figures),
        )
        self._ledger.add_session(session)


def _totals(ledger: Ledger, grader: str) -> tuple[int, int]:
    """Drawn tokens and number of verdicts, over all sessions."""
    return sum(tokens for _, _, tokens in ledger.spent()), ledger.grades(grader)
