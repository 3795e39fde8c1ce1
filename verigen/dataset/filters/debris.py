"""Finds strings that are no text: blobs, escaped bytes, keys struck at random, tokens of a tokenizer, mixed scripts."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.dataset.filters import letters
from verigen.dataset.filters.randomness import entropy
from verigen.dataset.filters.screen import watch
from verigen.dataset.filters.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.filters.reading import Reading

Span = tuple[int, int, float, str]
ESCAPES = watch(
    re.compile(
        r"(?:\\x[0-9a-fA-F]{2}){4,}|(?:\\u[0-9a-fA-F]{4}){4,}|(?:%[0-9A-F]{2}){5,}|(?:&(?:#x?[0-9a-fA-F]{2,6}|[a-z]{2,8}\d?);\s?){4,}"
    ),
    "prose",
)
SPACED = watch(re.compile(r"(?:\b[a-zA-Z][ \t]{1,3}){24,}"), "prose")
PIECES = re.compile(
    r"(?:(?<=\s)##[a-z]+\b.{0,80}?){3}|(?:\u2581\S*\s*){3}|(?:[\u0120\u010a]\w*){3}", re.DOTALL
)
TURNED = re.compile(
    r"[\u01dd\u0250\u0254\u0287\u026f\u028e\u0265\u0279\u029e\u028d\u0183\u0253\u025f\u027e\u1d09\u0285]"
)
PICTURE = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
PICTURES = re.compile(r"(?:[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?\s?){10,}")
HAN = re.compile(r"[\u4e00-\u9fff]{8,}")
BLOB = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")
HEX = re.compile(r"[0-9a-f]{48,}|[0-9A-F]{48,}")
DIGESTS = frozenset({56, 64, 96, 128})  # hexadecimal digits of usual hash values
BASES = frozenset("ACGTUN")  # of a strand of DNA or RNA
HOME = frozenset("asdfghjkl;'")
MIXED = re.compile(r"(?:[!@#$%^&*;:,.?~][A-Za-z]){8,}[!@#$%^&*;:,.?~]?")
SWITCH = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
LONGEST = 45  # letters of the longest word in a dictionary
RUN = 12  # keys of one row, or signs, that no text has in a row
RARE = 0.6  # share of common characters below which Chinese characters are drawn at random
SCRIPTS = frozenset("CYRILLIC ARABIC DEVANAGARI THAI HANGUL HEBREW GREEK TAMIL BENGALI GEORGIAN ARMENIAN CJK HIRAGANA KATAKANA ETHIOPIC KHMER LAO TELUGU".split())  # fmt: skip


def strings(read: Reading) -> Iterator[Span]:
    """Spans with a score and a label. What stands in the problem is left out."""
    tokens = set(read.prose.split())
    odd = SHAPES.caught(tokens)
    noisy = [token for token in odd if _shape(token) == "noise"]
    for token in odd:
        if token in read.prompt or (_shape(token) == "noise" and len(noisy) < 4):
            continue
        place = read.prose.find(token)
        yield place, place + len(token), 1.0, _shape(token)
    yield from _patterns(read)


def _patterns(read: Reading) -> Iterator[Span]:
    text = read.prose
    watched = (
        [(ESCAPES.pattern, "escaped")]
        if ESCAPES.number not in read.impossible_prose
        and any(sign in text for sign in ("\\x", "\\u", "%", "&"))
        else []
    )
    if (
        SPACED.number not in read.impossible_prose
        and (run := SPACED.pattern.search(text))
        and _jumbled(run.group())
    ):
        watched.append((SPACED.pattern, "letters"))
    if " ##" in text or "\u2581" in text or "\u0120" in text:
        watched.append((PIECES, "tokens"))
    if not text.isascii() and PICTURE.search(text):
        watched.append((PICTURES, "pictures"))
    if not read.latin:
        if (
            len(set(TURNED.findall(text))) > 2
            and len(turned := list(TURNED.finditer(text))) > 4
            and not TURNED.search(read.prompt)
        ):
            yield turned[0].start(), turned[-1].end(), 1.0, "turned"
        for match in HAN.finditer(text):
            if (share := _common(match.group())) < RARE and match.group() not in read.prompt:
                yield *match.span(), round(share, 2), "characters"
    for pattern, label in watched:
        if (found := pattern.search(text)) and found.group() not in read.prompt:
            yield *found.span(), 1.0, label


def _jumbled(run: str) -> bool:
    """Whether letters stand in no order: neither an alphabet nor one letter again and again."""
    signs = run.lower().split()
    steps = sum(ord(b) - ord(a) in {0, 1} for a, b in itertools.pairwise(signs))
    return len(set(signs)) > 7 and steps * 2 < len(signs)


@lru_cache(maxsize=1 << 12)
def _shape(token: str) -> str:
    """Why a token is no word, number, formula or name; empty for what may be one."""
    if len(token) < 5:
        return ""
    core = token.strip("\"'()[]{}.,;:!?*`")
    if core.isalpha():
        return _letters(core)
    if MIXED.fullmatch(token) and len(set(token) & frozenset("!@#$%^&*;:,.?~")) > 3:
        return "signs"
    signs = [char for char in token if char.isascii() and not char.isalnum()]
    if len(token) >= RUN and len(set(signs)) > 7 and len(signs) * 3 >= len(token) * 2:
        return "signs"
    if any(mark in core for mark in ("://", "\\", "@", "www.")):
        return ""
    if len(core) >= RUN and frozenset(core.lower()) <= HOME:
        return "keys"
    if len(core) >= 40 and (blob := BLOB.fullmatch(core)):
        return _blob(blob.group())
    if not core.isascii() and _scripts(core) > 2:
        return "scripts"
    return (
        "noise"
        if len(core) > 4 and core.isalnum() and core.isascii() and len(SWITCH.findall(core)) > 2
        else ""
    )


SHAPES = Sieve(_shape)


def _letters(word: str) -> str:
    if not word.isascii():
        return "scripts" if _scripts(word) > 2 else ""
    if word.lower().startswith("llanfair") or frozenset(word) <= BASES or _in_order(word.lower()):
        return ""
    if len(word) > LONGEST:
        return "letters"
    if len(word) >= RUN and frozenset(word.lower()) <= HOME:
        return "keys"
    low = word.lower()
    like = letters.word(low) if len(word) > 13 else None
    if like is not None and like.english < 3.2 and like.any < 5.2:
        return "letters"
    capitals = sum(a.islower() and b.isupper() for a, b in itertools.pairwise(word))
    parts = re.findall(r"[A-Z][a-z]+", word)
    if capitals > 4 and sum(part.lower() not in letters.english() for part in parts) * 3 > len(parts) * 2:
        return "letters"
    return (
        "noise"
        if len(SWITCH.findall(word)) > 2
        and len(word) > 6
        and parts[0:1] != [word]
        and capitals > 2
        and low not in letters.english()
        else ""
    )


def _in_order(word: str) -> bool:
    """Whether the letters are a part of the alphabet, forwards or backwards, each once."""
    forwards = all(a < b for a, b in itertools.pairwise(word))
    return forwards or all(a > b for a, b in itertools.pairwise(word))


def _blob(said: str) -> str:
    if HEX.fullmatch(said):
        return "" if len(said) in DIGESTS or said.isdigit() else "blob"
    classes = (str.islower, str.isupper, str.isdigit)
    return "blob" if all(any(map(kind, said)) for kind in classes) and entropy(said) > 4.2 else ""


def _scripts(word: str) -> int:
    """How many scripts besides Latin are mixed in a word; Chinese and Japanese are one."""
    names = {unicodedata.name(char, "").split(" ")[0] for char in word} & SCRIPTS
    if names & {"CJK", "HIRAGANA", "KATAKANA"}:
        names = (names - {"HIRAGANA", "KATAKANA"}) | {"CJK"}
    return len(names)


def _common(said: str) -> float:
    """The share of characters that the national standards call common: level 1 of GB 2312, of Big5, of JIS X 0208."""
    return sum(map(_is_common, said)) / len(said)


@lru_cache(maxsize=1 << 13)
def _is_common(char: str) -> bool:
    for code, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("shift_jis", 0x88, 0x97)):
        try:
            if first <= char.encode(code)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False
