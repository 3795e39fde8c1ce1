"""Chooses among the programs that solve a problem: enough of them must agree on other numbers too.

Programs of one teacher that give the right answer may do so by chance, as 2 + 2 for 2 * 2.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.core.seeds import rng
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutate import WrittenProgram
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.program import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number
    from verigen.problems.mutate.mutators.story import Story

PROBES = 6
Answers = tuple["Number | None", ...]


def agreed(run: Iterable[Sequence[Graded]], need: int) -> Iterator[tuple[str, WrittenProgram]]:
    """The ids of problems and the program on which `need` of the teacher's programs agree, if none disagrees as often."""
    for graded in run:
        written = [each for each in graded if each.verdict.outcome == "correct" and each.verdict.extracted]
        groups: dict[Answers, list[Graded]] = {}
        for each in written:
            if (answers := _probed(each)) is not None:
                groups.setdefault(answers, []).append(each)
        ranked = sorted(groups.values(), key=len, reverse=True)
        if ranked and len(ranked[0]) >= need and all(len(ranked[0]) > len(other) for other in ranked[1:]):
            first = ranked[0][0]
            by = f"{first.candidate.teacher}, {len(ranked[0])} of {len(graded)} agree"
            yield first.problem.id, WrittenProgram(script=str(first.verdict.extracted), by=by)


def _probed(graded: Graded) -> Answers | None:
    """The program's answers for other numbers of the question; None where it can't be read."""
    problem, reference = graded.problem, graded.problem.reference
    assert isinstance(reference, MathReference)
    try:
        story = infer(problem.prompt, str(graded.verdict.extracted), reference.answer)
    except Refused:
        return None
    return tuple(_answer(story, values) for values in _probes(problem, story.slots))


def _probes(problem: Problem, slots: Sequence[Number]) -> Iterator[list[Number]]:
    """Other numbers for the question's; the same for all of a problem's programs."""
    for probe in range(PROBES):
        random = rng(0, "programs", problem.prompt, probe)
        yield [exact(value * Fraction(random.randint(101, 997), 100)) for value in slots]


def _answer(story: Story, values: Sequence[Number]) -> Number | None:
    try:
        return story.program.run(values)[story.program.answer]
    except (ZeroDivisionError, ValueError):
        return None
