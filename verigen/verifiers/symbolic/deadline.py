"""Keeps one grading within its wall time: whoever works long asks here whether to go on."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.tree import Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_S = 2.0
_END: ContextVar[float | None] = ContextVar("end of this grading", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Limits what runs inside. A longer limit inside a shorter one changes nothing."""
    outer = _END.get()
    end = time.monotonic() + seconds
    token = _END.set(end if outer is None else min(end, outer))
    try:
        yield
    finally:
        _END.reset(token)


def remaining() -> float:
    """Seconds left, not below zero; infinity outside of `within`."""
    end = _END.get()
    return float("inf") if end is None else max(0.0, end - time.monotonic())


def check() -> None:
    """Raises Undecided where the time is up."""
    if remaining() <= 0:
        raise Undecided("the deadline passed")
