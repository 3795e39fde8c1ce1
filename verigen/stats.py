"""Pass rates and their intervals."""

from __future__ import annotations

from math import comb, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def clustered(means: Sequence[float]) -> Rate | None:
    """The mean over problems with a 95 % interval that treats each problem as one cluster.

    The standard error is that of the problems' means (Miller 2024, arXiv:2411.00640); Wilson's interval on
    the sample size that this error amounts to keeps the bounds inside 0..1 and apart where all means agree.
    None without problems.
    """
    m = len(means)
    if m == 0:
        return None
    p = sum(means) / m
    variance = sum((x - p) ** 2 for x in means) / max(m - 1, 1) / m
    effective = p * (1 - p) / variance if variance > 0 and 0 < p < 1 else float(m)
    return wilson(p, effective)


def wilson(p: float, n: float) -> Rate:
    """Wilson's 95 % score interval for a share p of n."""
    centre = (p + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 * sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2)) / (1 + Z95**2 / n)
    return Rate(p, max(0.0, centre - half), min(1.0, centre + half))
