"""Hashes of bands on disk: written as they come, sorted part by part, read back as proposals of pairs."""

from __future__ import annotations

import heapq
import shutil
import tempfile
from itertools import combinations, groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARTS = 64  # files that the hashes are divided into by their first bits
BUFFER = 1 << 14  # rows kept in memory before they are written
CHUNK = 1 << 17  # pairs sorted in memory at a time
ROW = [("key", "<u8"), ("band", "<u2"), ("number", "<u4")]
PAIR = [("later", "<u4"), ("earlier", "<u4")]


class Bands:
    """Rows of (band, hash, number) in PARTS files below `folder`; memory does not grow with the rows."""

    def __init__(self, folder: Path, bands: int) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix=".bands-", dir=folder))
        self._files: list[BinaryIO] = [(self._folder / f"{part}").open("wb+") for part in range(PARTS)]
        self._rows: list[list[tuple[int, int, int]]] = [[] for _ in range(PARTS)]
        self._waiting, self.bands = 0, bands

    def add(self, band: int, key: int, number: int) -> None:
        self._rows[key >> 58].append((key, band, number))
        self._waiting += 1
        if self._waiting >= BUFFER:
            self._flush()

    def _flush(self) -> None:
        import numpy as np

        for file, rows in zip(self._files, self._rows, strict=True):
            if rows:
                file.write(np.array(rows, dtype=ROW).tobytes())
                rows.clear()
        self._waiting = 0

    def proposals(self, most: int) -> Iterator[tuple[int, list[int]]]:
        """Each number with the earlier ones that share a band's hash with it, in order of the numbers.

        Of more than `most` numbers under one hash each is paired with the first and with the one before it.
        """
        self._flush()
        runs = list(self._sorted(most))
        merged = heapq.merge(*map(_pairs, runs))
        for later, pairs in groupby(merged, key=lambda pair: pair[0]):
            yield later, sorted({earlier for _, earlier in pairs})

    def _sorted(self, most: int) -> Iterator[Path]:
        """Files of sorted pairs, each small enough to be sorted in memory."""
        pairs: list[tuple[int, int]] = []
        for file in self._files:
            for numbers in _same(file):
                pairs += _proposed(numbers, most)
                if len(pairs) >= CHUNK:
                    yield self._spill(pairs)
                    pairs = []
        yield self._spill(pairs)

    def _spill(self, pairs: list[tuple[int, int]]) -> Path:
        import numpy as np

        handle, name = tempfile.mkstemp(dir=self._folder)
        rows = np.unique(np.array(pairs, dtype=PAIR))
        with open(handle, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(rows.tobytes())
        return Path(name)

    def close(self) -> None:
        for file in self._files:
            file.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _same(file: BinaryIO) -> Iterator[list[int]]:
    """The numbers under each hash that several share, in increasing order."""
    import numpy as np

    file.seek(0)
    rows: Any = np.frombuffer(file.read(), dtype=ROW)
    rows = rows[np.lexsort((rows["number"], rows["band"], rows["key"]))]
    if len(rows) < 2:
        return
    new: Any = np.ones(len(rows), dtype=bool)
    new[1:] = (rows["key"][1:] != rows["key"][:-1]) | (rows["band"][1:] != rows["band"][:-1])
    starts: Any = np.flatnonzero(new)
    ends: Any = np.append(starts[1:], len(rows))
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        yield rows["number"][start:end].tolist()


def _proposed(numbers: Sequence[int], most: int) -> list[tuple[int, int]]:
    if len(numbers) <= most:
        return [(later, earlier) for earlier, later in combinations(numbers, 2)]
    first = [(later, numbers[0]) for later in numbers[1:]]
    return first + [(later, earlier) for earlier, later in pairwise(numbers)]


def _pairs(path: Path) -> Iterator[tuple[int, int]]:
    import numpy as np

    with path.open("rb") as file:
        while data := file.read(8 << 13):
            yield from np.frombuffer(data, dtype=PAIR).tolist()
