"""Chooses the tests that kill most mutants, and fills up with tests of every kind of output."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A mutant that one test alone kills may be killed for the wrong reason, and a real bug is no mutant.
DEPTH = 3


def choose(kills: Sequence[set[int]], kept: int, most: int, outputs: Sequence[str] = ()) -> list[int]:
    """Places of the tests to keep, ascending: the first `kept` all, then those that kill most, at most `most`.

    `kills` holds for each test the mutants that it kills, `outputs` what it expects. Greedy: each pick is the one
    that kills most of what is killed fewer than `depth` times, for a depth of 1, then 2, then 3. What room is left
    goes to the outputs in turn, the rare ones first: wrong solutions are no mutants.
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
    """One test of each output after the other, the rarest output first, then the second of each, and so on."""
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
