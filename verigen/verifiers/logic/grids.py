"""Reads a grid: lists in JSON, lines of cells with or without signs between them, tables, or matrices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.verifiers.logic import structures
from verigen.verifiers.logic.mentions import key
from verigen.verifiers.logic.reading import INCOMPLETE, NOTHING, AnswerReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.domains.logic.reference import LogicReference

_LABEL = re.compile(
    r"^[\s|]*(?:[-*•]\s+)?(?:(?:row|line|r)\s*_?\d{1,2}|\d{1,2}(?:st|nd|rd|th)\s+row)\s*(?:is\b|[:.)=|-])?\s*(?:->)?\s*:?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.):|]\s+")


def grid(text: str, reference: LogicReference) -> AnswerReading:
    """The last rows of the text that together have the grid's size."""
    tall, wide = len(reference.answer), len(reference.answer[0])
    symbols = {key(each): word for word, others in reference.choices.items() for each in (word, *others)}
    for value in reversed(structures.values(text)):
        if (rows := _listed(value, symbols, tall, wide)) is not None:
            return AnswerReading(rows)
    for texts in (_bracketed(text), _unbroken(text, symbols, tall, wide)):
        rows = _rows([_cells(each, symbols, wide) for each in texts], tall) if len(texts) >= tall else None
        if rows is not None:
            return AnswerReading(rows)
    whole = text if "/" in symbols else re.sub(r"\s+/\s+", "\n", text)
    lines = [_cells(line, symbols, wide) for line in whole.split("\n") if line.strip()]
    for end in range(len(lines), tall - 1, -1):
        rows = _rows(lines[:end], tall)
        if rows is not None:
            return AnswerReading(rows)
    return INCOMPLETE if sum(each is not None for each in lines) > 1 else NOTHING


def _bracketed(text: str) -> list[str]:
    """What stands in brackets, as in (1, 2), (2, 1)."""
    return re.findall(r"\(([^()\[\]\n]*)\)", text)


def _unbroken(text: str, symbols: dict[str, str], tall: int, wide: int) -> list[str]:
    """The rows of a grid that is one line of single signs; empty for any other text."""
    edge = '" ' if "." in symbols else '." '
    for line in reversed(text.split("\n")):
        bare = line.strip().strip(edge)
        if tall > 1 and len(bare) == tall * wide and all(key(sign) in symbols for sign in bare):
            return [bare[at : at + wide] for at in range(0, len(bare), wide)]
    return []


def _rows(lines: list[tuple[str, ...] | None], tall: int) -> tuple[tuple[str, ...], ...] | None:
    """The last rows, with lines that hold no row between them only if they are rules of a frame (an empty row)."""
    if lines[-1] is None or lines[-1] == ():
        return None
    found: list[tuple[str, ...]] = []
    for each in reversed(lines):
        if each is None:
            break
        if each:
            found.insert(0, each)
        if len(found) == tall:
            return tuple(found)
    return None


def _cells(line: str, symbols: dict[str, str], wide: int) -> tuple[str, ...] | None:
    """The cells of a line, () for a rule of a frame, None for anything else."""
    if re.fullmatch(r"[\s|+:=_-]*", line) and not {".", "-"} & symbols.keys() - {"-"}:
        return ()
    for bare in (line, _LABEL.sub("", line, count=1), _NUMBERED.sub("", line, count=1)):
        for cells in _split(bare, symbols):
            known = [symbols.get(key(cell)) for cell in cells]
            if len(known) == wide and all(known):
                return tuple(each for each in known if each)
    return () if re.fullmatch(r"[\s|+:=_-]*", line) else None


def _split(line: str, symbols: dict[str, str]) -> Iterator[list[str]]:
    """The ways to part a line into cells."""
    bare = line.strip().strip(",;.").strip() if "." not in symbols else line.strip().strip(",;").strip()
    bare = bare.strip("|[](){}").strip() if "|" in bare or bare[:1] in "[({" else bare
    yield [cell for cell in re.split(r"\s*[|,;]\s*|\s+", bare) if cell]
    yield list(bare.split("|"))
    yield list(re.sub(r"[\s|,]", "", bare))
    yield list(line.strip())
    yield [cell[:1] if cell[:1] in symbols else cell for cell in re.split(r"\s*\|\s*", bare)]


def _listed(value: Any, symbols: dict[str, str], tall: int, wide: int) -> tuple[tuple[str, ...], ...] | None:
    if isinstance(value, dict):
        if len(value) == tall and all(isinstance(each, list | str) for each in value.values()):
            return _listed(list(value.values()), symbols, tall, wide)
        return next((found for each in value.values() if (found := _listed(each, symbols, tall, wide))), None)
    if not isinstance(value, list) or len(value) != tall:
        return None
    rows = [_row(each, symbols, wide) for each in value]
    return tuple(each for each in rows if each) if all(rows) else None


def _row(value: Any, symbols: dict[str, str], wide: int) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return _cells(value, symbols, wide) or None
    if not isinstance(value, list) or len(value) != wide:
        return None
    known = [symbols.get(key(structures.told(each))) for each in value]
    return tuple(each for each in known if each) if all(known) else None
