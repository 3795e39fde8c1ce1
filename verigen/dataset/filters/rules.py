"""Rules of words: a pattern over lower-case text, and the stems without which it can't match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.dataset.filters.reading import Reading

STEM = 4


class WordRule(NamedTuple):
    """`needs`: the first four letters of words, one of which every match has; empty for rules that always run.

    `foreign` rules also run on every text that is not plain ASCII.
    """

    label: str
    needs: frozenset[str]
    pattern: re.Pattern[str]
    foreign: bool = False


def rule(label: str, needs: str, pattern: str, *, foreign: bool = False) -> WordRule:
    return WordRule(label, frozenset(word[:STEM] for word in needs.split()), re.compile(pattern), foreign)


def matches(rules: Sequence[WordRule], read: Reading, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Matches in `text`, which is lower-case, of what the problem itself does not say."""
    stems = read.stems
    for each in rules:
        if not each.needs or not stems.isdisjoint(each.needs) or (each.foreign and not read.quick):
            for match in each.pattern.finditer(text):
                if match.group() not in read.low_prompt:
                    yield each.label, match


def searched(rules: Sequence[WordRule], text: str) -> bool:
    """Whether any rule matches a text, whatever its stems."""
    return any(each.pattern.search(text) for each in rules)
