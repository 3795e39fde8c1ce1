"""Finds sentences in another language than the problem's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.dataset.filters import identity, letters, messages, reading, tongues
from verigen.dataset.filters.abuse import RULES
from verigen.dataset.filters.rules import searched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading, Sentence

LETTERS = 20  # fewer letters than these decide nothing
NAMED = re.compile(
    r"\b(?:translat\w+|german|french|spanish|italian|portuguese|dutch|polish|swedish|danish|russian|chinese|mandarin|japanese|korean|"
    r"arabic|hindi|turkish|latin|greek|hebrew|language|\u00fcberset\w*|tradu\w+|deutsch|englisch|english|anglais|ingl[\u00e9e]s)\b",
    re.IGNORECASE,
)
COMMENT = re.compile(r"(?:^|\s)#\s*(?P<text>[^\n#!][^\n]*)|\"\"\"(?P<doc>.*?)\"\"\"", re.DOTALL)
OTHER_SCRIPT = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+|(?:[\u0400-\u06ff\u0900-\u0dff\u0e00-\u0e7f]+[^\w.!?]{0,2})+"
)
BRACKETS = re.compile(
    r"[(\uff08\[][^()\uff08\uff09\[\]\n]{1,60}[)\uff09\]]|['\u2018][^'\u2019\n]{1,60}['\u2019]"
)
SPOKEN_OF = re.compile(
    r"\b(?:words?|characters?|letters?|symbols?|called|named|means?|meaning|translat\w*|written|writes?|pronounc\w*|greeting|script|alphabet|says?|said|spell\w*)\b",
    re.IGNORECASE,
)
RUN = 6  # letters of another script within a sentence
SIGNS = re.compile(r"[{}\[\]();=_<>|\\#]")
BROKEN = re.compile(r"[\u00c3\u00c2\u00e2][\u0080-\u00bf\u2018-\u203a\u20ac\u2122\u0152-\u0178]|\ufffd")
BORROWED = re.compile(
    r"\b(?:\u00e0 la (?:carte|mode)|ma\u00eetre d'|vis-\u00e0-vis|d\u00e9j\u00e0 vu|cr\u00e8me br\u00fbl\u00e9e|r\u00e9sum\u00e9s?|na\u00efve(?:ly)?|fianc\u00e9e?s?|pains? au chocolat|"
    r"reductio ad absurdum|mutatis mutandis|ceteris paribus|quod erat demonstrandum|a (?:priori|posteriori|fortiori)|ad (?:hoc|infinitum)|vice versa|per se|de facto|et al|et cetera)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"\u201c\u00ab\u201e][^\"\u201c\u201d\u00bb\n]{1,80}[\"\u201d\u00bb\u201c]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Sentences whose language is not the problem's, trace and reply apart; maths and code are left out.

    A sentence decides if it has `letters` letters (a third of them in Chinese, Japanese or Korean). Quotations,
    words of the problem, and problems that speak of languages themselves are no findings.
    """

    letters: int = LETTERS
    version: str = "4"
    roles = messages.SHOWN

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        home = _language_of(graded.problem.prompt)
        if home is None:
            return []
        return list(self._foreign(read, home))

    def _foreign(self, read: Reading, home: str) -> Iterator[Finding]:
        for sentence in _suspect(read, home):
            if (told := tongues.quick(sentence.text)) == home:
                if mixed := _within(_own_words(sentence, read), sentence.text, home):
                    yield read.finding("language", sentence.start, sentence.end, label=mixed)
                continue
            said = _own_words(sentence, read)
            if tongues.weight(said) < self.letters or _no_language(said) or _said_otherwise(sentence.text):
                continue
            there = tongues.script_language(said) if told is None else told
            there = there or tongues.careful(said, home)
            if there and not tongues.akin(there, home):
                yield read.finding("language", sentence.start, sentence.end, label=there)
            elif told is None and home in tongues.WORDS and (mixed := _within(said, sentence.text, home)):
                yield read.finding("language", sentence.start, sentence.end, label=mixed)


def _within(said: str, text: str, home: str) -> str:
    """The language of words within a sentence of the problem's language; empty if there are none.

    Words of another script count unless they stand in brackets or the sentence speaks of them.
    """
    if not said.isascii() and not SPOKEN_OF.search(text):
        for found in OTHER_SCRIPT.finditer(BRACKETS.sub(" ", said)):
            if tongues.weight(found.group()) >= RUN:
                return tongues.script_language(found.group()) or ""
    if home != "en":
        return ""
    row = tongues.run(reading.LETTERS.findall(said.lower()))
    return row[2] if row else ""


def _suspect(read: Reading, home: str) -> Sequence[Sentence]:
    """The sentences that may be of another language: beside English those in which words of other languages, which
    English does not have, outnumber the words that English alone has.
    """
    if home != "en" or not read.latin:
        return read.sentences
    odd = read.words & tongues.FOREIGN
    if not odd:
        return ()
    pairs = list(zip(read.sentences, read.chunks, strict=True))
    some = [one for one, chunks in pairs if len(tongues.EASY.intersection(chunks)) < len(odd)]
    few = {one for one in some if _outnumbered(set(reading.LETTERS.findall(one.text.lower())))}
    if (
        len(odd - letters.english()) >= tongues.IN_ROW
    ):  # words of another language may stand in an English sentence
        few |= {one for one, chunks in pairs if len(odd.intersection(chunks)) >= tongues.IN_ROW}
    return [one for one in read.sentences if one in few]


def _outnumbered(words: set[str]) -> bool:
    return len(words & tongues.FOREIGN) > len(words & tongues.EASY)


@lru_cache(maxsize=64)
def _language_of(prompt: str) -> str | None:
    """The language of a problem: of most of its sentences; None if it can't be told, or if the problem is about one."""
    if NAMED.search(prompt):
        return None
    text = reading.MATHS.sub(" ", reading.INLINE.sub(" ", reading.FENCE.sub(" ", prompt)))
    if script := tongues.script_language(text):
        return script
    votes = Counter(filter(None, (tongues.quick(one) for one in re.split(r"(?<=[.!?])\s+|\n", text))))
    if votes:
        return votes.most_common(1)[0][0]
    return tongues.likely(text) if tongues.weight(text) >= LETTERS else "en"


def _no_language(text: str) -> bool:
    """Whether this is code outside a fence, or text that was decoded wrongly."""
    return len(SIGNS.findall(text)) * 8 > tongues.weight(text) or bool(BROKEN.search(text))


def _said_otherwise(text: str) -> bool:
    """Whether another filter has a name for the sentence: a teacher that speaks of itself, or abuse."""
    return searched((*identity.RULES, *RULES), text.lower())


def _own_words(sentence: Sentence, read: Reading) -> str:
    """The sentence without quotations, without words that English has borrowed, and without words of the problem."""
    said = BORROWED.sub(" ", QUOTED.sub(" ", sentence.text))
    known = read.low_prompt
    return reading.WORD.sub(
        lambda word: " " if len(word.group()) > 3 and word.group().lower() in known else word.group(), said
    )
