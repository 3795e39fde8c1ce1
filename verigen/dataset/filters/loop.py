"""Finds text that goes round in circles: repeated sentences, lines, words, and text that compresses too well."""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import messages, reading, screen

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
ASKED = 100  # characters of a repeated word of the problem, which may ask for it
CLEAR = 10  # times that even two words do not come again
COUNTED = 12  # sentences that differ in a counter alone
SEVERAL = 6  # sentences that were said before
SENTENCE = 8  # words of a long sentence
SPOKEN = 24  # words of sentences that return
LINES = 20  # equal lines of a program
SIGNS = 200  # signs in a row that may be a rule, a picture or a matrix
RULER = frozenset("*#01.-|+=_~ 23456789")
DIGITS = re.compile(r"\d+")
NUMBERED = re.compile(r"\W*\d*\W*")  # of a list
LENGTHY = screen.watch(re.compile(r"\S{60,}"), "prose")
GLUED = re.compile(r"(.{1,6}?)\1{19,}")
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
        yield from _signs(read)
        if any(len(word) >= SPAN and STUTTER.search(word) for word in read.words):
            yield from (
                (match.start(), match.end(), 12.0)
                for match in STUTTER.finditer(read.prose)
                if set(match.group().lower()) != {"x"}  # what stands for something left out
            )
        yield from _compressed(read)


def _sentences(read: Reading, times: int, again: int) -> Iterator[tuple[int, int, float]]:
    said = list(map(" ".join, read.chunks))
    double = len(said) - len(set(said))
    if double >= times - 1:
        yield from _repeated(read, said, times, again)
    if double >= SEVERAL:
        yield from _round(read, said)
    if len(said) >= COUNTED and Counter(words[-1] for words in read.chunks).most_common(1)[0][1] >= COUNTED:
        yield from _numbered(read, said)


def _repeated(read: Reading, said: list[str], times: int, again: int) -> Iterator[tuple[int, int, float]]:
    """A sentence that comes again, unless each time behind something new, as the cases of a proof do."""
    for text, count in Counter(said).most_common(3):
        if count < times or len(text) < 8 or not LETTERED.search(text):
            break
        if count >= again and (len(text.split()) >= (2 if count >= CLEAR else 3) or not text.isascii()):
            places = [place for place, words in enumerate(said) if words == text]
            between = [words for words in said[places[0] : places[-1]] if not NUMBERED.fullmatch(words)]
            if len(set(between)) <= max(count - 1, len(between) // 2):
                yield _span(read, places, count)


def _round(read: Reading, said: list[str]) -> Iterator[tuple[int, int, float]]:
    """Few sentences in ever new order, or a paragraph of several sentences that stands there three times."""
    counts = {
        text: count
        for text, count in Counter(said).items()
        if count >= 2 and LETTERED.search(text) and not any(map(str.isdigit, text))
    }
    long = [text for text, count in counts.items() if count >= 3 and len(text.split()) >= SENTENCE]
    words = sum(count * len(text.split()) for text, count in counts.items())
    places = [place for place, text in enumerate(said) if text in counts]
    dense = (
        len(places) * 5 >= len(counts) * 11
        and max(counts.values(), default=0) >= 3
        and (places[-1] - places[0] + 1) * 4 <= len(places) * 5
    )
    if len(long) >= 3 or (dense and len(places) >= SEVERAL + 4 and words >= SPOKEN):
        yield _span(read, places, max(counts.values()))


def _numbered(read: Reading, said: list[str]) -> Iterator[tuple[int, int, float]]:
    """One sentence again and again, in which only a counter changes."""
    forms = [DIGITS.sub("#", text) for text in said]
    form, count = Counter(forms).most_common(1)[0]
    places = [place for place, one in enumerate(forms) if one == form]
    if count >= COUNTED and form.count("#") == 1 and len(form.split()) >= 4 and LETTERED.search(form):
        numbers = [int(DIGITS.findall(said[place])[0]) for place in places]
        if all(b - a == 1 for a, b in itertools.pairwise(numbers)):
            yield _span(read, places, count)


def _span(read: Reading, places: list[int], count: int) -> tuple[int, int, float]:
    return read.sentences[places[0]].start, read.sentences[places[-1]].end, float(count)


def _signs(read: Reading) -> Iterator[tuple[int, int, float]]:
    """A few characters that stand there again and again without a space, and a line of a program."""
    if LENGTHY.number not in read.impossible_prose:
        for found in LENGTHY.pattern.finditer(read.prose):
            if (match := GLUED.search(found.group())) and not set(match[1]) <= RULER:
                yield found.start() + match.start(), found.start() + match.end(), 20.0
    lines = read.text.split("\n")
    if len(lines) - len(set(lines)) >= LINES:
        place = 0
        for line, run in itertools.groupby(lines):
            count = len(list(run))
            if count > LINES and any(map(str.isalpha, line)):
                yield place, place + count * (len(line) + 1) - 1, float(count)
            place += count * (len(line) + 1)


def _units(read: Reading, times: int) -> Iterator[tuple[int, int, float]]:
    """The first unit of one to UNIT words that stands several times in a row.

    Every word of such a unit is frequent, so only runs of frequent words are looked at.
    """
    words = read.low_words if read.uncoded is read.text else read.uncoded.lower().split()
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
        or (len(unit) == 1 and count >= (SIGNS if set(unit[0]) <= RULER else 2 * ALONE))
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
    said = set(read.text[start:end].lower().split())
    if len(said) == 1 and end - start < ASKED and len(word := said.pop()) > 3 and word in read.low_prompt:
        return True
    head = " ".join(read.text[start : min(end, start + 40)].lower().split())
    return len(head) > 3 and head in " ".join(read.low_prompt.split())
