"""Runs programs in bubblewrap sandboxes on this machine, each program in namespaces of its own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.errors import ExecutorError
from verigen.executors import bubblewrap, guest
from verigen.executors.cgroup import Group
from verigen.executors.pool import WorkerPool
from verigen.executors.worker import GuestWorker, Pipes

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from verigen.parts import Pool

# What the guest and a full /tmp take beside the program itself.
OVERHEAD_MB = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """`jobs` sandboxes (default: one a core); `memory_mb` caps a whole sandbox where cgroups are writable."""

    jobs: int | None = None
    memory_mb: int = 2048

    def open(self) -> AbstractContextManager[Pool]:
        return WorkerPool(self._start, self.jobs or os.cpu_count() or 1)

    def _start(self) -> GuestWorker:
        return GuestWorker(Sandbox(self.memory_mb + OVERHEAD_MB))


class Sandbox:
    """A bubblewrap process as a stream; closing it ends everything in it."""

    def __init__(self, memory_mb: int) -> None:
        self._group = Group(memory_mb << 20)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the sandbox
        self._process = self._spawn()
        assert self._process.stdin
        assert self._process.stdout
        self._pipes = Pipes(self._process.stdin.fileno(), self._process.stdout.fileno())

    def _spawn(self) -> subprocess.Popen[bytes]:
        with tempfile.TemporaryFile() as code:
            code.write(guest.archive())
            code.seek(0)
            command = self._group.wrap(bubblewrap.command(code.fileno()))
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                pass_fds=[code.fileno()],
                bufsize=0,
                env={},
                cwd="/",
            )

    def write(self, payload: bytes, deadline: float) -> None:
        self._pipes.write(payload, deadline)

    def read(self, size: int, deadline: float) -> bytes:
        try:
            return self._pipes.read(size, deadline)
        except ExecutorError as error:
            raise ExecutorError(f"{error}{self._last_words()}") from error

    def close(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe:
                pipe.close()
        self._group.close()

    def _last_words(self) -> str:
        self._errors.seek(0)
        text = self._errors.read(4096).decode(errors="replace").strip()
        return f" ({text})" if text else ""
