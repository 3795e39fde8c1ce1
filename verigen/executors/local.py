"""Runs programs in bubblewrap sandboxes on this machine, each program in namespaces of its own."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from verigen.executors import bubblewrap, guest
from verigen.executors.cgroup import Group
from verigen.executors.pool import WorkerPool
from verigen.executors.process import GuestProcess, start
from verigen.executors.worker import Cells, GuestWorker

if TYPE_CHECKING:
    import subprocess
    from contextlib import AbstractContextManager

    from verigen.parts import Pool

# What the guest and a full /tmp take beside the program itself.
OVERHEAD_MB = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """`jobs` sandboxes (default: one a core); `memory_mb` caps a whole sandbox where cgroups are writable.

    `cells` is private (each program in namespaces of its own) or shared (one after the other in the sandbox's).
    `hash_seed` is Python's, fixed so that sets iterate alike everywhere; another one shows what hangs on it.
    """

    jobs: int | None = None
    memory_mb: int = 2048
    cells: Cells = "private"
    hash_seed: int = 0

    def open(self) -> AbstractContextManager[Pool]:
        return WorkerPool(self._start, self.jobs or os.cpu_count() or 1)

    def _start(self) -> GuestWorker:
        return GuestWorker(Sandbox(self.memory_mb + OVERHEAD_MB, self.cells, self.hash_seed))


class Sandbox(GuestProcess):
    """A bubblewrap process in a control group; closing it ends everything in it."""

    def __init__(self, memory_mb: int, cells: Cells, hash_seed: int) -> None:
        self._cells, self._hash_seed = cells, hash_seed
        self._group = Group(memory_mb << 20)
        try:
            super().__init__(self._spawn)
        except BaseException:
            self._group.close()
            raise

    def _spawn(self, errors: IO[bytes]) -> subprocess.Popen[bytes]:
        with tempfile.TemporaryFile() as code:
            code.write(guest.archive())
            code.seek(0)
            command = self._group.wrap(bubblewrap.command(code.fileno(), self._cells, self._hash_seed))
            return start(command, errors, pass_fds=[code.fileno()], cwd="/")

    def close(self) -> None:
        super().close()
        self._group.close()
