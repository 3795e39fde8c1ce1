"""What a sandbox on this machine shares with it: the interpreter, the folders it needs, an ordinary user."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from verigen.core.errors import ExecutorError

NOBODY = 65534
TMP_BYTES = 16 << 20
GUEST = "/guest.zip"


class Inside(NamedTuple):
    """What the guest is told: how to make its cells, and Python's hash seed."""

    cells: str
    hash_seed: int

    @property
    def environment(self) -> dict[str, str]:
        """All of it: sets iterate in the same order on every worker."""
        return {"PYTHONHASHSEED": str(self.hash_seed)}

    @property
    def command(self) -> list[str]:
        # -s -P instead of -I: the hash seed must be read from the environment.
        return [python(), "-s", "-P", "-X", "utf8", GUEST, self.cells]


def as_nobody() -> list[str]:
    """Root first becomes nobody: the kernel binds root neither by process limits nor by permissions."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ExecutorError("as root the local executor needs setpriv: install util-linux, or run as a user")
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


@cache
def folders() -> tuple[list[Path], list[Path]]:
    """Folders to show, and links to repeat, read-only."""
    shown, links = [Path("/usr")], []
    for folder in map(Path, ("/bin", "/lib", "/lib32", "/lib64", "/libx32")):
        if folder.is_symlink():
            links.append(folder)
        elif folder.is_dir():
            shown.append(folder)
    if not python().startswith("/usr/"):
        shown.append(Path(sys.base_prefix))
    return shown, links


@cache
def python() -> str:
    """The system's Python where it is new enough: one below a home folder is unreadable to nobody."""
    for path in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if os.access(path, os.X_OK) and _version(path) >= (3, 11):
            return path
    return f"{sys.base_prefix}/bin/python{sys.version_info.major}.{sys.version_info.minor}"


def _version(path: str) -> tuple[int, ...]:
    """Read from the name that the link ends at: asking the program would cost a start."""
    name = Path(path).resolve().name.removeprefix("python")
    return tuple(int(part) for part in name.split(".") if part.isdigit())
