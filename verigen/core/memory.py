"""Measures the memory that is available to a model."""

from __future__ import annotations

import resource
from pathlib import Path

from verigen.core.errors import TeacherError

LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
GIB = 1 << 30


def available() -> int:
    """Available memory in bytes: the least of the kernel's figure, the cgroup limit and the process limit."""
    found = [_meminfo()]
    found += [int(text) for path in LIMITS if (text := _text(path)).isdigit()]
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        found.append(soft)
    return min(found)


def require(need: int, what: str) -> None:
    """Raise TeacherError if fewer than `need` bytes are available."""
    there = available()
    if there < need:
        raise TeacherError(
            f"{what} needs about {need / GIB:.1f} GiB of memory, and {there / GIB:.1f} GiB are available; "
            "choose a smaller teacher (`verigen teachers`) or free memory"
        )


def _meminfo() -> int:
    for line in _text("/proc/meminfo").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 1 << 62


def _text(path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError:
        return ""
