"""A mutator: the two numbers of a sum change places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.types import Change
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

SUM = re.compile(r"(\d+) \+ (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    version: str = "1"
    effect: Literal["keeps"] = "keeps"

    domain = "math"  # how to read a bank whose rows name no domain

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        found = SUM.search(problem.prompt)
        if found is None or found[1] == found[2]:
            raise Refused("no sum of two numbers that differ")
        prompt = SUM.sub(r"\2 + \1", problem.prompt, count=1)
        yield Change(prompt=prompt, reference=problem.reference, parameters={"first": found[2]})
