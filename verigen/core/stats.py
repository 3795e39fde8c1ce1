"""Pass rates and their intervals."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import comb, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

Z95 = 1.959963984540054


class Rate(NamedTuple):
    """A share in 0..1 with its 95 % interval."""

    value: float
    low: float
    high: float


def pass_at_k(n: int, c: int, k: int) -> float:
    """The chance that k draws without replacement from n samples, c of them correct, hold a correct one.

    Unbiased for pass@k with fixed n (Chen et al. 2021, arXiv:2107.03374). Raises ValueError for k > n.
    """
    if not 0 < k <= n:
        raise ValueError(f"pass@{k} needs at least {k} samples, not {n}")
    return 1.0 - comb(n - c, k) / comb(n, k)


def maj_at_k(right: int, others: Sequence[int], silent: int, k: int) -> float:
    """The chance that the most frequent answer of k draws without replacement is the right one.

    `right` samples gave the right answer, `others` count the samples behind each wrong one, `silent` gave none and
    don't vote. Answers that tie have equal chances. Exact, so unbiased for maj@k as pass_at_k is for pass@k. Raises
    ValueError for more draws than there are samples.
    """
    n = right + sum(others) + silent
    if not 0 < k <= n:
        raise ValueError(f"maj@{k} needs at least {k} samples, not {n}")
    ways = (comb(right, j) * _outvoted(others, silent, k - j, j) for j in range(1, min(k, right) + 1))
    return sum(ways) / comb(n, k)


def _outvoted(others: Sequence[int], silent: int, draws: int, votes: int) -> float:
    """The ways to draw the rest with no answer above `votes`, each weighed by the chance to win its tie."""
    ways: Counter[tuple[int, int]] = Counter({(0, 0): 1})  # by samples drawn and answers that tie
    for size in others:
        grown: Counter[tuple[int, int]] = Counter()
        for (drawn, ties), count in ways.items():
            for taken in range(min(size, votes, draws - drawn) + 1):
                grown[drawn + taken, ties + (taken == votes)] += count * comb(size, taken)
        ways = grown
    return sum(count * comb(silent, draws - drawn) / (1 + ties) for (drawn, ties), count in ways.items())


def clustered(means: Sequence[float], clusters: Sequence[Hashable] | None = None) -> Rate | None:
    """The mean over problems with a 95 % interval that treats each problem as one cluster.

    `clusters` names what is drawn together where problems are not independent, such as the variants of a family.
    The standard error is that of the clusters (Miller 2024, arXiv:2411.00640); Wilson's interval on the sample
    size that this error amounts to keeps the bounds inside 0..1 and apart where all means agree. None without
    problems.
    """
    m = len(means)
    if m == 0:
        return None
    p = sum(means) / m
    variance = standard_error(means, clusters) ** 2
    independent = len(set(clusters)) if clusters is not None else m
    effective = p * (1 - p) / variance if variance > 0 and 0 < p < 1 else float(independent)
    return wilson(p, effective)


def standard_error(values: Sequence[float], clusters: Sequence[Hashable] | None = None) -> float:
    """Of the mean, robust to clusters: what deviates together counts together."""
    mean = sum(values) / len(values)
    sums: defaultdict[Hashable, float] = defaultdict(float)
    for value, cluster in zip(values, range(len(values)) if clusters is None else clusters, strict=True):
        sums[cluster] += value - mean
    spread = sum(total**2 for total in sums.values())
    return sqrt(spread * len(sums) / max(len(sums) - 1, 1)) / len(values)


def wilson(p: float, n: float) -> Rate:
    """Wilson's 95 % score interval for a share p of n."""
    centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 * sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
    return Rate(p, max(0.0, centre - half), min(1.0, centre + half))


def t95(freedom: int) -> float:
    """The two-sided 95 % quantile of Student's t, by Cornish and Fisher's expansion (Abramowitz & Stegun 26.7.5).

    Within 0.3 % from 4 degrees of freedom on.
    """
    z, v = Z95, max(freedom, 1)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / v + second / v**2 + third / v**3
