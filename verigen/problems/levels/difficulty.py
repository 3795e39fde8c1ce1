"""A range of pass rates such as 0.2..0.8, and the problems whose rate is likely to lie in it.

Four candidates hardly distinguish a rate of 0.1 from one of 0.5: of the problems whose measured rate lies in
0.2..0.8, a third to a half truly lie outside. So a problem is taken only if the posterior says with enough
certainty that its rate is inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core import stats
from verigen.core.errors import UserError
from verigen.sampling.prior import Beta

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem

TAG = "pass_rate"
POSTERIOR = "pass_rate_beta"  # parameters a and b of the beta posterior
SURE = 0.8  # a problem is taken above this probability
_SHARE = r"([01]?\.\d{1,6}|[01])"
_RANGE = re.compile(rf"{_SHARE}\.\.{_SHARE}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Pass rates from `low` to `high`, both inclusive; at a rate of 1 the teacher always solves the problem."""

    low: float
    high: float

    def __contains__(self, rate: float) -> bool:
        return self.low <= rate <= self.high

    def chance(self, known: Beta) -> float:
        """Probability that a rate with this posterior lies in the range."""
        return stats.beta_cdf(known.a, known.b, self.high) - stats.beta_cdf(known.a, known.b, self.low)

    def __str__(self) -> str:
        return f"{self.low:g}..{self.high:g}"


def parse(text: str) -> Range:
    """Parse a range. Raises UserError that shows the form."""
    found = _RANGE.fullmatch(text.strip())
    if not found or not float(found[1]) <= float(found[2]) <= 1:
        raise UserError(
            f"{text!r} is no range of pass rates; say LOW..HIGH with 0 <= LOW <= HIGH <= 1, such as 0.2..0.8"
        )
    return Range(low=float(found[1]), high=float(found[2]))


def chance(problem: Problem, wanted: Range) -> float | None:
    """Probability that the problem's rate lies in the range, as measured by `verigen levels`.

    None without a measurement. A bank's own tag `pass_rate` without a posterior is taken as exact. Raises
    UserError for a tag that is not a valid number.
    """
    if (text := problem.tags.get(POSTERIOR)) is not None:
        return wanted.chance(_posterior(problem.id, text))
    if (text := problem.tags.get(TAG)) is None:
        return None
    return float(_share(problem.id, text) in wanted)


def _posterior(problem: str, text: str) -> Beta:
    numbers = [_number(word) for word in text.split(",")]
    if len(numbers) != 2 or not all(0 < number < float("inf") for number in numbers):
        raise UserError(f"problem {problem!r}: its tag {POSTERIOR} is {text!r}, not two numbers above 0")
    return Beta(*numbers)


def _share(problem: str, text: str) -> float:
    found = _number(text)
    if not 0 <= found <= 1:
        raise UserError(f"problem {problem!r}: its tag {TAG} is {text!r}, no share from 0 to 1")
    return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0


@dataclass(slots=True, kw_only=True)
class Kept:
    """Counts of problems that a range kept, those outside it, and those without a measured rate.

    `astray` is the expected number of kept problems whose rate truly lies outside.
    """

    wanted: Range
    kept: int = 0
    outside: int = 0
    unmeasured: int = 0
    astray: float = 0.0

    def __str__(self) -> str:
        parts = [f"{self.kept} problems kept", f"{self.outside} outside or not sure to be inside"]
        if self.unmeasured:
            parts.append(f"{self.unmeasured} refused without a measured rate")
        if self.kept:
            parts.append(
                f"about {100 * self.astray / self.kept:.0f} % of those kept truly lie outside, by the fitted prior"
            )
        return f"difficulty {self.wanted}: {', '.join(parts)}"

    def takes(self, chance: float | None) -> bool:
        """Count a problem by its probability to lie in the range; return whether it is kept."""
        inside = chance is not None and chance > SURE
        self.unmeasured += chance is None
        self.kept += inside
        self.outside += chance is not None and not inside
        self.astray += 1 - chance if chance is not None and inside else 0.0
        return inside


@dataclass(slots=True, kw_only=True)
class MeasuredBank:
    """Streams the problems of a bank, called `name`, whose rates are likely to lie in the range."""

    name: str
    wanted: Range
    count: Kept = field(init=False)

    def __post_init__(self) -> None:
        self.count = Kept(wanted=self.wanted)

    def over(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the kept problems. Raises UserError at the end if none was measured, or none lies in the
        range.
        """
        yield from (problem for problem in problems if self.count.takes(chance(problem, self.wanted)))
        if not self.count.kept:
            raise UserError(self._nothing())

    def _nothing(self) -> str:
        if not self.count.outside:
            return (
                f"none of the {self.count.unmeasured} problems of {self.name} has a measured pass rate; "
                "`verigen levels RUN --out FILE` writes a bank with them"
            )
        return (
            f"no problem of {self.name} lies in the range with a chance above {SURE:g}: {self.count}; "
            "more samples per problem, or a wider range, find some"
        )
