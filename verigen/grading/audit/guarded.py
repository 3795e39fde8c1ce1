"""Calls a verifier that may hang, leak or crash in a child process with a memory limit and a hard deadline."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

from verigen.core.child import Child, ChildGone, ChildStuck
from verigen.core.errors import PartError
from verigen.core.types import Outcome

START_S = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A verifier's outcome; `fault` is timeout, crash or an exception's type, and the outcome is then unverified."""

    outcome: Outcome
    fault: str = ""
    seconds: float


class Guarded:
    """One verifier of verigen.grading.audit.opinions in a child, restarted after each call that killed it.

    `peak_mb` is the sum of the kernel's high-water marks of resident memory of the child and its own children, in
    MiB; it misses a grandchild that died before the measurement.
    """

    def __init__(self, name: str, *, deadline_s: float = 20.0, memory_mb: int = 4096) -> None:
        self._command = [sys.executable, "-m", "verigen.grading.audit.child", name, str(memory_mb)]
        self._deadline_s = deadline_s
        self._child: Child | None = None
        self.peak_mb = 0.0

    def __enter__(self) -> Self:
        """Start the child. Raises PartError where the verifier can't be imported or grade at all."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def grade(self, reference: str, text: str) -> Opinion:
        """The verifier's opinion of one pair; a fault of the verifier never raises."""
        child = self._child or self._start()
        began = time.monotonic()
        try:
            child.write(json.dumps([reference, text]).encode() + b"\n", began + self._deadline_s)
            return msgspec.json.decode(child.line(began + self._deadline_s), type=Opinion)
        except (ChildGone, ChildStuck) as error:
            fault = "timeout" if isinstance(error, ChildStuck) else "crash"
            seconds = time.monotonic() - began
            self._end()
            return Opinion(outcome="unverified", fault=fault, seconds=seconds)

    def _start(self) -> Child:
        self._child = child = Child(
            subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,
            )
        )
        how = "does not start"
        with suppress(ChildGone, ChildStuck):
            first = msgspec.json.decode(child.line(time.monotonic() + START_S), type=Opinion)
            if first.outcome == "correct":
                return child
            how = f"says {first.outcome} {first.fault}"
        self._end()
        raise PartError(f"{' '.join(self._command)} {how} on a first pair; run it by hand to see why")

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        family = _family(child.process.pid)
        self.peak_mb = max(self.peak_mb, sum(map(_peak_mb, family)))
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        child.kill()


def _family(pid: int) -> list[int]:
    """The ids of a process and all its descendants."""
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
