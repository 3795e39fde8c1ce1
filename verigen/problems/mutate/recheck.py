"""Derives a mutant's answer a second time, without using its program.

Only the mutant's text is used: the verifier's parser and arithmetic evaluate its notes, and every number in
them must occur in its question, in an earlier note, or be implied by its words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.core.types import CodeReference, MathReference
from verigen.core.values import canonical
from verigen.problems import validate
from verigen.problems.mutate.mutators import facts, numbers
from verigen.problems.mutate.mutators.infer import COUNTED
from verigen.problems.mutate.mutators.story import literal
from verigen.problems.mutate.mutators.underdetermine import OTHERWISE
from verigen.verifiers.symbolic import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Domain, Grader
    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number

NOTE = re.compile(r"<<([^<>=]*)=([^<>=]*)>>")
LITERAL = re.compile(r"\d+(?:\.\d+)?")
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def words(problem: Problem) -> str:
    """The words that may imply a fact such as the number of days in a week."""
    solution = problem.reference.solution if isinstance(problem.reference, MathReference) else ""
    return NOTE.sub("", f"{problem.prompt}\n{solution or ''}")


def disagreement(prompt: str, reference: MathReference, around: str, stated: str | None = None) -> str | None:
    """None if the notes lead to the reference's answer, else what is wrong with them.

    `around` are the words from which the mutant was made. If a question states a result and asks for a number
    behind it, its notes must lead from the reference's answer to the result `stated`.
    """
    notes = NOTE.findall(reference.solution or "")
    if not notes:
        return "its solution holds no notes"
    known = _numbers(prompt, around) | ({Fraction(reference.answer)} if stated else set())
    for left, right in notes:
        if compare(right, left).outcome != "correct":
            return f"the note <<{left}={right}>> does not hold"
        strange = [text for text in LITERAL.findall(left) if _exact(text) not in known]
        if strange:
            return f"the note <<{left}={right}>> uses {strange[0]}, which stands nowhere before"
        known.update(map(_exact, [*LITERAL.findall(right), *([right] if "/" not in right else [])]))
    goal, last = stated or reference.answer, notes[-1][1]
    if goal != last and compare(goal, last).outcome != "correct":
        return f"its notes come to {last}, not to {goal}"
    return None


def undetermined(prompt: str, reference: MathReference, around: str, values: tuple[str, str]) -> str | None:
    """None if the notes lead to two answers for these two values of the missing number, else what is wrong."""
    answers = []
    for value, notes in zip(values, (reference.solution or "").split(OTHERWISE), strict=True):
        answer = notes.rpartition("#### ")[2]
        why = disagreement(f"{prompt} {value}", MathReference(answer=answer, solution=notes), around)
        if why:
            return f"with {value} for what is left out, {why}"
        answers.append(answer)
    return None if compare(*answers).outcome == "incorrect" else "it comes to one answer either way"


def unequal(expression: str, reference: MathReference) -> str | None:
    """None if the verifier, with its own parser and arithmetic, finds the expression equal to the reference."""
    verdict = compare(reference.answer, expression)
    return None if verdict.outcome == "correct" else f"{expression} is not found to equal {reference.answer}"


def lost(prompt: str, parent: str) -> str | None:
    """None if every number of the parent's question still occurs as often, else which one does not."""
    missing = Counter(mention.value for mention in numbers.find(parent))
    missing.subtract(mention.value for mention in numbers.find(prompt))
    gone = [literal(value) for value, count in missing.items() if count > 0]
    return f"it no longer says {', '.join(gone)}" if gone else None


def program(
    mutant: Problem, origins: Sequence[Problem], domain: Domain, grader: Grader
) -> tuple[bool, str | None]:
    """For two chained programs, check the mutant's tests against the second program's own solution.

    That solution, given the outputs that the first program's tests expect, must return what the mutant's
    tests expect. For any other change there is no second derivation.
    """
    if len(origins) < len(("taker", "giver")):
        return False, None
    taker, giver = origins
    known = {canonical(test.args): test.expected for test in _programmed(giver).tests}
    tests = [
        replace(test, args=[known[canonical(test.args)]], kwargs={}) for test in _programmed(mutant).tests
    ]
    direct = replace(taker, reference=replace(_programmed(taker), tests=tests))
    why = validate.fault(direct, domain, grader)
    return True, f"step by step, {why}" if why else None


def _programmed(problem: Problem) -> CodeReference:
    assert isinstance(problem.reference, CodeReference)
    return problem.reference


def _numbers(prompt: str, around: str) -> set[Fraction]:
    """The numbers in the prompt, and those that the words around it imply."""
    found = {_exact(piece.replace(",", "")) for piece in DIGITS.findall(prompt)}
    for mention in numbers.find(prompt):
        for value in {mention.value, mention.value * mention.scale}:
            found |= _written(value)
    return found | _implied(around)


@lru_cache(maxsize=64)
def _implied(around: str) -> frozenset[Fraction]:
    values = {*facts.stated(around), *facts.hinted(around), *COUNTED}
    return frozenset().union(*map(_written, values))


@lru_cache(maxsize=4096)
def _written(value: Number) -> frozenset[Fraction]:
    """A value as notes write it: for 2/3 both parts."""
    return frozenset(map(_exact, LITERAL.findall(literal(value))))


_exact = lru_cache(maxsize=4096)(Fraction)
