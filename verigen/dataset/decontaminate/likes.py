"""Finds among many texts those that are twins of one, without comparing all pairs."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import compress
from typing import TYPE_CHECKING

from verigen.core.text.shape import SHORT, Shape, alike, grams, telling

if TYPE_CHECKING:
    from collections.abc import Iterator

# A phrase of so many unlike texts says nothing of any: "give your answer as a common fraction". It finds no twins,
# and what only such phrases cover is left out of the comparison.
CROWDED = 20
# Texts of one phrase that are remembered: copies of a crowd's size need not all be met.
LISTED = 60
# Of a whole set that is small, so large a share is a crowd.
SHARE, FEW = 0.3, 3
# Texts so much alike count once for a phrase: a hundred mutants of one seed make no crowd.
COPY = 0.8
# Twins stand at the head of a list ranked by shared phrases; on GSM8K none below the fifth place was one.
CANDIDATES = 12
# No rule is met by texts that share fewer phrases than one in ten words: most are passed over at a glance.
GLANCE = 0.1
# Grams kept of a long text, the smallest hashes: enough to meet its twins, and memory stays bounded.
KEPT = 96
FRESH: list[int] = []
WHOLE = bytes([1] * SHORT)


class Likes:
    """Texts by the phrases they hold; what was found for a text never changes when texts are added later.

    About 3 kB a text of 45 words, whatever stands around it: texts themselves are not kept.
    """

    def __init__(self) -> None:
        self._shapes: list[Shape[int]] = []
        self._same: dict[bytes, int] = {}
        # How many unlike texts hold a phrase, then the numbers of texts that do; None once it is a crowd.
        self._phrases: dict[int, list[int] | None] = {}

    def take(self, one: Shape[int]) -> list[tuple[int, float]]:
        """Add a text; the texts before it that are its twins, with how alike they are."""
        found = list(self.like(one))
        key = one.tobytes()
        if key not in self._same:
            self._same[key] = len(self._shapes)
            self._shapes.append(one)
            self._file(one, copy=any(likeness >= COPY for _, likeness in found))
        return found

    def number(self, one: Shape[int]) -> int:
        """The number of a text that was added, counted from 0; texts of one shape share it."""
        return self._same[one.tobytes()]

    def _file(self, one: Shape[int], *, copy: bool) -> None:
        number = self._same[one.tobytes()]
        for gram in _sketch(one):
            there = self._phrases.setdefault(gram, [0])
            if there is None:
                continue
            there[0] += not copy
            if len(there) <= LISTED:
                there.append(number)
            if there[0] > CROWDED:
                self._phrases[gram] = None

    def settle(self) -> None:
        """Judge the crowds of a set to which nothing more is added by its size."""
        crowd = min(CROWDED, max(FEW, SHARE * len(self._shapes)))
        for gram, there in self._phrases.items():
            if there is not None and there[0] > crowd:
                self._phrases[gram] = None

    def like(self, one: Shape[int]) -> Iterator[tuple[int, float]]:
        """Numbers of its twins with how alike they are; best candidates first."""
        if not telling(one):
            return
        same = self._same.get(one.tobytes())
        if same is not None:
            yield same, 1.0
        bare = self._bare(one)
        for number in self._candidates(one):
            if number != same and (likeness := alike(bare, self._bare(self._shapes[number]))):
                yield number, likeness

    def _candidates(self, one: Shape[int]) -> list[int]:
        listed = (self._phrases.get(gram) or FRESH for gram in _sketch(one))
        shared = Counter(number for there in listed for number in there[1:])
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        return [n for n, count in ranked if count >= GLANCE * min(len(one), len(self._shapes[n]), KEPT)]

    def _bare(self, one: Shape[int]) -> Shape[int]:
        """The text without what only crowded phrases cover."""
        kept = bytearray(len(one))
        for start in range(max(1, len(one) - SHORT + 1)):
            phrase = one[start : start + SHORT]
            if self._phrases.get(hash(tuple(phrase)), FRESH) is not None:
                kept[start : start + SHORT] = WHOLE[: len(phrase)]
        return array("I", compress(one, kept))


def _sketch(one: Shape[int]) -> set[int]:
    found = grams(one, SHORT)
    return found if len(found) <= KEPT else set(sorted(found)[:KEPT])
