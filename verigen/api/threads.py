"""Runs long work in a thread of its own, so that a caller may be a script, a thread or a notebook's event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from verigen.sampling.interrupt import Stop

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def blocking(work: Callable[[Stop], T]) -> T:
    """Do the work and wait for it. The work starts an event loop, and the caller's thread may run one already.

    Ctrl-C asks the work to stop, waits until what is finished is kept, and is raised again.
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

    Cancelling asks the work to stop and waits until what is finished is kept.
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
            task.exception()  # an error of work that nobody waits for any more is no warning
