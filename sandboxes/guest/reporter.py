"""Speaks with the host: takes jobs, watches the programs' clocks, sends back what they left behind.

It runs no code of a program and reads none of its results; it counts bytes, seconds and exit codes.
"""

from __future__ import annotations

import json
import os
import platform
import select
import signal
import socket
import struct
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from guest import linux, region, zygote

if TYPE_CHECKING:
    import mmap

# Raised with every change of the frames: an image may hold an older guest than the host expects.
PROTOCOL = 2
LENGTH = struct.Struct("<I")
NONCE = 16
# A program that waits uses no CPU: wall time ends it, with room for a busy machine.
WALL_FACTOR, WALL_SLACK = 2.0, 1.0
# Time that it spent waiting for a core is not its own, up to so many times the limit.
STARVED_FACTOR = 2.0
SHORTEST_WAIT = 0.002
# The kernel samples a CPU clock from outside at its ticks, from inside more finely.
SKEW = 0.05
# So often the host hears that a program still runs; so long a zygote may take to start or to clear away a program.
BEAT_S, NOTE_S = 1.0, 15.0
ONE_WRITE = 1 << 16


class BrokenError(Exception):
    """The sandbox's own machinery failed."""


class Watch:
    """The limits of one program, judged by CPU time with wall time as the backstop."""

    def __init__(self, job: dict[str, Any], pid: int, view: mmap.mmap) -> None:
        self._job, self._pid, self._view = job, pid, view
        self._begun = monotonic()

    def cpu(self) -> float:
        seconds: float = linux.cpu_seconds_of(self._pid)
        return seconds

    def left(self) -> float:
        """Seconds until a limit can be reached; not positive where one is."""
        finished, call_cpu, call_wall = region.progress(self._view)
        cpu, now = self.cpu(), monotonic()
        # A start in the future, or at no number, was not written by our own code.
        if finished > self._job["records"] or not call_cpu <= cpu + SKEW or not call_wall <= now + SKEW:
            return 0.0
        call_wall = max(call_wall, self._begun)
        call_s, job_s = self._job["call_s"], self._job["job_s"]
        cpu_left = min(call_s - (cpu - call_cpu), job_s - cpu)
        least: float = min(
            cpu_left, self._wall_left(call_s, now - call_wall), self._wall_left(job_s, now - self._begun)
        )
        return least

    def _wall_left(self, seconds: float, elapsed: float) -> float:
        limit = seconds * WALL_FACTOR + WALL_SLACK
        left = limit - elapsed
        return left if left > 0 else left + min(linux.starved_seconds_of(self._pid), STARVED_FACTOR * limit)


