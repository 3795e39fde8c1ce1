"""Measures how random a string looks: entropy, classes of characters, keyboard and counting sequences."""

from __future__ import annotations

import math
from collections import Counter

ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "0123456789abcdef")


def entropy(text: str) -> float:
    """Shannon entropy in bits per character."""
    size = len(text)
    return -sum(n / size * math.log2(n / size) for n in Counter(text).values()) if size else 0.0


def classes(text: str) -> int:
    """How many of: lower case, upper case, digits, other characters."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
    return sum(any(kind(char) for char in text) for kind in kinds)


def sequential(text: str) -> bool:
    """Whether the text counts up, follows the keyboard, or repeats itself."""
    low = text.lower()
    steps = sum(
        low[i : i + 3] in row or low[i : i + 3] in row[::-1] for i in range(len(low) - 2) for row in ROWS[:5]
    )
    half = low[: max(1, len(low) // 3)]
    return steps >= max(3, len(low) // 2) or low in half * (len(low) // len(half) + 1)
