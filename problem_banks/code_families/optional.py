"""Programs with lines that only some of the drawn problems need."""

from __future__ import annotations

from .family import fill

NONE = "~"


def fill_some(template: str, **parts: object) -> str:
    """As family.fill, but without the lines of which nothing but a NONE is left."""
    lines = fill(template, **parts).split("\n")
    return "\n".join(line for line in lines if line.strip() != NONE)
