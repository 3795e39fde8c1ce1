"""Draws the stored problems of a bank or suite whose makers all span levels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from problem_banks.building import SEED
from verigen.problems.banks.live.bank import LiveDraws, catalogue, families, writer_of
from verigen.problems.banks.live.draws import ordered
from verigen.problems.banks.live.rungs import every
from verigen.problems.banks.live.spec import LiveSpec

if TYPE_CHECKING:
    from verigen.core.types import Problem


def build(folder: str, name: str, variants: int, seed: int = SEED) -> list[Problem]:
    """So many problems of every maker at each of its levels."""
    entry = catalogue(folder)[name]
    drawn = LiveDraws(
        entry=entry,
        wanted=LiveSpec(bank=name, variants=variants, seed=seed),
        rungs=ordered(every(families(entry).values()), name),
        writer=writer_of(entry),
        stored=frozenset(),
    )
    return [_stored(each) for each in drawn.problems(drawn.rungs)]


def _stored(problem: Problem) -> Problem:
    """The problem as a row of the file: without the seed in its id and the parameters of a draw."""
    source = replace(problem.source, seed=None, version=None, parameters={})
    return replace(problem, id=problem.id.replace(f"/seed-{problem.source.seed}", ""), source=source)
