"""Counts the processor cores that this process may use, and those that are idle now."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

LOOK_S = 0.5
FIELDS = slice(1, 9)  # of /proc/stat's first line: user, nice, system, idle, iowait, irq, softirq, steal
IDLE = slice(3, 5)
OWN = slice(11, 13)  # of a process's stat, behind its name: user and system ticks


def count() -> int:
    return len(os.sched_getaffinity(0))


def load() -> float:
    """Mean number of threads that run or wait to run, over the last minute."""
    return os.getloadavg()[0]


def idle() -> int:
    """Number of cores that no other program used for the last LOOK_S seconds, at least one.

    What this process and its children use does not count: they make room. All cores if the system does not report it.
    """
    before, ours_before = _ticks(), _ours()
    time.sleep(LOOK_S)
    spent = [now - then for now, then in zip(_ticks(), before, strict=True)]
    if not sum(spent):
        return count()
    others = sum(spent) - sum(spent[IDLE]) - (_ours() - ours_before)
    free = (os.cpu_count() or 1) * (1 - max(0, others) / sum(spent))
    return max(1, min(count(), round(free)))


def _ticks() -> list[int]:
    try:
        first = Path("/proc/stat").read_text().partition("\n")[0]
    except OSError:
        return [0] * 8
    return [int(word) for word in first.split()[FIELDS]]


def _ours() -> int:
    """Ticks that this process and its living children have used."""
    found = 0
    for place in (Path("/proc/self"), *(Path("/proc") / child for child in _children())):
        with suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            found += sum(int(word) for word in fields[OWN])
    return found


def _children() -> list[str]:
    found: list[str] = []
    for task in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += task.read_text().split()
    return found
