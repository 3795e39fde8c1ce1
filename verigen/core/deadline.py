"""Runs calls that may never return, each in a thread that is abandoned at its deadline."""

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
    """Runs one call after another.

    A daemon thread, so that a call that never returns does not keep the process alive.
    """

    def __init__(self) -> None:
        super().__init__(name="part", daemon=True)
        self.calls: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while (item := self.calls.get()) is not None:
            future, call = item
            try:
                future.set_result(call())
            except BaseException as error:  # noqa: BLE001 - raised in the thread that waits for the result
                future.set_exception(error)
            del item, future, call


_IDLE: list[_Helper] = []
os.register_at_fork(after_in_child=_IDLE.clear)


def within(who: str, call: Callable[[], T], seconds: float) -> T:
    """Return the result of the call.

    Raises the call's own exception, and PartFailed that names `who` after `seconds`. The thread of an
    abandoned call goes on until the call returns, if it ever does.
    """
    try:
        helper = _IDLE.pop()
    except IndexError:
        helper = _Helper()
    future: Future[T] = Future()
    helper.calls.put((future, call))
    try:
        return _result(who, future, seconds)
    finally:
        if future.done():
            _IDLE.append(helper)
        else:
            helper.calls.put(None)


class Apart:
    """One thread for all calls of one part, for what may only be used in the thread that made it.

    A part that opens a database or a generator in one call finds it in the same thread in the next call.
    """

    def __init__(self) -> None:
        self._helper = _Helper()

    def within(self, who: str, call: Callable[[], T], seconds: float) -> T:
        """Return the result of the call. Raises as the function `within`."""
        future: Future[T] = Future()
        self._helper.calls.put((future, call))
        try:
            return _result(who, future, seconds)
        finally:
            if not future.done():  # it hangs: the next call gets another thread
                self.close()
                self._helper = _Helper()

    def close(self) -> None:
        """End the thread as soon as it has no call left."""
        self._helper.calls.put(None)


def _result(who: str, future: Future[T], seconds: float) -> T:
    try:
        return future.result(seconds)
    except TimeoutError:
        if future.done():
            raise
        raise PartFailed(f"{who} gave no answer within {seconds:g} s", "deadline") from None
