"""Splits a text into word stems, either plain or with everything masked that a twin changes.

A twin of a problem has other numbers, other names, and the pronouns that go with the names. Masked, the two
are equal: a run of numbers is one `#`, a run of names and pronouns one `@`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|[^\w\s]")
NUMBER, NAME = "#", "@"
OPERATORS = frozenset("+*^=<>≤≥×÷√∑∫")  # noqa: RUF001 - the sign, not the letter
# In GSM8K's text with the most names, half of the words are capitalised.
SHOUTED = 0.6
AMOUNTS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million billion half halves third thirds quarter quarters fourth fourths fifth fifths sixth "
    "sixths seventh eighth eighths ninth tenth tenths twice thrice once double triple quadruple dozen dozens "
    "percent st nd rd th".split()
)
PRONOUNS = frozenset(
    "he she him her his hers himself herself they them their theirs themselves it its "
    "i me my mine you your we us our mr mrs ms miss dr".split()
)
COMMON_WORDS = (
    "a an the of to in and is are was were be been for on at by with from as that this these those it its his her "
    "their he she they if how many much more less than each every per there have has had do does did will would can "
    "what which who when then after before all total number time first last left other not no or but so only same "
    "new day week year hour minute dollar cost price find answer write function return given get give make take use "
    "need want buy sell pay list string array element integer python tuple check largest smallest maximum minimum "
    "implement program code letter character sequence begin end"
)
# Longer endings first; what remains must keep three letters.
ENDINGS = ("ings", "ing", "ies", "ied", "es", "ed", "ly", "s", "e", "y")


def stem(word: str) -> str:
    """A word without a common English ending; for other languages the loss is small."""
    lower = word.lower().replace("\u2019", "'").removesuffix("'s")
    ending = next((e for e in ENDINGS if lower.endswith(e) and len(lower) - len(e) >= 3), "")
    return lower.removesuffix(ending)


# Stems that do not show the topic of a problem.
COMMON = frozenset(map(stem, COMMON_WORDS.split()))


def plain(text: str) -> str:
    """A text in lower case, canonical Unicode and single spaces, to compare copies."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def tokens(text: str) -> Iterator[str]:
    """Numbers, words and single punctuation marks, in order."""
    return (match.group() for match in TOKEN.finditer(unicodedata.normalize("NFKC", text)))


def masked(text: str) -> list[str]:
    """Stems in order, with numbers and names masked and punctuation left out.

    Every capitalised word counts as a name: this also masks the first word of a sentence, but needs no list
    of names. In a text all in capitals or in Title Case, capitals mark no names. Operators are kept as words,
    so that a formula's operations stay.
    """
    found: list[str] = []
    parts = list(tokens(text))
    named = not _shouted(parts)
    for token in parts:
        kind = _mask(token, named=named)
        if kind and not (kind in {NUMBER, NAME} and found and found[-1] == kind):
            found.append(kind)
    return found


def stems(text: str) -> list[str]:
    """Stems in order, including names, without numbers and punctuation."""
    return [stem(token) for token in tokens(text) if token[0].isalpha() and token.lower() not in AMOUNTS]


def _shouted(parts: list[str]) -> bool:
    letters = [part[0].isupper() for part in parts if part[0].isalpha()]
    return sum(letters) > SHOUTED * len(letters)


def _mask(token: str, *, named: bool) -> str:
    if token[0].isdigit():
        return NUMBER
    if not token[0].isalpha():
        return token if token in OPERATORS else ""
    if token.lower() in AMOUNTS:
        return NUMBER
    return NAME if (named and token[0].isupper()) or token.lower() in PRONOUNS else stem(token)
