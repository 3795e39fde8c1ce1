"""The nsjail command line of a sandbox, with the same isolation as bubblewrap's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.executors import system
from verigen.executors.packages import PLACE

if TYPE_CHECKING:
    from typing import IO

NAME = "nsjail"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
STREAMS = {
    "/dev/stdin": "/proc/self/fd/0",
    "/dev/stdout": "/proc/self/fd/1",
    "/dev/stderr": "/proc/self/fd/2",
}


def command(program: str, guest: IO[bytes], inside: system.Inside) -> list[str]:
    return [
        *system.as_nobody(),
        program,
        *_isolation(inside),
        *_files(guest.name, inside),
        "--",
        *inside.command,
    ]


def _isolation(inside: system.Inside) -> list[str]:
    ids = ["--user", str(system.NOBODY), "--group", str(system.NOBODY), "--hostname", "sandbox"]
    environment = [
        part for name, value in inside.environment.items() for part in ("--env", f"{name}={value}")
    ]
    # The guest sets the limits of each program itself; it must be able to write its own user map in /proc.
    return [
        "-Mo",
        "--really_quiet",
        "--time_limit",
        "0",
        "--disable_rlimits",
        "--proc_rw",
        *ids,
        *environment,
    ]


def _files(guest: str, inside: system.Inside) -> list[str]:
    python = inside.python
    binds = [part for path in (*map(str, python.shown), *DEVICES) for part in ("-R", path)]
    if inside.packages:
        binds += ["-R", f"{inside.packages.folder}:{PLACE}"]
    targets = dict(python.links) | STREAMS
    symlinks = [part for link, target in targets.items() for part in ("-s", f"{target}:{link}")]
    covers = [part for path in python.covered for part in ("-m", f"none:{path}:tmpfs:size=4096,ro")]
    tmp = ["-m", f"none:/tmp:tmpfs:size={system.TMP_BYTES}"]
    return [*binds, *symlinks, *covers, *tmp, "-R", f"{guest}:{system.GUEST}", "--cwd", "/"]
