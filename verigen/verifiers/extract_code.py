"""Finds the program in a completion."""

from __future__ import annotations

import re

from verigen.traces import split

FENCE = re.compile(r"```[ \t]*(?:python|py|python3)?[ \t]*\n(.*?)```", re.DOTALL | re.IGNORECASE)


def extract(text: str) -> str | None:
    """The last fenced block of the reply, or None."""
    blocks: list[str] = FENCE.findall(split(text).reply)
    return blocks[-1] if blocks else None
