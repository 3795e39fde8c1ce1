"""The guest: checks that it stands in a sandbox, forks the zygote, serves the host over stdin and stdout.

Only an executor runs it. Argument: `private` (each program in namespaces of its own, or no start), `shared`
(one program after the other in the sandbox's own), `auto` (private where the kernel allows it) or `none` (no
sandbox: limits only, for the executor that says so in its name). What follows are modules to load for all programs.
"""

from __future__ import annotations

import os
import socket
import sys

from guest import cell, linux, mounts, zygote
from guest.reporter import Reporter


def main(cells: str, warm: list[str]) -> int:
    try:
        linux.need_x86_64()
        if cells != cell.NONE:
            mounts.refuse_outside_a_sandbox()
    except (linux.UnsupportedError, mounts.UnsafeError) as error:
        print(f"verigen guest: {error}", file=sys.stderr)
        return 3
    del sys.path[0]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        ours.close()
        zygote.become(theirs, cells, warm)
    theirs.close()
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    reporter = Reporter(ours)
    if reporter.greet():
        reporter.serve()
    return 0


if __name__ == "__main__":
    os.environ.clear()
    sys.exit(main(sys.argv[1], sys.argv[2:]))
