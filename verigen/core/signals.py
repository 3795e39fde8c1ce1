"""Signals that end a command: Ctrl-C, SIGTERM and SIGHUP."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
AGAIN_S = 0.05  # before a signal is sent again that came at a moment where nothing can be raised
GRACE_S = 5.0  # a model that loads in a thread can't be cancelled, and would hold the process for minutes
SHELL = 128  # a shell reports a program ended by a signal as 128 plus the signal's number


class Interrupted(KeyboardInterrupt):
    """A signal that ends the command now; `number` is the signal's number.

    The process ends within GRACE_S seconds, whatever its threads do: every ledger survives that.
    """

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number, self._told = number, threading.Event()
        timer = threading.Timer(GRACE_S, self._leave)
        timer.daemon = True
        timer.start()

    def tell(self) -> str | None:
        """The command's last line; None for all callers but the first."""
        if self._told.is_set():
            return None
        self._told.set()
        return f"verigen: ended by {self}: what is finished is kept; give the same command again"

    def _leave(self) -> None:
        if (line := self.tell()) is not None:
            with contextlib.suppress(OSError):
                os.write(2, f"{line}\n".encode())
        os._exit(SHELL + self.number)


@contextlib.contextmanager
def raising() -> Iterator[None]:
    """Make each of the signals raise Interrupted in the main thread.

    A signal that the caller ignores stays ignored.
    """

    def raise_(number: int, _: FrameType | None) -> None:
        raise Interrupted(number)

    def unraised(lost: sys.UnraisableHookArgs) -> None:
        """Send a signal again that came while a destructor ran, where an exception is printed and forgotten."""
        if isinstance(lost.exc_value, Interrupted):
            threading.Timer(AGAIN_S, os.kill, (os.getpid(), lost.exc_value.number)).start()
        else:
            hook(lost)

    before, hook = {number: signal.getsignal(number) for number in SIGNALS}, sys.unraisablehook
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, raise_)
        sys.unraisablehook = unraised
    except ValueError:  # not the main thread, which alone may set handlers
        yield
        return
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)
