"""Writes the bank logic-core from its makers: python -m problem_banks.build_logic_core."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from problem_banks.building import SEED, asked, encoded, tell
from verigen.problems.banks.live.bank import LiveDraws, catalogue, families
from verigen.problems.banks.live.draws import ordered
from verigen.problems.banks.live.rungs import every
from verigen.problems.banks.live.spec import LiveSpec

if TYPE_CHECKING:
    from verigen.core.types import Problem

BANK = "logic-core"
FILE = Path(__file__).with_name(f"{BANK}.jsonl")
VARIANTS = 2


def main() -> None:
    order = asked(__doc__, FILE, VARIANTS)
    problems = build("problem_banks", BANK, order.variants, order.seed)
    order.deliver(encoded(problems))
    tell(each.tags for each in problems)


def build(folder: str, name: str, variants: int, seed: int = SEED) -> list[Problem]:
    """So many problems of every maker at each of its levels."""
    from verigen.problems.banks.live import puzzles

    entry = catalogue(folder)[name]
    drawn = LiveDraws(
        entry=entry,
        wanted=LiveSpec(bank=name, variants=variants, seed=seed),
        rungs=ordered(every(families(entry).values()), name),
        writer=puzzles,  # type: ignore[arg-type] - a module
        stored=frozenset(),
    )
    return [_stored(each) for each in drawn.problems(drawn.rungs)]


def _stored(problem: Problem) -> Problem:
    """The problem as a row of the file: without the seed in its id and the parameters of a draw."""
    from dataclasses import replace

    source = replace(problem.source, seed=None, version=None, parameters={})
    return replace(problem, id=problem.id.replace(f"/seed-{problem.source.seed}", ""), source=source)


if __name__ == "__main__":
    main()
