"""How likely the letters of a text are in a language: trigrams of words, on a scale from 0 to 9.

trigrams.txt holds two tables of 27 x 27 x 27 digits, for English and for the likeliest of 24 languages in Latin
script. A digit is 9 + 1.1 log2 p, rounded, for the probability p of the third letter after two others, from the
word lists of wordfreq 3.1 (Speer 2022, doi:10.5281/zenodo.7199437). Letters lose their accents.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

SIZE = 27
FOLDED = str.maketrans({"\u00df": "ss", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0131": "i", "\u00e6": "ae", "\u00f0": "d", "\u00fe": "th", "\u0153": "oe"})  # fmt: skip


class Likeness(NamedTuple):
    """Mean score of a word's trigrams in English, and in the likeliest of many languages."""

    english: float
    any: float


@lru_cache(maxsize=1 << 15)
def word(text: str) -> Likeness | None:
    """The likeness of one lower-case word; None if its letters are not Latin."""
    folded = text if text.isascii() else _folded(text)
    if not folded.isascii() or not folded.isalpha():
        return None
    english, every = _tables()
    codes = [0, *(ord(char) - 96 for char in folded), 0]
    places = [(a * SIZE + b) * SIZE + c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)]
    return Likeness(
        sum(english[p] for p in places) / len(places), sum(every[p] for p in places) / len(places)
    )


@cache
def english() -> frozenset[str]:
    """English words of three letters or more."""
    with gzip.open(Path(__file__).parent / "english.txt.gz", "rt", encoding="ascii") as file:
        return frozenset(line.strip() for line in file if not line.startswith("#"))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.translate(FOLDED))
    return "".join(char for char in plain if not unicodedata.combining(char))


@cache
def _tables() -> tuple[bytes, bytes]:
    rows = (Path(__file__).parent / "trigrams.txt").read_text(encoding="ascii").split()
    english, every = (bytes(int(digit) for digit in row) for row in rows)
    return english, every
