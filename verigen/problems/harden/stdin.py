"""Learns the layout of what programs read on standard input: which line holds what, and which number counts what.

A layout reads each given text into fields and writes fields back. A count is no field: it is written from what it
counts, so that a drawn input never says 3 and brings 4. Texts that no layout explains have none: then nothing is
drawn for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# A layout is found by trying; texts that allow very many are given up.
MOST_TRIES = 2000
MOST_FIELDS = 8
MOST_PARTS, MOST_BLOCKS = 6, 2
# A tree of n nodes has n - 1 lines; with few texts that is also an easy accident, so it is tried last.
OFFSETS = ((0,), (0, -1, 1))


@dataclass(frozen=True, slots=True)
class Count:
    """A number that says how much of something comes: the `index`-th value that a layout reads, and `plus`."""

    index: int
    plus: int = 0

    def of(self, values: Sequence[int]) -> int:
        return values[self.index] + self.plus


@dataclass(frozen=True, slots=True)
class Row:
    """How one line is read: `width` tokens, or as many as a count says, as its first token says, or any number.

    `whole` tells for each place whether a number stands there (one flag where the width is not fixed).
    """

    kind: str
    whole: tuple[bool, ...] = ()
    count: Count | None = None

    def read(self, line: str, counts: Sequence[int]) -> Any:
        """The field of a line. Raises ValueError where the line is of another kind."""
        if self.kind == "text":
            return line
        tokens = line.split(" ") if line else []
        if self.kind == "counted":
            return _values(tokens[1:] if tokens[:1] == [str(len(tokens) - 1)] else None, self.whole)
        if self.kind == "fixed":
            values = _values(tokens if len(tokens) == len(self.whole) else None, self.whole)
            return values[0] if len(values) == 1 else values
        if self.count and len(tokens) != self.count.of(counts):
            raise ValueError("another number of values than its count")
        return _values(tokens, self.whole)

    def render(self, value: Any) -> str:
        if self.kind == "text":
            return str(value)
        items = value if isinstance(value, list) else [value]
        return " ".join(map(str, [len(items), *items] if self.kind == "counted" else items))


def _values(tokens: list[str] | None, whole: tuple[bool, ...]) -> list[Any]:
    if tokens is None:
        raise ValueError("another number of values")
    flags = whole if len(whole) == len(tokens) else whole[:1] * len(tokens)
    if any(flag and not WHOLE.fullmatch(token) for token, flag in zip(tokens, flags, strict=True)):
        raise ValueError("no whole number")
    return [int(token) if flag else token for token, flag in zip(tokens, flags, strict=True)]


@dataclass(frozen=True, slots=True)
class Head:
    """A line of single values, each a field or a count (`counts` has a flag for each of its places)."""

    row: Row
    counts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is one field."""

    row: Row


@dataclass(frozen=True, slots=True)
class Block:
    """As many lines of one kind as a count says, or all that are left; one field, a list."""

    row: Row
    count: Count | None


@dataclass(frozen=True, slots=True)
class Cases:
    """As many cases as a count says, `size` lines each; one field, a list of the cases' fields."""

    layout: Layout
    size: int
    count: Count


