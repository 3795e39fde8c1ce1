"""Chooses the tests that kill most mutants, then adds tests for every kind of output."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A mutant that only one test kills may be killed for the wrong reason, and real bugs differ from mutants.
DEPTH = 3


def choose(kills: Sequence[set[int]], kept: int, most: int, outputs: Sequence[str] = ()) -> list[int]:
    """Indexes of the tests to keep, ascending, at most `most`: the first `kept`, then those that kill most.

    `kills` holds for each test the mutants that it kills, `outputs` what it expects. Greedy: each pick is the
    test that kills most of the mutants killed fewer than `depth` times, for a depth of 1, then 2, then 3. The
    remaining places go to the outputs in turn, the rare ones first: wrong solutions differ from mutants.
    """
    chosen = list(range(kept))
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
    spare = _in_turn(sorted(left), outputs) if outputs else sorted(left)
    return sorted(chosen + spare[: max(most - len(chosen), 0)])


def _in_turn(places: list[int], outputs: Sequence[str]) -> list[int]:
    """One test per output, the rarest output first, then a second per output, and so on."""
    groups: dict[str, list[int]] = {}
    for place in places:
        groups.setdefault(outputs[place], []).append(place)
    order = sorted(groups.values(), key=lambda group: (len(group), group))
    return [
        group[turn] for turn in range(max(map(len, order), default=0)) for group in order if turn < len(group)
    ]


def _gain(killed: set[int], counts: dict[int, int], depth: int) -> int:
    return sum(counts.get(mutant, 0) < depth for mutant in killed)


def _count(counts: dict[int, int], killed: set[int]) -> None:
    for mutant in killed:
        counts[mutant] = counts.get(mutant, 0) + 1
