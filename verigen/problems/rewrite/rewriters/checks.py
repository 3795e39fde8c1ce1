"""Checks of a written problem that need no model; each raises Refused if it fails."""

# RUF001: question marks and product signs of several scripts.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING
from zlib import crc32

from verigen.core import domains
from verigen.core.offers import Rewritable
from verigen.core.seeds import derive
from verigen.core.text import shape, words
from verigen.core.text.numbers import numbers
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.rewrite.rewriters import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem

LIKE = "too like its parent"
SHORTEST, LONGEST = 0.25, 4.0  # share of the parent's characters; a Chinese translation has a third of them
SHORT = 16  # minimum characters of a new problem
SPARE = 300  # extra characters that are always allowed, for short parents
MOST = 4000  # maximum characters of any problem
MOST_DIGITS = 40  # of one number: comparing longer ones would only take time
COPY = 0.8  # share of equal three-word runs from which a text is its parent with a word or two replaced
NEW = 3  # minimum difference in words from the parent, without numbers
TWIN = 0.5  # share of equal masked four-word runs from which a text is a seed with other numbers and names
PLACEHOLDER = re.compile(
    r"\[[A-Za-z][A-Za-z' _-]{2,}\]|(?<![\\\w}])\{\{?[A-Za-z_ ]{3,}\}?\}|<[A-Za-z_ ]{3,}>|_{3,}|\bTODO\b|\bX{3,}\b"
)
ANSWER = re.compile(
    r"\\boxed|####|\b(?:the )?(?:final |correct )?answer\s*(?:is\b|:|=)|^\s*(?:solution|hint|step \d+)\s*[:.]|"
    r"\blet'?s (?:solve|calculate|compute|break)|(?<![\w^_.{])\d[\d.,]*\s*[-+*/×÷]\s*[$€£]?\d[\d.,]*\s*=\s*[$€£]?\d",
    re.IGNORECASE | re.MULTILINE,
)
CHATTER = re.compile(
    r"\b(?:re-?written|rephrased|original|translated|new|harder) (?:problem|version|question|text)\b|"
    r"\bhere(?:'s| is) (?:the|a|your)\b[^.?!]*:|^\s*(?:sure|certainly|of course|note)\b\s*[,!:]|\b(?:12|twelve)[- ]year[- ]old\b|"
    r"\bas an? (?:expert|novice|beginner|sceptic|ai)\b|</?(?:problem|think)>",
    re.IGNORECASE | re.MULTILINE,
)
QUESTION = "?？؟"
DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
ONE = frozenset({Fraction(1)})


def sound(problem: Problem, text: str, *, translated: bool = False, new: bool = False) -> None:
    """Check that the text can be a problem, and differs from its parent's."""
    parent = problem.prompt
    if words.plain(text) == words.plain(parent):
        raise Refused("its text is its parent's")
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in text) or "\ufffd" in text:
        raise Refused("broken characters")
    for pattern, reason in (
        (PLACEHOLDER, "a placeholder"),
        (ANSWER, "it gives the answer away"),
        (CHATTER, "it speaks of its own writing"),
    ):
        if (match := pattern.search(text)) and not pattern.search(parent):
            raise Refused(reason, f"it says {match[0].strip()[:60]!r}")
    _length(parent, text, SHORT if new else SHORTEST * len(parent))
    domain = domains.offered(problem.domain, Rewritable, "how its problems are rewritten")
    if (gone := domain.lost(problem, text, translated=translated)) is not None:
        raise Refused(*gone)


def _length(parent: str, text: str, low: float) -> None:
    high = min(MOST, LONGEST * len(parent) + SPARE)
    if not low <= len(text) <= high:
        reason = "too short" if len(text) < low else "too long"
        raise Refused(reason, f"{len(text)} characters where its parent has {len(parent)}")


def same_numbers(problem: Problem, text: str) -> None:
    """Check that every number occurs as often as in the parent, in digits or in English words.

    Ones are ignored: "1 apple" may become "an apple", and "one" is a pronoun as often as a number.
    """
    before, after = numbers(problem.prompt), numbers(text)
    del before[1], after[1]
    if before != after:
        raise Refused("numbers changed", _difference(before, after))


def _difference(before: Counter[int | Fraction], after: Counter[int | Fraction]) -> str:
    gone, new = (
        ", ".join(map(str, sorted((one - two).elements()))) for one, two in ((before, after), (after, before))
    )
    return "; ".join([*([f"gone: {gone}"] if gone else []), *([f"new: {new}"] if new else [])])


