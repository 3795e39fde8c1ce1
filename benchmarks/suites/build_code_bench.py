"""Writes the held-out suite code-bench from code_bench/: python -m benchmarks.suites.build_code_bench.

As for the bank, the sandbox runs the references for the outputs of the given inputs and of generated ones that kill
mutants of the reference.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks.suites.build_math_bench import CATALOGUE, HERE
from problem_banks import build_code_core
from problem_banks.building import encoded, publish
from problem_banks.code_core import author
from verigen.core.types import Source
from verigen.executors.local import Local
from verigen.problems.harden.harden import Options, harden
from verigen.problems.harden.twins import open_twins

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Problem

SUITE = "code-bench"
FILE = HERE / f"{SUITE}.jsonl"
TOPICS = ("texts", "figures", "bits", "rows", "records", "timetables", "planes", "machines", "filters")


def main() -> None:
    with open_twins(Local(jobs=1)) as pools:
        found = [harden(build(draft, pools[0]), pools, Options(tests=16)) for draft in spread(drafts())]
    publish(FILE, encoded(each.problem for each in found), CATALOGUE)
    mutants, killed = sum(each.mutants for each in found), sum(each.killed_after for each in found)
    print(f"{len(found)} problems; their tests kill {killed} of {mutants} mutants of the references")


def drafts() -> list[author.Draft]:
    author.DRAFTS.clear()
    for topic in TOPICS:
        import_module(f"benchmarks.suites.code_bench.{topic}")
    return list(author.DRAFTS)


def spread(found: list[author.Draft]) -> list[author.Draft]:
    """The first problem of every topic, then the second: a limit still spans topics."""
    met: Counter[str] = Counter()
    rounds: list[tuple[int, int, author.Draft]] = []
    for draft in found:
        module = draft.function.__module__
        rounds.append((met[module], len(rounds), draft))
        met[module] += 1
    return [draft for *_, draft in sorted(rounds, key=lambda entry: entry[:2])]


def build(draft: author.Draft, pool: Pool) -> Problem:
    made = build_code_core.build(draft, pool)
    name = made.id.replace("code-core", SUITE)
    source = Source(bank=SUITE, licence="CC0-1.0", policy="heldout_only")
    return dataclasses.replace(made, id=name, family=name, source=source)


if __name__ == "__main__":
    main()
