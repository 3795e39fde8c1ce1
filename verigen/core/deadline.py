"""Calls that may never return: each runs in a thread that is given up when its time is over."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from verigen.core.errors import PartFailed

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class _Helper(threading.Thread):
    """Runs one call after another; a daemon, so that a call that never returns holds up nobody's end."""

    def __init__(self) -> None:
        super().__init__(name="part", daemon=True)
        self.calls: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while (item := self.calls.get()) is not None:
            future, call = item
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                future.set_exception(error)
            del item, future, call


_IDLE: list[_Helper] = []
os.register_at_fork(after_in_child=_IDLE.clear)


def within(who: str, call: Callable[[], T], seconds: float) -> T:
    """What the call returns. Raises what it raises, and PartFailed that names `who` where the time is over.

    The thread of a call that is given up goes on until the call returns, if it ever does.
    """
    try:
        helper = _IDLE.pop()
    except IndexError:
        helper = _Helper()
    future: Future[T] = Future()
    helper.calls.put((future, call))
    try:
        return future.result(seconds)
    except TimeoutError:
        if future.done():
            raise
        raise PartFailed(f"{who} gave no answer within {seconds:g} s", "deadline") from None
    finally:
        if future.done():
            _IDLE.append(helper)
        else:
            helper.calls.put(None)