Part = Head | Line | Block | Cases


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text, in their order."""

    parts: tuple[Part, ...]

    def read(self, text: str) -> list[Any]:
        """The fields. Raises ValueError where the text is laid out in another way."""
        fields, rest = _read(self, _lines(text))
        if rest:
            raise ValueError("lines are left over")
        return fields

    def render(self, fields: Sequence[Any]) -> str | None:
        """The text of these fields; None where two of them disagree on a count."""
        lines = _render(self, fields)
        return None if lines is None else "".join(f"{line}\n" for line in lines)


def learn(texts: Sequence[str]) -> Layout | None:
    """The layout of all these texts: the first, from the tightest on, that reads each and writes it back."""
    documents = [_lines(text) for text in texts]
    if not documents or any(not lines for lines in documents):
        return None
    for offsets in OFFSETS:
        for parts in Search(offsets).layouts(documents, []):
            layout = Layout(_used(parts))
            if _settled(layout) and all(_returns(layout, text) for text in texts):
                return layout
    return None


def _returns(layout: Layout, text: str) -> bool:
    return layout.render(layout.read(text)) == "".join(f"{line}\n" for line in _lines(text))


def _settled(layout: Layout) -> bool:
    """Whether no number is left that may count lines or values of an unknown number, and none counts twice over."""
    blocks = [part.count for part in layout.parts if isinstance(part, Block | Cases) and part.count]
    indices = [count.index for count in blocks]
    if len(layout.parts) > MOST_PARTS or any(indices.count(index) > MOST_BLOCKS for index in indices):
        return False
    if len({count.index for count in blocks}) < len(set(blocks)):
        return False
    open_ = [
        part
        for part in layout.parts
        if (isinstance(part, Block) and part.count is None)
        or (isinstance(part, Line) and part.row.kind == "array" and part.row.count is None)
    ]
    free = [
        part
        for part in layout.parts
        if isinstance(part, Head) and not all(part.counts) and any(part.row.whole)
    ]
    return not (open_ and free)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _read(layout: Layout, lines: list[str]) -> tuple[list[Any], list[str]]:
    fields: list[Any] = []
    counts: list[int] = []
    for part in layout.parts:
        if isinstance(part, Block | Cases):
            size = part.size if isinstance(part, Cases) else 1
            taken = len(lines) if part.count is None else part.count.of(counts) * size
            if not 0 <= taken <= len(lines):
                raise ValueError("fewer lines than their count")
            fields.append(_repeated(part, lines[:taken], counts))
            lines = lines[taken:]
            continue
        if not lines:
            raise ValueError("a line is missing")
        read = part.row.read(lines[0], counts)
        lines = lines[1:]
        if isinstance(part, Line):
            fields.append(read)
            continue
        for value, counted in zip(read if isinstance(read, list) else [read], part.counts, strict=True):
            counts.append(value if isinstance(value, int) else -1)
            if not counted:
                fields.append(value)
    return fields, lines


def _repeated(part: Block | Cases, lines: list[str], counts: Sequence[int]) -> list[Any]:
    if isinstance(part, Block):
        return [part.row.read(line, counts) for line in lines]
    return [
        part.layout.read("".join(f"{line}\n" for line in lines[start : start + part.size]))
        for start in range(0, len(lines), part.size)
    ]


def _render(layout: Layout, fields: Sequence[Any]) -> list[str] | None:
    sizes = _sizes(layout, fields)
    if sizes is None:
        return None
    left, lines, seen = list(fields), [], 0
    for part in layout.parts:
        if isinstance(part, Head):
            values = []
            for counted in part.counts:
                values.append(sizes.get(seen, 0) if counted else left.pop(0))
                seen += 1
            lines.append(part.row.render(values))
        elif isinstance(part, Line):
            lines.append(part.row.render(left.pop(0)))
        elif isinstance(part, Block):
            lines += [part.row.render(item) for item in left.pop(0)]
        else:
            cases = [_render(part.layout, case) for case in left.pop(0)]
            if any(case is None or len(case) != part.size for case in cases):
                return None
            lines += [line for case in cases for line in case or []]
    return lines


def _sizes(layout: Layout, fields: Sequence[Any]) -> dict[int, int] | None:
    """What each count must be; None where two parts want it different."""
    sizes: dict[int, int] = {}
    left = list(fields)
    for part in layout.parts:
        if isinstance(part, Head):
            del left[: part.counts.count(False)]
            continue
        field = left.pop(0)
        wanted = [(part.count, len(field))] if isinstance(part, Block | Cases) else []
        if isinstance(part, Line) and part.row.count:
            wanted.append((part.row.count, len(field)))
        if isinstance(part, Block) and part.row.count:
            wanted += [(part.row.count, len(item)) for item in field]
        for count, size in wanted:
            if count and sizes.setdefault(count.index, size - count.plus) != size - count.plus:
                return None
    return sizes


def _used(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, with those numbers marked as counts that count something."""
    used = {part.count.index for part in parts if isinstance(part, Block | Cases) and part.count}
    used |= {part.row.count.index for part in parts if isinstance(part, Line | Block) and part.row.count}
    marked: list[Part] = []
    seen = 0
    for part in parts:
        if isinstance(part, Head):
            flags = tuple(seen + place in used for place in range(len(part.counts)))
            seen += len(flags)
            marked.append(Head(part.row, flags))
        else:
            marked.append(part)
    return tuple(marked)


class Search:
    """Tries layouts from the tightest on: counts before free lengths, numbers before text."""

    def __init__(self, offsets: Sequence[int]) -> None:
        self._offsets = offsets
        self._tries = MOST_TRIES

    def layouts(self, documents: list[list[str]], counts: list[list[int]]) -> Iterator[tuple[Part, ...]]:
        """Ways to read all documents to their ends; `counts` holds each number read so far, one value a document."""
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
            yield from ((Block(row, None),) for row in _rows(documents, counts))

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
                    yield (Block(row, Count(index, plus)), *after)

    def _cases(self, documents: list[list[str]], index: int, values: list[int]) -> Iterator[tuple[Part, ...]]:
        sizes = {len(lines) / value for lines, value in zip(documents, values, strict=True) if value}
        if len(sizes) != 1 or (size := int(next(iter(sizes)))) != next(iter(sizes)) or size < 2:
            return
        cases = [lines[start : start + size] for lines in documents for start in range(0, len(lines), size)]
        for parts in self.layouts(cases, []):
            yield (Cases(Layout(_used(parts)), size, Count(index)),)

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
                    yield (Line(row), *after)


def _rows(
    groups: list[list[str]], counts: list[list[int]], *, single: bool = False, alone: bool = False
) -> Iterator[Row]:
    """The kinds of row that all these lines may be; one group of lines a document.

    Under `single` it is one line each, under `alone` the last one. Lines of any length, and of any text with numbers,
    are taken only there: elsewhere their numbers may count what follows.
    """
    lines = [line for group in groups for line in group]
    if not lines:
        return
    if all(line == " ".join(line.split()) for line in lines):
        tokens = [line.split(" ") if line else [] for line in lines]
        widths = {len(each) for each in tokens}
        numbers = all(WHOLE.fullmatch(token) for each in tokens for token in each)
        for index, values in enumerate(counts):
            right = all(
                (len(line.split(" ")) if line else 0) == value
                for group, value in zip(groups, values, strict=True)
                for line in group
            )
            if right and any(values):
                yield Row("array", (numbers,), Count(index))
        if not single and len(widths) > 1 and all(each[:1] == [str(len(each) - 1)] for each in tokens):
            yield Row("counted", (numbers,))
        if len(widths) == 1 and 0 < max(widths) <= MOST_FIELDS:
            columns = zip(*tokens, strict=True)
            yield Row("fixed", tuple(all(WHOLE.fullmatch(token) for token in column) for column in columns))
        if alone and not counts and numbers and len(widths) > 1:
            yield Row("array", (True,))
    if (alone and not counts) or not any(WHOLE.fullmatch(token) for line in lines for token in line.split()):
        yield Row("text")
