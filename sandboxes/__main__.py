"""The guest: checks that it runs in a sandbox, forks the zygote, and serves the host over stdin and stdout.

Only an executor runs it. The first argument is `private` (each program in its own namespaces, else the guest does
not start), `shared` (programs run in sequence in the sandbox's namespaces), `auto` (private where the kernel allows
it) or `none` (no sandbox, only limits: for the executor unsafe-subprocess). Further arguments are modules to load
for all programs.
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
