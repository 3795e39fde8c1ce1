"""Splits an answer into clauses, each with the names and choices that it relates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.verifiers.logic import structures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.verifiers.logic.mentions import Vocabulary, WordMention

_SPLIT = re.compile(
    r"[;\n]|[.!?](?=\s|$)|,?\s+(?:while|whereas|but|because|since|so|and(?=\s+the\s))\s+", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
# what is only supposed is no answer
_SUPPOSED = re.compile(
    r"\W*(?:if|suppose|assume|assuming|imagine|let's (?:say|assume|suppose)|were)\b", re.IGNORECASE
)
_RULE = re.compile(r"^[\s|:+=-]*$")
_NUMBERED = re.compile(r"^\s*(?:step\s*)?\d{1,2}[.)]\s+(?=\S)", re.IGNORECASE)


def clauses(text: str, words: Vocabulary) -> list[list[WordMention]]:
    """The mentions of each clause, in order; clauses without any are left out.

    A line that holds a single word heads the lines below it that hold words of the other kind alone.
    """
    found = [each for line in _lines(text, words) if (each := list(words.mentions(line)))]
    return list(_headed(found))


def _lines(text: str, words: Vocabulary) -> Iterator[str]:
    told = structures.values(text)
    if told and any(_known(words, each) for each in map(structures.told, told)):
        yield from structures.clauses(told[-1], words.has)
        return
    rows = [line for line in text.split("\n") if line.count("|") > 1 or (line.count("|") and "|" in text)]
    if len(rows) > 1:
        yield from _table(rows, words)
        return
    for line in text.split("\n"):
        bare = _NUMBERED.sub("", line)
        # a number before a name only counts the lines; before choices alone it may be the name
        line = bare if _names(words, bare) else line  # noqa: PLW2901
        for sentence in _SENTENCE.split(line):
            if not _SUPPOSED.match(sentence):
                # "House 1: name - Ana; pet - cat": all of it belongs to the one name
                whole = sentence.replace(";", ",") if _about_one(words, sentence) else sentence
                yield from (part for part in _SPLIT.split(whole) if part)


def _names(words: Vocabulary, text: str) -> bool:
    return any(each.kind == "name" for each in words.mentions(text))


def _about_one(words: Vocabulary, text: str) -> bool:
    """Whether a text has one name, and says nothing of the others."""
    return ";" in text and [each.kind for each in words.mentions(text) if each.kind != "choice"] == ["name"]


def _known(words: Vocabulary, text: str) -> bool:
    return next((True for each in words.mentions(text) if each.kind in ("name", "choice")), False)


def _table(rows: list[str], words: Vocabulary) -> Iterator[str]:
    """Rows of a table; where its head names several names, each cell with the name above it."""
    cells = [
        [cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows if not _RULE.match(row)
    ]
    head = cells[0] if cells else []
    if sum(words.has(cell, "name") for cell in head) > 1:
        for row in cells[1:]:
            yield from (
                f"{above}: {cell}" for above, cell in zip(head, row, strict=False) if words.has(above, "name")
            )
    else:
        yield from (", ".join(row) for row in cells)


def _headed(found: list[list[WordMention]]) -> Iterator[list[WordMention]]:
    head: list[WordMention] | None = None
    for each in found:
        kinds = {mention.kind for mention in each}
        if head and len(kinds) == 1 and each[0].kind != head[0].kind and each[0].kind in ("name", "choice"):
            yield [*head, *each]
        else:
            head = each if len(each) == 1 and each[0].kind in ("name", "choice") else None
            yield each
