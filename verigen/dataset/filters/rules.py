"""Rules of words: a pattern over lower-case text, and the stems without which it can't match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.dataset.filters import screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.dataset.filters.reading import Reading
    from verigen.dataset.filters.screen import View, WatchedPattern

STEM = 4


class WordRule(NamedTuple):
    """`needs`: the first four letters of words, one of which every match has; empty for rules that always run.

    `foreign` rules also run on every text that is not plain ASCII.
    """

    label: str
    needs: frozenset[str]
    watched: WatchedPattern
    foreign: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        return self.watched.pattern


def rule(label: str, needs: str, pattern: str, *, foreign: bool = False, view: View = "text") -> WordRule:
    stems = frozenset(word[:STEM] for word in needs.split())
    return WordRule(label, stems, screen.watch(re.compile(pattern), view, lower=True), foreign)


def matches(
    rules: Sequence[WordRule],
    read: Reading,
    text: str,
    impossible: frozenset[int],
    *,
    all_rules: bool = False,
) -> Iterator[tuple[str, re.Match[str]]]:
    """Matches in `text`, which is lower-case, of what the problem itself does not say.

    `all_rules`: whatever stems the candidate has, as for a text that is not as the candidate wrote it.
    """
    for each in rules:
        if each.watched.number not in impossible and (all_rules or _needed(each, read)):
            for match in each.pattern.finditer(text):
                if match.group() not in read.low_prompt:
                    yield each.label, match


def _needed(one: WordRule, read: Reading) -> bool:
    return not one.needs or not read.stems.isdisjoint(one.needs) or (one.foreign and not read.quick)


def searched(rules: Sequence[WordRule], text: str) -> bool:
    """Whether any rule matches a text, whatever its stems."""
    return any(each.pattern.search(text) for each in rules)
