"""Counts the processor cores that this process may use, and those that are idle now."""

from __future__ import annotations

import os
import time
from pathlib import Path

LOOK_S = 0.5
FIELDS = slice(1, 9)  # of /proc/stat's first line: user, nice, system, idle, iowait, irq, softirq, steal
IDLE = slice(3, 5)


def count() -> int:
    return len(os.sched_getaffinity(0))


def load() -> float:
    """Mean number of threads that run or wait to run, over the last minute."""
    return os.getloadavg()[0]


def idle() -> int:
    """Number of cores that were idle for the last LOOK_S seconds, at least one.

    All cores if the system does not report it.
    """
    before = _ticks()
    time.sleep(LOOK_S)
    spent = [now - then for now, then in zip(_ticks(), before, strict=True)]
    if not sum(spent):
        return count()
    share = sum(spent[IDLE]) / sum(spent)
    return max(1, min(count(), round(share * (os.cpu_count() or 1))))


def _ticks() -> list[int]:
    try:
        first = Path("/proc/stat").read_text().partition("\n")[0]
    except OSError:
        return [0] * 8
    return [int(word) for word in first.split()[FIELDS]]
