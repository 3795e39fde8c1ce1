"""How much memory a model may take here."""

from __future__ import annotations

import resource
from pathlib import Path

from verigen.core.errors import TeacherError

LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
GIB = 1 << 30


def available() -> int:
    """Bytes: the least of what the kernel calls available, the cgroup's limit and this process's own."""
    found = [_meminfo()]
    found += [int(text) for path in LIMITS if (text := _text(path)).isdigit()]
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        found.append(soft)
    return min(found)


def require(need: int, what: str) -> None:
    """Raise TeacherError where fewer than `need` bytes are there."""
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
