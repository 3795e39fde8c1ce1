"""Signals that end a command: Ctrl-C, SIGTERM and SIGHUP."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_S = 5.0  # a model that loads in a thread can't be cancelled, and would hold the process for minutes
SHELL = 128  # and the signal's number: what a shell says of a program that a signal ended


class Interrupted(KeyboardInterrupt):
    """A signal that ends the command now; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number
        _leave_soon(SHELL + number)


def _leave_soon(code: int) -> None:
    """End the process after GRACE_S, whatever its threads are at: every ledger bears that."""
    timer = threading.Timer(GRACE_S, os._exit, (code,))
    timer.daemon = True
    timer.start()


@contextlib.contextmanager
def raising() -> Iterator[None]:
    """Every one of the signals raises Interrupted in the main thread; one that the caller ignores stays ignored."""

    def raise_(number: int, _: FrameType | None) -> None:
        raise Interrupted(number)

    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, raise_)
    except ValueError:  # not the main thread: its signals are somebody else's
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
