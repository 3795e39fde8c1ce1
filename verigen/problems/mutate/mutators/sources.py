"""Possible sources of a number in a solution: the question, an earlier result, a conversion, or a fact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators.program import Number, Operator, apply, exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verigen.problems.mutate.mutators.numbers import Mention

PER_HUNDRED = frozenset(("cents", "cent", "cm", "centimeters", "centimetres", "pennies"))
PER_SIXTY = frozenset(("minutes", "minute", "mins", "min", "seconds", "second"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A number of the question, by its index among the distinct ones."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierResult:
    """The result of an earlier equation."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedValue:
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A conversion that the solution does mentally: 0.8 for a discount of 20 %, 0.5 hours for 30 minutes."""

    op: Operator
    left: Source
    right: Source


Source = Slot | EarlierResult | FixedValue | Made
HUNDRED, ONE = FixedValue(value=100), FixedValue(value=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """The distinct numbers of a question; `members` are the mentions of each."""

    values: tuple[Number, ...]
    members: tuple[tuple[int, ...], ...]


def gather(mentions: Sequence[Mention]) -> Slots:
    """Group the mentions into slots: equal numbers share one, so no choice between them can be wrong."""
    found: dict[Number, list[int]] = {}
    for at, mention in enumerate(mentions):
        found.setdefault(exact(mention.value * mention.scale), []).append(at)
    return Slots(values=tuple(found), members=tuple(map(tuple, found.values())))


def conversions(mentions: Sequence[Mention], slots: Slots) -> dict[Number, list[Source]]:
    """Values that a solution derives from one number of the question without writing how."""
    found: dict[Number, list[Source]] = {}
    for index, members in enumerate(slots.members):
        for source in _converted(Slot(index=index), [mentions[at] for at in members]):
            found.setdefault(value(source, slots.values, ()), []).append(source)
    for source in _ratios(mentions, slots):
        found.setdefault(value(source, slots.values, ()), []).append(source)
    return found


def _converted(slot: Slot, mentions: Sequence[Mention]) -> Iterator[Source]:
    share = Made(op="/", left=slot, right=HUNDRED)
    if any(mention.percent for mention in mentions):
        yield from (share, Made(op="-", left=HUNDRED, right=slot), Made(op="+", left=HUNDRED, right=slot))
        yield from (Made(op="-", left=ONE, right=share), Made(op="+", left=ONE, right=share))
    elif any(mention.unit in PER_HUNDRED for mention in mentions):
        yield share
    if any(mention.unit in PER_SIXTY for mention in mentions):
        yield Made(op="/", left=slot, right=FixedValue(value=60))


def _ratios(mentions: Sequence[Mention], slots: Slots) -> Iterator[Source]:
    """Ratios and remainders of fractions: for 1/4 the value 0.25, the rest 3/4, and the rest's numerator."""
    home = {at: index for index, members in enumerate(slots.members) for at in members}
    for at, mention in enumerate(mentions):
        if mention.form == "numerator":
            top, bottom = Slot(index=home[at]), Slot(index=home[at + 1])
            ratio = Made(op="/", left=top, right=bottom)
            yield from (ratio, Made(op="-", left=ONE, right=ratio), Made(op="-", left=bottom, right=top))


def value(source: Source, slots: Sequence[Number], results: Sequence[Number]) -> Number:
    if isinstance(source, Slot):
        return slots[source.index]
    if isinstance(source, EarlierResult):
        return results[source.index]
    if isinstance(source, FixedValue):
        return source.value
    return apply(source.op, value(source.left, slots, results), value(source.right, slots, results))


def parts(source: Source) -> Iterator[Source]:
    """The slots, results and constants that a source is made of."""
    if isinstance(source, Made):
        yield from parts(source.left)
        yield from parts(source.right)
    else:
        yield source


def possible(
    number: Number,
    slots: Slots,
    converted: Mapping[Number, list[Source]],
    results: Sequence[Number],
    facts: frozenset[Number],
) -> list[Source]:
    """Every possible source of `number`, given the earlier results."""
    found: list[Source] = [Slot(index=at) for at, each in enumerate(slots.values) if each == number]
    found += converted.get(number, [])
    found += [EarlierResult(index=at) for at, each in enumerate(results) if each == number]
    if number in facts:
        found.append(FixedValue(value=number))
    if not found:
        found += [
            Made(op="*", left=EarlierResult(index=at), right=HUNDRED)
            for at, each in enumerate(results)
            if each * 100 == number
        ]
        found += [
            Made(op="/", left=EarlierResult(index=at), right=HUNDRED)
            for at, each in enumerate(results)
            if Fraction(each) / 100 == number
        ]
    return found


def in_the_head(number: Number, known: Sequence[tuple[Source, Number]]) -> Iterator[Source]:
    """Sources that give `number` in pairs, by one operation that a solver may do without writing it."""
    for at, (one, a) in enumerate(known):
        for other, b in known[at + 1 :]:
            if is_made(number, a, b):
                yield one
                yield other


def is_made(number: Number, a: Number, b: Number) -> bool:
    """Whether one operation on `a` and `b` gives the number."""
    return number in (a + b, a - b, b - a) or is_converted(number, a, b)


def is_converted(number: Number, a: Number, b: Number) -> bool:
    """Whether the product or a quotient of `a` and `b` is the number."""
    return number == a * b or number * b == a or number * a == b
