"""Writes what happens to the ledger in batches, off the loop's path."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verigen.ledger import Ledger
    from verigen.types import Candidate, Verdict

PAUSE_S = 0.1


class Book:
    """Collects rows; `keep` commits them ten times a second until it is cancelled, `flush` at once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._candidates: list[Candidate] = []
        self._verdicts: list[tuple[str, Verdict]] = []

    def candidate(self, candidate: Candidate) -> None:
        self._candidates.append(candidate)

    def verdict(self, candidate: Candidate, verdict: Verdict) -> None:
        self._verdicts.append((candidate.id, verdict))

    async def keep(self) -> None:
        """Raises StorageError where the disk refuses a batch."""
        while True:
            await asyncio.sleep(PAUSE_S)
            await self.flush()

    async def flush(self) -> None:
        """Shielded: a batch that was begun is committed, whoever cancels the task."""
        candidates, self._candidates = self._candidates, []
        verdicts, self._verdicts = self._verdicts, []
        if candidates or verdicts:
            await asyncio.shield(asyncio.to_thread(self._ledger.commit, candidates, verdicts))
