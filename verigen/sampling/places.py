"""Assigns the engines' places to conversations, and queues the conversations that wait for one."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.sampling.hand import Hand
    from verigen.sampling.meter import Meter


class Places:
    """The places of all engines, for one loop.

    `away`: conversations under way without a place; `freed` is called when a place becomes free.
    """

    def __init__(self, hands: Sequence[Hand], meter: Meter, freed: Callable[[], None]) -> None:
        self.away = 0
        self._hands, self._meter, self._freed = hands, meter, freed
        self._held = [0] * len(hands)
        self._waiting: list[deque[asyncio.Future[None]]] = [deque() for _ in hands]

    @property
    def total(self) -> int:
        return sum(hand.engine.concurrency for hand in self._hands)

    def free(self, teacher: int) -> bool:
        return self._held[teacher] < self._hands[teacher].engine.concurrency

    def take(self, teacher: int) -> Seat:
        """Take a place for a new conversation."""
        self._meter.begin()
        self._held[teacher] += 1
        return Seat(self, teacher)

    def call(self, teacher: int) -> None:
        """Give free places to the waiting conversations, longest waiting first."""
        waiting = self._waiting[teacher]
        while waiting and self.free(teacher):
            if not (turn := waiting.popleft()).done():
                self._held[teacher] += 1
                turn.set_result(None)

    def _give(self, teacher: int) -> None:
        self._meter.end()
        self._held[teacher] -= 1
        self._freed()

    async def _again(self, teacher: int) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting[teacher].append(turn)
        self._freed()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._held[teacher] -= 1
                self._freed()
            raise
        self._meter.begin()


class Seat:
    """A conversation's claim to a place of its teacher's engine."""

    __slots__ = ("_places", "_teacher", "held")

    def __init__(self, places: Places, teacher: int) -> None:
        self._places, self._teacher = places, teacher
        self.held = True

    def leave(self) -> None:
        """Free the place for a while."""
        if self.held:
            self.held = False
            self._places.away += 1
            self._places._give(self._teacher)  # noqa: SLF001 - the two are one thing

    async def back(self) -> None:
        """Wait for a place again; first come, first served, and before all new requests."""
        if not self.held:
            await self._places._again(self._teacher)  # noqa: SLF001
            self.held = True
            self._places.away -= 1

    def end(self) -> None:
        """Free the place permanently."""
        if self.held:
            self.held = False
            self._places._give(self._teacher)  # noqa: SLF001
        else:
            self._places.away -= 1
