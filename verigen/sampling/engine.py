"""A teacher's engine that is started again when it dies, a bounded number of times."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from verigen.core.errors import EngineDied, TeacherError
from verigen.core.parts import Telling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from verigen.core.parts import Session, Teacher
    from verigen.core.types import Completion, Message, Sampling

RESTARTS = 3


class Engine:
    """Keeps parts.Session's contract, less EngineDied: what a dead engine left undone is asked of the next one."""

    def __init__(self, teacher: Teacher, note: Callable[[str], None]) -> None:
        self.teacher = teacher
        self.restarts = 0
        self._told = self._wasted = 0
        self._note = note
        self._lock = asyncio.Lock()
        self._stack = contextlib.AsyncExitStack()
        self._session: Session
        self._dead: Session | None = None

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[Engine]:
        """Raises TeacherError where the model does not load."""
        await self._open()
        try:
            yield self
        finally:
            await self._stack.aclose()

    @property
    def engine(self) -> str:
        return self._session.engine

    @property
    def concurrency(self) -> int:
        return self._session.concurrency

    @property
    def wasted(self) -> int:
        return self._wasted + self._session.wasted

    def lost(self) -> int:
        """Answers that were made and did not come through since the last call."""
        before, self._told = self._told, self._session.lost
        return self._told - before

    @property
    def trouble(self) -> str | None:
        """Why no answers come, for a user; None while they do."""
        if self._dead is not None:
            return f"{self.teacher.name} died and is started again ({self.restarts} of {RESTARTS})"
        return self._session.trouble if isinstance(self._session, Telling) else None

    @property
    def under_way(self) -> int | None:
        """Tokens drawn for answers that are not finished; None where the engine does not tell."""
        return self._session.under_way if isinstance(self._session, Telling) else None

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        while True:
            session = self._session
            try:
                return await session.generate(messages, sampling, seed)
            except EngineDied as error:
                await self._again(session, error)
            except Exception as error:
                # a sibling found the engine dead, and what is closed under a request fails in any way
                if session is self._session and session is not self._dead:
                    raise
                await self._again(session, EngineDied(str(error)))

    async def _open(self) -> None:
        self._told = 0
        self._session = await self._stack.enter_async_context(self.teacher.open())

    async def _again(self, dead: Session, error: EngineDied) -> None:
        """Whoever meets the dead engine first starts the next; the others wait for it."""
        async with self._lock:
            if self._session is not dead:
                return
            if self.restarts == RESTARTS:
                raise TeacherError(
                    f"{self.teacher.name} died {RESTARTS + 1} times, the last time with: {error}; what is finished "
                    "is kept, and the same command continues"
                ) from error
            self.restarts += 1
            self._wasted += dead.wasted
            self._note(f"{error}; starting it again ({self.restarts} of {RESTARTS})")
            self._dead = dead
            await self._stack.aclose()
            await self._open()
            self._dead = None
