"""Asks a verifier that may hang, leak or crash: in a child with an address-space cap and a hard deadline."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from verigen.core.errors import PartError
from verigen.core.types import Outcome

START_S = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """`fault`: timeout, crash, or the type of what was raised; the outcome is then unverified."""

    outcome: Outcome
    fault: str = ""
    seconds: float


class Guarded:
    """One verifier of verigen.grading.audit.opinions in a child, started anew after each call that killed it.

    `peak_mb` is the most resident memory that the child and its own children held together, as the kernel
    books each one's high-water mark; a grandchild that died before it was asked for is not in it.
    """

    def __init__(self, name: str, *, deadline_s: float = 20.0, memory_mb: int = 4096) -> None:
        self._command = [sys.executable, "-m", "verigen.grading.audit.child", name, str(memory_mb)]
        self._deadline_s = deadline_s
        self._process: subprocess.Popen[bytes] | None = None
        self._pending = b""
        self.peak_mb = 0.0

    def __enter__(self) -> Self:
        """Start the child. Raises PartError where the verifier can't be imported or grade at all."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def grade(self, reference: str, text: str) -> Opinion:
        """Ask once; never raises for what the verifier does."""
        process = self._process or self._start()
        began = time.perf_counter()
        reply = None
        with suppress(BrokenPipeError):
            self._send(process, json.dumps([reference, text]).encode() + b"\n", began + self._deadline_s)
            reply = self._reply(process, began + self._deadline_s)
        if reply is not None:
            return msgspec.json.decode(reply, type=Opinion)
        seconds = time.perf_counter() - began
        self._end()
        return Opinion(
            outcome="unverified", fault="timeout" if seconds >= self._deadline_s else "crash", seconds=seconds
        )

    def _start(self) -> subprocess.Popen[bytes]:
        self._pending = b""
        self._process = process = subprocess.Popen(  # noqa: S603 - our own module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        reply = self._reply(process, time.perf_counter() + START_S)
        first = msgspec.json.decode(reply, type=Opinion) if reply else None
        if first is None or first.outcome != "correct":
            self._end()
            how = f"says {first.outcome} {first.fault}" if first else "does not start"
            raise PartError(f"{' '.join(self._command)} {how} on a first pair; run it by hand to see why")
        return process

    def _send(self, process: subprocess.Popen[bytes], data: bytes, end: float) -> None:
        """Write as the pipe takes it: a child that stopped reading must not block us."""
        assert process.stdin is not None
        os.set_blocking(process.stdin.fileno(), False)
        while data:
            if not select.select([], [process.stdin], [], max(0.0, end - time.perf_counter()))[1]:
                return
            data = data[process.stdin.write(data) or 0 :]

    def _reply(self, process: subprocess.Popen[bytes], end: float) -> bytes | None:
        assert process.stdout is not None
        while b"\n" not in self._pending:
            if not select.select([process.stdout], [], [], max(0.0, end - time.perf_counter()))[0]:
                return None
            data = os.read(process.stdout.fileno(), 1 << 16)
            if not data:
                return None
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        family = _family(process.pid)
        self.peak_mb = max(self.peak_mb, sum(map(_peak_mb, family)))
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _family(pid: int) -> list[int]:
    """A process, its children and theirs."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [
                one for child in task.read_text(encoding="ascii").split() for one in _family(int(child))
            ]
    return found


def _peak_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
