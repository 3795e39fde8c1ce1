"""Counts words, sentences, paragraphs and letters, with the lowest and the highest count that fair readers may come to.

A verdict that depends on how somebody counts ("don't" as one word or two, an abbreviation's full stop as an end or
none) is undecided. IFEval (Zhou et al. 2023, arXiv:2311.07911) counts every run of letters and digits as a word.
"""

# Signs of other scripts are data.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from verigen.domains.instruct.reference import InstructCheck

_END = re.compile(r"[.!?…]+[\"')\]»”’*_]*(?=\s|$)|[。！？]")
_SURE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Za-z]{2})(?<!\bMrs)(?<!\betc)(?<!\d)[.!?…]+[\"')\]»”’*_]*(?=\s+[\"'(\[«“*_¿¡]*[A-ZÀ-Þ]|\s*$)"
)


class Span(NamedTuple):
    """The lowest and the highest count."""

    low: int
    high: int


def meets(check: InstructCheck, found: Span | int) -> bool | None:
    """Whether a count is as the check asks; None if one way of counting says yes and another no."""
    span = found if isinstance(found, Span) else Span(found, found)
    verdicts = {_compared(check.relation, each, check.count) for each in range(span.low, span.high + 1)}
    return verdicts.pop() if len(verdicts) == 1 else None


def _compared(relation: str, found: int, count: int) -> bool:
    return {"at least": found >= count, "at most": found <= count}.get(relation, found == count)


def words(text: str) -> Span:
    """By spaces, and by runs of letters and digits."""
    spaced = sum(bool(re.search(r"\w", part)) for part in text.split())
    return _span(spaced, len(re.findall(r"\w+", text)))


def sentences(text: str) -> Span:
    """Ends that are certain, and all that may be one; a line without a full stop (a heading, an item) may be one too."""
    lines = [line for line in text.split("\n") if re.search(r"\w", line)]
    open_lines = sum(not re.search(r"[.!?…。！？][\"')\]»”’*_]*\s*$", line) for line in lines)
    marked = [_END.findall(line) for line in lines]
    sure = len(_SURE_END.findall(text))
    most = sum(map(len, marked)) + open_lines
    return _span(max(min(sure, most), 1 if lines else 0), most)


def paragraphs(text: str) -> Span:
    """Blocks between blank lines."""
    return _span(*[len([each for each in re.split(r"\n\s*\n", text.strip()) if re.search(r"\w", each)])] * 2)


def divided(text: str, mark: str) -> list[str] | None:
    """The parts that a mark (a regular expression) divides a text into; it may stand at the beginning and the end too.

    None where nothing stands between two marks.
    """
    parts = [each.strip() for each in re.split(mark, text)]
    inner = parts[not parts[0] : len(parts) - (not parts[-1])]
    return inner if all(inner) else None


def letters(text: str, letter: str) -> int:
    return text.casefold().count(letter.casefold())


def occurrences(text: str, word: str) -> Span:
    """As a word of its own, and anywhere."""
    folded, wanted = text.casefold(), word.casefold().strip()
    return _span(len(re.findall(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded)), folded.count(wanted))


def _span(one: int, other: int) -> Span:
    return Span(min(one, other), max(one, other))
