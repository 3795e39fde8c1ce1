"""Gives the people of a logic puzzle other names, in its text and in its solution."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.core import seeds
from verigen.core.types import Change
from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.puzzles import FIRST
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicRename:
    domain = "logic"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["changes"]:
        return "changes"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - invents its names
        reference = problem.reference
        if not isinstance(reference, LogicReference):
            raise Refused("no logic reference", f"{problem.id} has no reference of the domain logic")
        people = [each for each in (*reference.names, *reference.choices) if each in FIRST]
        if not people:
            raise Refused("nobody has a name", f"{problem.id} is a puzzle without people")
        draw = seeds.rng(seed, "logic rename", problem.id)
        free = [name for name in FIRST if name not in problem.prompt]
        seen: set[tuple[str, ...]] = set()
        while len(people) <= len(free):
            fresh = tuple(draw.sample(free, len(people)))
            if fresh not in seen:
                seen.add(fresh)
                yield _renamed(problem.prompt, reference, dict(zip(people, fresh, strict=True)))
        raise Refused("no names are left", f"{problem.id} already uses too many of the names")


def _renamed(prompt: str, reference: LogicReference, names: Mapping[str, str]) -> Change:
    whole = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    text = whole.sub(lambda found: names[found[0]], prompt)
    answer = tuple(tuple(names.get(cell, cell) for cell in row) for row in reference.answer)
    made = replace(
        reference,
        answer=answer,
        names={names.get(name, name): others for name, others in reference.names.items()},
        choices={names.get(name, name): others for name, others in reference.choices.items()},
    )
    return Change(prompt=text, reference=made, parameters={f"name.{old}": new for old, new in names.items()})
