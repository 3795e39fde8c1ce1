"""Pairs the candidates of a problem for comparisons, and computes the share that each wins."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import seeds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verigen.ledger.scores import JudgeScore


class Shares(NamedTuple):
    """Each candidate's share of wins; `pairs` counts pairs decided in both orders.

    `flips` counts those of them decided by position alone.
    """

    wins: dict[str, float]
    pairs: int
    flips: int


def meetings(ids: Sequence[str], opponents: int, seed: int) -> Iterator[tuple[str, str]]:
    """Pairs in both orders: every candidate meets `opponents` others, or all where there are fewer.

    Candidates form a randomly ordered ring and meet those ahead: n*k/2 pairs instead of n(n-1)/2.
    """
    ring = sorted(ids)
    seeds.rng(seed, "judge", "ring", *ring).shuffle(ring)
    met: set[frozenset[str]] = set()
    for step in range(1, -(-min(opponents, len(ring) - 1) // 2) + 1):
        for i, one in enumerate(ring):
            two = ring[(i + step) % len(ring)]
            if frozenset((one, two)) not in met:
                met.add(frozenset((one, two)))
                yield one, two
                yield two, one


def shares(scores: Iterable[JudgeScore]) -> Shares:
    """The shares of wins by one judge's scores.

    A pair counts if both orders were decided, by their mean: a judge that always prefers the first position gives
    each half a win (Zheng et al. 2023, arXiv:2306.05685, found up to 60 % such flips).
    """
    points = {(s.candidate, s.other): s.score for s in scores if s.score is not None}
    won: dict[str, list[float]] = defaultdict(list)
    pairs = flips = 0
    for (one, two), first in points.items():
        second = points.get((two, one))
        if one > two or second is None:
            continue
        pairs += 1
        flips += first == second != 0.5
        won[one].append((first + 1 - second) / 2)
        won[two].append((second + 1 - first) / 2)
    return Shares({id_: sum(all_) / len(all_) for id_, all_ in won.items()}, pairs, flips)
