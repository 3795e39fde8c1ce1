"""Writes results to the ledger in batches, outside the sampling loop's critical path."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.core.turns import Turn
    from verigen.core.types import Candidate, Verdict
    from verigen.ledger.ledger import Ledger
    from verigen.ledger.tables import Abort, Settled
    from verigen.ledger.turns import TurnRow

PAUSE_S = 0.1
FULL = 4096  # maximum number of rows in memory before the loop waits for the disk


@dataclass(slots=True)
class _Page:
    candidates: list[Candidate] = field(default_factory=list)
    verdicts: list[tuple[str, Verdict]] = field(default_factory=list)
    aborted: list[Abort] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    turns: list[TurnRow] = field(default_factory=list)
    waiting: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        rows = len(self.candidates) + len(self.verdicts) + len(self.aborted) + len(self.settled)
        return rows + len(self.turns)

    def before(self, later: _Page) -> _Page:
        return _Page(
            self.candidates + later.candidates,
            self.verdicts + later.verdicts,
            self.aborted + later.aborted,
            self.settled + later.settled,
            self.turns + later.turns,
            self.waiting + later.waiting,
        )

    def written(self) -> None:
        for future in self.waiting:
            if not future.done():
                future.set_result(None)


class Book:
    """Collects rows. `keep` commits them ten times per second until cancelled; `flush` does so at once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._page = _Page()
        self._urgent = asyncio.Event()

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

    def turns(self, rows: Iterable[TurnRow]) -> None:
        self._page.turns += rows

    def has_open_turns(self) -> bool:
        """Whether earlier sessions left unfinished conversations."""
        return self._ledger.has_open_turns()

    def turns_of(self, problem: str, candidate: str) -> list[Turn]:
        return self._ledger.turns(problem, candidate)

    def forget_turns(self, problem: str, candidate: str, start: int) -> None:
        """Delete the turns of a candidate from position `start` on."""
        self._ledger.forget_turns(problem, candidate, start)

    async def written(self) -> None:
        """Return when all rows so far are in the ledger; concurrent callers share a commit."""
        future = asyncio.get_running_loop().create_future()
        self._page.waiting.append(future)
        self._urgent.set()
        await future

    async def keep(self) -> None:
        """Commit batches until cancelled. Raises StorageError if a batch can't be written."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._urgent.wait(), 0 if self.full else PAUSE_S)
            self._urgent.clear()
            await self.flush()

    async def flush(self) -> None:
        """Commit the collected rows.

        A cancelled task still finishes its commit; if that commit fails, its rows are kept for the next
        flush, which raises. Raises StorageError.
        """
        page, self._page = self._page, _Page()
        if not page.rows:
            page.written()
            return
        call = asyncio.ensure_future(
            asyncio.to_thread(
                self._ledger.commit, page.candidates, page.verdicts, page.aborted, page.settled, page.turns
            )
        )
        try:
            await asyncio.shield(call)
        except asyncio.CancelledError:
            await asyncio.wait([call])
            if call.exception() is not None:
                self._page = page.before(self._page)
            raise
        page.written()
