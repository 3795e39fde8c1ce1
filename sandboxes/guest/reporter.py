"""Communicates with the host: receives jobs, enforces the programs' time limits, and returns their results.

It runs no code of a program and interprets none of its results; it only handles bytes, seconds and exit codes.
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

# Increased with every change of the frames, because an image may hold an older guest than the host expects.
PROTOCOL = 2
LENGTH = struct.Struct("<I")
NONCE = 16
# A waiting program uses no CPU, so wall time limits it, with a margin for a busy machine.
WALL_FACTOR, WALL_SLACK = 2.0, 1.0
# Time spent waiting for a core does not count, up to this many times the limit.
STARVED_FACTOR = 2.0
SHORTEST_WAIT = 0.002
# Tolerance in seconds: the CPU clock of another process is coarser than a process's own clock.
SKEW = 0.05
# Seconds between signs of life to the host; maximum seconds for the zygote to start or to remove a program.
BEAT_S, NOTE_S = 1.0, 15.0
ONE_WRITE = 1 << 16


class BrokenError(Exception):
    """The sandbox's own machinery failed."""


class Watch:
    """Checks the time limits of one program by CPU time, with wall time as a fallback."""

    def __init__(self, job: dict[str, Any], pid: int, view: mmap.mmap) -> None:
        self._job, self._pid, self._view = job, pid, view
        self._begun = monotonic()

    def cpu(self) -> float:
        seconds: float = linux.cpu_seconds_of(self._pid)
        return seconds

    def left(self) -> float:
        """Seconds until a limit can be reached at the earliest; zero or negative where one is reached."""
        finished, call_cpu, call_wall = region.progress(self._view)
        cpu, now = self.cpu(), monotonic()
        # A start in the future, or a NaN, was not written by our own code.
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
        """Send the zygote's kind of cells, or its error, to the host; returns False where it could not start."""
        hello = (
            self._orders.recv(zygote.MAX_NOTE).decode(errors="replace").removeprefix(zygote.BROKEN.decode())
        )
        _send(
            json.dumps({"protocol": PROTOCOL, "cells": hello, "python": platform.python_version()}).encode()
        )
        return hello in zygote.CELLS

    def serve(self) -> None:
        """Serve jobs until the host or the zygote is gone; the guest then ends, which the host notices."""
        while self._orders not in _ready([0, self._orders]) and (frame := _receive()):
            nonce, rest = frame[:NONCE], frame[NONCE:]
            (size,) = LENGTH.unpack_from(rest)
            job = json.loads(rest[LENGTH.size : LENGTH.size + size])
            _send(nonce, *self._answer(job, rest[LENGTH.size + size :]))

    def _answer(self, job: dict[str, Any], body: bytes) -> list[bytes]:
        """One report per process, then the results and output of each; their total output is limited too."""
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
    """One item per process: the standard input of a run, or None for a job of calls."""
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
    """Wait for readable files, and return them."""
    ready: list[Any] = select.select(files, [], [])[0]
    return ready


def _receive() -> bytes:
    size = _read(LENGTH.size)
    return _read(LENGTH.unpack(size)[0]) if size else b""


def _read(size: int) -> bytes:
    """Exactly `size` bytes; empty at the end of the stream."""
    parts = bytearray()
    while len(parts) < size:
        with suppress(InterruptedError):
            part = os.read(0, size - len(parts))
            if not part:
                return b""
            parts += part
    return bytes(parts)


def _send(*parts: bytes) -> None:
    """Send a frame; a frame without parts is a sign of life."""
    size = sum(map(len, parts))
    whole = (LENGTH.pack(size), *parts)
    # Each write wakes the host, so a small frame is sent in one write.
    for part in (b"".join(whole),) if size <= ONE_WRITE else whole:
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(1, rest) :]
