"""Shares a running engine between several shards, so that it does not idle when one of them ends."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from verigen.core.turns import FormKind
from verigen.sampling.meter import Meter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from verigen.core.turns import Form
    from verigen.core.types import Completion, Message, Sampling
    from verigen.sampling.engine import Engine

LEAST = 8  # every shard keeps at least 1/LEAST of the places: it must go on to notice free places


class Desk:
    """A shared engine, with the number of requests of all shards."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.busy = 0
        self.meter = Meter(0, 0, places=engine.concurrency)

    def now(self) -> Meter:
        """The meter, updated to this moment: otherwise it changes only when a request begins or ends."""
        self.meter.begin()
        self.meter.end()
        return self.meter


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """The shared engine as a teacher for one shard."""

    desk: Desk

    @property
    def name(self) -> str:
        return self.desk.engine.teacher.name

    @property
    def revision(self) -> str:
        return self.desk.engine.teacher.revision

    @property
    def reasoner(self) -> bool:
        return self.desk.engine.teacher.reasoner

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[LentSession]:
        yield LentSession(self.desk)


class LentSession:
    """The session of one shard; it may use the places that the other shards leave free."""

    lost = wasted = 0  # counted by the engine, not per shard
    forms = frozenset(get_args(FormKind))  # the engine ignores unsupported forms

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._busy = 0

    @property
    def engine(self) -> str:
        return self._desk.engine.engine

    @property
    def concurrency(self) -> int:
        places = self._desk.engine.concurrency
        return max(1, places // LEAST, places - (self._desk.busy - self._busy))

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        return await self._drawn(messages, sampling, seed, None)

    async def form(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form
    ) -> Completion:
        return await self._drawn(messages, sampling, seed, form)

    async def _drawn(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form | None
    ) -> Completion:
        self._busy += 1
        self._desk.busy += 1
        self._desk.meter.begin()
        try:
            return await self._desk.engine.generate(messages, sampling, seed, form)
        finally:
            self._desk.meter.end()
            self._desk.busy -= 1
            self._busy -= 1
