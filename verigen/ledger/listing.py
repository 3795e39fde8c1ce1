"""Lists the runs below a folder: the state and size of each, and the command that continues it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.errors import VerigenError
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, being_written, blank

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

State = Literal["finished", "unfinished", "not begun", "running", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """The state of a run.

    `settled` of `wanted` problems; `bytes`: size of its ledger; `changed`: seconds since the epoch. `next` is
    the command that continues the run, or the reason why there is none.
    """

    folder: Path
    state: State
    settled: int = 0
    wanted: int = 0
    candidates: int = 0
    bytes: int
    changed: float
    teacher: str = ""
    bank: str = ""
    next: str


def below(folder: Path) -> Iterator[RunState]:
    """Every run in `folder` and up to two levels below, most recently written first."""
    ledgers = {
        path for pattern in ("ledger.db", "*/ledger.db", "*/*/ledger.db") for path in folder.glob(pattern)
    }
    for path in sorted(ledgers, key=lambda path: (-path.stat().st_mtime, path)):
        yield state(path.parent)


def state(folder: Path) -> RunState:
    """The state of one run, even if its ledger is damaged."""
    path = folder / "ledger.db"
    stat = path.stat()
    size = sum(f.stat().st_size for f in folder.glob("ledger.db*") if not f.name.endswith("-shm"))
    if blank(path):
        told = f"the command that began it, with --out {folder}"
        return RunState(folder=folder, state="not begun", bytes=size, changed=stat.st_mtime, next=told)
    try:
        with contextlib.closing(Ledger(path)) as ledger:
            return _read(folder, ledger, size, stat.st_mtime)
    except VerigenError as error:
        return RunState(
            folder=folder,
            state="unreadable",
            bytes=size,
            changed=stat.st_mtime,
            next=f"verigen salvage {folder}   ({error})",
        )


def _read(folder: Path, ledger: Ledger, size: int, changed: float) -> RunState:
    settings = runs.settings(ledger)
    settled, wanted = runs.progress(ledger)
    return RunState(
        folder=folder,
        state=(kind := _state(ledger, settled, wanted)),
        settled=settled,
        wanted=wanted,
        candidates=ledger.drawn_count(),
        bytes=size,
        changed=changed,
        teacher=settings.drawn_by if settings else "",
        bank=settings.bank if settings else "",
        next=_next(folder, ledger, kind),
    )


def _state(ledger: Ledger, settled: int, wanted: int) -> State:
    if being_written(ledger.path):
        return "running"
    if ledger.untouched():
        return "not begun"
    return "finished" if settled >= wanted else "unfinished"


def _next(folder: Path, ledger: Ledger, kind: State) -> str:
    if kind == "running":
        return "wait, or stop it with Ctrl-C there"
    if kind == "finished":
        return f"verigen explain --run {folder} first"
    return ledger.meta("command") or f"the command that began it, with --out {folder}"
