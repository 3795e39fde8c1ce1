"""Computes pass rates and their confidence intervals."""

from __future__ import annotations

from array import array
from collections import Counter
from functools import lru_cache
from math import comb, exp, lgamma, log, log1p, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

Z95 = 1.959963984540054
FEW = 5  # minimum number of differing clusters for a usable variance
NIL = 1e-12  # a smaller variance is a rounding error
CLOSE = 1e-10  # precision of a quantile
TINY = 1e-300
PARTS = 16


class Rate(NamedTuple):
    """A share in 0..1 with its 95 % interval; the bounds are None with fewer than two clusters."""

    value: float
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"{100 * self.value:.1f} % (-)"
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f})"


def shown(rate: Rate | None, bound: float | None = None) -> str:
    """The text form of a rate; "-" if nothing was measured.

    `bound`: the rate if all undecided candidates were correct; shown only if it differs.
    """
    if rate is None:
        return "-"
    more = bound is not None and f"{100 * bound:.1f}" != f"{100 * rate.value:.1f}"
    return (
        f"{rate}, at most {100 * bound:.1f} % if the undecided were correct" if more and bound else str(rate)
    )


def pass_at_k(n: int, c: int, k: int) -> float:
    """The chance that k draws without replacement from n samples, c of them correct, hold a correct one.

    Unbiased for pass@k with fixed n (Chen et al. 2021, arXiv:2107.03374). Raises ValueError for k > n.
    """
    if not 0 < k <= n:
        raise ValueError(f"pass@{k} needs at least {k} samples, not {n}")
    return 1.0 - comb(n - c, k) / comb(n, k)


def maj_at_k(right: int, others: Sequence[int], silent: int, k: int) -> float:
    """The chance that the most frequent answer of k draws without replacement is the right one.

    `right` samples gave the right answer, `others` are the numbers of samples of each wrong answer, and
    `silent` samples gave no answer and do not vote. Tied answers have equal chances. Exact, so unbiased for
    maj@k as pass_at_k is for pass@k. Raises ValueError for k > n.
    """
    n = right + sum(others) + silent
    if not 0 < k <= n:
        raise ValueError(f"maj@{k} needs at least {k} samples, not {n}")
    ways = (comb(right, j) * _outvoted(others, silent, k - j, j) for j in range(1, min(k, right) + 1))
    return sum(ways) / comb(n, k)


def _outvoted(others: Sequence[int], silent: int, draws: int, votes: int) -> float:
    """The ways to draw the rest with no wrong answer above `votes`, each weighted by its chance in a tie."""
    ways: Counter[tuple[int, int]] = Counter({(0, 0): 1})  # keyed by drawn samples and tied answers
    for size in others:
        grown: Counter[tuple[int, int]] = Counter()
        for (drawn, ties), count in ways.items():
            for taken in range(min(size, votes, draws - drawn) + 1):
                grown[drawn + taken, ties + (taken == votes)] += count * comb(size, taken)
        ways = grown
    return sum(count * comb(silent, draws - drawn) / (1 + ties) for (drawn, ties), count in ways.items())


def clustered(means: Sequence[float], clusters: Sequence[Hashable] | None = None) -> Rate | None:
    """The mean over problems with a 95 % interval; None without problems.

    `clusters` names the group of each problem if problems are not independent, such as the variants of a
    family; by default each problem is its own cluster (Miller 2024, arXiv:2411.00640). The interval is
    Clopper & Pearson's on the effective sample size under the clusters' variance, reduced for Student's t
    instead of z (Korn & Graubard 1998, Survey Methodology 24; Dean & Pagano 2015, J. Surv. Stat. Methodol.
    3). If fewer than `FEW` clusters differ from the others, that size is at most the number of clusters: a
    variance of so few is unreliable.
    """
    if not means:
        return None
    p = sum(means) / len(means)
    totals = ClusterTotals(means, clusters)
    if len(totals) < 2:
        return Rate(p)
    return Rate(p, *clopper_pearson(p, effective(p, standard_error(means, clusters) ** 2, totals)))


def effective(p: float, variance: float, totals: Sequence[tuple[int, float]] | ClusterTotals) -> float:
    """The number of independent draws that a mean `p` with this variance amounts to.

    `totals` are the sizes and sums of its clusters.
    """
    # clusters of unequal sizes have a smaller effective number (Kish 1965, section 8.2)
    count = sum(size for size, _ in totals) ** 2 / sum(size**2 for size, _ in totals)
    if variance < NIL or not 0 < p < 1:
        return count
    worth = p * (1 - p) / variance * (Z95 / t95(len(totals) - 1)) ** 2
    alike = Counter(round(total / size, 9) for size, total in totals)
    return count if len(totals) - max(alike.values()) < FEW else max(worth, count)


