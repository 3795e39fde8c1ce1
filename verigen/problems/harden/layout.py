"""The layout of a text: what each line holds, and how lines are read into fields and written back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class LineCount:
    """A number that counts something: the `index`-th value that a layout reads, plus `plus`."""

    index: int
    plus: int = 0

    def of(self, values: Sequence[int]) -> int:
        return values[self.index] + self.plus


@dataclass(frozen=True, slots=True)
class Row:
    """How one line is read: fixed places, an array, an array that begins with its length, a word or any text.

    `whole` tells for each place whether it holds a number (one flag if the width is not fixed); `count` says
    how many values an array has, or how many letters a word has.
    """

    kind: str
    whole: tuple[bool, ...] = ()
    count: LineCount | None = None

    def read(self, line: str, counts: Sequence[int]) -> Any:
        """The field of a line. Raises ValueError if the line is of another kind."""
        if self.kind == "text":
            return line
        tokens = line.split(" ") if line else []
        if self.kind == "word":
            if self.count is None or len(line) != self.count.of(counts) or " " in line:
                raise ValueError("a word of another length than its count")
            return line
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
class FieldLine:
    """A line that is one field."""

    row: Row


@dataclass(frozen=True, slots=True)
class LineBlock:
    """As many lines of one kind as a count says, or all remaining lines; one field, a list."""

    row: Row
    count: LineCount | None


@dataclass(frozen=True, slots=True)
class Cases:
    """As many cases as a count says, each of `size` lines; one field, a list of the cases' fields."""

    layout: Layout
    size: int
    count: LineCount


Part = Head | FieldLine | LineBlock | Cases


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text, in order."""

    parts: tuple[Part, ...]

    def read(self, text: str) -> list[Any]:
        """The fields of a text. Raises ValueError if the text has another layout."""
        fields, rest = _read(self, lines_of(text))
        if rest:
            raise ValueError("lines are left over")
        return fields

    def render(self, fields: Sequence[Any]) -> str | None:
        """The text of these fields; None if it would not be read back as the same fields.

        That happens if two fields disagree on a count, or if one is empty.
        """
        lines = _render(self, fields)
        text = None if lines is None else "".join(f"{line}\n" for line in lines)
        try:
            return text if text is None or self.read(text) == list(fields) else None
        except ValueError:
            return None


def lines_of(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _read(layout: Layout, lines: list[str]) -> tuple[list[Any], list[str]]:
    fields: list[Any] = []
    counts: list[int] = []
    for part in layout.parts:
        if isinstance(part, LineBlock | Cases):
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
        if isinstance(part, FieldLine):
            fields.append(read)
            continue
        for value, counted in zip(read if isinstance(read, list) else [read], part.counts, strict=True):
            counts.append(value if isinstance(value, int) else -1)
            if not counted:
                fields.append(value)
    return fields, lines


def _repeated(part: LineBlock | Cases, lines: list[str], counts: Sequence[int]) -> list[Any]:
    if isinstance(part, LineBlock):
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
        elif isinstance(part, FieldLine):
            lines.append(part.row.render(left.pop(0)))
        elif isinstance(part, LineBlock):
            lines += [part.row.render(item) for item in left.pop(0)]
        else:
            cases = [_render(part.layout, case) for case in left.pop(0)]
            if any(case is None or len(case) != part.size for case in cases):
                return None
            lines += [line for case in cases for line in case or []]
    return lines


def _sizes(layout: Layout, fields: Sequence[Any]) -> dict[int, int] | None:
    """The required value of each count; None if two parts require different ones."""
    sizes: dict[int, int] = {}
    left = list(fields)
    for part in layout.parts:
        if isinstance(part, Head):
            del left[: part.counts.count(False)]
            continue
        field = left.pop(0)
        wanted = [(part.count, len(field))] if isinstance(part, LineBlock | Cases) else []
        if isinstance(part, FieldLine) and part.row.count:
            wanted.append((part.row.count, len(field)))
        if isinstance(part, LineBlock) and part.row.count:
            wanted += [(part.row.count, len(item)) for item in field]
        for count, size in wanted:
            if count and sizes.setdefault(count.index, size - count.plus) != size - count.plus:
                return None
    return sizes


def marked(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, with those numbers marked as counts that count something."""
    used = {part.count.index for part in parts if isinstance(part, LineBlock | Cases) and part.count}
    used |= {
        part.row.count.index for part in parts if isinstance(part, FieldLine | LineBlock) and part.row.count
    }
    found: list[Part] = []
    seen = 0
    for part in parts:
        if isinstance(part, Head):
            flags = tuple(seen + place in used for place in range(len(part.counts)))
            seen += len(flags)
            found.append(Head(part.row, flags))
        else:
            found.append(part)
    return tuple(found)
