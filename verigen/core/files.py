"""Opens a user's file as bytes: plain, gzip or Zstandard, a pipe or stdin, with or without a byte order mark."""

from __future__ import annotations

import atexit
import contextlib
import gzip
import io
import shutil
import sys
import tempfile
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = ("-", "/dev/stdin")
PACKED = (".gz", ".zst")
BOM, WIDE = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


def kind(path: Path) -> str:
    """The suffix that says how to read a file, without a compression suffix.

    It is ".csv" for rows.csv.gz, and ".jsonl" for a pipe.
    """
    if piped(path):
        return ".jsonl"
    return plain(path).suffix.lower()


def plain(path: Path) -> Path:
    """The path without a compression suffix."""
    return path.with_suffix("") if path.suffix.lower() in PACKED else path


def stem(path: Path) -> str:
    """The file name without suffixes; "stdin" for standard input."""
    return "stdin" if str(path) in STDIN else plain(path).stem


def piped(path: Path) -> bool:
    """Whether the path can be read only once: stdin, a pipe or a device."""
    return str(path) == "-" or (path.exists() and not path.is_file() and not path.is_dir())


def opened(path: Path) -> io.BufferedReader:
    """Open a file as bytes, decompressed and without a byte order mark.

    Input that can be read only once is copied to a temporary file that lives as long as this process, so that
    it can be opened again. Raises UserError for UTF-16, OSError if the file can't be opened.
    """
    file = _unpacked(path, _kept(str(path)) if piped(path) else path)
    head = file.peek(3)[:3]
    if head[:2] in WIDE:
        file.close()
        raise UserError(f"{path} is written in UTF-16; save it as UTF-8")
    if head == BOM:
        file.read(len(BOM))
    return file


@cache
def _kept(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="verigen-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = folder / "piped"
    with contextlib.ExitStack() as stack, target.open("wb") as file:
        source = sys.stdin.buffer if name in STDIN else stack.enter_context(Path(name).open("rb"))
        shutil.copyfileobj(source, file)
    return target


def _unpacked(path: Path, place: Path) -> io.BufferedReader:
    """Detect the compression by the first bytes, since a pipe has no suffix."""
    with place.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        return io.BufferedReader(_Told(gzip.open(place, "rb"), path))
    if magic == b"\x28\xb5\x2f\xfd":
        return io.BufferedReader(_Told(_zstandard(place), path))
    return place.open("rb")


def _zstandard(place: Path) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.OSFile(str(place)), "zstd")


class _Told(io.RawIOBase):
    """A compressed stream that raises UserError if its data is damaged."""

    def __init__(self, stream: Any, path: Path) -> None:
        self._stream, self._path = stream, path

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        try:
            found = self._stream.read(len(target))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise UserError(f"can't unpack {self._path}: {error}") from error
        target[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._stream.close()
        super().close()


def text(path: Path) -> Iterator[str]:
    """Lines of UTF-8 with unchanged line ends. Raises UserError as `opened` does."""
    with opened(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as lines:
        yield from lines
