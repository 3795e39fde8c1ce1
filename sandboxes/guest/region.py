"""The memory that a program shares with the reporter: its job, its clocks and the results it wrote.

Shared memory needs no descriptor in the program, so that a program can't reach the reporter by writing to, closing
or passing on a descriptor. The content is hostile data: the reporter only copies it, and the host reads it.
"""

from __future__ import annotations

import mmap
import os
import struct
from time import monotonic, process_time

HEADER = 64
# Bytes of results, finished calls, CPU and wall clock at the start of this call. Native alignment makes each store
# atomic, so that the reporter never reads half a number.
CLOCKS = struct.Struct("@QQdd")


def create(capacity: int, body: bytes) -> tuple[int, mmap.mmap]:
    """A descriptor for the program and the reporter's own view; the results come first, then the body."""
    descriptor = os.memfd_create("job", os.MFD_CLOEXEC)
    os.ftruncate(descriptor, HEADER + capacity + len(body))
    os.pwrite(descriptor, body, HEADER + capacity)
    return descriptor, mmap.mmap(descriptor, HEADER + capacity, prot=mmap.PROT_READ)


def progress(view: mmap.mmap) -> tuple[int, float, float]:
    """The progress that the program reports: finished calls, and CPU and wall clock at the start of the next call."""
    _, finished, cpu, wall = CLOCKS.unpack_from(view)
    return finished, cpu, wall


def results(view: mmap.mmap) -> bytes:
    (size, *_) = CLOCKS.unpack_from(view)
    return view[HEADER : HEADER + min(size, len(view) - HEADER)]


class Desk:
    """The program's side: reads the body once, and appends results."""

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
        """Write a record and start the clocks of the next call; False if it does not fit."""
        if len(record) > self.left:
            return False
        at = HEADER + self._size
        self._memory[at : at + len(record)] = record
        self._size += len(record)
        self._finished += 1
        self.begin()
        return True
