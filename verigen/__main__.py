"""The command: `verigen`, or `python -m verigen`."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType


def run() -> NoReturn:
    """Run the command. A signal that comes while its modules are imported ends it with one line as well."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)
    from verigen.cli import main

    main()


def _leave(number: int, _: FrameType | None) -> NoReturn:
    try:
        os.write(2, f"verigen: ended by {signal.Signals(number).name}\n".encode())
    finally:
        os._exit(128 + number)


if __name__ == "__main__":
    run()
