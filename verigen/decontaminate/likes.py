"""Finds among many texts those that are twins of one, without comparing all pairs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verigen.decontaminate.shape import LEAST, SHORT, Shape, alike, grams, telling

if TYPE_CHECKING:
    from collections.abc import Iterator

# A phrase in more texts than this leads nowhere: "how many # do @". It is dropped and not looked up again.
CROWDED = 150
# Twins stand at the head of a list ranked by shared phrases; on GSM8K none below the fifth place was one.
CANDIDATES = 12
# Grams kept of a long text, the smallest hashes: enough to meet its twins, and memory stays bounded.
KEPT = 96


class Likes:
    """Texts by the phrases they hold; what is found for a text never changes when texts are added later.

    About 4 kB a text of 45 words, whatever stands around it: texts themselves are not kept.
    """

    def __init__(self) -> None:
        self._shapes: list[Shape[int]] = []
        self._same: dict[bytes, int] = {}
        self._phrases: dict[int, list[int] | None] = {}

    def add(self, one: Shape[int]) -> int:
        """The number of the text, counted from 0; a text of the same shape as an earlier one shares its number."""
        key = one.tobytes()
        if key not in self._same:
            self._same[key] = number = len(self._shapes)
            self._shapes.append(one)
            for gram in self._sketch(one):
                self._file(gram, number)
        return self._same[key]

    def _file(self, gram: int, number: int) -> None:
        there = self._phrases.setdefault(gram, [])
        if there is not None:
            there.append(number)
            if len(there) > CROWDED:
                self._phrases[gram] = None

    def like(self, one: Shape[int]) -> Iterator[tuple[int, float]]:
        """Numbers of its twins with how alike they are; best candidates first."""
        if telling(one) < LEAST:
            return
        shared = Counter(n for gram in self._sketch(one) for n in self._phrases.get(gram) or ())
        same = self._same.get(one.tobytes())
        if same is not None:
            yield same, 1.0
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        for number, _ in ranked[:CANDIDATES]:
            if number != same and (likeness := alike(one, self._shapes[number])):
                yield number, likeness

    @staticmethod
    def _sketch(one: Shape[int]) -> set[int]:
        found = grams(one, SHORT)
        return found if len(found) <= KEPT else set(sorted(found)[:KEPT])
