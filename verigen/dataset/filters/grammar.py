"""Tells sentences whose words stand in no order: common words side by side that English does not put there.

pairs.txt holds on each line a word, and the words that do not come after it: of 105 function words those which, by
chance, would follow it five times or more in 3.2 million words (docstrings of scientific Python packages, Vim's help,
GSM8K's training set), and do so at most once in fifty times of that.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.dataset.filters import letters, tongues
from verigen.dataset.filters.screen import watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.dataset.filters.reading import Reading

ROWS = [
    line.split() for line in (Path(__file__).parent / "pairs.txt").read_text(encoding="ascii").splitlines()
]
FREQUENT = frozenset(
    {"the", "of", "to"}
)  # disorder shows behind these first; few patterns are screened quickly
PAIRS = frozenset((first, second) for first, *after in ROWS for second in after)
EITHER = "|".join(f"{first} (?:{'|'.join(after)})" for first, *after in ROWS if first in FREQUENT)
ANY = watch(
    re.compile(rf"\b(?:{EITHER})\b"),
    "prose",
    lower=True,
)
WORDS = 9  # of a sentence that is judged
LEAST = 2  # such pairs in a sentence
SHARE = 11  # words per pair
KNOWN = 0.7  # share of its longer words that are English


def suspect(read: Reading) -> bool:
    """Whether a text has several such pairs, in whatever sentences."""
    return ANY.number not in read.impossible_prose and _count(read.low_words) >= LEAST


def _count(words: Sequence[str]) -> int:
    return sum(map(PAIRS.__contains__, pairwise(words)))


def disordered(words: Sequence[str]) -> bool:
    """Whether a sentence has several such pairs, and English words."""
    if len(words) < WORDS:
        return False
    count = _count(words)
    if count < LEAST or count * SHARE < len(words):
        return False
    long = [word.strip(".,;:!?") for word in words if len(word) > 3]
    english = sum(word in letters.english() for word in long)
    return english >= KNOWN * len(long) and tongues.quick(" ".join(words)) in {None, "en"}
