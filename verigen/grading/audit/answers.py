r"""Reads an unambiguous reference answer into its kind and its exact parts.

value       7, -\frac{3}{4}, 1,250, 0.\overline{3}, 2 + 3\sqrt{5}, y = 2x + 1
quantity    945\text{ m}^2, \$5.50, 9\%, 30^\circ
tuple       (1, 6), [2, 3]: ordered, whether a point, a vector or an interval
interval    [-4, 3), (-\infty, \frac{3}{2}): brackets that only an interval has
set         \{1, 3\} or the bare list 1, 3
matrix      \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}
word        yes, Friday, \text{Hugo}
letter      C, \text{(C)}
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from verigen.grading.audit.exact import Atom, Sum, approximate, read

Kind = Literal["value", "quantity", "tuple", "interval", "set", "matrix", "word", "letter"]
INFINITY = Atom(1, (("\\infty", 1),))
MAX_PARTS = 24
LENGTHS = ("mm", "cm", "m", "km", "inches", "feet", "miles")
OTHERS = ("kg", "g", "hours", "minutes", "seconds", "days", "years", "liters")
_UNIT = re.compile(
    r"(?:\\[ ,;]|~|\s)*\\(?:text|mathrm|textrm|rm)\s*\{\s*(?P<name>[a-z]+)\s*\}\s*(?:\^\s*\{?(?P<power>[23])\}?)?$"
)
_SUFFIX = re.compile(r"(?:\\[ ,;]|\s)*(?:(?P<percent>\\?%)|\^\s*(?:\{\s*\\circ\s*\}|\\circ))$")
_MATRIX = re.compile(r"\\begin\{([pb]matrix)\}(.*)\\end\{\1\}", re.DOTALL)
_LETTER = re.compile(r"(?:\\text(?:bf)?\s*\{)?\s*(\()?([A-E])(?(1)\))\s*\}?")
_LABEL = re.compile(r"([a-zA-Z])\s*=(?!=)")
_WORD = re.compile(r"\\text\s*\{\s*([A-Za-z]{2,20})\s*\}|([A-Za-z]{2,20})")
WORDS = (
    ("yes", "no"),
    ("true", "false"),
    ("even", "odd"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *(("january", "february", "march", "april", "may", "june", "july", "august"),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """An answer that was read: `parts` row by row, `brackets` opening and closing, `unit` from the units above with
    its `power`.
    """

    kind: Kind
    text: str
    parts: tuple[Sum, ...] = ()
    brackets: str = ""
    unit: str = ""
    power: int = 1
    columns: int = 0
    word: str = ""


def understand(text: str) -> KnownAnswer | None:
    """The answer in this text; None where it is ambiguous or unknown to this reader."""
    bare = _bare(text)
    for attempt in (_letter, _word, _value, _quantity, _matrix, _bracketed, _list):
        found = attempt(bare)
        if found is not None:
            return found
    return None


def _bare(text: str) -> str:
    bare = text.strip()
    for opening, closing in (("$", "$"), ("\\(", "\\)")):
        inside = bare[len(opening) : -len(closing)]
        if bare.startswith(opening) and bare.endswith(closing) and inside and closing not in inside:
            bare = inside.strip()
    return re.sub(r"\\(?:left|right)(?![a-zA-Z])\s*", "", bare)


def _letter(text: str) -> KnownAnswer | None:
    match = _LETTER.fullmatch(text)
    return KnownAnswer(kind="letter", text=text, word=match[2]) if match else None


def _word(text: str) -> KnownAnswer | None:
    match = _WORD.fullmatch(text)
    if match is None:
        return None
    word = match[1] or match[2]
    known = any(word.lower() in group for group in WORDS)
    # outside \text a word may be a product of letters; inside, it may be a unit or a formula's name
    named = match[1] is not None and len(word) > 2 and word.istitle()
    return KnownAnswer(kind="word", text=text, word=word) if known or named else None


def _value(text: str) -> KnownAnswer | None:
    label = _LABEL.match(text)
    bare = text[label.end() :] if label and label[1] not in text[label.end() :] else text
    value = read(bare)
    return KnownAnswer(kind="value", text=text, parts=(value,)) if value else None


def _quantity(text: str) -> KnownAnswer | None:
    if text.startswith(("\\$", "$")):
        value, unit, power = read(text.lstrip("\\").lstrip("$")), "\\$", 1
    elif match := _SUFFIX.search(text):
        value, unit, power = read(text[: match.start()]), "%" if match["percent"] else "^\\circ", 1
    elif (match := _UNIT.search(text)) and match["name"] in {*LENGTHS, *OTHERS}:
        value, unit, power = read(text[: match.start()]), match["name"], int(match["power"] or 1)
    else:
        return None
    if not value:
        return None
    return KnownAnswer(kind="quantity", text=text, parts=(value,), unit=unit, power=power)


def _matrix(text: str) -> KnownAnswer | None:
    match = _MATRIX.fullmatch(text)
    if match is None:
        return None
    rows = [row.split("&") for row in re.split(r"\\\\", match[2].strip().removesuffix("\\\\"))]
    parts = _all([entry for row in rows for entry in row])
    if parts is None or len({len(row) for row in rows}) != 1:
        return None
    return KnownAnswer(kind="matrix", text=text, parts=parts, brackets=match[1], columns=len(rows[0]))


def _bracketed(text: str) -> KnownAnswer | None:
    if text[:2] == "\\{" and text[-2:] == "\\}":
        members = _apart(_all(_split(text[2:-2])))
        return KnownAnswer(kind="set", text=text, parts=members, brackets="{}") if members else None
    opening, closing = text[:1], text[-1:]
    if opening not in "([" or closing not in ")]" or len(text) < 2:
        return None
    parts = _all(_split(text[1:-1]), endless=True)
    if parts is None or len(parts) < 2:
        return None
    endless = any(INFINITY in part for part in parts)
    interval = endless or (opening, closing) not in (("(", ")"), ("[", "]"))
    # an interval from 3 to 2 is empty, whatever its ends and brackets
    if (interval or opening == "[") and len(parts) == 2 and not _ordered(*parts):
        return None
    if interval and len(parts) != 2:
        return None
    kind: Kind = "interval" if interval else "tuple"
    return KnownAnswer(kind=kind, text=text, parts=parts, brackets=opening + closing)


def _list(text: str) -> KnownAnswer | None:
    """A bare list; without spaces 0,4 may be a decimal, which a sign or a third part rules out."""
    certain = re.search(r",\s|,\s*-|,[^,]*,", text)
    parts = _apart(_all(_split(text))) if certain else ()
    return KnownAnswer(kind="set", text=text, parts=parts) if parts else None


def _split(text: str) -> list[str]:
    """Split at commas followed by a space, or at all commas where none is; [] for 1,234, which may be a number."""
    if re.search(r",\s", text):
        return re.split(r",\s+", text)
    return [] if re.search(r"\d,\d{3}(?!\d)", text) else text.split(",")


def _all(texts: list[str], *, endless: bool = False) -> tuple[Sum, ...] | None:
    parts = [_endless(text) if endless and "\\infty" in text else read(text) for text in texts]
    known = tuple(part for part in parts if part)
    return known if known and len(known) == len(parts) <= MAX_PARTS else None


def _endless(text: str) -> Sum | None:
    return {"\\infty": {INFINITY: Fraction(1)}, "-\\infty": {INFINITY: Fraction(-1)}}.get(
        text.replace(" ", "").replace("+", "")
    )


def _ordered(low: Sum, high: Sum) -> bool:
    """Whether `low` is below `high` by more than the error of floats."""
    left, right = approximate(low), approximate(high)
    return left is not None and right is not None and left < right - 1e-9 * min(abs(right), 1e9)


def _apart(parts: tuple[Sum, ...] | None) -> tuple[Sum, ...]:
    """The parts if there are two or more and all differ, else (): whether repeats count depends on the reader."""
    if parts is None or len(parts) < 2:
        return ()
    twice = any(one == two for at, one in enumerate(parts) for two in parts[:at])
    return () if twice else parts
