"""Joins streamed rows into components: same lineage, same text, or near-identical with numbers and names masked."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core.text.shape import shape
from verigen.dataset.decontaminate.likes import Likes
from verigen.dataset.splits.components import Components

if TYPE_CHECKING:
    from verigen.dataset.decontaminate.subject import Subject

Kind = Literal["lineage", "exact", "masked"]


class Link(NamedTuple):
    """Why a row belongs with an earlier one; `score` is 1 except for masked texts."""

    row: int
    earlier: int
    kind: Kind
    score: float


class Links:
    """Links each row with earlier rows only, so that later rows never undo a join.

    Texts are not kept: a row of 45 words takes about 3 kB.
    """

    def __init__(self, known: Likes | None = None) -> None:
        """`known` indexes the texts of all rows that will be added; common phrases are then judged on all of them."""
        self.components = Components()
        self._descend: dict[int, int] = {}
        self._roots: dict[int, list[int]] = {}
        self._texts: dict[int, int] = {}
        self._known = known is not None
        self._likes = known or Likes()
        # The first row of each shape; later rows of the shape are in the same component.
        self._first: dict[int, int] = {}

    def add(self, subject: Subject) -> list[Link]:
        """Number the row, join it to its relatives, and return the links."""
        row = self.components.add()
        return [
            link
            for link in (*self._lineage(row, subject), *self._text(row, subject))
            if link.earlier != row and (self.components.join(row, link.earlier) or link.kind != "lineage")
        ]

    def _lineage(self, row: int, subject: Subject) -> Iterator[Link]:
        """Links by lineage; two originals with the same id are no relatives, because sets number their rows alike."""
        for name in sorted(subject.ancestors):
            key = _key(name)
            there = [self._descend[key]] if key in self._descend else []
            if subject.original:
                self._roots.setdefault(key, []).append(row)
            else:
                there += self._roots.get(key, [])
                self._descend.setdefault(key, row)
            for earlier in there:
                yield Link(row, earlier, "lineage", 1.0)

    def _text(self, row: int, subject: Subject) -> Iterator[Link]:
        earlier = self._texts.setdefault(_key(subject.plain), row)
        if earlier != row:
            yield Link(row, earlier, "exact", 1.0)
            return
        one = shape(subject.prompt)
        found = list(self._likes.like(one)) if self._known else self._likes.take(one)
        for number, likeness in found:
            if number in self._first:
                yield Link(row, self._first[number], "masked", likeness)
        self._first.setdefault(self._likes.number(one), row)


def _key(text: str) -> int:
    """64 bits that are the same in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
