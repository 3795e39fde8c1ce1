"""Which folder a run writes to, and whether it continues an earlier one."""

from __future__ import annotations

import contextlib
import time
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

import msgspec

from verigen.core.errors import UserError
from verigen.core.jsonl import storage
from verigen.core.types import Policy, Sampling, Style
from verigen.ledger.ledger import Ledger

RUNS = Path("runs")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherSettings:
    """One teacher of a run; `engine` is the name of its engine's row in the registry."""

    name: str
    revision: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """What a run is. All but `goal` and `limit` must agree for a later call to continue it.

    Several `teachers` share the candidates by `weights`, or in a `cascade` each gets what those before it failed at.
    """

    domain: str
    bank: str
    teachers: tuple[TeacherSettings, ...]
    weights: tuple[float, ...]
    cascade: bool = False
    verifier: str
    sampling: Sampling
    seed: int
    goal: str
    limit: int | None
    style: Style = "thinking"
    difficulty: str | None = None
    policy: Policy | None = None

    @property
    def drawn_by(self) -> str:
        """The teachers for people to read, each with its engine."""
        between = ", then " if self.cascade else " and "
        return between.join(f"{each.name} on {each.engine}" for each in self.teachers)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFolder:
    """`found` holds the settings of the run that is continued, None for a new one."""

    folder: Path
    found: RunSettings | None

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.db"


def place(wanted: RunSettings, out: Path | None, *, resume: bool) -> RunFolder:
    """With `out`: that folder, new, empty or of a run with these settings. Without: an unfinished run of the very
    same command below runs/, else a new folder there. Raises UserError.
    """
    if out is None:
        return _unfinished(wanted) or _new(resume=resume)
    if not (out / "ledger.db").exists():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UserError(f"{out} exists and is no run of verigen; choose another --out")
        if resume:
            raise UserError(f"nothing to resume in {out}")
        return RunFolder(folder=out, found=None)
    found = _of(out)
    if found is not None:
        _same(found, wanted, out)
    return RunFolder(folder=out, found=found)


def _same(found: RunSettings, wanted: RunSettings, out: Path) -> None:
    ours, theirs = _shown(wanted), _shown(found)
    changed = [
        f"{key} was {theirs[key]}, now {ours[key]}"
        for key in ours
        if key not in {"goal", "limit"} and ours[key] != theirs[key]
    ]
    if changed:
        raise UserError(f"{out} holds a run with other settings ({'; '.join(changed)}); choose another --out")


def _shown(settings: RunSettings) -> dict[str, object]:
    """Each setting as a person reads it."""
    teachers = (f"{each.name} ({each.revision[:12]}) on {each.engine}" for each in settings.teachers)
    return {**asdict(settings), "teachers": ", ".join(teachers)}


def newest(folder: Path = RUNS) -> Path:
    """The run written last below `folder`. Raises UserError where there is none."""
    runs = sorted(folder.glob("*/ledger.db"), key=lambda path: path.stat().st_mtime)
    if not runs:
        raise UserError(f"no run below {folder}/; `verigen sample` makes one, --run names another folder")
    return runs[-1].parent


def _unfinished(wanted: RunSettings) -> RunFolder | None:
    for path in sorted(RUNS.glob("*/ledger.db"), reverse=True):
        # a ledger that can't be read is another version's, or is just being made
        with contextlib.suppress(UserError):
            if not (path.parent / "manifest.json").exists() and _of(path.parent) == wanted:
                return RunFolder(folder=path.parent, found=wanted)
    return None


def _new(*, resume: bool) -> RunFolder:
    if resume:
        raise UserError(f"no unfinished run of this command below {RUNS}/; leave --resume out to begin one")
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for i in count():
        folder = RUNS / (stamp if i == 0 else f"{stamp}-{i}")
        with storage(folder), contextlib.suppress(FileExistsError):
            folder.mkdir(parents=True)  # made here: of two runs that begin at once, each gets its own
            return RunFolder(folder=folder, found=None)
    raise AssertionError


def settings(ledger: Ledger) -> RunSettings | None:
    """Of the run in this ledger; None before it has begun. Raises UserError where another version wrote them."""
    text = ledger.meta("settings")
    try:
        return msgspec.json.decode(text, type=RunSettings) if text else None
    except msgspec.DecodeError as error:
        raise UserError(
            f"{ledger.path} holds a run of another version of verigen ({error}); `verigen pack` reads it, sampling "
            "needs another --out"
        ) from error


def _of(folder: Path) -> RunSettings | None:
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        return settings(ledger)


def create(place: RunFolder) -> None:
    with storage(place.folder):
        place.folder.mkdir(parents=True, exist_ok=True)
