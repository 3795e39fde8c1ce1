"""A guest in a child process, as a stream of bytes over its standard input and output."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
from contextlib import suppress
from time import monotonic
from typing import IO, TYPE_CHECKING, Any

from verigen.core.errors import ExecutorError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LAST_WORDS = 4096


def start(command: list[str], errors: IO[bytes], **options: Any) -> subprocess.Popen[bytes]:
    """Start a program without an environment."""
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - the command is made here
        command, stdin=pipe, stdout=pipe, stderr=errors, bufsize=0, env={}, **options
    )


def silent(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return not poll.poll(0)


class GuestProcess:
    """Satisfies Stream; closing it kills the process."""

    def __init__(self, spawn: Callable[[IO[bytes]], subprocess.Popen[bytes]]) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        try:
            self._process = spawn(self._errors)
        except BaseException:
            self._errors.close()
            raise
        assert self._process.stdin
        assert self._process.stdout
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)

    def write(self, payload: bytes | memoryview, deadline: float) -> None:
        rest = memoryview(payload)
        while rest:
            try:
                rest = rest[os.write(self._to, rest) :]
            except BlockingIOError:
                self._wait(self._to, select.POLLOUT, deadline)
            except OSError as error:
                raise ExecutorError(f"the sandbox is gone: {error.strerror}{self._last_words()}") from error

    def read(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = os.read(self._from, size - len(data))
            except BlockingIOError:
                self._wait(self._from, select.POLLIN, deadline)
                continue
            if not part:
                raise ExecutorError(f"the sandbox is gone: it closed its end{self._last_words()}")
            data += part
        return bytes(data)

    def alive(self) -> bool:
        return self._process.poll() is None and silent(self._from)

    def close(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe:
                pipe.close()

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0.0, deadline - monotonic()) * 1000):
            raise ExecutorError(f"the sandbox is stuck: no answer in time{self._last_words()}")

    def _last_words(self) -> str:
        # The process writes its last error just before it ends.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5)
        self._errors.seek(0)
        text = self._errors.read(MAX_LAST_WORDS).decode(errors="replace").strip()
        return f" ({text})" if text else ""
