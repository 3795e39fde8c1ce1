"""Solves small puzzles of finite variables: the clues are conditions, written as Python expressions.

A clue such as `Count(a == 1, b == 1) == 1` is one text for two solvers: the backtracking search here, which makers use
to prove a solution unique, and any other that knows these functions, such as z3 in the checks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from random import Random

_NAME = re.compile(r"\b[a-z]\w*\b")
_WORDS = {"and", "or", "not", "if", "else", "in"}
FUNCTIONS: dict[str, Any] = {
    "And": lambda *each: all(each),
    "Or": lambda *each: any(each),
    "Not": lambda one: not one,
    "Implies": lambda one, other: not one or other,
    "Count": lambda *each: sum(map(bool, each)),
    "Abs": abs,
    "__builtins__": {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PuzzleFacts:
    """The rules of a puzzle: the values of each variable, conditions, and groups whose values all differ."""

    domains: Mapping[str, Sequence[int]]
    clues: Sequence[str]
    different: Sequence[Sequence[str]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Clue:
    """A condition as a function of its variables."""

    names: tuple[str, ...]
    holds: Callable[..., Any]


@cache
def clue(text: str) -> Clue:
    """Compile a condition. Variables begin with a lower-case letter."""
    names = tuple(dict.fromkeys(name for name in _NAME.findall(text) if name not in _WORDS))
    return Clue(names, eval(f"lambda {', '.join(names)}: {text}", FUNCTIONS))  # noqa: S307 - texts of our own makers


def holds(text: str, values: Mapping[str, int]) -> bool:
    """Whether a condition holds for these values."""
    found = clue(text)
    return bool(found.holds(*(values[name] for name in found.names)))


def solutions(facts: PuzzleFacts, most: int = 2) -> list[dict[str, int]]:
    """The first solutions, at most so many."""
    found: list[dict[str, int]] = []
    for each in _Search(facts).every():
        found.append(each)
        if len(found) == most:
            break
    return found


def unique(facts: PuzzleFacts) -> bool:
    return len(solutions(facts)) == 1


def fewest(rng: Random, facts: PuzzleFacts, keep: int = 0, tries: int | None = None) -> list[int]:
    """The places of clues that suffice for one solution: others are left out one by one, at random, while it stays unique.

    At least `keep` stay; at most `tries` are tried.
    """
    kept = list(range(len(facts.clues)))
    for place in rng.sample(kept, len(kept))[:tries]:
        if len(kept) <= keep:
            break
        fewer = [each for each in kept if each != place]
        if unique(
            PuzzleFacts(
                domains=facts.domains, clues=[facts.clues[at] for at in fewer], different=facts.different
            )
        ):
            kept = fewer
    return kept


class _Search:
    """Backtracking with forward checking; the variable with the fewest values comes next."""

    def __init__(self, facts: PuzzleFacts) -> None:
        self.domains = {name: list(values) for name, values in facts.domains.items()}
        self.clues = [clue(text) for text in facts.clues]
        self.of: dict[str, list[Clue]] = defaultdict(list)
        for each in self.clues:
            for name in each.names:
                self.of[name].append(each)
        self.rivals: dict[str, set[str]] = defaultdict(set)
        for group in facts.different:
            for name in group:
                self.rivals[name] |= set(group) - {name}

    def every(self) -> Iterator[dict[str, int]]:
        for each in self.clues:
            if not each.names and not each.holds():
                return
            if len(each.names) == 1:
                name = each.names[0]
                self.domains[name] = [value for value in self.domains[name] if each.holds(value)]
        yield from self._from({}, self.domains)

    def _from(self, values: dict[str, int], left: dict[str, list[int]]) -> Iterator[dict[str, int]]:
        if len(values) == len(self.domains):
            yield dict(values)
            return
        name = min((each for each in left if each not in values), key=lambda each: len(left[each]))
        for value in left[name]:
            values[name] = value
            narrowed = self._narrowed(name, values, left)
            if narrowed is not None:
                yield from self._from(values, narrowed)
            del values[name]

    def _narrowed(
        self, name: str, values: dict[str, int], left: dict[str, list[int]]
    ) -> dict[str, list[int]] | None:
        """What is left for the other variables; None if one has no value left."""
        after = dict(left)
        value = values[name]
        for rival in self.rivals[name]:
            if rival not in values and value in after[rival]:
                after[rival] = [each for each in after[rival] if each != value]
                if not after[rival]:
                    return None
        for each in self.of[name]:
            free = [other for other in each.names if other not in values]
            if not free:
                if not each.holds(*[values[other] for other in each.names]):
                    return None
            elif len(free) == 1 and not self._checked(each, free[0], values, after):
                return None
        return after

    def _checked(self, each: Clue, free: str, values: dict[str, int], after: dict[str, list[int]]) -> bool:
        """Keep the values of the only free variable of a clue that fulfil it; False if there are none."""
        given = [values.get(other) for other in each.names]
        place = each.names.index(free)
        fitting = []
        for value in after[free]:
            given[place] = value
            if each.holds(*given):
                fitting.append(value)
        after[free] = fitting
        return bool(fitting)
