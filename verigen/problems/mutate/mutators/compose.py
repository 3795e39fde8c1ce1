"""Chains two problems: the answer of one becomes a number of the other, told in one story.

The first question becomes a part of the sentence whose number it gives: "Martin walks as many kilometers each morning as
Clara has pens now."
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import asides, clauses, limits, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import exact
from verigen.problems.mutate.mutators.rename import known_names
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story

FAR = 4
LONG = 90  # words of both problems: few real ones have more
PRONOUNS = frozenset(("he", "she", "they"))
# How a number of the second story is told by the first one's answer, and by which factor it is larger.
TIES = (
    ("as many", Fraction(1)),
    ("the same number of", Fraction(1)),
    ("twice as many", Fraction(2)),
    ("3 times as many", Fraction(3)),
    ("half as many", Fraction(1, 2)),
)
# Amounts of no plain things.
UNFIT = re.compile(rf"\b(?:{clauses.UNITS})\b|\b(?:more|fewer|old)\b")


class Tie(NamedTuple):
    """Words that compare two amounts; `value` is what the first story's answer makes of the second one's number."""

    words: str
    factor: Fraction
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Compose:
    domain = "math"

    @property
    def version(self) -> str:
        return "2"

    @property
    def effect(self) -> Literal["either"]:
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        random = rng(seed, "compose", problem.id)
        yield from chained(
            problem,
            others,
            random,
            lambda partner, first, second: _in_one_story(partner, first, second, random),
        )


def chained(
    problem: Problem,
    others: Sequence[Problem],
    random: Random,
    join: Callable[[Problem, Story, Story], Change | None],
) -> Iterator[Change]:
    """What `join` makes of the problem and each partner in drawn order, short ones first. Raises Refused if nothing."""
    story = read.story(problem)
    if story.watched:
        raise Refused("a result that feeds nothing")
    partners = [
        other for other in others if other.id != problem.id and other.source.policy == problem.source.policy
    ]
    random.shuffle(partners)
    partners.sort(key=lambda other: len(f"{problem.prompt} {other.prompt}".split()) > LONG)
    found = False
    for partner in partners:
        try:
            first = read.story(partner)
        except Refused:
            continue
        if change := join(partner, first, story):
            found = True
            yield change
    if not found:
        raise Refused("no partner", f"none of {len(partners)} neighbours has an answer that fits into it")


def _in_one_story(partner: Problem, first: Story, story: Story, random: Random) -> Change | None:
    made = (
        _joined(partner, first, story, slot, tie)
        for tie in _ties(first, random)
        for slot in places(first, story, tie.value)
    )
    return next((each for each in made if each), None)


def _ties(first: Story, random: Random) -> list[Tie]:
    answer = first.program.run(first.slots)[first.program.answer]
    found = [Tie(words, factor, exact(answer * factor)) for words, factor in TIES]
    random.shuffle(found)
    return [tie for tie in found if type(answer) is int and type(tie.value) is int]


def places(first: Story, second: Story, value: Number) -> Iterator[int]:
    """Numbers of the second problem that the first one's answer can replace, with everything else unchanged."""
    if first.watched or {*known_names(first.question)} & {*known_names(second.question)}:
        return
    wanted = limits.demands(second)
    for slot in second.free:
        mention = second.mentions[second.members[slot][0]]
        if len(second.members[slot]) > 1 or mention.percent or mention.form not in {"digits", "word"}:
            continue
        values = [*second.slots[:slot], value, *second.slots[slot + 1 :]]
        alike = _alike(value, second.slots[slot]) and limits.within(second, slot, value, spread=FAR)
        if alike and value not in second.slots and _fits(second, values, wanted):
            yield slot


def _alike(value: Number, old: Number) -> bool:
    return type(value) is int and type(old) is int and value > 1 and old / FAR <= value <= old * FAR


def _fits(story: Story, values: list[Number], wanted: Sequence[limits.Demand]) -> bool:
    same_order = all(
        (a > b) == (x > y)
        for a, x in zip(values, story.slots, strict=True)
        for b, y in zip(values, story.slots, strict=True)
    )
    return same_order and limits.meets(story, values, wanted)


def _joined(partner: Problem, first: Story, second: Story, slot: int, tie: Tie) -> Change | None:
    """None where the question of the one or the sentence of the other is of no plain form."""
    told = _tied(first, second, slot, tie.words)
    if told is None:
        return None
    values = [*second.slots[:slot], tie.value, *second.slots[slot + 1 :]]
    steps, _, answer = first.solve(first.slots).rpartition("\n#### ")
    step = {2: f"{answer}*2", 3: f"{answer}*3", Fraction(1, 2): f"{answer}/2"}.get(tie.factor)
    between = [f"{step} = <<{step}={tie.value}>>{tie.value}"] if step else []
    return Change(
        prompt=told,
        reference=MathReference(
            answer=literal(second.program.run(values)[second.program.answer]),
            solution="\n".join([steps, *between, second.solve(values)]),
        ),
        parameters={
            "with": partner.id, "tie": tie.words, "value": literal(tie.value), "replaced": literal(second.slots[slot]),
        },
        joins=(partner.family, *partner.source.joins),
        again=Rederivation(partner=partner.id),
    )  # fmt: skip


def _tied(first: Story, second: Story, slot: int, words: str) -> str | None:
    """Both stories, with the sentence that holds the number tied to what the first one asks for."""
    *begins, question = asides.sentences(first.question)
    mention = second.mentions[second.members[slot][0]]
    rest = asides.sentences(second.question)
    at, start = asides.home(second.question, rest, mention.start)
    amount = _amount(question, first.question)
    if amount is None or at >= len(rest) - 1:
        return None
    parts = clauses.around(rest[at], start, start + mention.end - mention.start)
    if parts is None or not parts["before"]:
        return None
    rest[at] = f"{parts['before']}{words}{parts['things']}{parts['rest']} as {amount}."
    return " ".join([*begins, *rest])


def _amount(question: str, story: str) -> str | None:
    """What a question asks for as a clause without its number: `Clara has pens now`."""
    found = clauses.claim(_named(question, story), money=False) if question.startswith("How many") else None
    if found is None or found.who in PRONOUNS or UNFIT.search(found.text):
        return None
    return clauses.lowered(found).replace("@ ", "")[:-1]


def _named(question: str, story: str) -> str:
    """The question with the name of the story's one person for its pronoun."""
    people = known_names(story)
    if len(people) != 1 or asides.KIN.search(story):
        return question
    return re.sub(r"(?<= )(?:he|she)\b", people[0], question, count=1)
