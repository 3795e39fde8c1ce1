"""Draws new numbers for a story by rejection; each node is checked as soon as its numbers are known."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators import limits
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.numbers import COINS
from verigen.problems.mutate.mutators.program import DIVIDING, Given, Number, Step, apply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from verigen.problems.mutate.mutators.limits import Demand, ValueSpace
    from verigen.problems.mutate.mutators.story import Story

REDRAWS = 12
RESTARTS = 40
VISITS = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Distance of new numbers from the old: `spread` is a factor; `fine` uses the finest grain of a form."""

    fine: bool
    spread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStep:
    """One slot to draw, and the checks that are possible once it is drawn."""

    slot: int
    domain: ValueSpace
    orders: tuple[tuple[int, int], ...]
    due: tuple[int, ...]
    compared: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """Values that are computed once per story and used for every draw."""

    story: Story
    demands: tuple[Demand, ...]
    start: tuple[Number | None, ...]
    stages: tuple[SlotStep, ...]
    fractions: tuple[tuple[int, int], ...]
    answer: Number


def plan(story: Story, reach: Reach) -> DrawPlan:
    """Prepare the draws. Raises Refused if no number is left to vary."""
    if not story.free:
        raise Refused("every number is frozen", _why(story))
    wanted = limits.demands(story)
    original = story.program.run(story.slots)
    start = tuple(
        value if not story.program.slots(at) & set(story.free) else None for at, value in enumerate(original)
    )
    return DrawPlan(
        story=story, demands=wanted, start=start, stages=tuple(_stages(story, original, start, reach)),
        fractions=tuple(_fractions(story)), answer=original[story.program.answer],
    )  # fmt: skip


def _fractions(story: Story) -> Iterator[tuple[int, int]]:
    """Slots of numerators and denominators in lowest terms; the new ones must be in lowest terms too."""
    home = {at: slot for slot, members in enumerate(story.members) for at in members}
    for at, mention in enumerate(story.mentions):
        if mention.form == "numerator":
            top, bottom = home[at], home[at + 1]
            if gcd(int(story.slots[top]), int(story.slots[bottom])) == 1:
                yield top, bottom


def _why(story: Story) -> str:
    return "; ".join(f"{story.slots[slot]}: {why}" for slot, why in sorted(story.frozen.items()))


def _stages(
    story: Story, original: list[Number], start: tuple[Number | None, ...], reach: Reach
) -> Iterator[SlotStep]:
    """The slots in drawing order: those that complete most nodes first, so that bad draws are detected early."""
    program = story.program
    needs = [program.slots(at) & set(story.free) for at in range(len(program.nodes))]
    watch = limits.thresholds(story)
    done: set[int] = set()
    left = set(story.free)
    known = {at for at, value in enumerate(start) if value is not None}
    while left:
        slot = max(
            left, key=lambda each: (sum(needs[at] <= done | {each} for at in range(len(needs))), -each)
        )
        left.discard(slot)
        done.add(slot)
        due = tuple(at for at in range(len(needs)) if at not in known and needs[at] <= done)
        known.update(due)
        yield SlotStep(
            slot=slot,
            domain=limits.domain(story, slot, fine=reach.fine, spread=reach.spread),
            orders=tuple(_orders(story, slot, done)),
            due=due,
            compared=tuple(_compared(program.nodes, original, due, known, watch)),
        )


def _orders(story: Story, slot: int, done: set[int]) -> Iterator[tuple[int, int]]:
    """Slots whose order relative to this one must not change, as (slot, 1 if this one is larger else -1)."""
    own, percent, part = story.slots[slot], _is_percent(story, slot), _is_part(story, slot)
    for other, value in enumerate(story.slots):
        settled = other in done or other not in story.free
        alike = _is_percent(story, other) == percent and _is_part(story, other) == part
        if other != slot and settled and alike and value != own:
            yield other, 1 if own > value else -1


def _is_part(story: Story, slot: int) -> bool:
    """Whether the number is never more than a part of a fraction or a denomination: 3 of 1/3, 10 of $10 bills."""
    members = [story.mentions[at] for at in story.members[slot]]
    return all(each.form in {"numerator", "denominator"} or each.frozen == COINS for each in members)


