"""Whether a teacher's pass rate falls with the level of the families that span levels.

    python -m benchmarks.checks.falling runs/falling --families 20 --levels 3..7 --n 8 [--teacher T]
    python -m benchmarks.checks.falling runs/falling                                   # measures a run as it stands

Samples one problem (or --variants) of each family at each level, prints the mean pass rate by level over the families,
and the rank correlation of level and rate: of the levels' means, and the median over families with a correct candidate.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

from verigen.core import seeds
from verigen.problems.banks.find import entries
from verigen.problems.banks.live.bank import families
from verigen.problems.levels.measure import measure

BANK = "math-core"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("run", type=Path)
    options.add_argument("--families", type=int, help="number of families; without it nothing is sampled")
    options.add_argument("--levels", default="3..7")
    options.add_argument("--variants", type=int, default=1)
    options.add_argument("--n", type=int, default=8)
    options.add_argument("--max-tokens", type=int, default=512)
    options.add_argument("--teacher")
    options.add_argument("--prompt", help="a prompt of your own, as in `verigen sample --prompt`")
    given = options.parse_args()
    if given.families:
        sample(given)
    return 1 if told(given.run) > 0 else 0


def sample(given: argparse.Namespace) -> None:
    """Families in the order of a hash, of those that have all the levels."""
    low, _, high = given.levels.partition("..")
    every = [
        family.name
        for family in families(entries()[BANK]).values()
        if family.knobs and {int(low), int(high)} <= set(family.levels)
    ]
    chosen = sorted(every, key=lambda name: seeds.derive(0, "falling", name))[: given.families]
    bank = f"{BANK}:family={'+'.join(chosen)},level={given.levels},variants={given.variants},seed=1"
    asked = [
        word for name in ("teacher", "prompt") if (it := getattr(given, name)) for word in (f"--{name}", it)
    ]
    command = [sys.executable, "-m", "verigen", "sample", "--domain", "math", "--bank", bank, *asked]
    command += ["--n", str(given.n), "--max-tokens", str(given.max_tokens), "--out", str(given.run)]
    subprocess.run(command, check=True)


def told(run: Path) -> float:
    """Print the rates; the rank correlation of levels and their mean rates."""
    rates: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for each in measure([run]).measured:
        rates[each.problem.family][int(each.problem.tags["level"])].append(each.rate)
    levels = sorted({level for family in rates.values() for level in family})
    means = []
    for level in levels:
        here = [rate for family in rates.values() for rate in family.get(level, [])]
        means.append(mean(here))
        print(f"level {level}: {len(here)} problems, pass rate {means[-1]:.3f}")
    overall = rho(levels, means)
    own = [
        rho(sorted(family), [mean(family[level]) for level in sorted(family)])
        for family in rates.values()
        if len({mean(values) for values in family.values()}) > 1
    ]
    print(f"{len(rates)} families; rank correlation of level and mean rate {overall:.2f}")
    if own:
        print(f"by family: median {median(own):.2f} over {len(own)} families whose rates differ")
    return overall


def rho(one: list[int], two: list[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank; 0 where one side is constant."""
    a, b = ranks([float(x) for x in one]), ranks(two)
    middle = mean(a)
    cover = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    spread = (sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)) ** 0.5
    return cover / spread if spread else 0.0


def ranks(values: list[float]) -> list[float]:
    order = sorted(values)
    return [order.index(v) + (order.count(v) - 1) / 2 for v in values]


if __name__ == "__main__":
    sys.exit(main())
