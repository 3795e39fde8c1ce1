"""Reads the text of an answer into every meaning that it may have, most likely first."""

# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

import re
from functools import lru_cache

from verigen.verifiers.symbolic import words
from verigen.verifiers.symbolic.clean import clean
from verigen.verifiers.symbolic.meaning import meaning
from verigen.verifiers.symbolic.parser import parse
from verigen.verifiers.symbolic.tree import Node, Op, Text, Unreadable, num

MAX_LENGTH = 10_000
TAIL = 100  # where a closing full stop or space is looked for
_SHELL = re.compile(r"^\s*(?:\$\$?|\\\(|\\\[)(.*?)(?:\$\$?|\\\)|\\\])\s*$", re.DOTALL)
_CHOICE = re.compile(
    r"^\W{0,40}(?:\\(?:text|textbf|mathrm|mathbf|textit|boxed|bf|rm)\s*\{)*\W{0,40}(?:option|choice|answer)?\s*\(?([A-Z])(?:\s*\)|[.:](?=\s|\}))[\s.:~]*((?:\\[,;: ]|\}|\\q?quad|\s)*)(.*)$",
    re.DOTALL,
)
_TIME = re.compile(r"^\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?\s*m\.?)?\s*$", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    r"(?:[a-z]{3,6}day,? )?(?:(?P<month>MONTH)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day_first>[0-9]{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month_last>MONTH)\.?)(?:,? (?P<year>[0-9]{4}))?".replace(
        "MONTH", _MONTH
    ),
    re.IGNORECASE,
)
_TEXT = re.compile(r"\\(?:text|mathrm|textrm|mbox|rm)\s*\{([^{}]*)\}")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_PAIR = re.compile(r"^\s*(?:\\left)?[(\[]\s*-?[0-9]{1,3},-?[0-9]{3}\s*(?:\\right)?[)\]]\s*$")
_ZERO_GROUP = re.compile(r",0[0-9]{2}")
_PROSE = re.compile(r"[A-Za-z]{3}|[^\W\d_\x00-\x7f]")
_TRAILING = re.compile(r"(?:\s|\\[,;:! ]|\.(?![.0-9])|~|(?<!\\)\\\\$)+$")


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Node, ...]:
    """Raises Unreadable with what could not be read."""
    if len(text) > MAX_LENGTH:
        raise Unreadable(f"an answer of more than {MAX_LENGTH} characters")
    plain = tidy(text)
    if not plain:
        raise Unreadable("an empty answer")
    found = [node for node in (clock(plain), date(plain), choice(plain)) if node is not None]
    return tuple(found) if found else tuple(formulas(plain))


def tidy(text: str) -> str:
    """Without the dollars around it, markdown stars and a closing full stop."""
    plain = clean(text).strip()
    shell = _SHELL.match(plain) if plain[:1] in "$\\" else None
    if shell and "$" not in shell[1] and "\\(" not in shell[1]:
        plain = shell[1].strip()
    plain = plain.strip("*`")
    return (plain[:-TAIL] + _TRAILING.sub("", plain[-TAIL:])).strip()


def clock(plain: str) -> Node | None:
    match = _TIME.match(_TEXT.sub(r"\1", plain).replace("~", " ").replace("\\", ""))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    half = re.sub(r"[^apm]", "", (match[4] or "").lower())
    return Op("clock", (num(hour), num(minute), *([num(int(match[3]))] if match[3] else []), Text(half)))


def date(plain: str) -> Node | None:
    """July 4, 1776 or 4 July 1776, with or without its weekday and year."""
    match = _DATE.fullmatch(" ".join(_TEXT.sub(r" \1 ", plain).replace("~", " ").split()))
    if match is None:
        return None
    month = match["month"] or match["month_last"]
    day = match["day"] or match["day_first"]
    year = match["year"]
    return Op("date", (Text(month[:3].lower()), num(int(day)), num(int(year)) if year else Text("")))


def choice(plain: str) -> Node | None:
    """(C) 42 or C. 42: a letter with its option's text."""
    match = _CHOICE.match(plain)
    if match is None or match[3].lstrip().startswith(
        ("=", "\\cup", "\\cap", "+", "-", "*", "/", "^", ",", "<", ">", ":")
    ):
        return None
    behind = (
        match[3].strip().strip("}$ ").strip()
        if match[3].count("}") > match[3].count("{")
        else match[3].strip()
    )
    if not behind:
        return Text(match[1])
    try:
        value = read(behind)[0]
    except Unreadable:
        value = Text(words.plain(behind))
    return Op("choice", (Text(match[1]), value))


def formulas(plain: str) -> list[Node]:
    """With 1,000 as one number and, where that may be meant, as a list of two."""
    readings = [True]
    if _THOUSANDS.search(plain):
        readings = [False] if _PAIR.match(plain) else [True] if _ZERO_GROUP.search(plain) else [True, False]
    found: list[Node] = []
    trouble: Unreadable | None = None
    for thousands in readings:
        try:
            found.append(meaning(parse(plain, thousands=thousands)))
        except Unreadable as reason:
            trouble = trouble or reason
    if found:
        return found
    if trouble and readings == [True] and _THOUSANDS.search(plain):
        return [meaning(parse(plain, thousands=False))]
    return [prose(plain, trouble)]


def prose(plain: str, trouble: Unreadable | None) -> Node:
    """Plain words that are no formula; anything else stays unreadable."""
    bare = _TEXT.sub(r"\1", plain)
    if trouble is None or not _PROSE.search(bare) or re.search(r"[\\^_{}=<>]", bare):
        raise trouble or Unreadable("an answer without content")
    letters = sum(sign.isalpha() or sign.isspace() or sign in "'-.,()" for sign in bare)
    if letters < 0.8 * len(bare) or re.search(r"\d", bare):
        raise trouble
    return meaning(Text(words.plain(bare)))
