"""Normal forms of values: two values that mean the same have the same one."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        "\u2026": "...",
    }
)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


def text(value: str) -> str:
    """Composed letters, plain quotes and dashes, single spaces. Case and digits stay as they are."""
    plain = unicodedata.normalize("NFC", value).translate(QUOTES)
    return " ".join(plain.split())


def number(value: Any) -> Decimal | None:
    """The exact value of a JSON number: 12.50 is 12.5 and 3.0 is 3; None for a boolean or another type."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = Decimal(repr(value))
    return found if found.is_finite() else None


def formed(value: str, form: str) -> object:
    """A string as the value that its JSON Schema format gives it; its normal text for any other format."""
    try:
        if form == "date":
            return date.fromisoformat(value.strip())
        if form == "date-time":
            return _moment(value)
        if form == "time":
            return clock(value)
    except ValueError:
        return text(value)
    if form == "uuid":
        return value.strip().lower()
    if form in {"email", "idn-email"}:
        name, at, host = value.strip().rpartition("@")
        return f"{name}{at}{host.lower()}"
    return text(value)


def _moment(value: str) -> datetime:
    """A point in time; one without an offset counts as UTC."""
    found = datetime.fromisoformat(value.strip())
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def clock(value: str) -> tuple[time, str]:
    """A time of day and its offset from UTC. Raises ValueError for any other text."""
    found = TIME.fullmatch(value.strip())
    if not found:
        raise ValueError(value)
    offset = (found[4] or "Z").upper().replace(":", "")
    moment = time(int(found[1]), int(found[2]), int(found[3] or 0))
    return moment, "Z" if offset in {"+0000", "-0000"} else offset
