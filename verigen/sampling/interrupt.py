"""Stops a run on request: from any thread, or by Ctrl-C, SIGTERM and SIGHUP."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from verigen.core.signals import SIGNALS, Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

T = TypeVar("T")


class Abandoned(Exception):  # noqa: N818 - reads as the finding it is
    """A stop was requested before there was anything to keep."""


class Stop:
    """A request to stop, from any thread; the run ends once its finished work is in the ledger."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = False
        self._wake: Callable[[], object] | None = None

    @property
    def asked(self) -> bool:
        return self._asked

    def ask(self) -> None:
        with self._lock:
            self._asked = True
            if self._wake:
                self._wake()

    def abandon(self) -> BaseException:
        """The exception that replaces work that can't be cancelled and has nothing to keep."""
        return Abandoned()

    async def unless(self, asked: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
        """Return the result of `work`; raise the exception of `abandon` if a stop is requested first."""
        waiting, call = asyncio.create_task(asked.wait()), asyncio.create_task(work)
        try:
            await asyncio.wait({waiting, call}, return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                call.cancel()
                raise self.abandon()
            return await call
        finally:
            waiting.cancel()

    @contextlib.contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that is set by a stop request, including an earlier one."""
        event, loop = asyncio.Event(), asyncio.get_running_loop()
        with self._lock:
            self._wake = lambda: loop.call_soon_threadsafe(event.set)
            if self._asked:
                event.set()
        try:
            yield event
        finally:
            with self._lock:
                self._wake = None


class Signals(Stop):
    """A Stop that also reacts to Ctrl-C, SIGTERM and SIGHUP while the run draws. Needs the main thread."""

    def __init__(self, note: Callable[[str], None] = lambda _: None) -> None:
        super().__init__()
        self._note = note

    @contextlib.contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        with super().heard() as event, interruptible(event, self._note):
            yield event

    def abandon(self) -> BaseException:
        return Interrupted(signal.SIGINT)


@contextlib.contextmanager
def interruptible(stop: asyncio.Event, note: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Handle signals: the first one asks the loop to stop, the second one ends it at once.

    Finished work is kept.
    """
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def asked(number: int) -> None:
        if stop.is_set():
            raise Interrupted(number)
        note(
            f"{signal.Signals(number).name}: stopping, what is finished gets its verdict; once more ends at once"
        )
        stop.set()

    taken = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in taken:
        loop.add_signal_handler(number, asked, number)
    try:
        yield
    finally:
        for number in taken:
            loop.remove_signal_handler(number)
            signal.signal(number, before[number])
