"""Measures the hardening of code problems: new tests, seconds, and mutants killed before and after.

    python benchmarks/speed/hardening.py problem_banks/code-core.jsonl
    python benchmarks/speed/hardening.py HumanEval.jsonl --every 4      every fourth problem

A problem counts as filled where at least 50 new tests come within 2 seconds, oracle and all.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.executors.local import Local
from verigen.problems.banks.rows import Rows
from verigen.problems.harden.harden import Options, extra, harden, reference_of
from verigen.problems.harden.twins import open_twins

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Problem

ENOUGH, WITHIN_S = 50, 2.0
# Some inputs are refused: ask for more than are wanted.
ASKED = Options(inputs=90)


@dataclass(frozen=True)
class Row:
    id: str
    new: int
    seconds: float
    mutants: int
    before: int
    after: int
    tests: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--fill", action="store_true", help="no mutants, only how many new tests how fast")
    asked = parser.parse_args()
    bank = Rows(domain="code", path=asked.file, name=asked.file.stem, licence="NOASSERTION")
    problems = list(bank.problems())[asked.first :: asked.every]
    with open_twins(Local(jobs=1)) as pools:
        rows = [row for problem in problems if (row := measure(problem, pools, fill=asked.fill))]
    report(rows)


def measure(problem: Problem, pools: tuple[Pool, ...], *, fill: bool) -> Row | None:
    reference = reference_of(problem)
    began = perf_counter()
    new = extra(reference, reference.tests, pools, ASKED).tests
    seconds = perf_counter() - began
    if fill:
        return Row(problem.id, len(new), seconds, 0, 0, 0, 0)
    try:
        found = harden(problem, pools, Options())
    except ReferenceFault as error:
        print(f"{problem.id}: {error}")
        return None
    tests = len(reference_of(found.problem).tests)
    return Row(problem.id, len(new), seconds, found.mutants, found.killed_before, found.killed_after, tests)


def report(rows: list[Row]) -> None:
    filled = [row for row in rows if row.new >= ENOUGH and row.seconds <= WITHIN_S]
    for row in rows:
        if row not in filled:
            print(f"  not filled: {row.id}, {row.new} new tests in {row.seconds:.2f} s")
    print(f"{len(rows)} problems, {100 * len(filled) / len(rows):.1f} % filled with {ENOUGH} in {WITHIN_S} s")
    if not any(row.mutants for row in rows):
        return
    total = sum(row.mutants for row in rows)
    before, after = sum(row.before for row in rows), sum(row.after for row in rows)
    scored = [row for row in rows if row.mutants]
    each = [mean(getattr(row, name) / row.mutants for row in scored) for name in ("before", "after")]
    print(f"mean {mean(row.seconds for row in rows):.2f} s, {mean(row.tests for row in rows):.1f} tests kept")
    print(f"of all {total} mutants killed: {100 * before / total:.1f} % -> {100 * after / total:.1f} %")
    print(f"mean of the problems' scores: {100 * each[0]:.1f} % -> {100 * each[1]:.1f} %")


if __name__ == "__main__":
    main()
