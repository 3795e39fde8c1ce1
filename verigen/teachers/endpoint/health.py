"""Tracks whether a server answers: since when it has been silent, and when the next try begins."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET_S = 4.0  # seconds without any answer before the user sees a message
BRIEF_S = 2.0  # shorter failures are not reported
SLOWER = 2.0  # a server may be silent for this many times its longest answer so far


class Health:
    """Updated by a session, read by the display of a run. Times are from time.monotonic."""

    def __init__(self, url: str, patience_s: float, timeout_s: float) -> None:
        self._url, self._patience_s, self._timeout_s = url, patience_s, timeout_s
        self._answered = time.monotonic()
        self._answers = 0
        self._longest_s = 0.0
        self._tries: dict[int, float] = {}
        self._open = 0
        self._failing_since: float | None = None
        self._why, self._next = "", 0.0

    @contextlib.contextmanager
    def request(self) -> Iterator[None]:
        """Wraps one request with all its tries and the waits between them."""
        if not self._open:
            self._answered = time.monotonic()  # no request was waiting, so the silence begins now
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """Wraps one try."""
        key = id(entry := object())
        self._tries[key] = time.monotonic()
        try:
            yield
        finally:
            del self._tries[key], entry

    def answered(self, seconds: float) -> None:
        """Record an answered try and its duration in seconds."""
        self._answers += 1
        self._longest_s = max(self._longest_s, seconds)
        self._answered, self._failing_since = time.monotonic(), None

    def failed(self, why: str, wait_s: float) -> None:
        """Record a failed try; the next one begins in `wait_s` seconds."""
        now = time.monotonic()
        if self._failing_since is None:
            self._failing_since = now
        self._why, self._next = why, now + wait_s

    @property
    def silent_s(self) -> float:
        """Seconds since the last answer, or since requests began to wait."""
        return time.monotonic() - self._answered

    @property
    def trouble(self) -> str | None:
        """One line for the user while the server does not answer; None while it does, or while no request waits."""
        now = time.monotonic()
        if not self._open:
            return None
        if self._failing_since is not None and now - self._failing_since >= BRIEF_S:
            return self._failing(now)
        if now - self._answered >= max(QUIET_S, SLOWER * self._longest_s):
            return self._quiet(now)
        return None

    def _failing(self, now: float) -> str:
        since = self._failing_since or now
        wait = max(0.0, self._next - now)
        return (
            f"{self._url} gives no answers: {self._open} requests wait since {_clock(since)} "
            f"({now - since:.0f} s), the last try: {self._why}; next try "
            + (f"in {wait:.0f} s" if wait >= 1 else "now")
            + f", given up at {_clock(self._answered + self._patience_s)} (--patience)"
        )

    def _quiet(self, now: float) -> str:
        oldest = min(self._tries.values(), default=now)
        end = _clock(oldest + self._timeout_s)
        ever = "no answer" if self._answers else "no answer yet"
        return (
            f"{ever} from {self._url} since {_clock(self._answered)}: {self._open} requests under way, the oldest "
            f"for {now - oldest:.0f} s; its try ends at {end}"
        )


def _clock(moment: float) -> str:
    return time.strftime("%H:%M:%S", time.localtime(time.time() + moment - time.monotonic()))
