"""Finds dates and times of day in a text, with all readings of one that can be read in two ways."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

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
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"(?<!\d){DAY}(?:\s+of)?[\s.-]+(?P<name>{MONTH})\b\.?,?[\s-]+(?P<year>\d{{4}})(?!\d)",
        rf"\b(?P<name>{MONTH})\b\.?\s+{DAY}(?:,\s*|\s+)(?P<year>\d{{4}})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<one>\d{1,2})[/-](?P<two>\d{1,2})[/-](?P<year>\d{4})(?!\d)",
    )
)
TIMES = re.compile(
    r"(?<![\d:.,])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2}))?)?\s*(?P<half>[ap]\.?m\b\.?)"
    r"|(?<![\d:])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?![\d:])",
    re.IGNORECASE,
)


class DateMention(NamedTuple):
    """A date or time in a text: where it stands, and its readings (more than one: ambiguous)."""

    start: int
    end: int
    readings: tuple[date | time, ...]


def dates(text: str) -> Iterator[DateMention]:
    """The dates that a text states with their year, in the order of their patterns."""
    taken: list[tuple[int, int]] = []
    for pattern in DATES:
        for found in pattern.finditer(text):
            if any(found.start() < end and start < found.end() for start, end in taken):
                continue
            if readings := tuple(_days(found.groupdict())):
                taken.append(found.span())
                yield DateMention(*found.span(), readings)


def times(text: str) -> Iterator[DateMention]:
    """The times of day that a text states."""
    for found in TIMES.finditer(text):
        try:
            yield DateMention(*found.span(), (_clock(found.groupdict()),))
        except ValueError:
            continue


def _days(parts: dict[str, str | None]) -> Iterator[date]:
    year = int(parts["year"] or 0)
    if "one" in parts:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        for month, day in sorted({(one, two), (two, one)}):
            yield from _day(year, month, day)
        return
    name = parts.get("name")
    month = MONTHS[name.lower()] if name else int(parts["month"] or 0)
    yield from _day(year, month, int(parts["day"] or 0))


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _clock(parts: dict[str, str | None]) -> time:
    """Raises ValueError for an hour that no clock has."""
    hour, minute = int(parts["hour"] or parts["h"] or 0), int(parts["minute"] or parts["m"] or 0)
    half = (parts["half"] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        raise ValueError(hour)
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute, int(parts["second"] or parts["s"] or 0))
