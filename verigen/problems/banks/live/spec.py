"""Parses the options of a live bank: math-core:variants=100,seed=7,level=2..4."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verigen.core.errors import UnknownOption, UserError

OPTIONS = ("variants", "seed", "level")
MOST_VARIANTS, MOST_SEED = 100_000, 2**63 - 1
_LEVELS = re.compile(r"(\d{1,2})(?:\.\.(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSpec:
    """`variants` problems per family, from families whose level lies in `levels`, both ends inclusive; None: all."""

    bank: str
    variants: int = 3
    seed: int = 0
    levels: tuple[int, int] | None = None


def parse(text: str) -> LiveSpec:
    """Parse the options. Raises UserError that shows the form, UnknownOption with the nearest options."""
    bank, _, told = text.partition(":")
    given: dict[str, str] = {}
    for each in told.split(","):
        key, equals, value = each.strip().partition("=")
        if not equals:
            raise UserError(f"{text!r} is no live bank; say {bank}:variants=100,seed=7,level=2..4")
        if key not in OPTIONS:
            raise UnknownOption(f"live bank {bank}", key, OPTIONS)
        if key in given:
            raise UserError(f"{text!r} says {key} twice")
        given[key] = value
    return LiveSpec(
        bank=bank,
        variants=_whole(bank, "variants", given.get("variants", "3"), 1, MOST_VARIANTS),
        seed=_whole(bank, "seed", given.get("seed", "0"), 0, MOST_SEED),
        levels=_levels(bank, given["level"]) if "level" in given else None,
    )


def _whole(bank: str, key: str, text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"\d{1,19}", text, re.ASCII) or not low <= int(text) <= high:
        raise UserError(f"{bank}: {key}={text} is no whole number from {low} to {high}")
    return int(text)


def _levels(bank: str, text: str) -> tuple[int, int]:
    found = _LEVELS.fullmatch(text)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if low > high:
        raise UserError(f"{bank}: level={text} is no level or range of levels such as 3 or 2..4")
    return low, high
