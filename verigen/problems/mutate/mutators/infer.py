"""Derives the program behind a worked solution: traces every number of every equation to its source."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from verigen.core.seeds import rng
from verigen.problems.mutate.mutators import (
    boxed,
    equations,
    facts,
    formulas,
    kinds,
    numbers,
    scripts,
    sources,
)
from verigen.problems.mutate.mutators.builder import Builder
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.expressions import Fork, Leaf, doubled, leaves
from verigen.problems.mutate.mutators.program import Number, Program, exact
from verigen.problems.mutate.mutators.sources import EarlierResult, FixedValue, Slot, Source
from verigen.problems.mutate.mutators.story import Story

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from verigen.problems.mutate.mutators.equations import Equation
    from verigen.problems.mutate.mutators.numbers import Mention
    from verigen.problems.mutate.mutators.sources import Slots

MOST_READINGS = 4096
PROBES = 4
# counts that a solver reads from the story although no word states them: none, two ways, three people
COUNTED = frozenset((0, 2, 3))
LISTED = "the number of things that the text lists"
HUNDREDFOLD = re.compile(r"\bin cents\b|\bhow many cents\b|\bpercent", re.IGNORECASE)


def infer(question: str, solution: str, answer: str) -> Story:
    """Return the story.

    Raises Refused if the solution is no consistent chain from the question's numbers to the answer.
    """
    body = solution.rpartition("####")[0] or solution
    mentions = tuple(numbers.find(question))
    if scripts.is_script(solution):
        return _scripted(question, solution, mentions, answer)
    boxes = boxed.is_boxed(body)
    if boxes:
        boxed.unbound(question)
    body = boxed.plain(body) if boxes else body
    found = formulas.find(body, mentions) or equations.find(body)
    if not found:
        raise Refused("no equations", "the worked solution holds no arithmetic that can be read")
    found = _worked_out(found, {exact(each.value * each.scale) for each in mentions})
    found, goal = _goal(found, answer, question)
    if not mentions:
        raise Refused("no numbers", "the question holds no numbers")
    story = _Tracer(question, body, mentions, found, goal, strict=boxes).story()
    if boxes and (refused := scripts.unused(story)):
        raise refused  # what is not written as arithmetic may depend on it
    return story


def _scripted(question: str, script: str, mentions: tuple[Mention, ...], answer: str) -> Story:
    """The story behind a Python program, whose names say where each number comes from."""
    known = facts.stated(question) | facts.hinted(question)
    found = scripts.read(script, mentions, sources.gather(mentions), known)
    if found[-1].value != stated(answer):
        message = f"the program comes to {found[-1].value}, not to {answer}"
        raise Refused("no equation states the answer", message)
    story = _Tracer(question, "", mentions, found, len(found) - 1).story()
    if refused := scripts.unused(story):
        raise refused
    return story


def _worked_out(found: Sequence[Equation], given: Collection[Number]) -> list[Equation]:
    """Equations without those that only repeat a result or a number of the question, such as `<<24=24>>`.

    Raises Refused if such an equation states a new number.
    """
    kept: list[Equation] = []
    for equation in found:
        if not isinstance(equation.left, Leaf):
            kept.append(equation)
        elif (equation.solved or equation.value not in given) and all(
            equation.value != other.value for other in kept
        ):
            raise Refused("a number from nowhere", f"{equation.value} is stated without how it came about")
    return kept


def _goal(found: list[Equation], answer: str, question: str) -> tuple[list[Equation], int]:
    """The equations, and the index of the last one that states the answer.

    A question for cents or percent may be solved in dollars or as a share; then the last step is added.
    """
    value = stated(answer)
    for at in range(len(found) - 1, -1, -1):
        if found[at].value == value:
            return found, at
    if found and found[-1].value * 100 == value and HUNDREDFOLD.search(question):
        last = found[-1]
        step = Fork(op="*", left=Leaf(value=last.value), right=Leaf(value=100, fixed=True))
        return [*found, replace(last, left=step, value=value, place=last.place + 1)], len(found)
    raise Refused("no equation states the answer", f"no equation of the solution comes to {answer}")


def stated(answer: str) -> Number:
    """The answer as a number. Raises Refused if it is none."""
    try:
        return exact(Fraction(answer.replace(",", "").strip(" $%")))
    except (ValueError, ZeroDivisionError):
        raise Refused("the answer is not a number", f"the answer {answer!r} is not one number") from None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One choice of a source for every literal; `dead` results do not feed the answer, `idle` slots nothing."""

    chosen: tuple[Source, ...]
    dead: frozenset[int]
    idle: frozenset[int]


