"""Finds abuse: slurs, insults aimed at a person, contempt for a group, threats, strong profanity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import disguise, hostile_abroad, hostility, messages, reading, screen, vulgar
from verigen.dataset.filters.abuse import RULES
from verigen.dataset.filters.aimed import SELF
from verigen.dataset.filters.rules import matches
from verigen.dataset.filters.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading


VULGAR = Sieve(vulgar.is_vulgar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toxic:
    """Abuse by words and their context.

    A word that is also a term (kill a process, a master and its slaves, a stupid algorithm) counts only if it is
    aimed at a person or a group. What the problem itself says is not counted.
    """

    version: str = "5"
    roles = messages.ALL | messages.QUESTION

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        low, hidden = disguise.revealed(read.low, read.words)
        spans = [*_ruled(read, low), *_vulgar(read, low)]
        for each in (hostility, hostile_abroad):
            spans += [("hate", *span) for span in each.found(low, _words(read, low))]
        spans += [("hidden", *span) for span in hidden]
        found = {
            (start, end): read.finding("toxic", start, end, label=label)
            for label, start, end in spans
            if read.low[start:end] not in read.low_prompt
        }
        return [found[span] for span in sorted(found)]


def _words(read: Reading, low: str) -> frozenset[str]:
    return read.words if low == read.low else frozenset(reading.LETTERS.findall(low))


def _ruled(read: Reading, low: str) -> Iterator[tuple[str, int, int]]:
    plain = low == read.low
    for label, match in matches(
        RULES, read, low, read.impossible if plain else screen.NOTHING, all_rules=not plain
    ):
        if label != "noun" or not SELF.search(low[max(0, match.start() - 40) : match.start()]):
            yield label, *match.span()


def _vulgar(read: Reading, low: str) -> Iterator[tuple[str, int, int]]:
    """Words that are abuse wherever they stand, but for those of the problem."""
    for word in VULGAR.caught(_words(read, low)):
        if word not in read.low_prompt:
            for match in re.finditer(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", low):
                yield "vulgar", *match.span()
