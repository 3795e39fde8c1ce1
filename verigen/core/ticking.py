"""Calls a function once per second, in parallel with other work."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY_S = 1.0


@contextlib.contextmanager
def ticking(call: Callable[[], None], every_s: float = EVERY_S) -> Iterator[None]:
    """Call `call` every `every_s` seconds in another thread until the block ends; `call` must not raise."""
    ended = threading.Event()

    def tick() -> None:
        while not ended.wait(every_s):
            call()

    thread = threading.Thread(target=tick, name="ticking", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
