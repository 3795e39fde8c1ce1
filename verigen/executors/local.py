"""Runs programs in sandboxes of bubblewrap or nsjail on this machine, each program in its own namespaces."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from verigen.core.errors import ExecutorError
from verigen.executors import bubblewrap, guest, nsjail
from verigen.executors.cgroup import Group
from verigen.executors.environment import chosen
from verigen.executors.interpreter import interpreter
from verigen.executors.packages import built
from verigen.executors.pool import WorkerPool
from verigen.executors.process import GuestProcess, start
from verigen.executors.profiles import named
from verigen.executors.profiles.routed import RoutedPool
from verigen.executors.system import Inside
from verigen.executors.worker import Cells, GuestWorker

if TYPE_CHECKING:
    import subprocess
    from contextlib import AbstractContextManager

    from verigen.core.parts import Pool

# Memory of the guest and of a full /tmp, in addition to the program's.
OVERHEAD_MB = 192


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """The local executor: `jobs` sandboxes (default: one per core).

    `memory_mb` limits the memory of a whole sandbox, in MiB, where cgroups are writable. `cells` is private (each
    program in its own namespaces) or shared (programs run in sequence in the sandbox's namespaces). `hash_seed` is
    Python's hash seed, fixed so that sets iterate in the same order everywhere; a different one reveals programs
    that depend on it. `jail` is bwrap or nsjail (default: the first that is installed). `python` is a name or a path
    (default: the choice of --python, else the system's). `packages` is a file of requirements (default: the choice of
    --packages, else none); they replace those of a job's profile. A program sees only this Python, its standard
    library and these packages of the machine.
    """

    jobs: int | None = None
    memory_mb: int = 2048
    cells: Cells = "private"
    hash_seed: int = 0
    jail: str | None = None
    python: str | None = None
    packages: Path | None = None

    def open(self) -> AbstractContextManager[Pool]:
        """Raises ExecutorError where the Python or the packages are not available."""
        environment = chosen()
        python = interpreter(self.python or environment.python)
        file = self.packages or environment.packages
        given = built(file, python.version) if file else None

        def start(profile: str) -> WorkerPool:
            packages = given or (named.packages(profile, python.version) if profile else None)
            inside = Inside(python, self.cells, self.hash_seed, packages)
            return WorkerPool(partial(self._start, inside), self.jobs or os.cpu_count() or 1)

        return RoutedPool(start)

    def _start(self, inside: Inside) -> GuestWorker:
        present = inside.packages.present if inside.packages else ()
        return GuestWorker(Sandbox(self.memory_mb + OVERHEAD_MB, inside, self.jail), present)


class Sandbox(GuestProcess):
    """A jailed process in a control group; closing it ends everything in it."""

    def __init__(self, memory_mb: int, inside: Inside, jail: str | None) -> None:
        self._inside, self._jail = inside, jail
        with ExitStack() as stack:
            self._group = Group(memory_mb << 20)
            stack.callback(self._group.close)
            # The jail runs as nobody, who must be able to read the file.
            self._code = stack.enter_context(tempfile.NamedTemporaryFile(prefix="verigen-guest-"))
            self._code.write(guest.archive())
            self._code.seek(0)
            os.fchmod(self._code.fileno(), 0o644)
            super().__init__(self._spawn)
            stack.pop_all()

    def _spawn(self, errors: IO[bytes]) -> subprocess.Popen[bytes]:
        command = self._group.wrap(_command(self._jail, self._code, self._inside))
        return start(command, errors, pass_fds=[self._code.fileno()], cwd="/")

    def read(self, size: int, deadline: float) -> bytes:
        data = super().read(size, deadline)
        # The guest's first bytes show that it has read its own code.
        self._code.close()
        return data

    def close(self) -> None:
        super().close()
        self._code.close()
        self._group.close()


def _command(jail: str | None, code: IO[bytes], inside: Inside) -> list[str]:
    for kind in (bubblewrap, nsjail):
        program = shutil.which(kind.NAME) if jail in {None, kind.NAME} else None
        if program:
            command: list[str] = kind.command(program, code, inside)
            return command
    raise ExecutorError(
        f"the local executor needs {jail or 'bubblewrap or nsjail'}: install it (Debian and Ubuntu: apt-get install "
        "bubblewrap), or use --executor docker"
    )
