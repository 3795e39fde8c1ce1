"""What share of the problems that `--difficulty` keeps truly lies outside of the range.

    python benchmarks/checks/difficulty.py

Banks of problems with known true rates, n candidates each; a prior is fitted to what came, as `verigen levels` does.
"Before": a problem was kept where its measured rate lay in the range.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable

from verigen.problems.levels import difficulty
from verigen.sampling.prior import fitted

# Rates and their shares; see the last shape.
TWIN = ((0.0, 0.25, 0.5, 0.75, 1.0), (0.052267, 0.444267, 0.006932, 0.444267, 0.052267))
SHAPES: dict[str, Callable[[random.Random], float]] = {
    "two ends": lambda rng: rng.betavariate(0.3, 0.3),
    "hard": lambda rng: rng.betavariate(0.5, 1.7),
    "easy": lambda rng: rng.betavariate(4, 1),
    "spread evenly": lambda rng: rng.random(),
    "near 0.15": lambda rng: rng.betavariate(15, 85),
    "never, half or always": lambda rng: rng.choice([0.0, 0.5, 1.0]),
    "half can't be solved": lambda rng: 0.0 if rng.random() < 0.5 else rng.betavariate(2, 4),
    "just outside and inside": lambda rng: rng.choice([0.15, 0.5, 0.85]),
    # The expected counts of four candidates equal those of the shape before, but no kept problem lies outside: no rule
    # that knows only such counts can tell the two banks apart.
    "its twin at n = 4": lambda rng: rng.choices(*TWIN)[0],
}


def kept(
    rates: list[float], counts: list[int], n: int, wanted: difficulty.Range
) -> tuple[difficulty.Kept, int]:
    """What the range takes, and how many of it truly lie outside."""
    prior = fitted(Counter((count, n) for count in counts))
    book, astray = difficulty.Kept(wanted=wanted), 0
    for rate, count in zip(rates, counts, strict=True):
        astray += book.takes(wanted.chance(prior.after(count, n))) and rate not in wanted
    return book, astray


def row(name: str, n: int, problems: int, wanted: difficulty.Range) -> str:
    rng = random.Random(f"{name}/{n}")
    rates = [SHAPES[name](rng) for _ in range(problems)]
    counts = [sum(rng.random() < rate for _ in range(n)) for rate in rates]
    book, astray = kept(rates, counts, n, wanted)
    plain = [rate for rate, count in zip(rates, counts, strict=True) if count / n in wanted]
    before = sum(rate not in wanted for rate in plain) / max(1, len(plain))
    inside = sum(rate in wanted for rate in rates)
    now = f"{astray / book.kept:7.1%}" if book.kept else "      -"
    said = f"{book.astray / book.kept:7.1%}" if book.kept else "      -"
    return (
        f"{name:24}{n:3}{inside / problems:9.1%}{book.kept / problems:9.1%}{now:>12}{said:>12}"
        f"{len(plain) / problems:14.1%}{before:12.1%}"
    )


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--problems", type=int, default=20_000)
    given.add_argument("--range", default="0.2..0.8", type=difficulty.parse)
    asked = given.parse_args()
    print(
        f"{'true rates':24}{'n':>3}{'inside':>9}{'kept':>9}{'of it out':>12}{'it says':>12}{'kept before':>14}{'of it out':>12}"
    )
    for name in SHAPES:
        for n in (4, 8, 16):
            print(row(name, n, asked.problems, asked.range), flush=True)


if __name__ == "__main__":
    main()
