"""Number words and their values."""

from __future__ import annotations

import re

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: value for value, word in enumerate(UNITS)} | {
    word: 10 * at for at, word in enumerate(TENS, 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
ONE = "|".join(sorted(VALUES, key=len, reverse=True))
PATTERN = re.compile(
    rf"(?<![\w-])(?:(?:{'|'.join(TENS)})[- ](?:{'|'.join(UNITS[1:10])})|{ONE})(?:[ -](?:{'|'.join(SCALES)}))*(?!\w)",
    re.IGNORECASE,
)
MOST = 99


def value(text: str) -> int:
    """The value of a text that PATTERN matched."""
    small, scale = 0, 1
    for word in re.split(r"[- ]", text.lower()):
        small += VALUES.get(word, 0)
        scale *= SCALES.get(word, 1)
    return small * scale


def write(number: int, like: str) -> str:
    """Write 0..99 in words, capitalised and hyphenated like `like`."""
    if number < len(UNITS):
        text = UNITS[number]
    else:
        tens, unit = TENS[number // 10 - 2], number % 10
        text = tens + (("-" if " " not in like else " ") + UNITS[unit] if unit else "")
    return text.capitalize() if like[0].isupper() else text
