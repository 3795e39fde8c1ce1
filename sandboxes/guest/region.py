"""The memory that a program shares with the reporter: its job, its clocks and the results it wrote.

Shared memory needs no descriptor in the program, so nothing that it writes to, closes or passes on reaches the
reporter. What stands here is data from a hostile source: the reporter copies it, only the host reads it.
"""

from __future__ import annotations

import mmap
import os
import struct
from time import monotonic, process_time

HEADER = 64
# Bytes of results, calls finished, CPU and wall clock when this call began. Native: each is stored at once, so
# that the reporter never reads half a number.
CLOCKS = struct.Struct("@QQdd")


def create(capacity: int, body: bytes) -> tuple[int, mmap.mmap]:
    """A descriptor to hand on and the reporter's own view, results first, then the body."""
    descriptor = os.memfd_create("job", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, HEADER + capacity + len(body))
    os.pwrite(descriptor, body, HEADER + capacity)
    return descriptor, mmap.mmap(descriptor, HEADER + capacity, prot=mmap.PROT_READ)


def progress(view: mmap.mmap) -> tuple[int, float, float]:
    """What the program says it has done: calls finished, clocks when the next began."""
    _, finished, cpu, wall = CLOCKS.unpack_from(view)
    return finished, cpu, wall


def results(view: mmap.mmap) -> bytes:
    (size, *_) = CLOCKS.unpack_from(view)
    return view[HEADER : HEADER + min(size, len(view) - HEADER)]


class Desk:
    """The program's end: reads the body once, appends results."""

    def __init__(self, descriptor: int, capacity: int) -> None:
        self._memory = mmap.mmap(descriptor, 0)
        self._capacity = capacity
        self._size = self._finished = 0
        os.close(descriptor)
        self.body = self._memory[HEADER + capacity :]
        self.begin()

    def begin(self) -> None:
        """Start the clocks of a call."""
        CLOCKS.pack_into(self._memory, 0, self._size, self._finished, process_time(), monotonic())

    @property
    def left(self) -> int:
        return self._capacity - self._size

    def append(self, record: bytes) -> bool:
        """Write a record and start the clocks of the next call; False where no room is left."""
        if len(record) > self.left:
            return False
        at = HEADER + self._size
        self._memory[at : at + len(record)] = record
        self._size += len(record)
        self._finished += 1
        self.begin()
        return True
