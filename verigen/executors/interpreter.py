"""Finds the files that a Python needs to run: its binary, its standard library and their shared libraries.

A sandbox shows nothing else of this machine, because a program could read it: for example an installed package
with the answers of a problem bank.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from verigen.core.errors import ExecutorError

OLDEST = (3, 11)
SYSTEM = ("/usr/bin/python3", "/usr/local/bin/python3")
# The dynamic loaders, and data of the standard library that systems store in separate folders.
LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-musl-x86_64.so.1")
DATA = ("/usr/share/zoneinfo", "/usr/lib/locale")
TOP_LINKS = ("/bin", "/lib", "/lib32", "/lib64", "/libx32")
DEFAULT_LIBRARIES = ("/lib", "/usr/lib", "/lib64", "/usr/lib64")
# Run by the Python itself: the files that it maps after loading all its extensions are the libraries it needs.
PROBE = """
import ctypes, importlib, json, os, sys, sysconfig
paths = sysconfig.get_paths()
folders = sorted({os.path.realpath(paths[name]) for name in ('stdlib', 'platstdlib')})
dynamic = sysconfig.get_config_var('DESTSHARED') or ''
for name in sorted(os.listdir(dynamic)) if os.path.isdir(dynamic) else []:
    if not name.startswith(('_test', 'xx', '_tkinter', 'nis.', 'spwd', 'ossaudiodev')):
        try: importlib.import_module(name.partition('.')[0])
        except Exception: pass
for name in ('libm.so.6', 'libdl.so.2', 'librt.so.1', 'libpthread.so.0', 'libutil.so.1', 'libgcc_s.so.1', 'libstdc++.so.6'):
    try: ctypes.CDLL(name)
    except OSError: pass
mapped = {line.split(None, 5)[5].strip() for line in open('/proc/self/maps') if '/' in line}
print(json.dumps({
    'program': os.path.realpath(sys.executable), 'version': list(sys.version_info[:2]), 'folders': folders,
    'libraries': sorted(path for path in mapped if '.so' in path and os.path.isfile(path)),
}))
"""


class _Found(msgspec.Struct):
    program: str
    version: tuple[int, int]
    folders: list[str]
    libraries: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """A Python and the paths that a sandbox shows: read-only `shown`, `covered` folders made empty, and `links`."""

    program: Path
    version: tuple[int, int]
    shown: tuple[Path, ...]
    covered: tuple[Path, ...]
    links: tuple[tuple[str, str], ...]
    library_folders: tuple[str, ...]


@cache
def interpreter(python: str | None = None) -> Interpreter:
    """The named Python, None for the system's. Raises ExecutorError where it does not run or is too old."""
    name = python or _system()
    command = shutil.which(name)
    if command is None:
        raise ExecutorError(f"there is no Python {name}: give --python a path or a name on PATH")
    found = _probed(command)
    if found.version < OLDEST:
        said = ".".join(map(str, found.version))
        raise ExecutorError(
            f"{command} is Python {said}: a sandbox needs {'.'.join(map(str, OLDEST))} or later"
        )
    program, folders = Path(found.program), [Path(folder) for folder in found.folders]
    libraries = [Path(path) for path in found.libraries if not _below(Path(path), folders)]
    shown = [program, *folders, *libraries, *(Path(path) for path in DATA if Path(path).is_dir())]
    return Interpreter(
        program=program,
        version=found.version,
        shown=tuple(dict.fromkeys(shown)),
        covered=tuple(
            packages for folder in folders for packages in folder.glob("*-packages") if packages.is_dir()
        ),
        links=tuple(dict.fromkeys(_links(libraries))),
        library_folders=tuple(sorted({str(path.parent) for path in libraries} - set(DEFAULT_LIBRARIES))),
    )


def _system() -> str:
    """The system's Python if it is new enough: the user nobody can't read a Python below a home folder."""
    for path in SYSTEM:
        if os.access(path, os.X_OK) and _named_version(path) >= OLDEST:
            return path
    return f"{sys.base_prefix}/bin/python{sys.version_info.major}.{sys.version_info.minor}"


def _named_version(path: str) -> tuple[int, ...]:
    """The version in the name of the link's target; running the program to ask would cost a start."""
    name = Path(path).resolve().name.removeprefix("python")
    return tuple(int(part) for part in name.split(".") if part.isdigit())


def _probed(command: str) -> _Found:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own interpreter
            [command, "-I", "-S", "-c", PROBE], capture_output=True, check=True, timeout=60, env={}
        )
        return msgspec.json.decode(done.stdout, type=_Found)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError) as error:
        raise ExecutorError(f"{command} does not run as a Python: {error}") from error


def _below(path: Path, folders: list[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _links(libraries: list[Path]) -> list[tuple[str, str]]:
    """Symbolic links as (place, target): top-level folders, loaders, and alternative names of the libraries."""
    places = [Path(place) for place in TOP_LINKS]
    places += [Path(loader).parent.resolve() / Path(loader).name for loader in LOADERS]
    wanted = {path.resolve() for path in libraries}
    for folder in {path.parent for path in libraries}:
        places += [entry for entry in folder.iterdir() if ".so" in entry.name and entry.resolve() in wanted]
    return sorted((str(place), str(place.readlink())) for place in places if place.is_symlink())
