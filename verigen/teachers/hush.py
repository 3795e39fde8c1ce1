"""Sends what an engine prints to a log file, past Python too, and finds in it why an engine failed."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen.core import paths
from verigen.core.errors import TeacherError, VerigenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT_BYTES = 16 << 20
TAIL_BYTES = 256 << 10
NAMED = re.compile(r"(?:^|[\s\]])((?:\w+\.)*\w*(?:Error|Exception|OutOfMemory\w*): \S.*)$")
MEMORY = re.compile(
    r"out ?of ?memory|available memory|KV cache|gpu_memory_utilization|less than desired", re.IGNORECASE
)
PYDANTIC = re.compile(r"errors\.pydantic\.dev|^\d+ validation errors? for ")
LONGEST = 400
# what reports that something else failed
ECHOES = (
    "Engine core init",
    "EngineDeadError",
    "EngineCore encountered",
    "WorkerProc init",
    "CancelledError",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """An engine's log; `start` is where this opening of the engine begins in it.

    `memory_hint` says what to try where memory ran out.
    """

    path: Path
    start: int
    memory_hint: str = ""

    def explained(self, line: str) -> str:
        return f"{line} ({self.memory_hint})" if self.memory_hint and MEMORY.search(line) else line

    def from_now(self) -> Log:
        """For an engine that has loaded: what it complained of on the way does not explain its death."""
        return replace(self, start=self.path.stat().st_size)

    def cause(self) -> str | None:
        """The last line since `start` that names an error which is no echo of another."""
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(self.start, size - TAIL_BYTES))
            lines = file.read().decode(errors="replace").splitlines()
        named = (match.group(1) for line in reversed(lines) if (match := NAMED.search(line.rstrip())))
        return next((line for line in named if not any(echo in line for echo in ECHOES)), None)


@contextlib.contextmanager
def hushed(engine: str, model: str, *, memory_hint: str = "") -> Iterator[Log]:
    """Point file descriptors 1 and 2 to the engine's log; processes started meanwhile keep them.

    Whatever the engine raises becomes a TeacherError with the line that tells most and the log's path.
    """
    log = _log(engine, memory_hint)
    saved = [os.dup(1), os.dup(2)]
    # appended to: engines that are opened one after another, or side by side, keep their last words
    with log.path.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        yield log
    except VerigenError:
        raise
    except Exception as error:
        why = log.explained((_is_echo(error) and log.cause()) or _told(error))
        raise TeacherError(f"{engine} can't load the model {model}: {why}; its log is {log.path}") from error
    finally:
        for number, copy in enumerate(saved, 1):
            os.dup2(copy, number)
            os.close(copy)


def _log(engine: str, memory_hint: str) -> Log:
    path = paths.cache() / "logs" / f"{engine}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > KEPT_BYTES:
        path.write_bytes(b"")
    start = path.stat().st_size if path.exists() else 0
    return Log(path=path, start=start, memory_hint=memory_hint)


def _is_echo(error: Exception) -> bool:
    return any(echo in str(error) for echo in ECHOES)


def _told(error: Exception) -> str:
    """What an error says, in one line: pydantic adds a title, its input and a link, a worker its traceback."""
    lines = [re.sub(r"\s*\[type=.*\]$", "", line.strip()) for line in str(error).splitlines()]
    told = [line for line in lines if line and not PYDANTIC.search(line)]
    if "Traceback (most recent call last):" in told:
        told = told[-1:]
    return " ".join(told)[:LONGEST] or type(error).__name__
