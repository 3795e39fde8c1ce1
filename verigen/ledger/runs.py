"""Chooses the folder of a run, and decides whether it continues an earlier run."""

from __future__ import annotations

import contextlib
import time
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from verigen.core.errors import UserError, VerigenError
from verigen.core.jsonl import storage
from verigen.core.types import Policy, Sampling, Style
from verigen.ledger import former
from verigen.ledger.ledger import Ledger, blank, only_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = Path("runs")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherSettings:
    """One teacher of a run; `engine` is the name of its engine's row in the registry."""

    name: str
    revision: str
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSettings:
    """A goal as stored in the ledger; its decisions are stored under `name`.

    At most `max` candidates are drawn: all of them ("n"), until `correct` and `incorrect` candidates are
    reached ("wanted"), until `repaired` are correct after a failed try ("repair"), or until the interval of the
    pass rate is `width` wide ("pass-rate"). `hopeless`: give
    up below this chance of success. `keep`: minimum share of the problems within reach to keep; the others
    may be left for fresh problems.
    """

    name: str
    kind: Literal["n", "wanted", "pass-rate", "repair"]
    max: int
    correct: int = 0
    incorrect: int = 0
    width: float = 0.0
    hopeless: float = 0.0
    keep: float = 1.0
    repaired: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """The settings of a run. All but `goal` and `limit` must agree for a later call to continue it.

    Several `teachers` share the candidates by `weights`; in a `cascade`, each gets the problems that the
    teachers before it failed at. `prompt`: the hash of a prompt file.
    """

    domain: str
    bank: str
    teachers: tuple[TeacherSettings, ...]
    weights: tuple[float, ...]
    cascade: bool = False
    verifier: str
    sampling: Sampling
    seed: int
    goal: GoalSettings
    limit: int | None
    style: Style = "thinking"
    difficulty: str | None = None
    target: str | None = None
    policy: Policy | None = None
    prompt: str | None = None
    critic: str | None = None

    @property
    def drawn_by(self) -> str:
        """The teachers as readable text, each with its engine."""
        between = ", then " if self.cascade else " and "
        return between.join(f"{each.name} on {each.engine}" for each in self.teachers)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFolder:
    """The folder of a run; `found` holds the settings of the run that is continued, None for a new one.

    `stale`: the folder has the ledger of a run with other settings that ended before its first candidate.
    """

    folder: Path
    found: RunSettings | None
    stale: bool = False

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.db"


def place(wanted: RunSettings, out: Path | None, *, resume: bool) -> RunFolder:
    """Choose the folder of a run.

    With `out`: that folder, if it is new, empty or holds a run with these settings. Without: the folder of an
    unfinished run of exactly this command below runs/, else a new folder there. Raises UserError.
    """
    if out is None:
        return _unfinished(wanted) or _new(resume=resume)
    if not (out / "ledger.db").exists():
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UserError(f"{out} exists and is no run of verigen; choose another --out")
        if resume:
            raise UserError(f"nothing to resume in {out}")
        return RunFolder(folder=out, found=None)
    if blank(out / "ledger.db"):
        return RunFolder(folder=out, found=None, stale=True)
    with contextlib.closing(Ledger(out / "ledger.db")) as ledger:
        found = settings(ledger)
        changed = differences(found, wanted) if found else ()
        if changed and ledger.untouched() and not (out / "shards").exists():
            return RunFolder(folder=out, found=None, stale=True)
    if changed:
        raise SettingsDiffer(
            f"{out} holds a run with other settings; choose another --out, or give these as they were:",
            changed,
        )
    return RunFolder(folder=out, found=found)


class SettingsDiffer(UserError):  # noqa: N818 - reads as the finding it is
    """A folder that holds a run with other settings; `details` has one line per setting."""

    def __init__(self, message: str, details: Sequence[str]) -> None:
        super().__init__(message)
        self.details = details


def differences(found: RunSettings, wanted: RunSettings) -> list[str]:
    """One line for each setting that must agree but differs, named like its option."""
    ours, theirs = _flat(wanted), _flat(found)
    return [f"  {key}: {theirs[key]} there, {ours[key]} here" for key in ours if ours[key] != theirs[key]]


def _flat(settings: RunSettings) -> dict[str, Any]:
    rows = {key: value for key, value in _shown(settings).items() if key not in {"goal", "limit", "sampling"}}
    return {key.replace("_", "-"): value for key, value in (rows | asdict(settings.sampling)).items()}


def _shown(settings: RunSettings) -> dict[str, object]:
    """Each setting in readable form."""
    teachers = (f"{each.name} ({each.revision[:12]}) on {each.engine}" for each in settings.teachers)
    return {**asdict(settings), "teachers": ", ".join(teachers)}


def newest(folder: Path = RUNS) -> Path:
    """The most recently written run below `folder`. Raises UserError if there is none."""
    found = (path for path in folder.glob("*/ledger.db") if _legible(path.parent))
    runs = sorted(found, key=lambda path: path.stat().st_mtime)
    if not runs:
        raise UserError(f"no run below {folder}/; `verigen sample` makes one, --run names another folder")
    return runs[-1].parent


def _unfinished(wanted: RunSettings) -> RunFolder | None:
    for path in sorted(RUNS.glob("*/ledger.db"), reverse=True):
        if (path.parent / "manifest.json").exists():
            continue
        # a run that is unreadable, of another version, or just being created is not this run
        with contextlib.suppress(VerigenError):
            if _of(path.parent) == wanted:
                return RunFolder(folder=path.parent, found=wanted)
    return None


def _legible(folder: Path) -> bool:
    with contextlib.suppress(VerigenError):
        _of(folder)
        return True
    return False


def _new(*, resume: bool) -> RunFolder:
    if resume:
        raise UserError(f"no unfinished run of this command below {RUNS}/; leave --resume out to begin one")
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for i in count():
        folder = RUNS / (stamp if i == 0 else f"{stamp}-{i}")
        with storage(folder), contextlib.suppress(FileExistsError):
            folder.mkdir(parents=True)  # atomic: two runs that begin at once get two folders
            return RunFolder(folder=folder, found=None)
    raise AssertionError


def settings(ledger: Ledger) -> RunSettings | None:
    """The settings of the run in this ledger.

    None before it has begun. Raises UserError if another version wrote them.
    """
    text = ledger.meta("settings")
    try:
        return _decoded(text) if text else None
    except (msgspec.MsgspecError, ValueError) as error:
        raise UserError(
            f"{ledger.path} holds a run of another version of verigen ({error}); `verigen pack` reads it, sampling "
            "needs another --out"
        ) from error


def _decoded(text: str) -> RunSettings:
    try:
        return msgspec.json.decode(text, type=RunSettings)
    except msgspec.ValidationError:
        return msgspec.json.decode(former.translated(text), type=RunSettings)


def _of(folder: Path) -> RunSettings | None:
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        return settings(ledger)


def progress(ledger: Ledger) -> tuple[int, int]:
    """The number of problems that the run's goal has settled, and the number that it has to settle."""
    found = settings(ledger)
    if found is None:
        return 0, 0
    wanted, settled = ledger.progress(found.goal.name, found.limit)
    return settled, wanted + ledger.missing()


def create(place: RunFolder) -> None:
    with storage(place.folder):
        place.folder.mkdir(parents=True, exist_ok=True)
        if place.stale:
            with only_writer(place.ledger):
                for suffix in ("", "-wal", "-shm"):
                    place.ledger.with_name(place.ledger.name + suffix).unlink(missing_ok=True)
