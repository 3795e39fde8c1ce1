"""Finds text that says nothing: letters at random, words at random, wrongly decoded characters."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.dataset.filters import debris, grammar, letters, messages, reading, secret, tongues
from verigen.dataset.filters.sieve import Sieve
from verigen.dataset.filters.tongues import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading, Sentence

BROKEN = re.compile("\ufffd|[\ue000-\uf8ff]|[\x00-\x08\x0b\x0e-\x1f]")
HEAPED = re.compile(r"(?:[^\W\d_][\u0300-\u036f]+){4}")  # every letter has marks of its own
PAIRED = re.compile(
    r"[^\x00-\x7f]{2}|[\x80-\x9f\u0152\u0153\u00c2\u00c3]"
)  # without these nothing is mojibake
ENGLISH = WORDS["en"]
GLUE = frozenset(
    "the a an is are was were be been it we i you they he she to this that these those each its his her their our your my by for in on as so with at if then from "
    "can has have had not or there here what how will would should do does which who one two all no more".split()
)
TOKEN = re.compile(
    r"(?<!\S)[\"(\u201c\u2018]?([^\W\d_]{1,24}(?:['\u2019-][^\W\d_]{1,12})?)(?=[\s,.;:!?)\"\u201d]|$)"
)
CODE = re.compile(r"[()\[\]{}<>=_|\\']")
SOUP = re.compile(r"[A-Za-z]\d|\d[A-Za-z]|[;:,.'\"!?@#$%^&*~][A-Za-z0-9]")
SIGNS = re.compile(r"[^\w\s]")
CELL = re.compile(r"[a-z]{1,2}\d{1,3}\W?")
LITERAL = re.compile(r"\{\s*[\w'\"-]+\s*:")  # a mapping that a program prints
NOISY = 5  # chunks of a sentence without words that may be noise
LETTERS = 24  # fewer letters than these decide nothing
UNLIKELY, FOREIGN = 3.6, 6.0
COINED = 1.2  # twice the share of long words that are unknown
SMALL = 7  # words without capitals that are no words
MADE = 5  # words between English ones that are no words
MASHED = 5  # words of random letters in a row
SALAD = 11  # words from which the lack of grammar shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Gibberish:
    """Sentences of unlikely letters (trigrams of 24 languages), of words without grammar, mojibake, and strings that are no text.

    Code and maths are left out, and so is what stands in the problem.
    """

    unlikely: float = UNLIKELY
    version: str = "5"
    roles = messages.WRITTEN | messages.QUESTION

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        found = [*_decoded_wrongly(read), *debris.strings(read), *self._soup(read)]
        keys = secret.spans(read) if found else []  # a key is another filter's to find
        found = [each for each in found if all(each[1] <= start or end <= each[0] for start, end, _ in keys)]
        return [
            read.finding("gibberish", start, end, score=score, label=label)
            for start, end, score, label in found
        ]

    def _soup(self, read: Reading) -> Iterator[tuple[int, int, float, str]]:
        odd = {word for word in read.words - letters.english() if len(word) > 3}
        strange = RANDOM.caught(read.words)
        mixed = grammar.suspect(read)
        for sentence, chunks in zip(read.sentences, read.chunks, strict=True):
            if len(odd) >= MADE and _made_up(sentence, chunks, read, odd):
                yield sentence.start, sentence.end, 1.0, "coined"
            elif mixed and grammar.disordered(read.low[sentence.start : sentence.end].split()):
                yield sentence.start, sentence.end, 1.0, "words"
            elif _unsure(sentence, chunks, read, strange) and (found := self._judged(sentence, chunks, read)):
                yield sentence.start, sentence.end, *found

    def _judged(self, sentence: Sentence, chunks: list[str], read: Reading) -> tuple[float, str] | None:
        """The score and the label of a sentence that says nothing; None for others."""
        words = TOKEN.findall(sentence.text.lower())
        if sentence.text in read.prompt:
            return None
        if _mashed(words):
            return 1.0, "letters"
        if len(words) < 3 and len(chunks) > NOISY and _noise(_without_cells(chunks)):
            return 1.0, "signs"
        if _plain(words) or len(CODE.findall(sentence.text)) * 4 > len(words):
            return None
        if (likeness := _likeness(words)) and likeness.english < self.unlikely and likeness.any < FOREIGN:
            return round(likeness.english, 2), "letters"
        if _coined(sentence.text, words, read):
            return 1.0, "coined"
        if _salad(sentence, words, read):
            return 1.0, "words"
        return (1.0, "signs") if _noise(sentence.text) else None


def _mashed(words: list[str]) -> bool:
    """Whether several words in a row are letters at random, wherever they stand in a sentence."""
    longest = max((len(list(run)) for odd, run in itertools.groupby(words, _random) if odd), default=0)
    return longest >= MASHED


@lru_cache(maxsize=1 << 16)
def _random(word: str) -> bool:
    like = letters.word(word) if len(word) > 3 else None
    return like is not None and like.english < UNLIKELY and like.any < FOREIGN


RANDOM = Sieve(_random)


def _unsure(sentence: Sentence, chunks: list[str], read: Reading, strange: list[str]) -> bool:
    """Whether a quick look leaves it open that the sentence is gibberish. `strange`: words of letters at random."""
    low = sentence.text.lower()
    return not (read.latin and _glued(chunks)) or any(word in low for word in strange)


def _made_up(sentence: Sentence, chunks: list[str], read: Reading, unknown: set[str]) -> bool:
    """Whether nearly all long words between common English ones are no words; half of them if many are no names.

    `unknown`: the long words of the whole text that are not English.
    """
    if sum(chunk.strip(".,;:!?") in unknown for chunk in chunks) < MADE:
        return False
    long = [
        word
        for chunk in chunks
        if len(word := chunk.strip(".,;:!?")) > 3 and word.isascii() and word.isalpha()
    ]
    odd = [word for word in long if word not in letters.english() and word not in read.low_prompt]
    return (
        len(odd) >= MADE
        and (len(odd) * 4 >= len(long) * 3 or (2 * len(odd) >= len(long) and _small(odd, sentence) >= SMALL))
        and any(chunk in GLUE for chunk in chunks)
        and tongues.quick(" ".join(chunks)) in {None, "en"}
        and tongues.careful(" ".join(chunks), "en") is None
    )


def _small(odd: list[str], sentence: Sentence) -> int:
    """How many of these words are written without capitals."""
    written = {word.strip(".,;:!?") for word in sentence.text.split()}
    return sum(word in written for word in odd)


def _glued(chunks: list[str]) -> bool:
    """Whether a look at whole chunks shows that the sentence is plain."""
    common = sum(map(GLUE.__contains__, chunks)) * 5
    return (
        common >= len(chunks) or len(chunks) < 3 or common >= sum(not chunk[0].isdigit() for chunk in chunks)
    )


def _without_cells(chunks: list[str]) -> str:
    """The sentence without names of cells and variables, such as A1 or x12."""
    return " ".join(chunk for chunk in chunks if not CELL.fullmatch(chunk))


def _plain(words: list[str]) -> bool:
    """Whether the sentence is short, or has as many common English words as English has."""
    return len(words) < 3 or sum(word in GLUE for word in words) * 5 >= len(words)


def _coined(text: str, words: list[str], read: Reading) -> bool:
    """Whether most words are of no language: like English in their letters, but no English words."""
    long = [word for word in words if len(word) > 3 and word.isascii()]
    if len(long) < 7 or any(map(str.isdigit, text)):
        return False
    known = letters.english()
    strange = [
        word
        for word in long
        if word not in known and word.removesuffix("'s") not in known and word not in read.low_prompt
    ]
    if len(strange) * 2 < len(long) * COINED:
        return False
    return tongues.quick(text) in {None, "en"} and tongues.careful(text, "en") is None


def _likeness(words: list[str]) -> letters.Likeness | None:
    """The mean over the letters of words of three letters or more; None for too few."""
    counted = [
        (len(word), like) for word in words if len(word) > 2 and (like := letters.word(word.replace("-", "")))
    ]
    total = sum(size for size, _ in counted)
    if total < LETTERS:
        return None
    return letters.Likeness(
        sum(size * like.english for size, like in counted) / total,
        sum(size * like.any for size, like in counted) / total,
    )


def _salad(sentence: Sentence, words: list[str], read: Reading) -> bool:
    """Whether English words stand without grammar: hardly an article, verb or preposition, and words that return."""
    text = sentence.text
    if (
        len(words) < SALAD
        or any(map(str.isdigit, text))
        or SIGNS.search(text.rstrip(".!?"))
        or not text.isascii()
    ):
        return False
    glue = sum(word in GLUE for word in words) / len(words)
    counts = Counter(word for word in words if word not in GLUE)
    again = sum(count - 1 for count in counts.values()) / len(words)
    english = sum(word in ENGLISH for word in words) / len(words)
    likeness = _likeness(words)
    home = likeness is not None and likeness.english > UNLIKELY + 0.6
    twice = any(a == b and len(a) > 2 for a, b in itertools.pairwise(words))
    # a sentence of another language has hardly any English word; the language filter sees to it
    return (
        home
        and glue < 0.1
        and (english > 0 or twice or again > 0.15 or _known(words))
        and (again > 0.12 or twice or glue == 0)
        and not _lists(read, words)
    )


def _known(words: list[str]) -> bool:
    """Whether most of the words are English."""
    return sum(word in letters.english() for word in words) * 5 >= len(words) * 4


def _lists(read: Reading, words: list[str]) -> bool:
    return sum(word in read.low_prompt for word in words) * 2 > len(words)


def _noise(text: str) -> bool:
    """Whether letters, digits and signs are mixed as in no word, number or formula."""
    packed = "".join(text.split())
    if len(packed) < LETTERS or any(mark in text for mark in ("=", "\\", "://", "_", "|", "->", "\u2192")):
        return False
    if sum(map(text.count, "/([+")) > 1 or LITERAL.search(text):
        return False
    return len(SOUP.findall(text)) * 4 > len(packed) or (
        len(SIGNS.findall(text)) * 2 > len(packed) and len(set(packed)) > 8
    )


def _decoded_wrongly(read: Reading) -> Iterator[tuple[int, int, float, str]]:
    """Mojibake by ftfy's heuristics, replacement characters, control characters."""
    text = read.text
    if (match := BROKEN.search(text)) and match.group() not in read.prompt:
        yield *match.span(), 1.0, "characters"
    if not text.isascii() and (match := HEAPED.search(text)) and match.group() not in read.prompt:
        yield *match.span(), 1.0, "marks"
    if not text.isascii() and PAIRED.search(text):
        from ftfy.badness import BADNESS_RE

        found = [match for match in BADNESS_RE.finditer(text) if match.group() not in read.prompt]
        if len(found) >= 2:
            yield found[0].start(), found[-1].end(), float(len(found)), "mojibake"
