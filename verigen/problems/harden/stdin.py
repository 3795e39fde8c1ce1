"""Learns the layout of programs' standard input: what each line holds, and which number counts what.

A layout reads each given text into fields and writes fields back. A count is not a field: it is computed from
what it counts, so that a drawn input never announces 3 lines and has 4. No input is drawn for texts that no
layout explains.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from verigen.problems.harden.layout import (
    WHOLE,
    Cases,
    FieldLine,
    Head,
    Layout,
    LineBlock,
    LineCount,
    Row,
    lines_of,
    marked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.problems.harden.layout import Part

# Layouts are found by trial; the search stops after this many tries.
MOST_TRIES = 2000
MOST_FIELDS = 8
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# Lines with formulas may refer to one another: none can be left out or moved.
FORMULA = re.compile(r"[A-Za-z_]\w*\s*[=+*/<>^]|[=+*/<>^]\s*[A-Za-z_]")
MOST_PARTS, MOST_BLOCKS = 6, 2
# A tree of n nodes has n - 1 lines; with few texts that often happens by chance, so it is tried last.
OFFSETS = ((0,), (0, -1, 1))


def learn(texts: Sequence[str]) -> Layout | None:
    """The layout of all these texts: the tightest one that reads each and writes it back, or None."""
    documents = [lines_of(text) for text in texts]
    if not documents or any(not lines for lines in documents):
        return None
    if any(len(lines) > 1 and any(map(FORMULA.search, lines)) for lines in documents):
        return None
    for offsets in OFFSETS:
        for parts in Search(offsets).layouts(documents, []):
            layout = Layout(marked(parts))
            if _settled(layout) and all(_returns(layout, text) for text in texts):
                return layout
    return None


def _returns(layout: Layout, text: str) -> bool:
    return layout.render(layout.read(text)) == "".join(f"{line}\n" for line in lines_of(text))


def _settled(layout: Layout) -> bool:
    """Whether the layout is plausible.

    No number may count too many blocks, and none may be left over that can count the lines or values of a
    part of free length.
    """
    blocks = [part.count for part in layout.parts if isinstance(part, LineBlock | Cases) and part.count]
    indices = [count.index for count in blocks]
    if len(layout.parts) > MOST_PARTS or any(indices.count(index) > MOST_BLOCKS for index in indices):
        return False
    # One less than a number is often chance: such a count must cover all remaining lines.
    if any(count.plus for count in blocks) and (
        len(blocks) > 1 or not isinstance(layout.parts[-1], LineBlock)
    ):
        return False
    first = layout.parts[0]
    if blocks and not (isinstance(first, Head) and any(first.counts)):
        return False
    open_ = [
        part
        for part in layout.parts
        if (isinstance(part, LineBlock) and part.count is None)
        or (isinstance(part, FieldLine) and part.row.kind == "array" and part.row.count is None)
    ]
    free = [
        part
        for part in layout.parts
        if isinstance(part, Head) and not all(part.counts) and any(part.row.whole)
    ]
    return not (open_ and free)


class Search:
    """Tries layouts, the tightest first: counts before free lengths, numbers before text."""

    def __init__(self, offsets: Sequence[int]) -> None:
        self._offsets = offsets
        self._tries = MOST_TRIES

    def layouts(self, documents: list[list[str]], counts: list[list[int]]) -> Iterator[tuple[Part, ...]]:
        """Ways to read all documents to their ends.

        `counts` holds each number read so far, with one value per document.
        """
        self._tries -= 1
        if self._tries < 0:
            return
        if not any(documents):
            yield ()
            return
        yield from self._repeated(documents, counts)
        if all(documents):
            yield from self._lines(documents, counts)
        if len({len(lines) for lines in documents}) > 1:
            yield from ((LineBlock(row, None),) for row in _rows(documents, counts))

    def _repeated(self, documents: list[list[str]], counts: list[list[int]]) -> Iterator[tuple[Part, ...]]:
        left = [len(lines) for lines in documents]
        for index, plus in product(range(len(counts)), self._offsets):
            values = [value + plus for value in counts[index]]
            if not any(values) or any(
                not 0 <= value <= size for value, size in zip(values, left, strict=True)
            ):
                continue
            if not plus:
                yield from self._cases(documents, index, values)
            rest = [lines[value:] for lines, value in zip(documents, values, strict=True)]
            for row in _rows([lines[:value] for lines, value in zip(documents, values, strict=True)], counts):
                for after in self.layouts(rest, counts):
                    yield (LineBlock(row, LineCount(index, plus)), *after)

    def _cases(self, documents: list[list[str]], index: int, values: list[int]) -> Iterator[tuple[Part, ...]]:
        sizes = {len(lines) / value for lines, value in zip(documents, values, strict=True) if value}
        if len(sizes) != 1 or (size := int(next(iter(sizes)))) != next(iter(sizes)) or size < 2:
            return
        cases = [lines[start : start + size] for lines in documents for start in range(0, len(lines), size)]
        for parts in self.layouts(cases, []):
            yield (Cases(Layout(marked(parts)), size, LineCount(index)),)

    def _lines(self, documents: list[list[str]], counts: list[list[int]]) -> Iterator[tuple[Part, ...]]:
        first, rest = [lines[0] for lines in documents], [lines[1:] for lines in documents]
        alone = not any(rest)
        for row in _rows([[line] for line in first], counts, single=True, alone=alone):
            if row.kind == "fixed":
                tokens = [line.split(" ") for line in first]
                more = [
                    [int(line[place]) if flag else -1 for line in tokens]
                    for place, flag in enumerate(row.whole)
                ]
                for after in self.layouts(rest, [*counts, *more]):
                    yield (Head(row, (False,) * len(row.whole)), *after)
            else:
                for after in self.layouts(rest, counts):
                    yield (FieldLine(row), *after)


def _mixed(column: Sequence[str]) -> bool:
    """Whether some tokens are whole numbers and some are no numbers at all: one of them may count something."""
    whole = [WHOLE.fullmatch(token) is not None for token in column]
    return any(whole) and not all(NUMBER.fullmatch(token) for token in column)


def _rows(
    groups: list[list[str]], counts: list[list[int]], *, single: bool = False, alone: bool = False
) -> Iterator[Row]:
    """The kinds of row that fit all these lines; one group of lines per document.

    With `single` each group is one line, with `alone` it is the last one. Lines of any length, and lines of
    any text with numbers, are accepted only there: elsewhere their numbers may count what follows.
    """
    lines = [line for group in groups for line in group]
    if not lines:
        return
    tokens = [line.split() for line in lines]
    numbers = all(WHOLE.fullmatch(token) for each in tokens for token in each)
    plain = not any(WHOLE.fullmatch(token) for each in tokens for token in each)
    last = alone and not counts
    if all(line == " ".join(each) for line, each in zip(lines, tokens, strict=True)):
        widths = {len(each) for each in tokens}
        if numbers or plain:
            yield from _counted(groups, counts, numbers=numbers, words=plain and widths == {1})
        if not single and len(widths) > 1 and all(each[:1] == [str(len(each) - 1)] for each in tokens):
            yield Row("counted", (numbers,))
        if len(widths) == 1 and 0 < max(widths) <= MOST_FIELDS:
            yield from _fixed(tokens)
        if last and numbers and len(widths) > 1:
            yield Row("array", (True,))
    if last or plain:
        yield Row("text")


def _counted(
    groups: list[list[str]], counts: list[list[int]], *, numbers: bool, words: bool
) -> Iterator[Row]:
    """Arrays and words whose length is given by a number read before."""
    for index, values in enumerate(counts):
        paired = [(line, value) for group, value in zip(groups, values, strict=True) for line in group]
        if any(values) and all(len(line.split()) == value for line, value in paired):
            yield Row("array", (numbers,), LineCount(index))
        if words and all(len(line) == value for line, value in paired):
            yield Row("word", (False,), LineCount(index))


def _fixed(tokens: list[list[str]]) -> Iterator[Row]:
    columns = list(zip(*tokens, strict=True))
    if not any(map(_mixed, columns)):
        yield Row("fixed", tuple(all(map(WHOLE.fullmatch, column)) for column in columns))
