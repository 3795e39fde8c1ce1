"""Finds the families and levels that the options of a live bank mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.errors import UnknownPart, UserError
from verigen.problems.banks.live.family import TOP_LEVEL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from verigen.problems.banks.live.family import Family, Rung
    from verigen.problems.banks.live.spec import LiveSpec


def knobs(families: Mapping[str, Family[Any]]) -> list[str]:
    """The names of all knobs, sorted."""
    return sorted({name for family in families.values() for name in family.knobs})


def every(families: Collection[Family[Any]]) -> list[Rung[Any]]:
    """Every family at each of its levels."""
    return [family.at(level) for family in families for level in family.levels]


def chosen(families: Mapping[str, Family[Any]], wanted: LiveSpec) -> list[Rung[Any]]:
    """The rungs that the options mean.

    Raises UserError if there are none, or none of a family that the user named: it names the levels that can be
    reached, or the range of the knob.
    """
    turnable = _turnable(wanted, _named(families, wanted))
    low, high = wanted.levels or (1, TOP_LEVEL)
    found = [rung for rung in every(turnable) if low <= rung.level <= high]
    reaching = {rung.name for rung in found}
    short = [family for family in turnable if family.name not in reaching]
    if short and (wanted.families or not found):
        raise UserError(_unreached(wanted, short))
    return [rung.turned(wanted.knobs) for rung in _different(found, wanted)] if wanted.knobs else found


def _named(families: Mapping[str, Family[Any]], wanted: LiveSpec) -> list[Family[Any]]:
    if wanted.families is None:
        return list(families.values())
    for name in wanted.families:
        if name not in families:
            raise UnknownPart(f"family of {wanted.bank}", name, families)
    return [families[name] for name in dict.fromkeys(wanted.families)]


def _turnable(wanted: LiveSpec, families: Collection[Family[Any]]) -> list[Family[Any]]:
    """The families whose knobs span the user's values; one that the user named must be among them."""
    having = [family for family in families if wanted.knobs.keys() <= family.knobs.keys()]
    if not having:
        raise UserError(
            f"{wanted.bank}: no family that was asked for has the knob {' and '.join(wanted.knobs)}"
        )
    spanning = [family for family in having if not any(_beyond(family, wanted))]
    if len(spanning) < len(having) and (wanted.families or not spanning):
        raise UserError(next(said for family in having for said in _beyond(family, wanted)))
    return spanning


def _beyond(family: Family[Any], wanted: LiveSpec) -> Iterator[str]:
    for name, value in wanted.knobs.items():
        low, high = family.knobs[name][0], family.knobs[name][-1]
        if not low <= value <= high:
            yield f"{wanted.bank}: {name}={value} is out of the range of {family.name}, {low} to {high}"


def _unreached(wanted: LiveSpec, families: Collection[Family[Any]]) -> str:
    assert wanted.levels is not None
    low, high = wanted.levels
    level = f"{low}..{high}" if low < high else f"{low}"
    reached = sorted({level for family in families for level in family.levels})
    if wanted.families is None:
        return f"{wanted.bank} has no family of level {level}; it has {reached[0]}..{reached[-1]}"
    spans = "; ".join(
        f"{each.name} begins at level {each.level} and reaches level {max(each.levels)}" for each in families
    )
    return f"{wanted.bank}: level {level} can't be reached: {spans}"


def _different(found: Sequence[Rung[Any]], wanted: LiveSpec) -> list[Rung[Any]]:
    """The rungs without those that the user's values make equal to an easier one."""
    kept: dict[tuple[str, tuple[int, ...]], Rung[Any]] = {}
    for rung in found:
        kept.setdefault((rung.name, tuple({**rung.knobs, **wanted.knobs}.values())), rung)
    return list(kept.values())
