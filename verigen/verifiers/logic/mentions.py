"""Finds the names and choices of a puzzle in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verigen.domains.logic.reference import LogicReference

Kind = Literal["name", "choice", "rest", "all"]
REST = r"(?:all |every |each )?(?:of )?(?:the )?(?:others?|rest|remaining(?: \w+)?)|everyone else|everybody else|everything else|anyone else"
ALL = r"everyone|everybody|all of (?:them|us)|all|each of them|(?<!are )(?<!were )both(?: of them)?"
ENGLISH_LETTERS = ("a", "i")  # in "A is a knight", the second one is no name
_NOT = re.compile(
    r"(?:\bnot\b|n't\b|\bnever\b|\bneither\b|\bnor\b|\bno\b|\brather than\b|\binstead of\b)[^.;,:\n|]{0,24}$",
    re.IGNORECASE,
)


class WordMention(NamedTuple):
    """A name or a choice where it stands in the text; `denied`: a "not" stands before it."""

    kind: Kind
    word: str
    start: int
    end: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one puzzle."""

    pattern: re.Pattern[str]
    known: Mapping[str, tuple[Kind, str]]

    def has(self, word: str, kind: Kind | None = None) -> bool:
        """Whether a text is one word of the puzzle, and nothing else."""
        found = self.known.get(key(word))
        return found is not None and kind in (None, found[0])

    def mentions(self, text: str) -> Iterator[WordMention]:
        """The mentions in order of place, the longest word first where several begin."""
        before = 0  # a "not" counts for the next mention alone
        for found in self.pattern.finditer(text):
            denied = _NOT.search(text, max(before, found.start() - 40), found.start()) is not None
            before = found.end()
            if found["rest"]:
                yield WordMention("rest", "", *found.span())
            elif found["all"]:
                yield WordMention("all", "", *found.span(), denied)
            else:
                kind, word = self.known[key(found[0])]
                if found[0] in ENGLISH_LETTERS and word.upper() == word:
                    continue
                yield WordMention(kind, word, *found.span(), denied)


def key(word: str) -> str:
    """A word as it is looked up: without case, and with single spaces."""
    return " ".join(re.split(r"[\s_-]+", word.casefold().strip()))


def vocabulary(reference: LogicReference) -> Vocabulary:
    """The words of a reference, with other words for them.

    Raises ValueError if one word means two things.
    """
    known: dict[str, tuple[Kind, str]] = {}
    for kind, words in (("name", reference.names), ("choice", reference.choices)):
        for word, others in words.items():
            for each in (word, *others):
                meant: tuple[Kind, str] = (kind, word)  # type: ignore[assignment]
                if known.setdefault(key(each), meant) != meant:
                    raise ValueError(f"{each!r} means both {known[key(each)][1]!r} and {word!r}")
    return Vocabulary(_pattern(known), known)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all words; a plural s is part of a word of several letters, and so is a possessive."""
    each = [_spaced(word) for word in sorted(words, key=len, reverse=True)]
    said = "|".join(each) or r"(?!)"
    return re.compile(
        rf"(?<![\w.])(?:(?P<known>{said})(?=(?:'s)?(?![\w])(?!\.\d))|(?P<rest>{REST})(?!\w)|(?P<all>{ALL})(?!\w))",
        re.IGNORECASE,
    )


def _spaced(word: str) -> str:
    """A pattern that takes spaces, hyphens and underscores for each other."""
    return r"[\s_-]+".join(re.escape(part) for part in word.split(" "))