class _Tracer:
    """`strict`: a number that no word of the text states is refused, even where one may hint at it.

    In a competition's solution, 5 * 4 * 3 for five people on three chairs, such a number depends on others.
    """

    def __init__(
        self,
        question: str,
        solution: str,
        mentions: tuple[Mention, ...],
        found: list[Equation],
        goal: int,
        *,
        strict: bool = False,
    ) -> None:
        self.question, self.mentions, self.goal, self.strict = question, mentions, goal, strict
        self.slots: Slots = sources.gather(mentions)
        text = f"{question}\n{equations.NOTE.sub('', solution)}"
        self.stated = facts.stated(text)
        unscaled = {mention.value for mention in mentions if mention.scale > 1}
        self.facts = self.stated | unscaled | (frozenset() if strict else facts.hinted(text))
        self.frozen = self._frozen_by_text()
        self.converted = sources.conversions(mentions, self.slots)
        self.equations = found
        self.results = [equation.value for equation in found]
        self.choices: list[list[Source]] = []
        self.homes: list[int] = []
        self.leaves: list[Leaf] = []
        self._freeze_doubled()
        self._trace()

    def _frozen_by_text(self) -> dict[int, str]:
        frozen = {}
        told = set(facts.told(self.question, self.slots.values))
        listed = facts.listed(self.question)
        for slot, members in enumerate(self.slots.members):
            why = next((self.mentions[at].frozen for at in members if self.mentions[at].frozen), None)
            value = self.slots.values[slot]
            if why is None and value in listed:
                why = LISTED
            if why is None and value in self.facts and not self._counts_things(members):
                why = "may be a fact of the world"
            if why is None and value in told:
                why = "the text says it again in other words"
            if why:
                frozen[slot] = why
        return frozen

    def _counts_things(self, members: Sequence[int]) -> bool:
        """Whether all mentions count things of the story: 60 downloads are no minutes of an hour."""
        mentions = [self.mentions[at] for at in members]
        return all(
            each.money or each.percent or facts.of_the_story(each.unit, each.value) for each in mentions
        )

    def _freeze_doubled(self) -> None:
        """Freeze a number that the text says once, the solution adds to itself, and others may give mentally.

        In 10 + 10, one 10 may be half of the 20 that the text says.
        """
        twice = {value for equation in self.equations for value in doubled(equation.left)}
        for slot, (value, members) in enumerate(zip(self.slots.values, self.slots.members, strict=True)):
            others = [each for at, each in enumerate(self.slots.values) if at != slot]
            made = any(each in (2 * value, exact(Fraction(value) / 2)) for each in others) or any(
                sources.is_made(value, one, other) for one, other in combinations(others, 2)
            )
            if value in twice and len(members) == 1 and made:
                self.frozen.setdefault(slot, "added to itself, it may be two numbers")

    def _trace(self) -> None:
        for at, equation in enumerate(self.equations):
            for leaf in leaves(equation.left):
                self.choices.append(self._sources(leaf, at))
                self.homes.append(at)
                self.leaves.append(leaf)

    def _sources(self, leaf: Leaf, at: int) -> list[Source]:
        if leaf.fixed:
            return [FixedValue(value=leaf.value)]
        if leaf.source is not None:
            return self._named(leaf.source, leaf.value, at)
        found = sources.possible(leaf.value, self.slots, self.converted, self.results[:at], self.facts)
        frozen = [each for each in found if isinstance(each, Slot) and each.index in self.frozen]
        if frozen:  # the fact and the frozen number are the same constant
            found = [each for each in found if not isinstance(each, FixedValue)]
        if not found and (self.strict or leaf.value not in COUNTED):
            message = f"{leaf.value} in the solution comes from nowhere in the question"
            raise Refused("a number from nowhere", message)
        if found == [FixedValue(value=leaf.value)]:
            self._freeze_converted(leaf.value)
        if not found or (found == [FixedValue(value=leaf.value)] and leaf.value not in self.stated):
            self._freeze_parents(leaf.value, at)
            return [FixedValue(value=leaf.value)]
        return found

    def _named(self, source: Source, value: Number, at: int) -> list[Source]:
        """The sources of a number whose program says where it comes from, and what a word may mean beside it.

        With `twice` in the text, a 2 that is also a number of the question may be either.
        """
        if isinstance(source, FixedValue) and value not in self.stated:
            self._freeze_parents(value, at)
        if isinstance(source, Slot) and source.index not in self.frozen and value in self.facts:
            return [source, FixedValue(value=value)]
        return [source]

    def _freeze_parents(self, value: Number, at: int) -> None:
        """Freeze all numbers from which `value` may have been computed mentally, if the text only hints at
        it.
        """
        known: list[tuple[Source, Number]] = [(Slot(index=s), v) for s, v in enumerate(self.slots.values)]
        known += [(EarlierResult(index=r), v) for r, v in enumerate(self.results[:at])]
        known += [(FixedValue(value=v), v) for v in (1, 2, 100)]
        for source in sources.in_the_head(value, known):
            self._freeze(source, f"{value} in the solution may be worked out from it")

    def _freeze_converted(self, value: Number) -> None:
        """Freeze a number whose conversion, times a fact, gives a constant: $1 may be twice the 50 cents."""
        for converted, origins in self.converted.items():
            if (
                converted not in (0, 1)
                and value not in (0, converted)
                and exact(Fraction(value) / converted) in self.stated
            ):
                for source in origins:
                    self._freeze(source, f"{value} in the solution may be worked out from it")

    def _freeze(self, source: Source, why: str) -> None:
        for part in sources.parts(source):
            if isinstance(part, Slot):
                self.frozen.setdefault(part.index, why)
            elif isinstance(part, EarlierResult):
                for at, home in enumerate(self.homes):
                    if home == part.index:
                        for choice in self.choices[at]:
                            self._freeze(choice, why)

    # --- choice of a reading

    def story(self) -> Story:
        readings = self._best()
        self._settle(readings)
        self._distrust(readings[0])
        program, places = self._program(readings[0])
        if program.run(self.slots.values)[program.answer] != self.results[self.goal]:
            raise Refused("no equation states the answer", "the program does not give the answer")
        for slot in range(len(self.slots.values)):
            if slot not in program.slots(program.answer):
                self.frozen.setdefault(slot, "not used by the solution")
        watched = tuple(places[at] for at in sorted(readings[0].dead) if not self._in_passing(at))
        return Story(
            question=self.question, mentions=self.mentions, slots=self.slots.values, members=self.slots.members,
            frozen=self.frozen, program=program, watched=watched,
        )  # fmt: skip

    def _distrust(self, reading: _Reading) -> None:
        """If a number of the question is never used, freeze what may have been computed from it mentally.

        60 minutes / 20 may appear in a solution as 3, which may also be a different number of the question.
        """
        idle = [slot for slot in sorted(reading.idle) if not self._names(slot)]
        for at, (leaf, home) in enumerate(zip(self.leaves, self.homes, strict=True)):
            if any(self._behind(leaf.value, slot, home) for slot in idle):
                self._freeze(reading.chosen[at], "it may be worked out from a number that is never used")

    def _behind(self, number: Number, slot: int, home: int) -> bool:
        """Whether the number may be worked out from this slot and a number known before the equation `home`.

        Numbers of the question are only added where they may be of one kind: $4 and 8 years are not.
        """
        value = self.slots.values[slot]
        if any(sources.is_converted(number, value, fact) for fact in self.stated):
            return True
        if any(sources.is_made(number, value, each) for each in self.results[:home] if each != value):
            return True
        return any(
            sources.is_converted(number, value, other)
            or (self._addable(slot, at) and sources.is_made(number, value, other))
            for at, other in enumerate(self.slots.values)
            if other != value
        )

    def _addable(self, *slots: int) -> bool:
        one, other = ({kinds.of(self.mentions[at]) for at in self.slots.members[slot]} for slot in slots)
        return kinds.addable(one, other)

    def _names(self, slot: int) -> bool:
        """Whether the slot holds a number that a solver does not compute with, such as a year or "these three days"."""
        reasons = (numbers.NAME, numbers.YEAR, numbers.ORDINAL, numbers.REFERENCE, LISTED)
        return self.slots.values[slot] in (0, 1) or self.frozen.get(slot) in reasons

    def _in_passing(self, at: int) -> bool:
        """Whether a result only restates a conversion or an earlier result, used in another form later."""
        value = self.results[at]
        return (
            value in self.converted or value in self.results[:at] or isinstance(self.equations[at].left, Leaf)
        )

    def _best(self) -> list[_Reading]:
        """The readings with the fewest dead results, and of these the ones that use most of the question's numbers."""
        if math.prod(map(len, self.choices)) > MOST_READINGS:
            first = self._reading(tuple(choice[0] for choice in self.choices))
            for choice in self.choices:
                if len(choice) > 1:
                    for source in choice:
                        self._freeze(source, "the solution's numbers can be read in too many ways")
            return [first]
        readings = [self._reading(chosen) for chosen in product(*self.choices)]
        least = min((len(each.dead), len(each.idle)) for each in readings)
        return [each for each in readings if (len(each.dead), len(each.idle)) == least]

    def _reading(self, chosen: tuple[Source, ...]) -> _Reading:
        uses: list[set[int]] = [set() for _ in self.equations]
        used: list[set[int]] = [set() for _ in self.equations]
        for home, source in zip(self.homes, chosen, strict=True):
            for part in sources.parts(source):
                if isinstance(part, EarlierResult):
                    uses[home].add(part.index)
                elif isinstance(part, Slot):
                    used[home].add(part.index)
        live, open_ = set(), [self.goal]
        while open_:
            at = open_.pop()
            if at not in live:
                live.add(at)
                open_ += uses[at]
        spent = set().union(*(used[at] for at in live))
        dead = frozenset(range(len(self.equations))) - live
        return _Reading(chosen, dead, frozenset(range(len(self.slots.values))) - spent)

    def _settle(self, readings: Sequence[_Reading]) -> None:
        """Freeze the numbers on which the readings differ; raise Refused if they still disagree."""
        if self._agree(readings):
            return
        for at in range(len(self.homes)):
            choices = {reading.chosen[at] for reading in readings}
            if len(choices) > 1:
                for source in choices:
                    self._freeze(source, "the solution can be read in two ways")
        if not self._agree(readings):
            raise Refused("ambiguous", "the solution can be read in two ways that give different answers")

    def _agree(self, readings: Sequence[_Reading]) -> bool:
        """Whether all readings give the same answer for any values of the free numbers."""
        if len(readings) == 1:
            return True
        programs = [self._program(reading)[0] for reading in readings]
        for probe in range(PROBES):
            random = rng(0, "readings", self.question, probe)
            values = [
                value if slot in self.frozen else exact(value * Fraction(random.randint(101, 997), 100))
                for slot, value in enumerate(self.slots.values)
            ]
            try:
                if len({program.run(values)[program.answer] for program in programs}) > 1:
                    return False
            except (ZeroDivisionError, ValueError):
                return False
        return True

    # --- the program

    def _program(self, reading: _Reading) -> tuple[Program, dict[int, int]]:
        builder = Builder()
        chosen = iter(reading.chosen)
        for equation in self.equations:
            builder.results.append(builder.tree(equation.left, chosen))
        places = dict(enumerate(builder.results))
        program = Program(
            nodes=tuple(builder.nodes),
            results=tuple(dict.fromkeys(builder.results)),
            answer=places[self.goal],
        )
        return program, places
