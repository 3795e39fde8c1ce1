"""A paired test over problems, and what it would take to decide it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import compress
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import seeds, stats

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

FLIPS = 9_999
POWERED = stats.Z95 + 0.8416212335729143  # 5 % two-sided, found four times of five
EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A mean difference in -1..1 with its 95 % interval, and the p-value of no difference."""

    value: float
    low: float
    high: float
    p: float


class Pair(NamedTuple):
    """One problem's correct samples of all, on either side."""

    correct_a: int
    n_a: int
    correct_b: int
    n_b: int

    @property
    def difference(self) -> float:
        return self.correct_b / self.n_b - self.correct_a / self.n_a


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What would show the difference seen, four times of five: so many problems like these at this n, or so many
    samples a problem on either side with the problems there are. None: no number would, or it can't be told.
    """

    problems: int | None
    samples: int | None


def difference(values: Sequence[float], clusters: Sequence[Hashable]) -> Difference:
    """Interval by Student's t over clusters; p by flipping signs, which assumes no shape of distribution.

    Pairing takes the problems' own difficulty out of the error (Miller 2024, arXiv:2411.00640, section 4).
    """
    value = sum(values) / len(values)
    half = stats.t95(len(set(clusters)) - 1) * stats.standard_error(values, clusters)
    return Difference(
        value=value, low=max(-1.0, value - half), high=min(1.0, value + half), p=_p(values, clusters)
    )


def _p(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """If neither side is better, each cluster's sum is as likely with the other sign (approximate randomisation,
    Noreen 1989; recommended for such scores by Dror et al. 2018, ACL P18-1128).

    Flips are drawn at random; counting the observed one among them keeps the test valid (Phipson & Smyth 2010).
    """
    sums: defaultdict[Hashable, float] = defaultdict(float)
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value
    telling = [total for total in sums.values() if abs(total) > EPSILON]
    if not telling:
        return 1.0
    seen, rng = abs(sum(telling)) - EPSILON, seeds.rng(0, "paired", len(telling))
    drawn = (rng.getrandbits(len(telling)) for _ in range(FLIPS))
    extreme = sum(abs(_flipped(telling, signs)) >= seen for signs in drawn)
    return (extreme + 1) / (FLIPS + 1)


def _flipped(totals: list[float], signs: int) -> float:
    chosen = map(int, f"{signs:0{len(totals)}b}")
    return sum(totals) - 2 * sum(compress(totals, chosen))


def needed(pairs: Sequence[Pair], clusters: Sequence[Hashable]) -> Needed:
    """By the variance of the paired differences, split into what more samples would shrink and what only more
    problems would (Miller 2024, sections 3.2 and 5).
    """
    values = [pair.difference for pair in pairs]
    value, variance = sum(values) / len(values), stats.standard_error(values, clusters) ** 2 * len(values)
    if abs(value) < EPSILON or variance < EPSILON:
        return Needed(problems=None, samples=None)
    return Needed(
        problems=ceil(variance * (POWERED / value) ** 2), samples=_samples(pairs, variance, abs(value))
    )


def _samples(pairs: Sequence[Pair], variance: float, value: float) -> int | None:
    if any(min(pair.n_a, pair.n_b) < 2 for pair in pairs):
        return None  # one sample of a problem does not tell how its samples differ
    noise = [(_noise(pair.correct_a, pair.n_a), _noise(pair.correct_b, pair.n_b)) for pair in pairs]
    single = sum(a + b for a, b in noise) / len(pairs)
    now = sum(a / pair.n_a + b / pair.n_b for (a, b), pair in zip(noise, pairs, strict=True)) / len(pairs)
    room = len(pairs) * (value / POWERED) ** 2 - max(0.0, variance - now)
    return ceil(single / room) if room > EPSILON and single > 0 else None


def _noise(correct: int, n: int) -> float:
    """The variance of a single sample of this problem, without bias."""
    return correct * (n - correct) / (n * (n - 1))
