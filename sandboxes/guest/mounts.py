"""Reads the table of mounts, and refuses to start outside a sandbox, where the guest would empty the host's /tmp."""

from __future__ import annotations

import os
from pathlib import Path

MAX_TMP_BYTES = 1 << 30
TMP = "/tmp"


class UnsafeError(Exception):
    """The guest does not run in a sandbox that an executor made."""


def refuse_outside_a_sandbox() -> None:
    """Raise UnsafeError unless /tmp is a small, empty tmpfs, / is read-only and the user is not root."""
    mounts = _mounts()
    kind, _ = mounts.get(TMP, ("", ""))
    if kind != "tmpfs":
        raise UnsafeError("/tmp is not a tmpfs of the sandbox's own")
    space = os.statvfs(TMP)
    if space.f_blocks * space.f_frsize > MAX_TMP_BYTES or os.listdir(TMP):
        raise UnsafeError("/tmp is not the small and empty tmpfs that an executor makes")
    if "ro" not in mounts["/"][1].split(","):
        raise UnsafeError("the root file system is writable")
    if os.geteuid() == 0:
        raise UnsafeError("it runs as root")


def below(folder: str) -> list[str]:
    """The visible mount points in a folder, including the folder itself."""
    return [path for path in _mounts() if f"{path}/".startswith(f"{folder}/") and os.path.lexists(path)]


def _mounts() -> dict[str, tuple[str, str]]:
    """Type and options by mount point; of several mounts at a place the topmost, listed last, is kept."""
    found = {}
    for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        fields, _, tail = line.partition(" - ")
        _, _, _, _, place, options, *_ = fields.split()
        found[place] = (tail.split()[0], options)
    return found
