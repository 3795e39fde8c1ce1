"""Holds generated tests against programs whose labels are known, and drawn inputs against rules that are known.

    python -m benchmarks.checks.hardening BANK --labelled PROGRAMS          right ones rejected, wrong ones killed
    python -m benchmarks.checks.hardening BANK --labelled PROGRAMS --vote   the same, with the others as voters
    python -m benchmarks.checks.hardening --stdin                           inputs on standard input that break rules

PROGRAMS is JSON Lines: {"problem": id, "text": completion, "right": true or false}. Programs that fail a given test
are left out. With --vote the programs of each problem are parted in two: each half votes on the tests that the other
half is held against. The bank is hardened twice, and both results have to be the same bytes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.checks.layouts import KINDS
from verigen.core import jsonl
from verigen.domains.code.reference import CodeReference, Test
from verigen.executors.local import Local
from verigen.problems.banks.find import find
from verigen.problems.harden.bank import harden_all
from verigen.problems.harden.harden import Options
from verigen.problems.harden.infer import Hints
from verigen.problems.harden.inputs import domain_of, draw
from verigen.problems.harden.trial import failures
from verigen.verifiers.extract_code import extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Problem

SEEDS, DRAWS = range(3), 60
SHOWN = (2, 3, 5, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    problem: str
    text: str
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bank", nargs="?")
    parser.add_argument("--labelled", type=Path)
    parser.add_argument("--vote", action="store_true")
    parser.add_argument("--stdin", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    if asked.stdin:
        layouts()
    if asked.bank and asked.labelled:
        programs: dict[str, list[Labelled]] = {}
        for _, row in jsonl.read(asked.labelled, Labelled):
            programs.setdefault(row.problem, []).append(row)
        bank = find(asked.bank, "code", licence=None, split="train")
        problems = [problem for problem in bank.problems() if problem.id in programs]
        labelled(problems, programs, asked.jobs, vote=asked.vote)


def layouts() -> None:
    """Draw from what a few valid inputs show, and read each drawn one by the kind's own rules."""
    invalid, drawn = Counter[str](), Counter[str]()
    for name, kind in KINDS.items():
        for shown in SHOWN:
            for seed in SEEDS:
                texts = [kind.make(Random(f"{name}/{shown}/{seed}/{place}")) for place in range(shown)]
                reference = CodeReference(mode="stdio", tests=[Test(stdin=text) for text in texts])
                domain = domain_of(reference, Hints())
                for call in draw(domain, DRAWS, seed) if domain else []:
                    drawn[name] += 1
                    invalid[name] += not valid(kind.valid, call.stdin or "")
        print(f"  {name}: {drawn[name]} drawn, {invalid[name]} invalid")
    print(f"{drawn.total()} inputs drawn, {invalid.total()} invalid")


def valid(rules: object, text: str) -> bool:
    try:
        return bool(rules(text.removesuffix("\n").split("\n")))  # type: ignore[operator]
    except (ValueError, IndexError):
        return False


def labelled(
    problems: Sequence[Problem], programs: dict[str, list[Labelled]], jobs: int, *, vote: bool
) -> None:
    halves = ((0, 1), (1, 0)) if vote else ((0, 0),)
    rejected: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    held: dict[bool, int] = {True: 0, False: 0}
    new = 0
    for judged, voting in halves:
        voters = {
            name: [extract(row.text) or "" for row in half(rows, voting)] for name, rows in programs.items()
        }
        once = list(harden_all(problems, Local(jobs=1), Options(), voters if vote else None, jobs=jobs))
        again = list(harden_all(problems, Local(jobs=1), Options(), voters if vote else None, jobs=jobs))
        print(
            "the same bytes twice"
            if b"".join(map(jsonl.encode, once)) == b"".join(map(jsonl.encode, again))
            else "TWO RESULTS"
        )
        with Local(jobs=1).open() as pool:
            for problem, (found, report) in zip(problems, once, strict=True):
                new += report.kept
                rows = half(programs[problem.id], judged) if vote else programs[problem.id]
                for row in rows:
                    verdict = fate(problem, found, extract(row.text) or "", pool)
                    held[row.right] += verdict is not None
                    rejected[row.right][problem.id] += verdict is True
    print(f"{new / len(problems) / len(halves):.1f} new tests per problem")
    for right, name in ((True, "right programs rejected"), (False, "wrong programs killed")):
        count = rejected[right].total()
        print(f"{name}: {count} of {held[right]} ({100 * count / max(held[right], 1):.2f} %)")
    print(
        "most rejected:",
        ", ".join(f"{name} {count}" for name, count in rejected[True].most_common(5) if count),
    )


def half(rows: Sequence[Labelled], which: int) -> list[Labelled]:
    return [row for row in rows if blake2b(row.text.encode()).digest()[0] % 2 == which]


def fate(given: Problem, hardened: Problem, code: str, pool: Pool) -> bool | None:
    """Whether a program that passes the given tests fails a new one; None where it fails a given one."""
    assert isinstance(given.reference, CodeReference)
    assert isinstance(hardened.reference, CodeReference)
    old = given.reference
    if failures(code, old, old.tests, pool):
        return None
    new = replace(hardened.reference, tests=hardened.reference.tests[len(old.tests) :])
    return bool(failures(code, old, new.tests, pool))


if __name__ == "__main__":
    main()
