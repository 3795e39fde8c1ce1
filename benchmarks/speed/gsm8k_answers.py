"""Grades GSM8K's training answers against themselves rewritten, and against other problems' answers.

    python benchmarks/speed/gsm8k_answers.py FOLDER|train.jsonl

Every rewriting (thousands separators, .0, units, LaTeX, ...) must be accepted, and so must the solution as it
stands; no other problem's answer, and no planted near miss, may be. Exit 1 where one is graded otherwise.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from verigen.core import jsonl, seeds
from verigen.grading.audit import plant
from verigen.grading.audit.answers import understand
from verigen.grading.audit.audit import STATEMENT
from verigen.verifiers.symbolic import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    question: str
    answer: str

    @property
    def final(self) -> str:
        return self.answer.rpartition("####")[2].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A completion held against a reference, and whether it must be accepted."""

    kind: str
    reference: str
    text: str
    right: bool


def cases(rows: list[Row], others: int) -> Iterator[Case]:
    """In the problems' order. Raises ValueError for an answer that can't be planted."""
    for at, row in enumerate(rows):
        answer = understand(row.final)
        if answer is None:
            raise ValueError(f"problem {at + 1}: the answer {row.final!r} is not understood")
        yield Case(kind="as it stands", reference=row.final, text=row.answer, right=True)
        for kind, text in plant.right(answer):
            yield Case(kind=kind, reference=row.final, text=STATEMENT.format(text), right=True)
        for kind, text in plant.wrong(answer):
            yield Case(kind=f"planted {kind}", reference=row.final, text=STATEMENT.format(text), right=False)
        for text in _others(rows, at, others):
            yield Case(
                kind="another problem's", reference=row.final, text=STATEMENT.format(text), right=False
            )


def _others(rows: list[Row], at: int, count: int) -> Iterator[str]:
    """Answers of problems drawn by position, less those of the same value."""
    own = understand(rows[at].final)
    for other in seeds.rng(0, "gsm8k", at).sample(rows, count):
        found = understand(other.final)
        if own and found and own.parts != found.parts:
            yield other.final


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int, help="so many problems only")
    parser.add_argument("--others", type=int, default=5, help="other problems' answers drawn for each")
    options = parser.parse_args()
    path = options.path / "train.jsonl" if options.path.is_dir() else options.path
    rows = [row for _, row in jsonl.read(path, Row)][: options.limit]
    return report(rows, list(cases(rows, options.others)))


def report(rows: list[Row], every: list[Case]) -> int:
    began = perf_counter()
    outcomes = [verify(case.reference, case.text).outcome for case in every]
    seconds = perf_counter() - began
    kinds = Counter((case.right, case.kind) for case in every)
    graded = list(zip(every, outcomes, strict=True))
    as_due = Counter(
        (c.right, c.kind) for c, outcome in graded if outcome == ("correct" if c.right else "incorrect")
    )
    print(f"{len(rows)} problems, {len(every)} grades, {len(every) / seconds:.0f} grades/s in one process")
    for (right, kind), count in sorted(kinds.items(), key=lambda item: (not item[0][0], item[0][1])):
        print(f"  {kind:22} {as_due[right, kind]:7} of {count:7} {'accepted' if right else 'refused'}")
    faults = [(case, outcome) for case, outcome in graded if (outcome == "correct") != case.right]
    for case, outcome in faults[:SHOWN]:
        print(f"{outcome}: reference {case.reference!r}, {case.kind}: {case.text[-120:]!r}")
    for right, name in ((True, "false rejects"), (False, "false accepts")):
        print(
            f"{name}: {sum(case.right == right for case, _ in faults)} of {sum(c.right == right for c in every)}"
        )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