def _is_percent(story: Story, slot: int) -> bool:
    return any(story.mentions[at].percent for at in story.members[slot])


def _compared(
    nodes: tuple[object, ...],
    original: list[Number],
    due: tuple[int, ...],
    known: set[int],
    watch: frozenset[int],
) -> Iterator[tuple[int, int, int]]:
    """Pairs of nodes, one of them a threshold, with the sign of their difference."""
    marks = [
        at for at, node in enumerate(nodes) if isinstance(node, Given) and node.slot in watch and at in known
    ]
    for mark in marks:
        for at in sorted(known):
            if (at in due or mark in due) and at != mark and isinstance(nodes[at], Step):
                yield at, mark, (original[at] > original[mark]) - (original[at] < original[mark])


def draws(plan: DrawPlan, random: Random) -> Iterator[list[Number]]:
    """Yield different numbers for the slots that change the answer, until no more are found.

    Draws random numbers first; once they keep failing, searches the remaining ones.
    """
    seen: set[tuple[Number, ...]] = set()
    tries = 0
    while tries < RESTARTS:
        tries += 1
        values, nodes = list(plan.story.slots), list(plan.start)
        if _attempt(plan, random, values, nodes) and _is_new(plan, values, nodes, seen):
            tries = 0
            yield values
    budget = [VISITS]
    for values, nodes in _search(plan, random, 0, list(plan.story.slots), list(plan.start), budget):
        if _is_new(plan, values, nodes, seen):
            yield list(values)


def _is_new(
    plan: DrawPlan, values: list[Number], nodes: list[Number | None], seen: set[tuple[Number, ...]]
) -> bool:
    key = tuple(values)
    if any(gcd(int(values[top]), int(values[bottom])) != 1 for top, bottom in plan.fractions):
        return False
    if key in seen or nodes[plan.story.program.answer] == plan.answer:
        return False
    seen.add(key)
    return True


def _search(
    plan: DrawPlan,
    random: Random,
    at: int,
    values: list[Number],
    nodes: list[Number | None],
    budget: list[int],
) -> Iterator[tuple[list[Number], list[Number | None]]]:
    """Depth-first search through the domains in a random order, until the budget of tries is used up."""
    if at == len(plan.stages):
        yield values, nodes
        return
    stage = plan.stages[at]
    for value in random.sample(stage.domain.values, len(stage.domain.values)):
        budget[0] -= 1
        if budget[0] < 0:
            return
        values[stage.slot] = value
        if _ordered(stage, value, values) and _settled(plan, stage, values, nodes):
            yield from _search(plan, random, at + 1, values, nodes, budget)


def _attempt(plan: DrawPlan, random: Random, values: list[Number], nodes: list[Number | None]) -> bool:
    for stage in plan.stages:
        domain = stage.domain
        if not domain.values:
            return False
        for value in random.choices(domain.values, cum_weights=domain.weights, k=REDRAWS):
            values[stage.slot] = value
            if _ordered(stage, value, values) and _settled(plan, stage, values, nodes):
                break
        else:
            return False
    return True


def _ordered(stage: SlotStep, value: Number, values: list[Number]) -> bool:
    for other, sign in stage.orders:
        if (value > values[other]) != (sign > 0) or value == values[other]:
            return False
    return True


def _settled(plan: DrawPlan, stage: SlotStep, values: list[Number], nodes: list[Number | None]) -> bool:
    """Compute the nodes that are due; return False at the first that breaks its demand."""
    program = plan.story.program.nodes
    for at in stage.due:
        node = program[at]
        if type(node) is Step:
            right = nodes[node.right]
            if right == 0 and node.op in DIVIDING:
                return False
            try:
                value = apply(node.op, nodes[node.left], right)  # type: ignore[arg-type]
            except ValueError:
                return False
            if not plan.demands[at].fits(value):
                return False
        else:
            value = values[node.slot] if type(node) is Given else node.value  # type: ignore[union-attr]
        nodes[at] = value
    for one, other, sign in stage.compared:
        a, b = nodes[one], nodes[other]
        if (a > b) - (a < b) != sign:  # type: ignore[operator]
            return False
    return True
