"""Adapts the number of parallel requests to the server: additive increase, multiplicative decrease.

The rule is that of TCP's congestion control (Chiu and Jain 1989): each round of answers adds one place, each
round of refusals halves the number of places.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Limiter:
    """Hands out places for requests; `most` is both the initial and the maximum number of places."""

    def __init__(self, most: int) -> None:
        self.most, self.limit, self.busy = most, float(most), 0
        self._freed = asyncio.Event()
        self._closed_until = 0.0
        self._halved = 0.0

    @contextlib.asynccontextmanager
    async def place(self) -> AsyncIterator[Attempt]:
        """Wait for a place, and hold it for one try of one request."""
        await self._room()
        self.busy += 1
        try:
            yield Attempt(self)
        finally:
            self.busy -= 1
            self._freed.set()

    async def _room(self) -> None:
        while True:
            if (pause := self._closed_until - time.monotonic()) > 0:
                await asyncio.sleep(pause)
            elif self.busy >= int(self.limit):
                self._freed.clear()
                await self._freed.wait()
            else:
                return

    def served(self) -> None:
        self.limit = min(self.most, self.limit + 1 / self.limit)
        self._freed.set()

    def crowded(self, since: float, pause_s: float) -> None:
        """Halve the limit, once for all the requests that were under way when the server refused the first of them."""
        now = time.monotonic()
        self._closed_until = max(self._closed_until, now + pause_s)
        if since >= self._halved:
            self.limit, self._halved = max(1.0, self.limit / 2), now


class Attempt:
    """One try of one request; its methods report the result to the limiter."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter, self._since = limiter, time.monotonic()

    def served(self) -> None:
        self._limiter.served()

    def crowded(self, pause_s: float) -> None:
        """The server had no room for this request, or asked all clients to wait for `pause_s` seconds."""
        self._limiter.crowded(self._since, pause_s)
