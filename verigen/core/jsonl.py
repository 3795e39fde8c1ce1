"""Reads JSON Lines into typed rows and writes them atomically."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from verigen.core import files
from verigen.core.errors import StorageError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

T = TypeVar("T")
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # decoder's errors for malformed bytes


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Line numbers (from 1) and lines, without blank ones. Raises UserError if the file can't be read."""
    try:
        with files.opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no JSON, or a row that its file's format does not allow; `reason` says why."""

    reason: str


def rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield line numbers and plain rows, a BadLine for what is no JSON. Raises UserError as `lines` does."""
    decoder = msgspec.json.Decoder()
    for number, line in lines(path):
        try:
            yield number, decoder.decode(line)
        except UNREADABLE as error:
            yield number, BadLine(str(error))


def read(path: Path, kind: type[T]) -> Iterator[tuple[int, T]]:
    """Yield line numbers and decoded rows. Raises UserError with file:line for the first bad row."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in lines(path):
        try:
            yield number, decoder.decode(line)
        except UNREADABLE as error:
            raise UserError(f"{path}:{number}: {error}") from error


def encode(row: Any) -> bytes:
    return msgspec.json.encode(row) + b"\n"


def write(path: Path, rows: Iterable[Any]) -> int:
    """Write all rows or none, and return their number. The file gets its name once it is complete."""
    count = 0
    with replacing(path) as file:
        for row in rows:
            file.write(encode(row))
            count += 1
    return count


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file under a temporary name and rename it once complete.

    Raises StorageError for a full or locked disk.
    """
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


@contextlib.contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn an OSError into a StorageError that names the file."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"can't write {path}: {error.strerror}; free space or choose another folder, then run the same "
            "command again: what is finished is kept"
        ) from error
