"""Prints that a command is still working when it has printed nothing for a while."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_S = 3.0
SILENT = ("serve",)  # commands that say nothing while all is well
LATER_S = (10.0, 20.0, 30.0, 60.0)  # silences after each of which a line comes; the last one for ever


class Heard:
    """A text stream that notes when it was last written to."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.at = time.monotonic()

    def write(self, text: str) -> int:
        self.at = time.monotonic()
        return int(self._stream.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextlib.contextmanager
def shown(name: str) -> Iterator[None]:
    """A line to stderr whenever neither stream was written to for a while: the first sign of life of a command
    comes within FIRST_S seconds and one tick.
    """
    from verigen.core.ticking import ticking

    if name in SILENT:
        yield
        return
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = heard = Heard(out), Heard(err)
    started, said = time.monotonic(), 0

    def tick() -> None:
        nonlocal said
        now = time.monotonic()
        quiet = now - max(each.at for each in heard)
        if quiet >= (FIRST_S if not said else LATER_S[min(said, len(LATER_S)) - 1]):
            said += 1
            with contextlib.suppress(OSError, ValueError):
                heard[1].write(f"verigen {name}: at work for {now - started:.0f} s\n")
                err.flush()

    try:
        with ticking(tick):
            yield
    finally:
        sys.stdout, sys.stderr = out, err
