"""Finds near-duplicates: among the responses of one problem, and among the texts of problems."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.text import words
from verigen.dataset.curate.bands import Bands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.dataset.curate.inputs import Placed

SHINGLE = 3  # words
PERMUTATIONS, ROWS = 64, 4  # 16 bands of 4 hashes miss 2 pairs in 10,000 at a Jaccard index of 0.8
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DIGITS = "0123456789"
PAIRS = 40  # texts under one band hash up to which all pairs are compared


class Twin(NamedTuple):
    """A later text, the earlier one that it repeats, and their Jaccard index."""

    later: int
    earlier: int
    likeness: float


def among(responses: Sequence[Placed], least: float) -> list[tuple[Placed, Placed, float]]:
    """Responses of one problem that repeat an earlier one of the same outcome, each with that one.

    Responses with other numbers are other derivations.
    """
    alike: dict[tuple[str, tuple[str, ...]], list[Placed]] = {}
    for one in _of_same_digits(responses):
        alike.setdefault((one.item.verdict.outcome, numbers(one.item.candidate.text)), []).append(one)
    return [again for same in alike.values() if len(same) > 1 for again in _repeats(same, least)]


def _of_same_digits(responses: Sequence[Placed]) -> list[Placed]:
    """Those with each digit as often as another one: no others have its numbers, and digits are quick to count."""
    keys = [tuple(map(one.item.candidate.text.count, DIGITS)) for one in responses]
    often = Counter(keys)
    return [one for one, key in zip(responses, keys, strict=True) if often[key] > 1]


def _repeats(same: Sequence[Placed], least: float) -> Iterator[tuple[Placed, Placed, float]]:
    """Those that repeat an earlier one that is kept."""
    kept: list[tuple[Placed, set[int]]] = []
    for one in same:
        grams = shingles(one.item.candidate.text)
        found = max(
            ((jaccard(grams, other), -index) for index, (_, other) in enumerate(kept)), default=(0.0, 0)
        )
        if found[0] >= least:
            yield one, kept[-found[1]][0], found[0]
        else:
            kept.append((one, grams))


def numbers(text: str) -> tuple[str, ...]:
    return tuple(sorted(NUMBER.findall(text)))


def shingles(text: str) -> set[int]:
    """Hashes of all runs of SHINGLE words, the same in every process."""
    found = list(words.TOKEN.findall(words.plain(text)))
    size = max(1, len(found) - SHINGLE + 1)
    return {_hash(" ".join(found[i : i + SHINGLE])) for i in range(size)}


def jaccard(one: set[int], other: set[int]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


class Problems:
    """Near-duplicates among many texts in flat memory: the hashes of bands lie in files and are sorted there.

    MinHash proposes pairs (Broder 1997); the exact Jaccard index of shingles decides. Two texts with different
    numbers are variants and are never compared: their numbers are part of every band's hash.
    """

    def __init__(self, least: float, folder: Path) -> None:
        self._least, self._bands = least, Bands(folder, PERMUTATIONS // ROWS)
        self._count = 0

    def add(self, text: str, *, skip: bool = False) -> None:
        """Number a text, in the order of the calls. With `skip` it is numbered but takes no part."""
        import rensa

        if skip:
            self._count += 1
            return
        sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=0)
        found = words.TOKEN.findall(words.plain(text))
        size = max(1, len(found) - SHINGLE + 1)
        sketch.update([" ".join(found[i : i + SHINGLE]) for i in range(size)])
        told = array("Q", sketch.digest())
        salt = "\x1f".join(numbers(text)).encode()
        for band in range(PERMUTATIONS // ROWS):
            row = told[band * ROWS : (band + 1) * ROWS].tobytes()
            digest = blake2b(row + salt, digest_size=8).digest()
            self._bands.add(band, int.from_bytes(digest), self._count)
        self._count += 1

    def twins(self, texts: Callable[[Iterable[int]], dict[int, str]]) -> Iterator[Twin]:
        """The texts that repeat an earlier text which is no duplicate itself, in order of the later one.

        `texts` returns the texts of these numbers.
        """
        dropped = bytearray((self._count + 7) // 8)
        for later, earliers in self._bands.proposals(PAIRS):
            wanted = [one for one in earliers if not dropped[one >> 3] & (1 << (one & 7))]
            found = texts([later, *wanted]) if wanted else {}
            own = shingles(found[later]) if wanted else set()
            best = max(((jaccard(own, shingles(found[one])), -one) for one in wanted), default=(0.0, 0))
            if best[0] >= self._least:
                dropped[later >> 3] |= 1 << (later & 7)
                yield Twin(later, -best[1], best[0])

    def close(self) -> None:
        self._bands.close()
