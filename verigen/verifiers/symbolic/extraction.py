"""What was found in a completion: the answer, where it stood, and whether it is a bet on several."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

MAX_ANSWER = 10_000
MAX_LINE = 2_000


class Extraction(NamedTuple):
    """`answer` is None where there is none; `hedged` where the completion bets on several."""

    answer: str | None
    source: str
    hedged: bool = False


def final_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = deque(pattern.finditer(text), maxlen=1)
    return found[0] if found else None
