"""Builds the packages that programs may import, once per file of requirements and Python version.

pip installs only wheels, which run no code during installation; sandboxes see the resulting folder read-only.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

from verigen.core import paths
from verigen.core.errors import ExecutorError

# A folder that the user "nobody" can read.
SHARED_CACHE = Path("/var/cache/verigen")
PLACE = "/packages"
PLATFORMS = ("linux_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64")
NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
BUILD_S = 1800.0
MAX_ERROR = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """A built set of packages.

    `warm`: modules of the packages that the requirements name; the guest loads them at its start. `present`: all
    modules that can be imported from `folder`. `key`: a hash of the requirements and the Python version.
    """

    folder: Path
    warm: tuple[str, ...]
    present: frozenset[str]
    key: str


def built(requirements: Path, version: tuple[int, int]) -> Packages:
    """The set for this file and Python version, built if it is missing.

    Raises ExecutorError with pip's message if it can't be built.
    """
    try:
        text = requirements.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExecutorError(
            f"--packages {requirements}: {error}: give a file of requirements, one a line"
        ) from error
    wanted = _wanted(text)
    if not wanted:
        raise ExecutorError(f"--packages {requirements} names no package: give one requirement a line")
    folder = _cache() / _key(text, version)
    if not folder.is_dir():
        _build(requirements, version, folder)
    modules = {
        _normal(found.metadata["Name"]): _modules(found)
        for found in Distribution.discover(path=[str(folder)])
    }
    warm = [module for name in wanted for module in modules.get(name, ())]
    present = frozenset(module for found in modules.values() for module in found)
    return Packages(folder=folder, warm=tuple(warm), present=present, key=folder.name)


def place(requirements: Path, version: tuple[int, int]) -> Path:
    """The folder of the set for this readable file and Python version, whether it is built or not."""
    return _cache() / _key(requirements.read_text(encoding="utf-8-sig"), version)


def _key(text: str, version: tuple[int, int]) -> str:
    return hashlib.sha256(repr((text, version)).encode()).hexdigest()[:16]


def _wanted(text: str) -> list[str]:
    lines = [line.partition("#")[0] for line in text.splitlines() if not line.lstrip().startswith("-")]
    return [_normal(found[1]) for line in lines if (found := NAME.match(line))]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _modules(found: Distribution) -> list[str]:
    """The top-level module names of the distribution's files."""
    tops = {
        (file.parts[0] if len(file.parts) > 1 else file.name.partition(".")[0])
        for file in found.files or ()
        if file.suffix in {".py", ".so"} and ".." not in file.parts
    }
    return sorted(top for top in tops if top.isidentifier() and not top.startswith("_"))


def _cache() -> Path:
    folder = (SHARED_CACHE if os.geteuid() == 0 else paths.cache()) / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _build(requirements: Path, version: tuple[int, int], folder: Path) -> None:
    said = ".".join(map(str, version))
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-") as temporary:
        target = Path(temporary, "set")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--target", str(target), "--only-binary=:all:", "--python-version", said]
        command += [part for name in PLATFORMS for part in ("--platform", name)]
        try:
            done = subprocess.run(  # noqa: S603 - made here, of the user's own file
                [*command, "-r", str(requirements)],
                capture_output=True,
                text=True,
                check=False,
                timeout=BUILD_S,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ExecutorError(f"--packages {requirements}: pip does not end: {error}") from error
        if done.returncode:
            words = " ".join(done.stderr.split())[-MAX_ERROR:]
            raise ExecutorError(
                f"--packages {requirements}: pip can't build the set for Python {said}: {words}"
            )
        _readable(target)
        try:
            target.rename(folder)
        except OSError:
            # Another process has built the same set.
            if not folder.is_dir():
                raise
            shutil.rmtree(target)


def _readable(target: Path) -> None:
    """Make the files readable for every user that a sandbox may run as."""
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
