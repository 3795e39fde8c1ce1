"""Reads words that are written so that no list finds them: l33t, s p a c e d, mask*d, stretched, with foreign letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verigen.dataset.filters import hostile, vulgar
from verigen.dataset.filters.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Callable

HIDDEN = frozenset(
    "ass arse dick dicks cock cocks fag fags tits cum slut sluts idiot idiots stupid moron morons retard retarded loser losers dumb kill die hate bastard pussy whore whores queer dyke "
    "wetback wetbacks cripple cripples mong mongs jihadi jihadis coon coons nazi rape raped suicide bitch bitches crap damn hell pig pigs trash scum ugly".split()
)
GROUPS = frozenset("woman women girls gay gays black muslim muslims jew jews trans disabled immigrant immigrants female asian arab arabs mexican mexicans people person".split())  # fmt: skip
LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "+": "t", "|": "l", "(": "c", "8": "b", "9": "g", "\u20ac": "e", "\u00a3": "l"})  # fmt: skip
ELSE = str.maketrans(
    {"1": "l", "4": "u", "!": "l", "@": "u", "3": "e", "0": "o", "$": "s", "5": "s", "7": "t"}
)
ALIKE = str.maketrans("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0501\u0261\u03b1\u03b5\u03bf\u03c1\u03b9\u03bd\u03c5\u03c4\u03ba\u0131\u0442\u043d\u043a\u043c\u0432", "aeopcyxisjdgaeopivutkithkmb")  # fmt: skip
SPACED = re.compile(r"(?<![^\s\"'(])[a-z](?:[ ._*\-]{1,2}[a-z]){2,19}(?![^\s\"'),;:.?!])")
BETWEEN = re.compile(r"[ ._*\-\u00b7]+")
UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
REPEAT = re.compile(r"([a-z])\1\1+")
DISPLAY = "$$"  # around formulas in LaTeX
SINGLE = frozenset("bcdefghjklmnopqrstuvwxyz")
LONGEST = 30  # letters of a token that may hide a word
BEFORE, AFTER = "\"'([{", "\"')]},;:.?-"


class Revealed(NamedTuple):
    """A lower-case text in which abuse and names of groups that were written otherwise are written plainly.

    Its places are those of the text: a word that becomes shorter is followed by spaces. `words` are the spans of
    words of abuse that were hidden so.
    """

    text: str
    words: tuple[tuple[int, int], ...]


def revealed(low: str, words: frozenset[str]) -> Revealed:
    """`words`: the runs of letters of `low`, a text in lower case."""
    odd = set(low.split()).difference(words)
    if low.count(DISPLAY) > 1 and ("\\" in low or "=" in low):
        odd = {token for token in odd if DISPLAY not in token}  # "= 4$$" ends a formula
    found = {token: plain for token in PLAIN.caught(odd) if (plain := _plain(token)) is not None}
    found |= {word: plain for word in STRETCHED.caught(words) if (plain := _stretched(word)) is not None}
    apart = len(words & SINGLE) > 1
    if not found and not apart:
        return Revealed(low, ())
    spans: list[tuple[int, int]] = []
    made = low
    for token, plain in sorted(found.items()):
        alone = re.compile(rf"(?<![^\W\d_]){re.escape(token)}(?![^\W\d_])")
        made = _replaced(alone, made, lambda _, plain=plain: plain, spans)  # type: ignore[misc]
    if apart:
        made = _replaced(SPACED, made, _joined, spans)
    return Revealed(made, tuple(sorted(spans)))


def _replaced(
    pattern: re.Pattern[str], text: str, read: Callable[[str], str | None], spans: list[tuple[int, int]]
) -> str:
    parts, last = [], 0
    for match in pattern.finditer(text):
        plain = read(match.group())
        if plain is not None:
            parts += [text[last : match.start()], plain.ljust(len(match.group()))[: len(match.group())]]
            last = match.end()
            if plain.strip() not in GROUPS:
                spans.append(match.span())
    return "".join([*parts, text[last:]]) if parts else text


@lru_cache(maxsize=1 << 12)
def _plain(token: str) -> str | None:
    """The word that a token without spaces hides, with the signs around it; None if it hides none."""
    core = token.lstrip(BEFORE).rstrip(AFTER)
    if len(core) < 3 or len(core) > LONGEST:
        return None
    if core.isalpha():
        plain = None if core.isascii() else _in_latin(core)
    else:
        plain = (
            _unleet(core)
            or _unleet(core.rstrip("!"))
            or _joined(core)
            or (None if core.isascii() else _in_latin(core))
        )
    if plain is None:
        return None
    start = token.index(core)
    return " " * start + plain


def _in_latin(said: str) -> str | None:
    """The word without letters of other scripts that look alike, wide letters and unseen signs."""
    plain = UNSEEN.sub("", unicodedata.normalize("NFKC", said)).translate(ALIKE)
    return plain if plain != said and len(plain) <= len(said) and _meant(plain) else None


def _meant(word: str) -> bool:
    return word in HIDDEN or word in hostile.STRONG or word in GROUPS or vulgar.is_vulgar(word)


def _unleet(said: str) -> str | None:
    """The word that digits and signs stand in for; None if there is none."""
    word = said
    if "*" in word or "#" in word:
        return _unmasked(word)
    if word.isalpha() or sum(map(str.isdigit, word)) * 2 > len(word):
        return None
    for table in (LEET, ELSE):
        plain = word.translate(table)
        if (
            len(plain) > 2
            and plain.isalpha()
            and _meant(plain)
            and (len(plain) > 3 or "$" in word or "@" in word or plain in GROUPS)
        ):
            return plain
    return None


def _unmasked(word: str) -> str | None:
    """The vulgar word that stars hide a part of; None if none fits, or if the stars may be multiplication."""
    if (
        not word[0].isalpha()
        or sum(map(str.isalpha, word)) < 2
        or any(map(str.isdigit, word))
        or len(word) < 4
    ):
        return None
    if not word.replace("*", "").replace("#", "").isalpha():
        return None
    shape = re.compile(re.sub(r"[*#]+", lambda stars: f"[a-z]{{1,{len(stars.group()) + 1}}}", word))
    return next((each for each in MASKABLE if shape.fullmatch(each)), None)


MASKABLE = (
    "fuck fucking fucked fucker fucks shit shitty bullshit bitch bitches asshole assholes cunt cunts dick dickhead bastard bastards whore slut nigger niggers faggot faggots retard idiot idiots moron "
    "stupid motherfucker fag fags kike pussy cock wanker damn"
).split()


def _joined(said: str) -> str | None:
    """The word whose letters stand apart; None if they make none."""
    word = BETWEEN.sub("", said)
    if word == said:
        return None
    return (
        word
        if (len(word) > 3 or word in GROUPS) and _meant(word) and not any(map(_usual, BETWEEN.split(said)))
        else None
    )


def _usual(part: str) -> bool:
    return len(part) > 3 and (vulgar.is_vulgar(part) or part in HIDDEN)


@lru_cache(maxsize=1 << 12)
def _stretched(said: str) -> str | None:
    """The word without the letters that stretch it."""
    if not REPEAT.search(said):
        return None
    for by in (r"\1", r"\1\1"):
        if _meant(plain := REPEAT.sub(by, said)):
            return plain
    return None


PLAIN, STRETCHED = Sieve(_plain), Sieve(_stretched)
