"""Writes what happens to the ledger in batches, off the loop's path."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verigen.core.types import Candidate, Verdict
    from verigen.ledger.ledger import Ledger
    from verigen.ledger.tables import Abort, Settled

PAUSE_S = 0.1
FULL = 4096  # rows in memory before the loop has to wait for the disk


@dataclass(slots=True)
class _Page:
    candidates: list[Candidate] = field(default_factory=list)
    verdicts: list[tuple[str, Verdict]] = field(default_factory=list)
    aborted: list[Abort] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.candidates) + len(self.verdicts) + len(self.aborted) + len(self.settled)

    def before(self, later: _Page) -> _Page:
        return _Page(
            self.candidates + later.candidates,
            self.verdicts + later.verdicts,
            self.aborted + later.aborted,
            self.settled + later.settled,
        )


class Book:
    """Collects rows; `keep` commits them ten times a second until it is cancelled, `flush` at once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._page = _Page()

    @property
    def full(self) -> bool:
        return self._page.rows >= FULL

    def candidate(self, candidate: Candidate) -> None:
        self._page.candidates.append(candidate)

    def verdict(self, candidate: Candidate, verdict: Verdict) -> None:
        self._page.verdicts.append((candidate.id, verdict))

    def abort(self, abort: Abort) -> None:
        self._page.aborted.append(abort)

    def settled(self, settled: Settled) -> None:
        self._page.settled.append(settled)

    async def keep(self) -> None:
        """Raises StorageError where the disk refuses a batch."""
        while True:
            await asyncio.sleep(0 if self.full else PAUSE_S)
            await self.flush()

    async def flush(self) -> None:
        """A batch that was begun is committed, whoever cancels the task; one that was refused meanwhile is kept for
        the next flush, which raises. Raises StorageError.
        """
        page, self._page = self._page, _Page()
        if not page.rows:
            return
        call = asyncio.ensure_future(
            asyncio.to_thread(self._ledger.commit, page.candidates, page.verdicts, page.aborted, page.settled)
        )
        try:
            await asyncio.shield(call)
        except asyncio.CancelledError:
            await asyncio.wait([call])
            if call.exception() is not None:
                self._page = page.before(self._page)
            raise
