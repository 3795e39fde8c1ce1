"""Talks to a child process over its standard input and output. No call waits beyond its deadline."""

from __future__ import annotations

import os
import select
from contextlib import suppress
from time import clock_gettime, monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

CHUNK = 1 << 16
LOOK_S = 0.02  # seconds between two checks of `spent`


class ChildGone(Exception):  # noqa: N818 - reads as the finding it is
    """The child ended, or closed its end of a pipe."""


class ChildStuck(Exception):  # noqa: N818 - the same
    """The deadline passed, or the child used up its allowance."""


def silent(descriptor: int) -> bool:
    """Whether there is nothing to read, not even an end of file."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return not poll.poll(0)


class Child:
    """Wraps a process whose standard input and output are pipes. Deadlines are `time.monotonic()` values."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process = process
        self._to, self._from = process.stdin.fileno(), process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._pending = bytearray()

    def write(self, payload: bytes | memoryview, deadline: float) -> None:
        """Send the whole payload without blocking on a child that stopped reading.

        Raises ChildGone, ChildStuck.
        """
        rest = memoryview(payload)
        while rest:
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                self._wait(self._to, select.POLLOUT, deadline)
            except OSError as error:
                raise ChildGone(error.strerror) from error

    def read(self, size: int, deadline: float) -> bytes:
        """Read exactly `size` bytes. Raises ChildGone, ChildStuck."""
        while len(self._pending) < size:
            self._more(deadline)
        return self._taken(size)

    def line(self, deadline: float, spent: Callable[[], bool] | None = None) -> bytes:
        """Read one line, without its line end.

        Raises ChildGone; ChildStuck at the deadline or once `spent()` is true.
        """
        seen = 0
        while (end := self._pending.find(b"\n", seen)) < 0:
            seen = len(self._pending)
            self._more(deadline, spent)
        return self._taken(end + 1)[:-1]

    def alive(self) -> bool:
        """Whether the child runs and has sent no unexpected output."""
        return self.process.poll() is None and not self._pending and silent(self._from)

    def cpu_s(self) -> float:
        """CPU seconds that the child has used, from the clock that Linux derives from its process id."""
        try:
            return clock_gettime(((~self.process.pid) << 3) | 2)
        except OSError:
            return 0.0

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.forget()

    def forget(self) -> None:
        """Close this process's ends of the child's pipes."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _more(self, deadline: float, spent: Callable[[], bool] | None = None) -> None:
        try:
            part = os.read(self._from, CHUNK)
        except BlockingIOError:
            self._wait(self._from, select.POLLIN, deadline, spent)
            return
        if not part:
            raise ChildGone("it closed its end")
        self._pending += part

    def _wait(
        self, descriptor: int, event: int, deadline: float, spent: Callable[[], bool] | None = None
    ) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        while True:
            left = deadline - monotonic()
            if left <= 0 or (spent is not None and spent()):
                raise ChildStuck("no answer in time")
            if poll.poll(1000 * (left if spent is None else min(left, LOOK_S))):
                return

    def _taken(self, size: int) -> bytes:
        found = bytes(self._pending[:size])
        del self._pending[:size]
        return found
