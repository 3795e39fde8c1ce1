"""Levels 1 to 5 from measured pass rates, as tags of the problems.

A level is a fifth of the pass rate: 1 for 0.8 and above, 5 for below 0.2. The level uses the posterior mean
under a prior fitted to all measured problems: two correct candidates of two do not prove an easy problem.
Snell et al. 2024 (arXiv:2408.03314) also cut a model's pass rate into five, at quantiles of the bank; equal
fifths mean the same in every bank, and do not move when rows are added.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from verigen.problems.levels import difficulty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem
    from verigen.problems.levels.measure import Measured, Measurement

LEVELS = 5
STATED = "stated_level"  # the level that the bank gave


def level(rate: float) -> int:
    """1 (easy) to 5 (hard); a rate on a boundary belongs to the easier level."""
    # rates have six digits: 0.6 * 5 may be less than 3 in binary
    return LEVELS - min(LEVELS - 1, floor(rate * LEVELS + 1e-9))


def tagged(each: Measured, found: Measurement) -> Problem:
    """The problem with its measurements as tags; the level that its bank gave it is kept under another name."""
    tags, (low, high), known = each.problem.tags, each.interval, found.posterior(each)
    stated = {STATED: tags["level"]} if "level" in tags and STATED not in tags else {}
    measured = {
        "level": str(level(known.mean)),
        difficulty.TAG: f"{each.rate:.6g}",
        difficulty.POSTERIOR: f"{known.a:.6g},{known.b:.6g}",
        "pass_rate_95": f"{low:.3f}..{high:.3f}",
        "samples": str(each.drawn),
        "measured_by": found.teacher,
    }
    return replace(each.problem, tags={**tags, **stated, **measured})


def topic(problem: Problem) -> str:
    """The problem's topic: banks have a tag topic, MATH has type or subject; else "none"."""
    tags = problem.tags
    return tags.get("topic") or tags.get("subject") or tags.get("type") or "none"


def table(problems: Iterable[Problem]) -> Iterator[str]:
    """Rows of a table: the number of problems by topic and level, with totals."""
    counts: Counter[tuple[str, str]] = Counter((topic(p), p.tags["level"]) for p in problems)
    topics = sorted({name for name, _ in counts})
    names = [str(number) for number in range(1, LEVELS + 1)]
    width = max(map(len, ["topic", "all", *topics]))
    yield (
        f"{'topic':{width}}  {'level ' + names[0]:>8}"
        + "".join(f"{name:>7}" for name in names[1:])
        + "    all"
    )
    for name in [*topics, "all"]:
        row = [
            sum(n for (where, at), n in counts.items() if at == number and name in {where, "all"})
            for number in names
        ]
        yield f"{name:{width}}  {row[0]:8}" + "".join(f"{n:7}" for n in row[1:]) + f"{sum(row):7}"
