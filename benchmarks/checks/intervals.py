"""How often the 95 % intervals of pass rates hold the truth, on banks whose truth is drawn.

    python benchmarks/checks/intervals.py --runs 2000

A cell is a number of families, variants per family, samples per problem and a shape of the families' true rates. Each
run draws new families from the shape; the truth is the shape's mean. Prints one line per cell below --floor, and per
shape the worst cell beside that of Wilson's interval over problems, which `verigen` printed before.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from verigen.core import stats

Rng = np.random.Generator
FAMILIES = (3, 5, 10, 24, 50, 164, 1000)
SAMPLES = (1, 4, 8, 16)
VARIANTS = (1, 3, 10)
NEAR = 0.1  # how far a variant's rate strays from its family's, as a share of the room to 0 and 1


class Shape(NamedTuple):
    """True rates of families, and their mean."""

    draw: Callable[[Rng, tuple[int, ...]], Any]
    mean: float


def beta(a: float, b: float) -> Shape:
    return Shape(lambda rng, size: rng.beta(a, b, size), a / (a + b))


SHAPES = {
    "all alike at 0.5": Shape(lambda _, size: np.full(size, 0.5), 0.5),
    "spread evenly": beta(1, 1),
    "two ends": beta(0.3, 0.3),
    "hard": beta(0.5, 4.5),
    "easy": beta(9, 0.5),
    "rare: 3 % are always solved": Shape(lambda rng, size: (rng.random(size) < 0.03) * 1.0, 0.03),
}


def means(rng: Rng, shape: Shape, families: int, variants: int, samples: int, runs: int) -> Any:
    """(runs, families, variants): the share of correct samples of each problem."""
    family = shape.draw(rng, (runs, families))[:, :, None]
    room = NEAR * np.minimum(family, 1 - family)
    rates = np.clip(family + room * rng.uniform(-1, 1, (runs, families, variants)), 0, 1)
    return rng.binomial(samples, rates) / samples


def covered(found: Any, truth: float) -> tuple[float, float, float]:
    """Shares of the runs whose interval holds the truth, now and before, and the mean width now."""
    now = before = width = 0.0
    for run in found:
        families, variants = run.shape
        p, sums = float(run.mean()), run.sum(axis=1)
        spread = float(((sums - variants * p) ** 2).sum())
        variance = spread * families / (families - 1) / run.size**2
        totals = [(variants, float(total)) for total in sums]
        low, high = stats.clopper_pearson(p, stats.effective(p, variance, totals))
        now += low <= truth <= high
        width += high - low
        low, high = wilson(run.reshape(-1))
        before += low <= truth <= high
    return now / len(found), before / len(found), width / len(found)


def wilson(values: Any) -> tuple[float, float]:
    """Over problems, as if variants were independent."""
    p, m = float(values.mean()), len(values)
    variance = float(((values - p) ** 2).sum()) / max(m - 1, 1) / m
    n = p * (1 - p) / variance if variance > 0 and 0 < p < 1 else m
    z = stats.Z95
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def same() -> None:
    """The shortcut above is what `clustered` gives."""
    rng = np.random.default_rng(1)
    for _ in range(50):
        found = means(rng, SHAPES["two ends"], 12, 3, 4, 1)[0]
        p, sums = float(found.mean()), found.sum(axis=1)
        variance = float(((sums - 3 * p) ** 2).sum()) * 12 / 11 / found.size**2
        low, high = stats.clopper_pearson(p, stats.effective(p, variance, [(3, float(s)) for s in sums]))
        rate = stats.clustered(found.reshape(-1).tolist(), [i // 3 for i in range(36)])
        assert rate is not None
        assert np.allclose([rate.low, rate.high], [low, high], atol=1e-6)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--runs", type=int, default=2000)
    given.add_argument("--floor", type=float, default=0.93)
    asked = given.parse_args()
    same()
    cells = low = old = 0
    for number, (name, shape) in enumerate(SHAPES.items()):
        worst, worst_before = (2.0, ""), (2.0, "")
        for families, variants, samples in product(FAMILIES, VARIANTS, SAMPLES):
            rng = np.random.default_rng([number, families, variants, samples])
            found = means(rng, shape, families, variants, samples, asked.runs)
            now, before, width = covered(found, shape.mean)
            cell = f"{families} families x {variants}, n={samples}"
            worst, worst_before = min(worst, (now, cell)), min(worst_before, (before, cell))
            cells, low, old = cells + 1, low + (now < asked.floor), old + (before < asked.floor)
            if now < asked.floor:
                print(f"BELOW {name}: {cell}: {now:.1%}, mean width {width:.3f}", flush=True)
        print(
            f"{name:28} worst {worst[0]:6.1%} ({worst[1]}); before {worst_before[0]:6.1%} ({worst_before[1]})",
            flush=True,
        )
    print(f"cells        {cells}: {low} below {asked.floor:.0%}; before {old}")


if __name__ == "__main__":
    main()
