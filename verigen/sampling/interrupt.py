"""Asks a run to stop: from any thread, or by Ctrl-C and SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Stop:
    """A request to stop, which any thread may make; the run ends once what it has finished is in its ledger."""

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

    @contextlib.contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """The event of the running loop that is set when a stop is asked for, or was before."""
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
    """Ctrl-C and SIGTERM ask too, while the run draws: for a command, whose run is in the main thread."""

    @contextlib.contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        with super().heard() as event, interruptible(event):
            yield event


@contextlib.contextmanager
def interruptible(stop: asyncio.Event) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM asks the loop to stop; the second is Python's own."""
    loop = asyncio.get_running_loop()

    def asked() -> None:
        stop.set()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
