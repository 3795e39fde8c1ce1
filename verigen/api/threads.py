"""Runs long work in its own thread, so that the caller may be a script, a thread or a notebook."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from verigen.sampling.interrupt import Stop

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def blocking(work: Callable[[Stop], T]) -> T:
    """Do the work in a thread and wait for it, since the caller's thread may already run an event loop.

    Ctrl-C asks the work to stop, waits until finished results are stored, and is raised again.
    """
    stop = Stop()
    with ThreadPoolExecutor(1, thread_name_prefix="verigen") as thread:
        done = thread.submit(work, stop)
        try:
            return done.result()
        except KeyboardInterrupt:
            stop.ask()
            raise


async def awaited(work: Callable[[Stop], T]) -> T:
    """Do the work in a thread; the caller's event loop goes on meanwhile.

    Cancelling asks the work to stop and waits until finished results are stored.
    """
    stop = Stop()
    task = asyncio.ensure_future(asyncio.to_thread(work, stop))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        stop.ask()
        await asyncio.wait([task])
        raise
    finally:
        if task.done() and not task.cancelled():
            task.exception()  # marks the error as retrieved, so that asyncio does not warn about it