class Reporter:
    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders

    def greet(self) -> bool:
        """Tell the host what the zygote says it can do; False where it could not start."""
        hello = (
            self._orders.recv(zygote.MAX_NOTE).decode(errors="replace").removeprefix(zygote.BROKEN.decode())
        )
        _send(
            json.dumps({"protocol": PROTOCOL, "cells": hello, "python": platform.python_version()}).encode()
        )
        return hello in zygote.CELLS

    def serve(self) -> None:
        """Until the host is gone, or the zygote: without one no job can be answered, and the host should know."""
        while self._orders not in _ready([0, self._orders]) and (frame := _receive()):
            nonce, rest = frame[:NONCE], frame[NONCE:]
            (size,) = LENGTH.unpack_from(rest)
            job = json.loads(rest[LENGTH.size : LENGTH.size + size])
            _send(nonce, *self._answer(job, rest[LENGTH.size + size :]))

    def _answer(self, job: dict[str, Any], body: bytes) -> list[bytes]:
        """One report a process, then what each of them wrote. All that they print together has a limit too."""
        reports: list[dict[str, Any]] = []
        blobs: list[bytes] = []
        try:
            for stdin in _inputs(job, body):
                report = self._run(job, body[: job["code"]] if stdin is not None else body, stdin, blobs)
                report["cut"] |= sum(map(len, blobs)) > job["total_bytes"]
                reports.append(report)
                if report["cause"] or report["cut"] or report["code"] == -signal.SIGSYS:
                    break
        except BrokenError as error:
            return _packed({"broken": str(error)}, [])
        return _packed({"reports": reports}, blobs)

    def _run(
        self, job: dict[str, Any], body: bytes, stdin: bytes | None, blobs: list[bytes]
    ) -> dict[str, Any]:
        capacity = job["output_bytes"]
        shared, view = region.create(capacity, body)
        files = [] if stdin is None else [_file("stdin", stdin), _file("stdout", b"")]
        try:
            order = zygote.ORDER.pack(
                zygote.FUNCTION if stdin is None else zygote.PROGRAM,
                int(job["job_s"]) + 2,
                capacity,
                job["memory_mb"] << 20,
                job["file_bytes"],
            )
            report = self._watch(order, [shared, *files], job, view)
            results = region.results(view)
            output = _head(files[1], capacity) if files else b""
        finally:
            view.close()
            for descriptor in (shared, *files):
                os.close(descriptor)
        blobs += (results, output)
        return {**report, "results": len(results), "output": len(output), "cut": len(output) > capacity}

    def _watch(
        self, order: bytes, descriptors: list[int], job: dict[str, Any], view: mmap.mmap
    ) -> dict[str, Any]:
        socket.send_fds(self._orders, [order], descriptors)
        pid, _ = self._note(zygote.STARTED)
        watch, began, cause = Watch(job, pid, view), monotonic(), None
        heard = began
        while (left := watch.left()) > 0 and not self._ended_within(min(left, BEAT_S)):
            if monotonic() - heard >= BEAT_S:
                heard = monotonic()
                _send()
        if left <= 0:
            cause = "timeout"
            os.kill(pid, signal.SIGKILL)
        _, code = self._note(zygote.ENDED)
        return {"cause": cause, "code": code, "cpu": watch.cpu(), "wall": monotonic() - began}

    def _ended_within(self, seconds: float) -> bool:
        return bool(select.select([self._orders], [], [], max(seconds, SHORTEST_WAIT))[0])

    def _note(self, expected: bytes) -> tuple[int, int]:
        if not self._ended_within(NOTE_S):
            raise BrokenError(f"the zygote has not answered for {NOTE_S:.0f} s")
        note = self._orders.recv(zygote.MAX_NOTE)
        if note[:1] == zygote.BROKEN or len(note) != zygote.NOTE.size:
            raise BrokenError(note[1:].decode(errors="replace") or "the zygote is gone")
        kind, pid, code = zygote.NOTE.unpack(note)
        if kind != expected:
            raise BrokenError(f"the zygote said {kind!r} where {expected!r} was due")
        return pid, code


def _inputs(job: dict[str, Any], body: bytes) -> list[bytes | None]:
    """One process a list item: the standard input of each run, or None for a job of calls."""
    if job["mode"] == "function":
        return [None]
    at, inputs = job["code"], []
    for size in job["stdin"]:
        inputs.append(body[at : at + size])
        at += size
    return list(inputs)


def _file(name: str, content: bytes) -> int:
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
    os.write(descriptor, content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _head(descriptor: int, limit: int) -> bytes:
    return os.pread(descriptor, limit + 1, 0)


def _packed(header: dict[str, Any], blobs: list[bytes]) -> list[bytes]:
    head = json.dumps(header).encode()
    return [LENGTH.pack(len(head)), head, *blobs]


def _ready(files: list[Any]) -> list[Any]:
    """Those that can be read; waits until there is one."""
    ready: list[Any] = select.select(files, [], [])[0]
    return ready


def _receive() -> bytes:
    size = _read(LENGTH.size)
    return _read(LENGTH.unpack(size)[0]) if size else b""


def _read(size: int) -> bytes:
    """Exactly so many bytes; none at the end of the stream."""
    parts = bytearray()
    while len(parts) < size:
        with suppress(InterruptedError):
            part = os.read(0, size - len(parts))
            if not part:
                return b""
            parts += part
    return bytes(parts)


def _send(*parts: bytes) -> None:
    """A frame; one of no parts says that the reporter lives."""
    size = sum(map(len, parts))
    whole = (LENGTH.pack(size), *parts)
    # Each write wakes the host: a small frame goes in one.
    for part in (b"".join(whole),) if size <= ONE_WRITE else whole:
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(1, rest) :]
