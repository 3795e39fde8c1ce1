"""Finds the numbers of a question, how each is written, and which of them must not change."""

# RUF001: texts use several characters for the product, minus and apostrophe signs.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from verigen.problems.mutate.mutators import words
from verigen.problems.mutate.mutators.program import Number, exact

Form = Literal["digits", "word", "numerator", "denominator"]
DIGITS = re.compile(
    r"(?:(?<![\d.,])(?P<money>[$€£]\s?))?(?P<number>(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+(?!\.?\d))?|(?<![\d.])\.\d+)"
    r"(?P<percent>\s?%|[ -]percent\b)?"
)
# number of letters around a number that may tell its meaning
NEAR = 80
NEARER, CLOSE = 24, 8  # the longest matches of the patterns: a search tries every place
FRACTION = re.compile(r"(?<![\d/.,])(\d+)\s?/\s?(\d+)(?![\d/]|\.\d)")
YEARS = range(1800, 2101)
COUNTS = re.compile(r"\s[a-z]+s\b")
DATED = re.compile(r"\b(?:in|by|of|since|from|until|to|year|around|before|after|and|the)\s$", re.IGNORECASE)
NAMED = re.compile(
    r"(?:\b(?:(?i:grade|room|chapter|level|page|number|no|phase|route|highway|interstate|class|lane|apartment|unit|"
    r"section|track|figure|table|exercise|channel|question|problem|version|gate|platform|size|step|aged|zone|flight|"
    r"january|february|march|april|june|july|august|september|october|november|december)|"
    r"May|Day|Week|Month|Year|Game|Quarter|Part|Stage|Bus|Team|Group|Type|Jan|Feb|Aug|Sept|Oct|Nov|Dec|day|week|month|year|game)"
    r"\.?\s#?|[#:]\s?|(?<![.?!]\s)(?<![.?!]\s\s)(?<!^)\b[A-Z][a-z]*[A-Z]\w*\s)$"
)
DENOMINATION = re.compile(
    r"[\s-]*(?:dollar|cent|pound|euro|peso)?s?[\s-]*(?:bills?|notes?|coins?|banknotes?)\b", re.IGNORECASE
)
AFTER = re.compile(
    r"(?:st|nd|rd|th)\b|:\d|\s?(?:am|pm|a\.m|p\.m|o'clock|o’clock)\b|[x×]\s?\d|\s?[x×]\s?\d|\s?-\s?\d|°|'s\b|’s\b|s\b|D\b|G\b|-?\d",
    re.IGNORECASE,
)
BEFORE = re.compile(r"(?:[A-Za-z]-?|[-−–:/^*]|\d\s?[x×]\s?|\d-)$")
EQUALS = re.compile(
    r"(?:\bequals?|\bequal to|=|\bequivalent to|\bis worth|\bmakes? up)\s[$€£]?$", re.IGNORECASE
)
SCALED = re.compile(r"[\s-]?(hundred|thousand|million|billion|trillion|k\b|m\b(?!&))", re.IGNORECASE)
ORDINAL, NAME, YEAR = "an ordinal, a time or a name", "a name's number", "a year"
COINS = "a denomination"
REFERENCE = "a count that the text refers back to"
MEASURE = re.compile(r"\s?(?:inch|cup|-inch)")
UNIT = re.compile(r"[\s-]+([A-Za-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number at `start`:`end` of the question.

    `frozen` says why it must not change, `scale` is its multiplier.
    """

    start: int
    end: int
    value: Number
    form: Form = "digits"
    places: int = 0
    comma: bool = False
    percent: bool = False
    money: bool = False
    frozen: str | None = None
    unit: str = ""
    scale: int = 1
    text: str = ""

    def write(self, value: Number) -> str:
        """Write `value` in this form. Raises ValueError if the form can't represent it."""
        if self.form == "word":
            if type(value) is not int or not 0 <= value <= words.MOST:
                raise ValueError(f"no short words for {value}")
            return words.write(value, self.text)
        scaled = value * 10**self.places
        if scaled != int(scaled) or scaled < 0:
            raise ValueError(f"{value} has more than {self.places} decimals")
        whole, part = divmod(int(scaled), 10**self.places)
        left = (
            f"{whole:,}" if self.comma or (whole > 9999 and self.places + len(self.text) < 1) else str(whole)
        )
        if not self.places:
            return left
        return f"{'' if self.text.startswith('.') else left}.{part:0{self.places}d}"


@lru_cache(maxsize=64)
def find(text: str) -> tuple[Mention, ...]:
    """Numbers of a text, in order."""
    found = list(_fractions(text))
    taken = [range(each.start, each.end) for each in found]
    found += [
        _digits(text, match)
        for match in DIGITS.finditer(text)
        if not any(match.end() - 1 in span or match.end("number") - 1 in span for span in taken)
    ]
    found += [_word(text, match) for match in words.PATTERN.finditer(text)]
    return tuple(sorted(found, key=lambda each: each.start))


def _fractions(text: str) -> list[Mention]:
    """Numerators and denominators as separate numbers; those of mixed numbers are frozen."""
    found: list[Mention] = []
    for match in FRACTION.finditer(text):
        top, bottom = int(match[1]), int(match[2])
        before = text[max(0, match.start() - NEAR) : match.start()]
        mixed = re.search(r"\d(?:\s|-|\sand\s)$", before)
        why = "part of a mixed number" if mixed else None if 0 < top < bottom else "not a proper fraction"
        if MEASURE.match(text, match.end()) or BEFORE.search(before):
            why = why or "a measure's fraction"
        for group, form in ((1, "numerator"), (2, "denominator")):
            found.append(
                Mention(
                    start=match.start(group), end=match.end(group), value=int(match[group]), form=form,  # type: ignore[arg-type]
                    frozen=why, text=match[group],
                )
            )  # fmt: skip
    return found


def _digits(text: str, match: re.Match[str]) -> Mention:
    number = match["number"]
    start, end = match.span("number")
    whole, _, part = number.replace(",", "").partition(".")
    value = exact(Fraction(f"{whole or 0}.{part or 0}"))
    before, after = text[max(0, match.start() - NEAR) : match.start()], text[end : end + NEAR]
    scaled = SCALED.match(after)
    unit = UNIT.match(text, match.end())
    why = None
    if scaled:
        why = "followed by a scale word"
    elif value in (0, 1):
        why = "one or zero: its nouns would no longer agree"
    elif not match["percent"] and AFTER.match(after):
        why = ORDINAL
    elif BEFORE.search(before[-CLOSE:]) or re.match(r"[A-Za-z]", after):
        why = "part of a name or a larger expression"
    elif not match["money"] and NAMED.search(before):
        why = NAME
    elif not match["money"] and "," not in number and not part and _is_year(value, number, before, after):
        why = YEAR
    elif DENOMINATION.match(after):
        why = COINS
    elif EQUALS.search(before[-NEARER:]):
        why = "a definition of a measure"
    return Mention(
        start=start, end=end, value=value, places=len(part), comma="," in number, percent=bool(match["percent"]),
        money=bool(match["money"]), frozen=why, unit=unit[1].lower() if unit else "", text=number,
        scale=_SCALES.get(scaled[1].lower(), 1) if scaled else 1,
    )  # fmt: skip


def _is_year(value: Number, number: str, before: str, after: str) -> bool:
    """Whether four digits may name a year: `1800 photographs` counts, `in 1800 farmers came` does not."""
    counts = COUNTS.match(after) and not DATED.search(before[-CLOSE:])
    return value in YEARS and len(number) == 4 and not counts


_SCALES = {**words.SCALES, "trillion": 10**12, "k": 1000, "m": 10**6}
ORDINAL_PART = re.compile(
    r"[-\s](?:thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|half|halves|twelfths?|hundredths?|dozen)\b"
)


def _word(text: str, match: re.Match[str]) -> Mention:
    value = words.value(match[0])
    before, after = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
    unit = UNIT.match(after)
    why = None
    if value <= 1:
        why = "one or zero: its nouns would no longer agree"
    elif value > words.MOST:
        why = "a large number in words"
    elif ORDINAL_PART.match(after) or SCALED.match(after) or after.startswith("-"):
        why = "part of a fraction or compound in words"
    elif re.search(
        r"\b(?:the|these|those|other|all|his|her|their|my|its|our|into|between|the last|the first|\d|and)\s$",
        before,
        re.IGNORECASE,
    ):
        why = REFERENCE
    elif re.match(r"\s(?:of|or)\b|\s?[.,:;?!]|\s(?:and)\b|\so['’]clock", after):
        why = "a count that stands alone"
    elif DENOMINATION.match(after) or NAMED.search(before):
        why = "a denomination or a name"
    return Mention(
        start=match.start(), end=match.end(), value=value, form="word", frozen=why,
        unit=unit[1].lower() if unit else "", text=match[0],
    )  # fmt: skip
