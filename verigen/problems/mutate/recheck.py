"""Derives a mutant's answer a second time, without using its program.

Only the mutant's text is used: the verifier's parser and arithmetic evaluate its notes, and every number in
them must occur in its question, in an earlier note, or be implied by its words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from verigen.core.offers import Solved
from verigen.problems.mutate.mutators import facts, numbers, scripts
from verigen.problems.mutate.mutators.infer import COUNTED
from verigen.problems.mutate.mutators.story import literal
from verigen.problems.mutate.mutators.underdetermine import OTHERWISE
from verigen.verifiers.symbolic import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.offers import Chains
    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.program import Number

NOTE = re.compile(r"<<([^<>=]*)=([^<>=]*)>>")
LITERAL = re.compile(r"\d+(?:\.\d+)?")
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a mutant was made from: `words` that imply facts, and the `fixed` constants of a program."""

    words: str
    fixed: frozenset[Fraction] = frozenset()


def around(*origins: tuple[str, str]) -> Around:
    """What problems, each a prompt with its worked solution, hold for the check of a mutant."""
    return Around(
        words=NOTE.sub("", "\n".join(f"{prompt}\n{solution}" for prompt, solution in origins)),
        fixed=frozenset().union(*(_fixed(prompt, solution) for prompt, solution in origins)),
    )


def _fixed(prompt: str, solution: str) -> frozenset[Fraction]:
    """The constants of a solution that is a Python program; numbers of its question are none."""
    own = {mention.value for mention in numbers.find(prompt)}
    return frozenset().union(*map(_written, scripts.constants(solution) - own))


def disagreement(prompt: str, made: Solved, origins: Around, stated: str | None = None) -> str | None:
    """None if the notes lead to the reference's answer, else what is wrong with them.

    `origins` is what the mutant was made from. If a question states a result and asks for a number
    behind it, its notes must lead from the reference's answer to the result `stated`.
    """
    notes = NOTE.findall(made.solution)
    if not notes:
        return "its solution holds no notes"
    known = _numbers(prompt, origins) | ({Fraction(made.answer)} if stated else set())
    for left, right in notes:
        if compare(right, left).outcome != "correct":
            return f"the note <<{left}={right}>> does not hold"
        strange = [text for text in LITERAL.findall(left) if _exact(text) not in known]
        if strange:
            return f"the note <<{left}={right}>> uses {strange[0]}, which stands nowhere before"
        known.update(map(_exact, [*LITERAL.findall(right), *([right] if "/" not in right else [])]))
    goal, last = stated or made.answer, notes[-1][1]
    if goal != last and compare(goal, last).outcome != "correct":
        return f"its notes come to {last}, not to {goal}"
    return None


def undetermined(prompt: str, made: Solved, origins: Around, values: tuple[str, str]) -> str | None:
    """None if the notes lead to two answers for these two values of the missing number, else what is wrong."""
    answers = []
    for value, notes in zip(values, made.solution.split(OTHERWISE), strict=True):
        answer = notes.rpartition("#### ")[2]
        why = disagreement(f"{prompt} {value}", Solved(answer, notes), origins)
        if why:
            return f"with {value} for what is left out, {why}"
        answers.append(answer)
    return None if compare(*answers).outcome == "incorrect" else "it comes to one answer either way"


def unequal(expression: str, made: Solved) -> str | None:
    """None if the verifier, with its own parser and arithmetic, finds the expression equal to the answer."""
    verdict = compare(made.answer, expression)
    return None if verdict.outcome == "correct" else f"{expression} is not found to equal {made.answer}"


def lost(prompt: str, parent: str) -> str | None:
    """None if every number of the parent's question still occurs as often, else which one does not."""
    missing = Counter(mention.value for mention in numbers.find(parent))
    missing.subtract(mention.value for mention in numbers.find(prompt))
    gone = [literal(value) for value, count in missing.items() if count > 0]
    return f"it no longer says {', '.join(gone)}" if gone else None


def chained(
    mutant: Problem, origins: Sequence[Problem], domain: Chains, fault: Callable[[Problem], str | None]
) -> tuple[bool, str | None]:
    """For two chained problems, check the second step alone, on the outputs of the first.

    `fault` says why a problem's reference does not pass its verifier. For any other change there is no second
    derivation.
    """
    if len(origins) < len(("taker", "giver")):
        return False, None
    taker, giver = origins
    why = fault(domain.second_step(mutant, taker, giver))
    return True, f"step by step, {why}" if why else None


def _numbers(prompt: str, origins: Around) -> set[Fraction]:
    """The numbers in the prompt, and those that the words around it imply."""
    found = {_exact(piece.replace(",", "")) for piece in DIGITS.findall(prompt)}
    for mention in numbers.find(prompt):
        for value in {mention.value, mention.value * mention.scale}:
            found |= _written(value)
    return found | _implied(origins.words) | origins.fixed


@lru_cache(maxsize=64)
def _implied(around: str) -> frozenset[Fraction]:
    values = {*facts.stated(around), *facts.hinted(around), *COUNTED}
    return frozenset().union(*map(_written, values))


@lru_cache(maxsize=4096)
def _written(value: Number) -> frozenset[Fraction]:
    """A value as notes write it: for 2/3 both parts."""
    return frozenset(map(_exact, LITERAL.findall(literal(value))))


_exact = lru_cache(maxsize=4096)(Fraction)
