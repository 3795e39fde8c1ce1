"""The bubblewrap command line of a sandbox: a read-only system, no network, no environment, a small /tmp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.executors import system
from verigen.executors.packages import PLACE

if TYPE_CHECKING:
    from typing import IO

NAME = "bwrap"


def command(program: str, guest: IO[bytes], inside: system.Inside) -> list[str]:
    """The command; bwrap reads the guest from an open file, whose folder the user nobody may not be able to read."""
    return [
        *system.as_nobody(),
        program,
        *_files(guest.fileno(), inside),
        *_isolation(inside),
        *inside.command,
    ]


def _isolation(inside: system.Inside) -> list[str]:
    ids = ["--uid", str(system.NOBODY), "--gid", str(system.NOBODY), "--hostname", "sandbox"]
    environment = [part for pair in inside.environment.items() for part in ("--setenv", *pair)]
    # --as-pid-1 saves a process, and ends everything in the sandbox with the reporter.
    namespaces = ["--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--as-pid-1"]
    return [*namespaces, *ids, "--clearenv", *environment]


def _files(guest: int, inside: system.Inside) -> list[str]:
    python = inside.python
    binds = [part for path in python.shown for part in ("--ro-bind", str(path), str(path))]
    if inside.packages:
        binds += ["--ro-bind", str(inside.packages.folder), PLACE]
    covers = [part for path in python.covered for part in ("--tmpfs", str(path), "--remount-ro", str(path))]
    symlinks = [part for place, target in python.links for part in ("--symlink", target, place)]
    tmp = ["--size", str(system.TMP_BYTES), "--tmpfs", "/tmp"]  # noqa: S108 - the sandbox's own
    own = ["--dev", "/dev", "--proc", "/proc", *tmp, "--ro-bind-data", str(guest), system.GUEST]
    return [*symlinks, *binds, *covers, *own, "--remount-ro", "/dev", "--remount-ro", "/"]
