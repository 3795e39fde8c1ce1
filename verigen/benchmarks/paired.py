"""A paired test over problems, and the smallest difference that it can show."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import seeds, stats

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

FLIPS = 9_999
EXACT = 14  # maximum number of families for which all sign flips are enumerated
LEAST = 6  # minimum number of families for a verdict: 5 agree by chance with probability 1/16
POWER = 0.8
EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A mean difference in -1..1 with its 95 % interval, and the p-value of no difference.

    `families` is the number of clusters: below 2 there is no interval, below `LEAST` no p.
    """

    value: float
    low: float | None
    high: float | None
    p: float | None
    families: int


class Pair(NamedTuple):
    """One problem's number of correct samples and of all samples, in either run."""

    correct_a: int
    n_a: int
    correct_b: int
    n_b: int

    @property
    def difference(self) -> float:
        return self.correct_b / self.n_b - self.correct_a / self.n_a


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The smallest true `difference` that a comparison like this shows with a probability of 0.8.

    Half that difference needs `problems` problems in total at this n, or `samples` samples per problem in either run;
    `samples` is None where no number suffices.
    """

    difference: float
    problems: int
    samples: int | None


def difference(values: Sequence[float], clusters: Sequence[Hashable]) -> Difference:
    """The mean difference; its interval is by Student's t over clusters, its p by flipping signs.

    Flipping signs assumes no form of the distribution.

    Pairing removes the problems' difficulty from the error (Miller 2024, arXiv:2411.00640, section 4).
    """
    families = len(set(clusters))
    low, high = _interval(values, clusters) if families > 1 else (None, None)
    return Difference(
        value=sum(values) / len(values),
        low=low,
        high=high,
        p=_p(values, clusters) if families >= LEAST else None,
        families=families,
    )


def _interval(values: Sequence[float], clusters: Sequence[Hashable]) -> tuple[float, float]:
    """The interval of the mean, by Student's t.

    Where fewer than `stats.FEW` families deviate from the most common difference, their spread is unreliable: the
    interval is then widened by the exact upper bounds on the share of deviating families on either side.
    """
    value, means = sum(values) / len(values), _means(values, clusters)
    half = stats.t95(len(means) - 1) * stats.standard_error(values, clusters)
    low, high = value - half, value + half
    usual = max(Counter(means).items(), key=lambda item: (item[1], -abs(item[0])))[0]
    below, above = sum(mean < usual for mean in means), sum(mean > usual for mean in means)
    if below + above < stats.FEW:
        low = min(low, usual - (1 + usual) * stats.clopper_pearson(below / len(means), len(means))[1])
        high = max(high, usual + (1 - usual) * stats.clopper_pearson(above / len(means), len(means))[1])
    return max(-1.0, low), min(1.0, high)


def _means(values: Sequence[float], clusters: Sequence[Hashable]) -> list[float]:
    groups: defaultdict[Hashable, list[float]] = defaultdict(list)
    for value, cluster in zip(values, clusters, strict=True):
        groups[cluster].append(value)
    return [round(sum(group) / len(group), 9) for group in groups.values()]


def _p(values: Sequence[float], clusters: Sequence[Hashable]) -> float:
    """The p-value of approximate randomisation (Noreen 1989; recommended for such scores by Dror et al. 2018, ACL
    P18-1128): if neither run is better, each cluster's sum is equally likely with the opposite sign.

    It is the mid-p: flips that equal the observed value count half (Lancaster 1961, JASA 56). For up to `EXACT`
    clusters that differ all flips are enumerated; for more they are sampled, and the observed one is included
    (Phipson & Smyth 2010).
    """
    sums: defaultdict[Hashable, float] = defaultdict(float)
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value
    telling = [total for total in sums.values() if abs(total) > EPSILON]
    if not telling:
        return 1.0
    seen, flipped = abs(sum(telling)), _every(telling) if len(telling) <= EXACT else _some(telling)
    beyond = sum(abs(total) > seen + EPSILON for total in flipped)
    equal = sum(abs(abs(total) - seen) <= EPSILON for total in flipped)
    return (beyond + equal / 2) / len(flipped)


def _every(totals: Sequence[float]) -> list[float]:
    """The sums for all sign flips, with the first sign fixed: flipping it too only negates the sum."""
    return _signed(totals[1:], totals[0])


def _signed(totals: Sequence[float], start: float = 0.0) -> list[float]:
    sums = [start]
    for total in totals:
        sums = [one + sign * total for one in sums for sign in (1, -1)]
    return sums


def _some(totals: Sequence[float]) -> list[float]:
    """The sums for random sign flips; one random byte flips eight signs, by a table of their 256 sums."""
    rng, columns = seeds.rng(0, "paired", len(totals)), []
    for start in range(0, len(totals), 8):
        table = _signed(totals[start : start + 8])
        columns.append([table[byte % len(table)] for byte in rng.randbytes(FLIPS)])
    return [sum(totals), *map(sum, zip(*columns, strict=True))]


def resolution(pairs: Sequence[Pair], clusters: Sequence[Hashable]) -> Resolution | None:
    """The resolution, from the error of the paired differences.

    The error is split into a part that more samples reduce and a part that only more problems reduce (Miller 2024,
    sections 3.2 and 5). None below two clusters.
    """
    found = difference([pair.difference for pair in pairs], clusters)
    if found.low is None or found.high is None:
        return None
    freedom = found.families - 1
    error = max(found.value - found.low, found.high - found.value) / stats.t95(freedom)
    return Resolution(
        difference=error * (stats.t95(freedom) + stats.t_quantile(freedom, POWER)),
        problems=4 * len(pairs),
        samples=_samples(pairs, len(pairs) * error**2),
    )


def _samples(pairs: Sequence[Pair], variance: float) -> int | None:
    """The samples per problem that reduce this variance of a problem's difference to a quarter; None if none do."""
    if any(min(pair.n_a, pair.n_b) < 2 for pair in pairs):
        return None  # one sample per problem does not show the variance of its samples
    noise = [(_noise(pair.correct_a, pair.n_a), _noise(pair.correct_b, pair.n_b)) for pair in pairs]
    single = sum(a + b for a, b in noise) / len(pairs)
    now = sum(a / pair.n_a + b / pair.n_b for (a, b), pair in zip(noise, pairs, strict=True)) / len(pairs)
    room = variance / 4 - max(0.0, variance - now)
    return ceil(single / room) if room > EPSILON and single > 0 else None


def _noise(correct: int, n: int) -> float:
    """The unbiased variance of a single sample of this problem."""
    return correct * (n - correct) / (n * (n - 1))
