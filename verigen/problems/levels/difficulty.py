"""A range of measured pass rates such as 0.2..0.8, and the problems whose rate lies in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem

TAG = "pass_rate"
_SHARE = r"([01]?\.\d{1,6}|[01])"
_RANGE = re.compile(rf"{_SHARE}\.\.{_SHARE}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Pass rates from `low` to `high`, both ends inclusive; 1 is what the teacher always solves."""

    low: float
    high: float

    def __contains__(self, rate: float) -> bool:
        return self.low <= rate <= self.high

    def __str__(self) -> str:
        return f"{self.low:g}..{self.high:g}"


def parse(text: str) -> Range:
    """Raises UserError that shows the form."""
    found = _RANGE.fullmatch(text.strip())
    if not found or not float(found[1]) <= float(found[2]) <= 1:
        raise UserError(
            f"{text!r} is no range of pass rates; say LOW..HIGH with 0 <= LOW <= HIGH <= 1, such as 0.2..0.8"
        )
    return Range(low=float(found[1]), high=float(found[2]))


def rate(problem: Problem) -> float | None:
    """What `verigen levels` measured; None where nothing did. Raises UserError for a tag that is no share."""
    text = problem.tags.get(TAG)
    if text is None:
        return None
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise UserError(f"problem {problem.id!r}: its tag {TAG} is {text!r}, no share from 0 to 1")
    return found


@dataclass(slots=True, kw_only=True)
class Kept:
    """What a range let through, what lies outside of it, and what nobody measured."""

    wanted: Range
    kept: int = 0
    outside: int = 0
    unmeasured: int = 0

    def __str__(self) -> str:
        text = f"difficulty {self.wanted}: {self.kept} problems kept, {self.outside} outside"
        return f"{text}, {self.unmeasured} refused without a measured rate" if self.unmeasured else text

    def takes(self, rate: float | None) -> bool:
        """Count a problem by its rate; whether it stays."""
        inside = rate is not None and rate in self.wanted
        self.unmeasured += rate is None
        self.kept += inside
        self.outside += rate is not None and not inside
        return inside


@dataclass(slots=True, kw_only=True)
class MeasuredBank:
    """The problems of a bank, named `name`, whose tag `pass_rate` lies in the range, as they stream by."""

    name: str
    wanted: Range
    count: Kept = field(init=False)

    def __post_init__(self) -> None:
        self.count = Kept(wanted=self.wanted)

    def over(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Raises UserError at the end where no problem was measured, or none lies in the range."""
        yield from (problem for problem in problems if self.count.takes(rate(problem)))
        if not self.count.kept:
            raise UserError(self._nothing())

    def _nothing(self) -> str:
        if not self.count.outside:
            return (
                f"none of the {self.count.unmeasured} problems of {self.name} has a measured pass rate; "
                "`verigen levels RUN --out FILE` writes a bank with them"
            )
        return f"no problem of {self.name} is left: {self.count}"
