"""One sandbox process and the stream of frames to the guest in it."""

from __future__ import annotations

import os
import secrets
import select
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import msgspec

from verigen.errors import ExecutorError
from verigen.executors import wire

if TYPE_CHECKING:
    from verigen.types import Execution, Job

START_S = 20.0
# The guest ends a program at twice its limit plus a second of wall time; this much later it counts as stuck.
GRACE_S = 10.0
MAX_REPLY = 1 << 30


class Stream(Protocol):
    """A sandbox seen as a file: descriptors to wait on, and its end."""

    def write(self, payload: bytes, deadline: float) -> None: ...

    def read(self, size: int, deadline: float) -> bytes:
        """Exactly so many bytes. Raises ExecutorError at the end of the stream or the deadline."""
        ...

    def close(self) -> None: ...


class GuestWorker:
    """A started guest; one job at a time."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        try:
            self.hello = msgspec.json.decode(self._frame(monotonic() + START_S), type=wire.Hello)
        except (ExecutorError, msgspec.MsgspecError):
            stream.close()
            raise
        if self.hello.cells not in {"private", "shared"}:
            stream.close()
            raise ExecutorError(f"the guest can't make its cells: {self.hello.cells}")

    def run(self, job: Job) -> Execution:
        nonce = secrets.token_bytes(wire.NONCE)
        deadline = monotonic() + _patience(job)
        payload = nonce + wire.encode(job)
        self._stream.write(wire.LENGTH.pack(len(payload)) + payload, deadline)
        reply = self._frame(deadline)
        if reply[: wire.NONCE] != nonce:
            raise ExecutorError("the guest answered another job than the one it was given")
        return wire.decode(reply[wire.NONCE :], job)

    def close(self) -> None:
        self._stream.close()

    def _frame(self, deadline: float) -> bytes:
        (size,) = wire.LENGTH.unpack(self._stream.read(wire.LENGTH.size, deadline))
        if size > MAX_REPLY:
            raise ExecutorError(f"the guest announced a reply of {size} bytes")
        return self._stream.read(size, deadline)


def _patience(job: Job) -> float:
    processes = len(job.calls) if job.mode == "stdio" else 1
    return GRACE_S + processes * (2 * max(job.limits.job_s, job.limits.call_s) + 1)


class Pipes:
    """Frames over a pair of descriptors."""

    def __init__(self, to_guest: int, from_guest: int) -> None:
        self._to, self._from = to_guest, from_guest
        os.set_blocking(to_guest, False)
        os.set_blocking(from_guest, False)

    def write(self, payload: bytes, deadline: float) -> None:
        rest = memoryview(payload)
        while rest:
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                _wait(self._to, select.POLLOUT, deadline)
            except OSError as error:
                raise ExecutorError(f"the sandbox is gone: {error.strerror}") from error

    def read(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = os.read(self._from, size - len(data))
            except BlockingIOError:
                _wait(self._from, select.POLLIN, deadline)
                continue
            if not part:
                raise ExecutorError("the sandbox is gone: it closed its end")
            data += part
        return bytes(data)

    def close(self) -> None:
        os.close(self._to)
        os.close(self._from)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    if not poll.poll(max(0.0, deadline - monotonic()) * 1000):
        raise ExecutorError("the sandbox is stuck: no answer in time")
