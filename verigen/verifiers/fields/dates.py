"""Finds dates and times of day in a text, with all readings of one that can be read in two ways."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verigen.verifiers.fields.tongues import ENGLISH, tongue

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
CLOCK = r"(?P<h>\d{1,2})[:.](?P<m>\d{2})"
TIMES = re.compile(
    r"(?<![\d:.,])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?)?\s*(?P<half>[ap]\.?m\b\.?)"
    r"|(?<![\d:])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?![\d:])",
    re.IGNORECASE,
)
# "14.30 Uhr", "14 Uhr", "14 h 30", "14h", "kl. 14.30", "ore 14.30": only in other languages than English
TOLD_TIMES = (
    re.compile(r"(?<![\d:.,])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?uhr\b", re.IGNORECASE),
    re.compile(r"(?<![\d:.,])(?P<h>\d{1,2})\s?h(?:\s?(?P<m>\d{2}))?(?!\w)", re.IGNORECASE),
    re.compile(rf"\b(?:kl\.?|klockan|ore|godz\.?|o|saat|om|às|las)\s{CLOCK}(?!\d|[:.,]\d)", re.IGNORECASE),
)


@lru_cache
def patterns(speaks: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of dates in a language, with English month names in each."""
    names = MONTHS | (found.months if (found := tongue(speaks)) else {})
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[ºª°])?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
            rf"(?<!\d){day}(?:\s+(?:of|de|di))?[\s.-]+(?P<name>{month})\b\.?,?(?:\s+del?)?[\s-]+(?P<year>\d{{4}})(?!\d)",
            rf"\b(?P<name>{month})\b\.?\s+{day}(?:,\s*|\s+)(?P<year>\d{{4}})(?!\d)",
            r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
            r"(?<!\d)(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4})(?!\d)",
        )
    )


class DateMention(NamedTuple):
    """A date or time in a text: where it stands, and its readings (more than one: ambiguous)."""

    start: int
    end: int
    readings: tuple[date | time, ...]


def dates(text: str, speaks: str = ENGLISH) -> Iterator[DateMention]:
    """The dates that a text states with their year, in the order of their patterns.

    In English 3/4/2026 has two readings; the languages of `tongues` put the day first.
    """
    taken: list[tuple[int, int]] = []
    for pattern in patterns(speaks):
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if readings := tuple(_days(found.groupdict(), speaks)):
                taken.append(found.span())
                yield DateMention(*found.span(), readings)


def times(text: str, speaks: str = ENGLISH) -> Iterator[DateMention]:
    """The times of day that a text states."""
    taken: list[tuple[int, int]] = []
    for pattern in (TIMES, *(TOLD_TIMES if tongue(speaks) else ())):
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            try:
                clock = _clock(found.groupdict())
            except ValueError:
                continue
            taken.append(found.span())
            yield DateMention(found.start(), found.end(), (clock,))


def _days(parts: dict[str, str | None], speaks: str) -> Iterator[date]:
    year = int(parts["year"] or 0)
    if "one" in parts:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        for month, day in sorted({(two, one)} if tongue(speaks) else {(one, two), (two, one)}):
            yield from _day(year, month, day)
        return
    name = parts.get("name")
    month = _month(name.lower(), speaks) if name else int(parts["month"] or 0)
    yield from _day(year, month, int(parts["day"] or 0))


def _month(name: str, speaks: str) -> int:
    spoken = tongue(speaks)
    return spoken.months[name] if spoken and name in spoken.months else MONTHS[name]


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _clock(parts: dict[str, str | None]) -> time:
    """Raises ValueError for an hour that no clock has."""
    hour, minute = int(parts.get("hour") or parts["h"] or 0), int(parts.get("minute") or parts["m"] or 0)
    half = (parts.get("half") or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        raise ValueError(hour)
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute, int(parts.get("second") or parts.get("s") or 0))
