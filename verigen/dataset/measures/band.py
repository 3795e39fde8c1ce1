"""Measures a set of texts, each figure with the band in which splits of the real texts themselves fall."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev
from typing import TYPE_CHECKING

from verigen.core import registry, seeds
from verigen.core.boundary import DEADLINE_S, attempt, label, outside, typed
from verigen.core.errors import PartFailed
from verigen.core.stats import t_quantile
from verigen.core.types import Figure
from verigen.dataset.measures import vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.core.parts import Measure
    from verigen.core.types import FamilyText

FEWEST = 20  # texts on a side
LARGEST = 600  # texts per figure: figures of sets of other sizes can't be compared
SPLITS = 16
MISSED = 0.01  # chance that any measure calls real texts unlike


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredTexts:
    """A measure's figure on `texts` texts of the set.

    `low` and `high`: the null band, in which the figure of other real texts lies with a chance of 99 % for all
    measures together; None without real texts. `inside`: whether the figure is in the band. `tells`: the words
    that give the set away. `fault`: why the measure failed; its value is then 0.
    """

    measure: str
    says: str
    value: float
    texts: int
    compares: bool = False
    low: float | None = None
    high: float | None = None
    inside: bool | None = None
    tells: tuple[str, ...] = ()
    fault: str = ""


def validate(
    made: Iterable[FamilyText],
    real: Iterable[FamilyText] = (),
    *,
    names: Sequence[str] | None = None,
    seed: int = 0,
) -> list[MeasuredTexts]:
    """The figures of a set of texts, and their null bands where there are real texts.

    The set and the splits of the real texts are sampled at equal size: at most 600 texts and half of the real
    ones. Measures that compare are left out with fewer than 40 real texts, all with fewer than 20 texts in the
    set. A comparison below its band is inside: the sets are nearer than two real ones. `names`: the registry's names
    of the measures; default: all. Raises UserError without numpy.
    """
    vectors.require()
    ours, theirs = list(made), list(real)
    size = min(len(ours), LARGEST, len(theirs) // 2 if len(theirs) >= 2 * FEWEST else LARGEST)
    if size < FEWEST:
        return []
    known = len(theirs) >= 2 * FEWEST
    parts = {name: registry.make("measure", name) for name in (names or registry.PARTS["measure"])}
    splits = [_split(theirs, size, seed, turn) for turn in range(SPLITS)] if known else []
    mine, other = _drawn(ours, size, seed, "made"), _drawn(theirs, size, seed, "real") if known else []
    return [
        _measured(name, part, mine, other, splits, tail=MISSED / 2 / len(parts), real=len(theirs))
        for name, part in parts.items()
        if known or not part.compares
    ]


def _measured(
    name: str,
    part: Measure,
    made: Sequence[FamilyText],
    other: Sequence[FamilyText],
    splits: Sequence[tuple[list[FamilyText], list[FamilyText]]],
    *,
    tail: float,
    real: int,
) -> MeasuredTexts:
    try:
        found = _figure(name, part, made, other)
        null = [_figure(name, part, one, two).value for one, two in splits]
    except PartFailed as error:
        return MeasuredTexts(measure=name, says=part.says, value=0.0, texts=len(made), fault=str(error))
    # a figure of one set: subsets of one pool differ less than sets drawn apart, by the share of the pool that they take
    widen = (
        1.0 if part.compares or not null else sqrt((1 / len(made) + 1 / real) / (1 / len(made) - 1 / real))
    )
    low, high = _band(null, tail, widen, found.grain) if null else (None, None)
    nearer = part.compares and low is not None and found.value < low  # as mutants are to their own seeds
    return MeasuredTexts(
        measure=name,
        says=part.says,
        value=_rounded(found.value),
        texts=len(made),
        compares=part.compares,
        low=None if low is None else _rounded(low),
        high=None if high is None else _rounded(high),
        inside=None if low is None or high is None else nearer or low <= found.value <= high,
        tells=found.tells,
    )


def _rounded(value: float) -> float:
    """Five digits: sums of many numbers differ behind them with the number of threads."""
    return float(f"{value:.5g}")


def _figure(name: str, part: Measure, made: Sequence[FamilyText], real: Sequence[FamilyText]) -> Figure:
    who = label("measure", name, part)
    found = attempt(who, lambda: part.figure(made, real), DEADLINE_S if outside(part) else None)
    return typed(who, found, Figure) if outside(part) else found


def _band(null: Sequence[float], tail: float, widen: float, grain: float) -> tuple[float, float]:
    """The prediction interval of one further figure under a normal distribution, around all that were seen."""
    reach = t_quantile(len(null) - 1, 1 - tail) * stdev(null) * sqrt(1 + 1 / len(null)) * widen
    middle, floor = mean(null), 3 * grain
    return min(middle - max(reach, floor), min(null) - floor), max(
        middle + max(reach, floor), max(null) + floor
    )


def _split(
    texts: Sequence[FamilyText], size: int, seed: int, turn: int
) -> tuple[list[FamilyText], list[FamilyText]]:
    """Two samples of this size that share no family."""
    families: dict[str, list[FamilyText]] = {}
    for each in texts:
        families.setdefault(each.family, []).append(each)
    order = list(families)
    seeds.rng(seed, "split", turn).shuffle(order)
    every = [each for family in order for each in families[family]]
    return every[:size], every[-size:]


def _drawn(texts: Sequence[FamilyText], size: int, seed: int, name: str) -> list[FamilyText]:
    return seeds.rng(seed, name).sample(texts, size)
