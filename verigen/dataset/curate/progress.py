"""Tells every few seconds how many candidates the filters have looked at."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY_S = 5.0


@contextlib.contextmanager
def counting(told: Callable[[str], None]) -> Iterator[Callable[[int], None]]:
    """A function that takes counts; `told` gets a line with their sum and rate, at most every EVERY_S seconds."""
    begun = last = time.monotonic()
    total = 0

    def looked(count: int) -> None:
        nonlocal last, total
        total += count
        if (now := time.monotonic()) - last >= EVERY_S:
            last = now
            told(f"filters      {total:,} candidates, {total / (now - begun):,.0f} per second")

    yield looked
