"""Lets Ctrl-C, SIGTERM and SIGHUP ask a run to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING, TypeVar

from verigen.core.signals import SIGNALS, Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

T = TypeVar("T")


async def unless(stop: asyncio.Event, work: Coroutine[None, None, T]) -> T:
    """What `work` returns; raises Interrupted where a stop is asked for before that."""
    asked, call = asyncio.create_task(stop.wait()), asyncio.create_task(work)
    try:
        await asyncio.wait({asked, call}, return_when=asyncio.FIRST_COMPLETED)
        if not call.done():
            raise Interrupted(signal.SIGINT)
        return await call
    finally:
        asked.cancel()


@contextlib.contextmanager
def interruptible(stop: asyncio.Event, note: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """The first of the signals asks the loop to stop, the second ends it at once: what is finished is kept."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def asked(number: int) -> None:
        if stop.is_set():
            raise Interrupted(number)
        note(
            f"{signal.Signals(number).name}: stopping; what is finished gets its verdict, once more ends at once"
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
