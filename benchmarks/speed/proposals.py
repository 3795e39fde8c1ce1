"""Measures how many proposals of self-play are checked per second, and whether planted ones are kept.

    python -m benchmarks.speed.proposals                     600 programs of the banks' kind, 200 planted ones
    python -m benchmarks.speed.proposals --proposals 2000

The proposer is scripted: it recites programs made from templates, of which none repeats another, and that share of
planted ones that --planted says. Every proposal runs in two sandboxes with other hash seeds, in reversed order, its sets
iterating backwards. Near twins are counted as such only in the second figure: the first one has none, so that every
program runs.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from verigen.core import seeds
from verigen.core.types import Source
from verigen.dataset.decontaminate.programs import SourceTrees
from verigen.play.known import KnownPrograms
from verigen.play.proposal import Proposal
from verigen.play.validate import ProposalCheck

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "play"))
BATCH = 256
STEPS = (
    "out = [x * {k} for x in out]", "out = out[::-1]", "out = [x for x in out if x % {k}]", "out = sorted(out, key=lambda x: x % {k})",
    "out = [sum(out[:i + 1]) for i in range(len(out))]", "out = list(dict.fromkeys(x // {k} for x in out))",
    "out = [x ^ {k} for x in out]", "out = out[{k} % 3:] + out[:{k} % 3]", "out = [max(out[i:i + 2]) for i in range(len(out))]",
)  # fmt: skip


class Unlike(KnownPrograms):
    """Knows no twins: every proposal runs."""

    def has_twin(self, one: SourceTrees) -> bool:  # noqa: ARG002 - the same signature
        return False


def recited() -> Iterator[Proposal]:
    source, number = Source(bank="scripted", licence="CC0-1.0"), 0
    inputs = [[[5, 3, 8, 1, 9]], [[2, 7, 1, 8]], [[31, 4, 15, 9, 2, 6]], [[10, 20, 31]]]
    while True:
        draw = seeds.rng(0, "proposals", number)
        body = "\n    ".join(
            draw.choice(STEPS).format(k=draw.randrange(2, 9)) for _ in range(draw.randrange(3, 7))
        )
        code = f"def f(out):\n    {body}\n    return out\n"
        yield Proposal(
            id=str(number), code=code, entry_point="f", inputs=inputs, family=str(number), source=source
        )
        number += 1


def checked(proposals: list[Proposal], *, twins: bool) -> tuple[int, float, float, dict[str, int]]:
    """Kept, seconds, CPU seconds of this process and its children that ended, and why others were refused."""
    with ProposalCheck(jobs=max(1, (os.cpu_count() or 1) // 2)) as check:
        if not twins:
            check._known = Unlike()
        check.check(proposals[:32])
        check.refused.clear()
        began, cpu, kept = time.monotonic(), used(), 0
        for at in range(32, len(proposals), BATCH):
            kept += len(check.check(proposals[at : at + BATCH]))
        return kept, time.monotonic() - began, used() - cpu, dict(check.refused)


def used() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> int:
    from planted_programs import planted

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--proposals", type=int, default=600)
    options.add_argument("--planted", type=int, default=200)
    given = options.parse_args()
    proposals = list(islice(recited(), given.proposals + 32))
    for name, twins in (("all run", False), ("with near twins", True)):
        kept, seconds, _, refused = checked(proposals, twins=twins)
        print(
            f"{name:16} {given.proposals / seconds:,.0f} proposals/s: {kept} of {given.proposals} kept, refused {refused}"
        )
    kept, seconds, _, refused = checked(planted(given.planted + 32), twins=False)
    print(
        f"planted          {kept} of {given.planted} kept, {given.planted / seconds:.0f}/s, refused {refused}"
    )
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
