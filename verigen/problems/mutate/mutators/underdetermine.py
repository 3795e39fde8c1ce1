"""Removes a number that the answer needs: the correct answer is that it can't be determined.

The number goes without a word in its place: "has 24 pens" becomes "has pens". Each such problem has a twin that can be
answered: an aside is added to both, and the twin has lost the aside's number instead. So no form gives the answer away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import asides, clauses, limits, numbers, polynomials, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.asides import Aside
    from verigen.problems.mutate.mutators.numbers import Mention
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story

ANSWER = "cannot be determined"
OTHERWISE = "\n\nor\n\n"
FURTHER = (2, 3, 5)
ASK = f'If the question can\'t be answered from what is given, answer "{ANSWER}".'
IDLE = "nothing that matters"


class Beside(NamedTuple):
    """An aside, and its number that can be left out."""

    aside: Aside
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Underdetermine:
    domain = "math"

    @property
    def version(self) -> str:
        return "4"

    @property
    def effect(self) -> Literal["either"]:
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        story = read.story(problem)
        assert isinstance(problem.reference, MathReference)
        idle = set(range(len(story.slots))) - story.program.slots(story.program.answer)
        if idle:
            raise Refused(
                "a number that may stand in",
                "a number that the solution does not use may still fix the answer",
            )
        slots = [slot for slot in story.free if _can_go(story, slot)]
        if not slots:
            raise Refused(
                "no number that can be left out", "no number counts things that could stand without it"
            )
        random = rng(seed, "underdetermine", problem.id)
        random.shuffle(slots)
        found = list(_beside(problem, problem.reference, story, others))
        if not found:
            raise Refused(
                "no aside fits", f"no sentence of {len(others)} neighbours can be told of its people"
            )
        first = random.choice(found)
        slots.sort(key=lambda slot: not _alike(story, slot, first))
        pair = [_without(story, slots[0], first), _whole(problem, problem.reference, first)]
        random.shuffle(pair)
        yield from (*pair, *(_without(story, slot, first) for slot in slots[1:]))


def _beside(
    problem: Problem, reference: MathReference, story: Story, others: Sequence[Problem]
) -> Iterator[Beside]:
    """Asides of the latest problem that has one with a number that can go."""
    taken = {*story.slots, *story.program.run(story.slots)}
    lender = None
    for aside in asides.fitting(problem, others):
        if lender not in {None, aside.lender.id}:
            return
        found = numbers.find(aside.text)
        values = {exact(each.value) for each in found}
        gone = [each for each in found if _stands_without(aside.text, each)]
        if gone and values.isdisjoint(taken):
            text = asides.insert(problem.prompt, aside)
            if asides.feeds_nothing(text, reference, values):
                lender = aside.lender.id
                yield from (Beside(aside, each) for each in gone)


def _can_go(story: Story, slot: int) -> bool:
    """Whether the number counts things in the plural, occurs once, and determines the answer."""
    mention = story.mentions[story.members[slot][0]]
    if len(story.members[slot]) > 1 or not _stands_without(story.question, mention):
        return False
    try:
        ratio = polynomials.function(story.program, story.slots, slot)
    except Refused:
        return False
    return len(ratio.top) > 1 and len(ratio.bottom) == 1


def _stands_without(text: str, mention: Mention) -> bool:
    """Whether the number counts things that can stand without it: 24 of `has 24 pens`."""
    if mention.money or mention.percent or mention.form in {"numerator", "denominator"}:
        return False
    before, after = text[: mention.start], text[mention.end :]
    return (
        type(mention.value) is int and not clauses.BEFORE.search(before) and bool(clauses.PLURAL.match(after))
    )


def _alike(story: Story, slot: int, beside: Beside) -> bool:
    """Whether the same word stands before this number as before that of the aside."""
    mention = story.mentions[story.members[slot][0]]
    return _last(story.question[: mention.start]) == _last(beside.aside.text[: beside.mention.start])


def _last(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1] if text.strip() else ""


def _left_out(text: str, mention: Mention) -> str:
    before, rest = text[: mention.start], text[mention.end :].lstrip()
    if not before or re.search(r"[.!?]\s+$", before):
        rest = rest[0].upper() + rest[1:]
    return f"{before}{rest}"


def _whole(problem: Problem, reference: MathReference, beside: Beside) -> Change:
    """The twin that can be answered: only the aside has lost a number."""
    aside = beside.aside._replace(text=_left_out(beside.aside.text, beside.mention))
    return Change(
        prompt=f"{asides.insert(problem.prompt, aside)}\n\n{ASK}",
        reference=reference,
        parameters={"left out": IDLE, "aside": aside.text, "from": aside.lender.id},
        joins=aside.joins,
    )


def _other(story: Story, slot: int) -> list[Number]:
    """The numbers with another one in this slot.

    It fits equally well if possible, or at least changes the answer.
    """
    wanted, old = limits.demands(story), story.slots[slot]
    tries = [[*story.slots[:slot], old * times, *story.slots[slot + 1 :]] for times in FURTHER]
    return next((values for values in tries if limits.meets(story, values, wanted)), tries[0])


def _without(story: Story, slot: int, beside: Beside) -> Change:
    """The change; its solution shows the answers with the original number and with another one."""
    aside, values = beside.aside, _other(story, slot)
    left_out, other = literal(story.slots[slot]), literal(values[slot])
    text = _left_out(story.question, story.mentions[story.members[slot][0]])
    return Change(
        prompt=f"{asides.insert(text, aside)}\n\n{ASK}",
        reference=MathReference(
            answer=ANSWER, solution=OTHERWISE.join(map(story.solve, (story.slots, values)))
        ),
        parameters={"left out": left_out, "or": other, "aside": aside.text, "from": aside.lender.id},
        joins=aside.joins,
        again=Rederivation(alternatives=(left_out, other)),
    )
