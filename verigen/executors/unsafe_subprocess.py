"""Runs programs WITHOUT a sandbox: one process each with time and memory limits, and with all of your permissions.

For trusted programs on machines where neither bubblewrap nor Docker runs. A hostile program can read your files,
use your network and outlive its job. Verdicts made with this executor carry its name.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from verigen.executors import guest
from verigen.executors.pool import WorkerPool
from verigen.executors.process import GuestProcess, start
from verigen.executors.worker import GuestWorker

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from verigen.core.parts import Pool

WARNING = (
    "verigen: unsafe-subprocess runs programs UNPROTECTED: no sandbox stands between them and this machine"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsafeSubprocess:
    """The executor without a sandbox: `jobs` processes (default: one per core).

    Their files stay in one temporary folder until the executor is closed.
    """

    jobs: int | None = None

    @contextmanager
    def open(self) -> Iterator[Pool]:
        print(WARNING, file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="verigen-unsafe-") as folder:
            archive = Path(folder, "guest.zip")
            archive.write_bytes(guest.archive())
            work = Path(folder, "work")
            work.mkdir()
            with WorkerPool(partial(_start, archive, work), self.jobs or os.cpu_count() or 1) as pool:
                yield pool


def _start(archive: Path, folder: Path) -> GuestWorker:
    command = [sys.executable, "-s", "-P", "-X", "utf8", str(archive), "none"]

    def spawn(errors: IO[bytes]) -> subprocess.Popen[bytes]:
        return start(command, errors, cwd=folder)

    return GuestWorker(GuestProcess(spawn))
