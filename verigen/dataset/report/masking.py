"""Masks what may identify somebody in an excerpt that a report shows."""

from __future__ import annotations

import re

PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\d[\d \-]{6,}\d|\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_\-]{20,}\b"
)
SHOWN = 160


def masked(text: str, shown: int = SHOWN) -> str:
    """One line of at most `shown` characters; addresses, long digit runs and key-like words keep two characters."""
    hidden = PRIVATE.sub(
        lambda found: found.group()[:2] + "*" * min(12, len(found.group()) - 2), " ".join(text.split())
    )
    return hidden if len(hidden) <= shown else f"{hidden[: shown - 1]}\u2026"
