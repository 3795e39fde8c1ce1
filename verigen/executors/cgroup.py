"""Limits memory and processes of a whole sandbox where control groups are writable; rlimits limit each program."""

from __future__ import annotations

import itertools
import os
from contextlib import suppress
from pathlib import Path
from time import sleep

ROOT = Path("/sys/fs/cgroup")
MAX_PROCESSES = 128
PREFIX = "verigen"
# Kernels without swap accounting lack this file.
OPTIONAL = {"memory.swap.max"}
_serial = itertools.count()
# The process enters the groups itself, before it drops the right to do so.
ENTER = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift; exec "$@"'


class Group:
    """One sandbox's control groups; `folders` is empty where this machine does not let us create any."""

    def __init__(self, memory_bytes: int) -> None:
        name = f"{PREFIX}-{os.getpid()}-{next(_serial)}"
        pids = {"pids.max": str(MAX_PROCESSES)}
        if (ROOT / "cgroup.controllers").exists():
            wanted = [(_own(""), {"memory.max": str(memory_bytes), "memory.swap.max": "0", **pids})]
        else:
            memory = {"memory.limit_in_bytes": str(memory_bytes)}
            wanted = [(_own("memory"), memory), (_own("pids"), pids)]
        self.folders = [
            made for folder, limits in wanted if folder and (made := _make(folder / name, limits))
        ]

    def wrap(self, command: list[str]) -> list[str]:
        if not self.folders:
            return command
        files = [str(folder / "cgroup.procs") for folder in self.folders]
        return ["/bin/sh", "-c", ENTER, "sh", *files, "--", *command]

    def close(self) -> None:
        """Remove the groups; retries, because the kernel refuses until the last process has left."""
        for folder in self.folders:
            for _ in range(50):
                with suppress(FileNotFoundError):
                    try:
                        folder.rmdir()
                    except OSError:
                        sleep(0.002)
                        continue
                break


def _own(controller: str) -> Path | None:
    """The folder of this process's group in the controller's tree; None where there is none."""
    with suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            if controller in controllers.split(",") and (controller or not controllers):
                return ROOT / controller / path.lstrip("/")
    return None


def _remove_stale(parent: Path) -> None:
    """Remove the groups of host processes that were killed; a group that still holds a process stays."""
    for folder in parent.glob(f"{PREFIX}-*-*"):
        if not Path("/proc", folder.name.split("-")[1]).exists():
            with suppress(OSError):
                folder.rmdir()


def _make(folder: Path, limits: dict[str, str]) -> Path | None:
    _remove_stale(folder.parent)
    try:
        folder.mkdir()
        for name, value in limits.items():
            if name not in OPTIONAL or (folder / name).exists():
                (folder / name).write_text(value, encoding="ascii")
    except OSError:
        with suppress(OSError):
            folder.rmdir()
        return None
    return folder