def same_digits(problem: Problem, text: str, *, english: bool = False) -> None:
    """Check that every number in digits occurs as often as in the parent; an `english` text may say it in words.

    A number may be added if the parent has it in English words. Number words of another language are not
    read.
    """
    left = list(map(_readings, DIGITS.findall(text)))
    spelled = numbers(DIGITS.sub(" ", text)) if english else Counter[int | Fraction]()
    for number in DIGITS.findall(problem.prompt):
        readings = _readings(number)
        at = next((i for i, one in enumerate(left) if one & readings), None)
        word = next((one for one in readings if spelled[one]), None)
        if at is not None:
            del left[at]
        elif word is not None:
            spelled[word] -= 1
        elif readings != ONE:
            raise Refused("numbers changed", f"gone: {number}")
    said = ONE.union(map(Fraction, numbers(problem.prompt)))
    if new := [one for one in left if not one & said]:
        raise Refused("numbers changed", f"new: {min(new[0])}")


def _readings(digits: str) -> set[Fraction]:
    """All values that the digits may mean: 1.234 is a thousand in one country and one and a bit in another.

    The solves show which one is meant.
    """
    if len(digits) > MOST_DIGITS:
        raise Refused("numbers changed", f"{digits[:20]}... is too long to compare")
    whole, *groups = re.split(r"\D", digits)
    found = {Fraction(int(whole + "".join(groups)))} if all(len(g) in {2, 3} for g in groups) else set()
    if groups and len(groups[-1]) == 2:
        found = set()
    if groups and all(len(group) == 3 for group in groups[:-1]):
        tail = groups[-1]
        found.add(int(whole + "".join(groups[:-1])) + Fraction(int(tail), 10 ** len(tail)))
    return found


def language(problem: Problem, text: str, code: str) -> None:
    """Check that the text is in this language, without words left untranslated; its grammar is not checked."""
    if not languages.speaks(text, code):
        raise Refused("not in the language asked for", f"{languages.NAMES[code]}: {text[:60]!r}")
    if left := languages.left(problem.prompt, text, code):
        raise Refused("words left untranslated", ", ".join(left))


def reworded(problem: Problem, text: str) -> None:
    """Check that the text is more than its parent with a word replaced."""
    share = shape.dice(_runs(problem.prompt), _runs(text))
    if share >= COPY:
        raise Refused(LIKE, f"{100 * share:.0f} % of the word runs are the same")


def single(text: str) -> None:
    """Check that a new problem asks only once, since it has one answer."""
    if (count := sum(letter in QUESTION for letter in text)) > 1:
        raise Refused("it asks several things", f"{count} question marks")


def another(problem: Problem, text: str) -> None:
    """Check that the text is more than its parent with other numbers or in other words.

    It may contain a long parent with one more sentence. Of 18 that the solves of a 1.5B model agreed on, 7
    had no new number: the parent again or nonsense, 4 of them with a wrong answer.
    """
    before, after = _words(problem.prompt), _words(text)
    if max((before - after).total(), (after - before).total()) < NEW:
        raise Refused(LIKE, "hardly a word but its numbers is new")
    _new_number(problem.prompt, text)


def _new_number(seed: str, text: str) -> None:
    given = numbers(seed)
    if given and not numbers(text).keys() - given.keys():
        raise Refused("it brings no new number", f"all of its numbers are those of {seed[:60]!r}")


def _words(text: str) -> Counter[str]:
    return Counter(token.lower() for token in words.tokens(text) if token[0].isalpha())


def unlike(seeds: Sequence[str], text: str) -> None:
    """Check that the text is more than a seed with other numbers and names."""
    made = shape.shape(text)
    for seed in seeds:
        _new_number(seed, text)
        if (
            share := shape.dice(shape.grams(shape.shape(seed), shape.SHORT), shape.grams(made, shape.SHORT))
        ) >= TWIN:
            raise Refused(
                "too like a seed", f"{100 * share:.0f} % of the masked word runs are those of {seed[:60]!r}"
            )


def _runs(text: str) -> set[int]:
    """Hashes of all runs of three words."""
    found = [crc32(token.lower().encode()) for token in words.tokens(text)]
    return {hash(tuple(found[i : i + 3])) for i in range(max(1, len(found) - 2))}


def repeats(text: str, seen: set[int]) -> bool:
    """Whether an earlier text has the same words; stores this text's hash in `seen`."""
    key = derive(0, words.plain(text))
    found = key in seen
    seen.add(key)
    return found
