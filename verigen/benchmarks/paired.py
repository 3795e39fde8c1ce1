"""A paired test over problems, and the smallest difference that it would have shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import seeds, stats

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

FLIPS = 9_999
EXACT = 14  # families up to which all flips of signs are counted
LEAST = 6  # families below which no verdict is given: 5 that agree come by chance once in 16
POWER = 0.8
EPSILON = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A mean difference in -1..1 with its 95 % interval, and the p-value of no difference.

    Over `families`: below 2 there is no interval, below `LEAST` no p.
    """

    value: float
    low: float | None
    high: float | None
    p: float | None
    families: int


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
class Resolution:
    """The smallest true `difference` that a comparison like this shows four times of five; half of it takes so many
    `problems` in all at this n, or so many `samples` per problem on either side. None: no number would do.
    """

    difference: float
    problems: int
    samples: int | None


def difference(values: Sequence[float], clusters: Sequence[Hashable]) -> Difference:
    """Interval by Student's t over clusters; p by flipping signs, which assumes no shape of distribution.

    Pairing takes the problems' own difficulty out of the error (Miller 2024, arXiv:2411.00640, section 4).
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
    """Where fewer than `stats.FEW` families deviate from what most show, their spread is no guide: the ends then are
    as far as the exact upper bounds on how many deviate, either way, would pull the mean.
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
    """If neither side is better, each cluster's sum is as likely with the other sign (approximate randomisation,
    Noreen 1989; recommended for such scores by Dror et al. 2018, ACL P18-1128).

    The mid-p: flips as extreme as what was seen count half (Lancaster 1961, JASA 56). Up to `EXACT` clusters that
    differ all flips are counted; beyond they are drawn, the observed one among them (Phipson & Smyth 2010).
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
    """The sums under all flips of signs but that of the first, which flips them all."""
    return _signed(totals[1:], totals[0])


def _signed(totals: Sequence[float], start: float = 0.0) -> list[float]:
    sums = [start]
    for total in totals:
        sums = [one + sign * total for one in sums for sign in (1, -1)]
    return sums


def _some(totals: Sequence[float]) -> list[float]:
    """A byte of chance flips eight signs at once, by a table of their 256 sums."""
    rng, columns = seeds.rng(0, "paired", len(totals)), []
    for start in range(0, len(totals), 8):
        table = _signed(totals[start : start + 8])
        columns.append([table[byte % len(table)] for byte in rng.randbytes(FLIPS)])
    return [sum(totals), *map(sum, zip(*columns, strict=True))]


def resolution(pairs: Sequence[Pair], clusters: Sequence[Hashable]) -> Resolution | None:
    """By the error of the paired differences, split into what more samples would shrink and what only more problems
    would (Miller 2024, sections 3.2 and 5). None below two clusters.
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
    """How many make a quarter of this variance of a problem's difference."""
    if any(min(pair.n_a, pair.n_b) < 2 for pair in pairs):
        return None  # one sample of a problem does not tell how its samples differ
    noise = [(_noise(pair.correct_a, pair.n_a), _noise(pair.correct_b, pair.n_b)) for pair in pairs]
    single = sum(a + b for a, b in noise) / len(pairs)
    now = sum(a / pair.n_a + b / pair.n_b for (a, b), pair in zip(noise, pairs, strict=True)) / len(pairs)
    room = variance / 4 - max(0.0, variance - now)
    return ceil(single / room) if room > EPSILON and single > 0 else None


def _noise(correct: int, n: int) -> float:
    """The variance of a single sample of this problem, without bias."""
    return correct * (n - correct) / (n * (n - 1))
