"""Keeps one grading within its wall time: whoever works long asks here whether to go on.

A deadline that a caller set is hard. The default one stands still while a worker process computes, because that is
limited by CPU time: a loaded machine must not turn a right answer into an undecided one.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.verifiers.symbolic.tree import Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_S = 2.0
FOREVER = float("inf")


@dataclass(slots=True)
class _End:
    at: float
    hard: bool


_END: ContextVar[_End | None] = ContextVar("end of this grading", default=None)


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Limits what runs inside; the default where `seconds` is None."""
    end = _End(time.monotonic() + (DEFAULT_S if seconds is None else seconds), seconds is not None)
    token = _END.set(end)
    try:
        yield
    finally:
        _END.reset(token)


@contextmanager
def waiting() -> Iterator[None]:
    """What runs inside is limited by other means; it does not count against the default deadline."""
    end, started = _END.get(), time.monotonic()
    try:
        yield
    finally:
        if end is not None and not end.hard:
            end.at += time.monotonic() - started


def remaining(*, hard: bool = False) -> float:
    """Seconds left, not below zero; infinity where nothing limits, or nothing hard."""
    end = _END.get()
    if end is None or (hard and not end.hard):
        return FOREVER
    return max(0.0, end.at - time.monotonic())


def check() -> None:
    """Raises Undecided where the time is up."""
    if remaining() <= 0:
        raise Undecided("the deadline passed")
