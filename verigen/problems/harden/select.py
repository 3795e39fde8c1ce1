"""Chooses the tests that kill most mutants."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A mutant that one test alone kills may be killed for the wrong reason, and a real bug is no mutant.
DEPTH = 3
# Wrong solutions are no mutants: a suite has at least this many tests where there are as many.
LEAST = 16


def choose(kills: Sequence[set[int]], kept: int, most: int) -> list[int]:
    """Places of the tests to keep, ascending: the first `kept`, then those that kill most, at most `most`.

    `kills` holds for each test the mutants that it kills. Greedy: each pick is the one that kills most of what
    is killed fewer than `depth` times, for a depth of 1, then 2, then 3. Small suites are filled evenly.
    """
    chosen = list(range(min(kept, most)))
    left = set(range(kept, len(kills)))
    counts: dict[int, int] = {}
    for place in chosen:
        _count(counts, kills[place])
    for depth in range(1, DEPTH + 1):
        while len(chosen) < most and left:
            best = max(sorted(left), key=lambda place: _gain(kills[place], counts, depth))
            if _gain(kills[best], counts, depth) == 0:
                break
            chosen.append(best)
            left.remove(best)
            _count(counts, kills[best])
    spare = sorted(left)
    wanted = min(max(LEAST - len(chosen), 0), most - len(chosen), len(spare))
    chosen += [spare[i * len(spare) // wanted] for i in range(wanted)]
    return sorted(chosen)


def _gain(killed: set[int], counts: dict[int, int], depth: int) -> int:
    return sum(counts.get(mutant, 0) < depth for mutant in killed)


def _count(counts: dict[int, int], killed: set[int]) -> None:
    for mutant in killed:
        counts[mutant] = counts.get(mutant, 0) + 1