class ClusterTotals:
    """Sizes and sums of clusters, 16 bytes per cluster."""

    def __init__(self, values: Sequence[float], clusters: Sequence[Hashable] | None) -> None:
        self._sizes, self._sums = array("Q"), array("d")
        keys = range(len(values)) if clusters is None else clusters
        if isinstance(keys, array):  # of numbers: part by part, because a table of all of them is much larger
            for part in range(PARTS):
                self._add(
                    (value, key) for value, key in zip(values, keys, strict=True) if key % PARTS == part
                )
        else:
            self._add(zip(values, keys, strict=True))

    def _add(self, rows: Iterable[tuple[float, Hashable]]) -> None:
        places: dict[Hashable, int] = {}
        for value, key in rows:
            place = places.setdefault(key, len(self._sizes))
            if place == len(self._sizes):
                self._sizes.append(0)
                self._sums.append(0.0)
            self._sizes[place] += 1
            self._sums[place] += value

    def __len__(self) -> int:
        return len(self._sizes)

    def __iter__(self) -> Iterator[tuple[int, float]]:
        return zip(self._sizes, self._sums, strict=True)


def standard_error(values: Sequence[float], clusters: Sequence[Hashable] | None = None) -> float:
    """Standard error of the mean, robust to clusters."""
    mean, totals = sum(values) / len(values), ClusterTotals(values, clusters)
    spread = sum((total - size * mean) ** 2 for size, total in totals)
    return sqrt(spread * len(totals) / max(len(totals) - 1, 1)) / len(values)


def clopper_pearson(p: float, n: float) -> tuple[float, float]:
    """The exact 95 % interval for a share p of n draws; hits and misses need not be whole numbers."""
    hits, misses = p * n, (1 - p) * n
    low = beta_quantile(hits, misses + 1, 0.025) if hits > CLOSE else 0.0
    high = beta_quantile(hits + 1, misses, 0.975) if misses > CLOSE else 1.0
    return min(low, p), max(high, p)


@lru_cache(maxsize=1 << 10)
def t_quantile(freedom: float, share: float) -> float:
    """Quantile of Student's t distribution, for shares above a half."""
    x = beta_quantile(freedom / 2, 0.5, 2 * (1 - share))
    return sqrt(freedom * (1 - x) / x)


def t95(freedom: float) -> float:
    """The two-sided 95 % quantile of Student's t."""
    return t_quantile(freedom, 0.975)


def beta_cdf(a: float, b: float, x: float) -> float:
    """Cumulative distribution function of the Beta distribution at x.

    Computes the incomplete beta function by its continued fraction (DLMF 8.17.22), which takes 0.05 ms where
    python-flint's ball arithmetic takes 6 (a = b = 4000).
    """
    if not 0 < x < 1:
        return float(x >= 1)
    front = exp(a * log(x) + b * log1p(-x) - log_beta(a, b))
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front / (a * _fraction(a, b, x)))
    return max(0.0, 1 - front / (b * _fraction(b, a, 1 - x)))


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction 1 + d1/(1 + d2/(1 + ...)) by Lentz's method; converges for x below the mean."""
    value = above = 1.0
    below, step, m = 0.0, 0.0, 0
    while abs(step - 1) > NIL:
        m, odd = m + 1, m % 2 == 0
        half = m // 2
        if odd:
            term = -(a + half) * (a + b + half) * x / ((a + m - 1) * (a + m))
        else:
            term = half * (b - half) * x / ((a + m - 1) * (a + m))
        below = 1 / ((1 + term * below) or TINY)
        above = (1 + term / above) or TINY
        step = above * below
        value *= step
    return value


@lru_cache(maxsize=1 << 16)
def beta_quantile(a: float, b: float, share: float) -> float:
    """Quantile of the Beta distribution, by Newton's method within a shrinking bracket."""
    low, high, x = 0.0, 1.0, a / (a + b)
    while high - low > CLOSE:
        off = beta_cdf(a, b, x) - share
        low, high = (low, x) if off > 0 else (x, high)
        slope = exp(min(700.0, (a - 1) * log(x) + (b - 1) * log1p(-x) - log_beta(a, b)))
        step = off / slope if slope > 0 else 1.0
        if abs(step) < 1e-6 * x * (1 - x):  # Newton's method squares the error: the next step is negligible
            return min(max(x - step, low), high)
        x = x - step if low < x - step < high else (low + high) / 2
    return (low + high) / 2


def log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
