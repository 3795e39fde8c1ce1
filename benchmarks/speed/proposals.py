"""Measures how many proposals of self-play are checked per second, and whether planted ones are kept.

    python -m benchmarks.speed.proposals                     600 programs of the banks' kind, 200 planted ones
    python -m benchmarks.speed.proposals --proposals 2000

The proposer is scripted: it recites programs made from templates, of which none repeats another, and that share of
planted ones that --planted says. Every proposal runs in two sandboxes with other hash seeds, in reversed order, its sets
iterating backwards. Near twins are counted as such only in the second figure: the first one has none, so that every
program runs. The third figure has one planted program in --one-in. CPU time counts this process and its sandboxes, so
it depends less on what else the machine does than the rate.
"""

from __future__ import annotations

import argparse
import os
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
FIRST, BATCH = 32, 256  # the first ones warm up and are not counted
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


def checked(proposals: list[Proposal], *, twins: bool) -> tuple[int, float, float, float, dict[str, int]]:
    """Kept, seconds, CPU seconds of this process, those of its sandboxes, and why others were refused."""
    with ProposalCheck() as check:
        if not twins:
            check._known = Unlike()
        check.check(proposals[:FIRST])
        check.refused.clear()
        began, host, guests, kept = time.monotonic(), time.process_time(), sandboxes(), 0
        for at in range(FIRST, len(proposals), BATCH):
            kept += len(check.check(proposals[at : at + BATCH]))
        seconds, host = time.monotonic() - began, time.process_time() - host
        return kept, seconds, host, sandboxes() - guests, dict(check.refused)


def sandboxes() -> float:
    """CPU seconds of the processes that descend from this one, and of those that they have reaped."""
    return sum(map(used, descendants(os.getpid()))) / os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> Iterator[int]:
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            yield child
            yield from descendants(child)


def used(pid: int) -> int:
    """Clock ticks of a process, those of its dead children included."""
    return sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))


def line(name: str, proposals: list[Proposal], *, twins: bool = False) -> int:
    """Print a row of figures; returns how many were kept."""
    count = len(proposals) - FIRST
    kept, seconds, host, guests, refused = checked(proposals, twins=twins)
    print(
        f"{name:16} {count / seconds:,.0f} proposals/s; {1000 * host / count:.2f} ms of CPU each here, "
        f"{1000 * guests / count:.2f} in the sandboxes; {kept} of {count} kept, refused {refused}"
    )
    return kept


def main() -> int:
    from planted_programs import planted

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--proposals", type=int, default=600)
    options.add_argument("--planted", type=int, default=200)
    options.add_argument("--one-in", type=int, default=50)
    given = options.parse_args()
    proposals = list(islice(recited(), given.proposals + FIRST))
    bad = planted(given.planted + FIRST)
    mixed = [
        bad[at // given.one_in * 5 % len(bad)] if at % given.one_in == 0 else each
        for at, each in enumerate(proposals)
    ]
    line("all run", proposals)
    line("with near twins", proposals, twins=True)
    line(f"planted 1 in {given.one_in}", mixed)
    return 1 if line("planted", bad) else 0


if __name__ == "__main__":
    sys.exit(main())
