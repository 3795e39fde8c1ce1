"""Restarts a teacher's engine when it dies, a bounded number of times."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from verigen.core.boundary import Streak, deadline_of, label, outside, typed
from verigen.core.errors import (
    EngineDied,
    PartFailed,
    RequestFailed,
    TeacherError,
    VerigenError,
    first_line,
)
from verigen.core.parts import Forming, Telling
from verigen.core.types import Completion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from verigen.core.parts import Session, Teacher
    from verigen.core.turns import Form
    from verigen.core.types import Message, Sampling

RESTARTS = 3
# a longer request to an engine of another package counts as hanging, unless the engine reports its progress
HANGS_S = 3600.0
NO_TIMER = contextlib.nullcontext()


class Engine:
    """A session that survives EngineDied: unfinished requests of a dead engine are sent to the next one."""

    def __init__(self, teacher: Teacher, note: Callable[[str], None]) -> None:
        self.teacher = teacher
        self.restarts = 0
        self._told = self._wasted = 0
        self._note = note
        self._streak = Streak(label("engine", type(teacher).__name__, teacher))
        self._lock = asyncio.Lock()
        self._stack = contextlib.AsyncExitStack()
        self._session: Session
        self._dead: Session | None = None

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[Engine]:
        """Open the engine. Raises TeacherError if the model does not load."""
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
        """Number of answers that were generated but lost since the last call."""
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
        """Tokens drawn for unfinished answers; None if the engine does not report them."""
        return self._session.under_way if isinstance(self._session, Telling) else None

    async def generate(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form | None = None
    ) -> Completion:
        """Draw one completion. The engine ignores a `form` that it does not support.

        Raises RequestFailed for the engine's own exceptions that are not VerigenErrors, PartBroken at the
        twentieth of these in a row.
        """
        while True:
            session = self._session
            try:
                completion = await self._asked(session, messages, sampling, seed, form)
            except EngineDied as error:
                await self._again(session, error)
            except PartFailed as error:
                if session is not self._session or session is self._dead:
                    # another request found the engine dead; closing it makes the open requests fail in any way
                    await self._again(session, EngineDied(str(error)))
                    continue
                self._streak.failed(error)
                raise RequestFailed(str(error)) from error
            else:
                self._streak.worked()
                return completion

    async def _asked(
        self,
        session: Session,
        messages: tuple[Message, ...],
        sampling: Sampling,
        seed: int,
        form: Form | None,
    ) -> Completion:
        who, strange = self._streak.who, outside(session)
        try:
            # a timer costs 25 µs per request; verigen's own engines have their own timeouts
            async with asyncio.timeout(HANGS_S) if strange and not isinstance(session, Telling) else NO_TIMER:
                if form is not None and isinstance(session, Forming) and form.kind in session.forms:
                    completion = await session.form(messages, sampling, seed, form)
                else:
                    completion = await session.generate(messages, sampling, seed)
        except VerigenError:
            raise
        except TimeoutError as error:
            raise EngineDied(f"{who} gave no completion within {HANGS_S:.0f} s") from error
        except Exception as error:
            raise PartFailed(f"{who} failed: {first_line(error)}", type(error).__name__) from error
        return typed(who, completion, Completion) if strange else completion

    async def _open(self) -> None:
        """Open a session. Raises TeacherError in one line for any exception of the engine."""
        self._told = 0
        who, seconds = self._streak.who, deadline_of(self.teacher, "open_deadline_s", HANGS_S)
        try:
            async with asyncio.timeout(seconds):
                self._session = await self._stack.enter_async_context(self.teacher.open())
            places = self._session.concurrency
        except VerigenError:
            raise
        except TimeoutError as error:
            raise TeacherError(f"{who} did not open within {seconds} s") from error
        except Exception as error:
            raise TeacherError(f"{who} does not open: {first_line(error)}") from error
        if not isinstance(places, int) or places < 1:
            raise TeacherError(
                f"{who} takes {places!r} requests at a time; its concurrency must be 1 or more"
            )

    async def _again(self, dead: Session, error: EngineDied) -> None:
        """Start the engine again. The first request that finds it dead does so; the others wait for it."""
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
