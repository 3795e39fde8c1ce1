"""Draws other angles and arguments of trigonometric functions, among those whose values have a short exact form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

ANGLE = re.compile(r"\d+(?=\s*\^\s*\{?\\circ)")
ARC = re.compile(r"\\arc(?P<name>sin|cos|tan)\s*(?:\\left\s*)?\(?(?P<a>.*?)(?:\\right\s*)?\)?\s*$", re.DOTALL)
SINES = (
    r"\frac{1}{2}",
    r"\frac{\sqrt{2}}{2}",
    r"\frac{\sqrt{3}}{2}",
    r"-\frac{1}{2}",
    r"-\frac{\sqrt{2}}{2}",
    r"-\frac{\sqrt{3}}{2}",
    "0",
    "1",
    "-1",
)
TANGENTS = (
    r"\sqrt{3}",
    r"\frac{\sqrt{3}}{3}",
    r"-\sqrt{3}",
    r"-\frac{\sqrt{3}}{3}",
    "1",
    "-1",
    r"\frac{1}{\sqrt{3}}",
)
FULL = 360


def arc(text: str, random: Random) -> str | None:
    """A lone inverse function of another argument; None if the text is no such."""
    match = ARC.fullmatch(text.strip())
    if match is None:
        return None
    new = random.choice(TANGENTS if match["name"] == "tan" else SINES)
    return rf"\arc{match['name']} \left( {new} \right)" if "frac" in new else rf"\arc{match['name']} ({new})"


def angle(old: str, random: Random) -> str:
    """Another angle in degrees: a multiple of 30, 45 or of what the old one is, within as many turns."""
    value = int(old)
    step = next((each for each in (90, 45, 30, 15, 10, 5) if value % each == 0), 1)
    if step in {90, 45, 30}:
        choices = [each for each in range(30, FULL) if (each % 30 == 0 or each % 45 == 0) and each % 90]
        if step == 90:
            choices += [180, 270]
        return str(random.choice(choices) + FULL * (value // FULL))
    most = 90 if value < 90 else FULL * (1 + value // FULL)
    return str(random.randrange(step, most, step))
