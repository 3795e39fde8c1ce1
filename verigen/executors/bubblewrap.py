"""The bubblewrap command line of a sandbox: a read-only system, no network, no environment, a small /tmp."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path

from verigen.errors import ExecutorError

NOBODY = 65534
TMP_BYTES = 16 << 20
SYSTEM_FOLDERS = ("/bin", "/lib", "/lib32", "/lib64", "/libx32")
GUEST = "/guest.zip"


def command(guest_fd: int, cells: str, hash_seed: int = 0) -> list[str]:
    """Raises ExecutorError that says what to install where a program is missing."""
    program = _bubblewrap()
    inside = [*_file_system(guest_fd), *_isolation(hash_seed), *_guest_command(cells)]
    return [*_as_nobody(), program, *inside]


def _guest_command(cells: str) -> list[str]:
    # -s -P instead of -I: the hash seed must be read, so that sets iterate alike on every worker.
    return [_python(), "-s", "-P", "-X", "utf8", GUEST, cells]


def _bubblewrap() -> str:
    path = shutil.which("bwrap")
    if path is None:
        raise ExecutorError(
            "the local executor needs bubblewrap: install it (Debian and Ubuntu: apt-get install bubblewrap), or "
            "use --executor docker"
        )
    return path


def _as_nobody() -> list[str]:
    """Root first becomes nobody: the kernel binds root neither by process limits nor by permissions."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ExecutorError("as root the local executor needs setpriv: install util-linux, or run as a user")
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def _isolation(hash_seed: int) -> list[str]:
    ids = ["--uid", str(NOBODY), "--gid", str(NOBODY), "--hostname", "sandbox"]
    environment = ["--clearenv", "--setenv", "PYTHONHASHSEED", str(hash_seed)]
    # --as-pid-1: one process less, and everything in the sandbox ends with the reporter.
    return [
        "--unshare-all",
        "--unshare-user",
        "--die-with-parent",
        "--new-session",
        "--as-pid-1",
        *ids,
        *environment,
    ]


def _file_system(guest_fd: int) -> list[str]:
    prefix = _own_prefix()
    binds = ["--ro-bind", "/usr", "/usr"]
    for folder in map(Path, SYSTEM_FOLDERS):
        if folder.is_symlink():
            binds += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            binds += ["--ro-bind", str(folder), str(folder)]
    if prefix:
        binds += ["--ro-bind", prefix, prefix]
    tmp = ["--size", str(TMP_BYTES), "--tmpfs", "/tmp"]  # noqa: S108 - the sandbox's own
    guest = ["--ro-bind-data", str(guest_fd), GUEST]
    return [
        *binds,
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        *tmp,
        *guest,
        "--remount-ro",
        "/dev",
        "--remount-ro",
        "/",
    ]


@cache
def _python() -> str:
    """The system's Python where it is new enough: one below a home folder is unreadable to nobody."""
    for path in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if os.access(path, os.X_OK) and _version(path) >= (3, 11):
            return path
    return f"{sys.base_prefix}/bin/python{sys.version_info.major}.{sys.version_info.minor}"


def _version(path: str) -> tuple[int, ...]:
    """Read from the name that the link ends at: asking the program would cost a start."""
    name = Path(path).resolve().name.removeprefix("python")
    return tuple(int(part) for part in name.split(".") if part.isdigit())


def _own_prefix() -> str | None:
    prefix = sys.base_prefix
    return None if _python().startswith("/usr/") else prefix
