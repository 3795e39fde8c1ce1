"""Finds text that goes round in circles: repeated sentences, lines, words, and text that compresses too well."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import messages, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading

TOKEN = re.compile(r"\S+")
LETTERED = re.compile(r"[^\W\d_]{2}")
UNIT = 60  # words of the longest unit that is looked for
PACKED = 0.09  # compressed share below which a text repeats itself
CHAINED = 6  # times that a sign of equality may lead to the same again
ALONE = 20  # times that even a number does not come in a row
SPAN = 12  # letters of the shortest word that stutters
STUTTER = re.compile(r"([^\W\d_]{1,6}?)\1{11,}")  # within a word
MOST = 0.045  # different words per byte of a text that may compress so well: each costs two bytes or more
LONG = 800  # bytes from which compression says something


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopFilter:
    """A unit of words that stands `times` times in a row, a sentence that comes `again` times, a text that hardly
    has content.

    Tables whose lines differ in their numbers are no loops.
    """

    times: int = 4
    again: int = 5
    version: str = "4"
    roles = messages.WRITTEN | messages.QUESTION

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        found = next(self._found(read), None)
        return (
            []
            if found is None or _asked(read, *found[:2])
            else [read.finding("loop", found[0], found[1], score=found[2])]
        )

    def _found(self, read: Reading) -> Iterator[tuple[int, int, float]]:
        yield from _sentences(read, self.times, self.again)
        yield from _units(read, self.times)
        if any(len(word) >= SPAN and STUTTER.search(word) for word in read.words):
            yield from ((match.start(), match.end(), 12.0) for match in STUTTER.finditer(read.prose))
        yield from _compressed(read)


def _sentences(read: Reading, times: int, again: int) -> Iterator[tuple[int, int, float]]:
    said = list(map(" ".join, read.chunks))
    if len(said) - len(set(said)) < times - 1:
        return
    for text, count in Counter(said).most_common(3):
        if count < times or len(text) < 8 or not LETTERED.search(text):
            break
        if count >= again and (len(text.split()) >= 3 or not text.isascii()):
            places = [one for one, words in zip(read.sentences, said, strict=True) if words == text]
            yield places[0].start, places[-1].end, float(count)


def _units(read: Reading, times: int) -> Iterator[tuple[int, int, float]]:
    """The first unit of one to UNIT words that stands several times in a row.

    Every word of such a unit is frequent, so only runs of frequent words are looked at.
    """
    words = read.uncoded.lower().split()
    counts = Counter(words)
    frequent = {word for word, count in counts.items() if count >= times}
    marks = bytes(map(frequent.__contains__, words))
    for run in re.finditer(rb"\x01{%d,}" % max(1, min(times + 2, 2 * times)), marks):
        found = _unit(words[: run.end()], run.start(), times)
        if found is not None:
            place, size, count = found
            tokens = list(TOKEN.finditer(read.uncoded))
            end = min(place - size + count * size, len(tokens)) - 1
            yield tokens[place - size].start(), tokens[end].end(), float(count)
            return


def _unit(words: list[str], start: int, times: int) -> tuple[int, int, int] | None:
    """Where the second of several equal units begins, their size in words, and how many there are."""
    last: dict[str, int] = {}
    run = 0, 0, 0  # of repetitions under way: size of the unit, first place, end
    for place in range(start, len(words)):
        word = words[place]
        before = last.get(word)
        last[word] = place
        if before is None or (size := place - before) > UNIT or place + size > len(words):
            continue
        if words[place - 1] != words[place + size - 1]:  # the last words of both units
            continue
        if size == run[0] and run[1] + size < place < run[2]:  # every turn of this unit was looked at
            continue
        if words[before:place] != words[place : place + size]:
            continue
        count = _repeats(words, before, size)
        if size != run[0] or place >= run[2]:
            run = size, place, before + count * size
        ended = words[place - 1].endswith((".", "!", "?"))
        enough = times if size > 3 or (size > 1 and ended) else times + 2
        if count >= enough and _told(words[before:place], count):
            return place, size, count
    return None


def _told(unit: list[str], count: int) -> bool:
    """Whether a unit that returns so often is language, or a number or an equation that returns too often."""
    return (
        _worded(unit)
        or (count >= CHAINED and _worded(unit, half=True))
        or (len(unit) == 1 and count >= ALONE and len(unit[0]) > 1 and unit[0].isdigit())
        or (count >= CHAINED and "=" in unit)
    )


def _repeats(words: list[str], start: int, size: int) -> int:
    unit, place = words[start : start + size], start + size
    while words[place : place + size] == unit:
        place += size
    return (place - start) // size


def _worded(unit: list[str], *, half: bool = False) -> bool:
    """Whether most of a unit, or `half` of it, is language: a row of numbers or of signs may repeat."""
    return sum(bool(LETTERED.search(word)) for word in unit) * 2 >= len(unit) + (not half)


def _compressed(read: Reading) -> Iterator[tuple[int, int, float]]:
    data = read.prose.encode("utf-8", "replace")
    if len(data) < LONG:
        return
    parts = data.split()
    if len(set(parts)) > len(data) * MOST:
        return
    words = b" ".join(parts)
    if len(words) >= LONG and (share := len(zlib.compress(words, 6)) / len(words)) < PACKED:
        yield 0, min(len(read.text), 160), round(share, 3)


def _asked(read: Reading, start: int, end: int) -> bool:
    """Whether the repeated text stands in the problem, which may ask for a repetition."""
    head = " ".join(read.text[start : min(end, start + 40)].lower().split())
    return len(head) > 3 and head in " ".join(read.low_prompt.split())
