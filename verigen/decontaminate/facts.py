"""Finds texts that state the same numbers, to the same answer, in other words.

What two texts share is weighed by how rarely texts share it: a common 2 says little, a common 1,375 much. All is
counted in bits, so that numbers, answer and words add up; twins of GSM8K's test reach 40, strangers seldom 20.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import log2, sqrt
from typing import TYPE_CHECKING, NamedTuple

from verigen.decontaminate import numbers, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.decontaminate.subject import Subject

# Bits that texts of the very same words are worth; measured, so that paraphrases and strangers lie furthest apart.
WORDING = 40.0
ENOUGH = 27.0
# At least a third of the numbers of both texts together, and some words of their matter.
LEAST_NUMBERS, LEAST_WORDS = 0.34, 0.15
# What one expects before a text is seen: a small suite says little about how common a number or a word is.
PRIOR = 50
MOST_BITS = 10.0
COMMON = frozenset(
    words.stem(word)
    for word in (
        "a an the of to in and is are was were be been for on at by with from as that this these those it its his "
        "her their he she they if how many much more less than each every per there have has had do does did will "
        "would can what which who when then after before all total number time first last left other not no or "
        "but so only same new day week year hour minute dollar cost price find answer write function return given "
        "get give make take use need want buy sell pay"
    ).split()
)


class Facts(NamedTuple):
    """What a text states."""

    numbers: Counter[Fraction]
    answer: Fraction | str | None
    words: frozenset[str]


def facts(subject: Subject) -> Facts:
    return Facts(
        numbers.numbers(subject.prompt), _answer(subject.answer), frozenset(words.stems(subject.prompt))
    )


def _answer(text: str | None) -> Fraction | str | None:
    if text is None or not text.strip():
        return None
    value = numbers.number(text)
    return words.plain(text) if value is None else value


class Statements:
    """The texts of the suites, by the numbers and answers that they state."""

    def __init__(self, stated: Iterable[Facts]) -> None:
        self._stated = list(stated)
        self._by_number: dict[Fraction, list[int]] = defaultdict(list)
        self._by_answer: dict[Fraction | str, list[int]] = defaultdict(list)
        for index, one in enumerate(self._stated):
            for number in one.numbers:
                self._by_number[number].append(index)
            if one.answer is not None:
                self._by_answer[one.answer].append(index)
        self._spread = Counter(word for one in self._stated for word in one.words)
        self._lengths = [self._length(one.words) for one in self._stated]

    def like(self, one: Facts) -> Iterator[tuple[int, float]]:
        """Numbers of the texts with the same facts, with the bits that say so."""
        if not one.numbers:
            return
        length = self._length(one.words)
        for index in sorted(self._candidates(one)):
            other = self._stated[index]
            if _share(one.numbers, other.numbers) < LEAST_NUMBERS:
                continue
            cosine = self._cosine(one.words, length, index)
            bits = self._bits(one, other) + WORDING * cosine
            if cosine >= LEAST_WORDS and bits >= ENOUGH:
                yield index, bits

    def _candidates(self, one: Facts) -> set[int]:
        """Those with the same answer, and those with two numbers in common or one that is rare."""
        shared: Counter[int] = Counter()
        for number in one.numbers:
            weight = 2 if self._rarity(number) > 5 else 1
            for index in self._by_number.get(number, ()):
                shared[index] += weight
        same = self._by_answer.get(one.answer, ()) if one.answer is not None else ()
        return {index for index in same if index in shared} | {i for i, count in shared.items() if count > 1}

    def _bits(self, one: Facts, other: Facts) -> float:
        both = one.numbers & other.numbers
        bits = sum(self._rarity(number) * count for number, count in both.items())
        if one.answer is None or other.answer is None:
            return bits
        if one.answer == other.answer:
            return bits + self._rare(len(self._by_answer[other.answer]), _prior(other.answer))
        # A paraphrase keeps its answer: another one speaks as strongly against.
        return bits - MOST_BITS

    def _rarity(self, number: Fraction) -> float:
        return self._rare(len(self._by_number.get(number, ())), _prior(number))

    def _rare(self, count: int, prior: float) -> float:
        share = (count + PRIOR * 2.0**-prior) / (len(self._stated) + PRIOR)
        return min(MOST_BITS, -log2(share))

    def _weight(self, word: str) -> float:
        expected = PRIOR / 3 if word in COMMON else 0.5
        return log2((len(self._stated) + PRIOR) / (self._spread[word] + expected))

    def _length(self, found: frozenset[str]) -> float:
        return sqrt(sum(self._weight(word) ** 2 for word in found)) or 1.0

    def _cosine(self, found: frozenset[str], length: float, index: int) -> float:
        shared = sum(self._weight(word) ** 2 for word in found & self._stated[index].words)
        return shared / length / self._lengths[index]


def _share(one: Counter[Fraction], other: Counter[Fraction]) -> float:
    return (one & other).total() / max((one | other).total(), 1)


def _prior(value: Fraction | str) -> float:
    """Bits of a number before any text was seen: small ones are common, and so are round ones."""
    if isinstance(value, str):
        return MOST_BITS
    size, zeros = abs(value.numerator), 0
    while size >= 10 and size % 10 == 0:
        size, zeros = size // 10, zeros + 1
    return min(MOST_BITS, max(1.0, 1.5 * log2(max(size * value.denominator, 1))) + zeros)
