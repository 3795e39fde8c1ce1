"""Reads graded candidates from a run's ledger, or from the input and output files of `verigen verify`."""

from __future__ import annotations

import contextlib
from dataclasses import fields
from itertools import zip_longest
from typing import TYPE_CHECKING

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.core.graded import Graded
from verigen.core.types import Verdict
from verigen.grading.verify import CandidateRow, VerdictRow, problem_of, read_problems
from verigen.ledger.ledger import Ledger
from verigen.problems import validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEDGER = "ledger.db"
NAMES = [field.name for field in fields(Verdict)]


def graded(source: Path, problems: Path | None, candidates: Path | None) -> Iterator[Graded]:
    """Stream graded candidates in order. Raises UserError for a wrong source or files that do not match."""
    if not source.exists():
        raise UserError(f"{source} does not exist; give a run, its {LEDGER}, or a file of verdicts")
    if source.is_dir() or source.suffix == ".db":
        return _of_ledger(source / LEDGER if source.is_dir() else source)
    if candidates is None:
        raise UserError(f"{source} holds verdicts alone; give the --candidates (and --problems) they judge")
    return _of_files(source, candidates, problems)


def _of_ledger(path: Path) -> Iterator[Graded]:
    with contextlib.closing(Ledger(path)) as ledger:
        for together in ledger.graded():
            yield from together


def _of_files(verdicts: Path, candidates: Path, problems: Path | None) -> Iterator[Graded]:
    """Read both files in parallel, because `verigen verify` keeps the order of the candidates."""
    known = read_problems(problems) if problems else {}
    for one, two in zip_longest(jsonl.read(verdicts, VerdictRow), jsonl.read(candidates, CandidateRow)):
        if one is None or two is None or one[1].id != two[1].id:
            raise UserError(_apart(verdicts, candidates, one, two))
        line, row = one[1], two[1]
        if row.problem not in known and row.reference is None:
            missing = f"{problems} lacks" if problems else "needs --problems"
            raise UserError(
                f"{candidates}:{two[0]}: candidate {row.id!r} is of {row.problem!r}, which {missing}"
            )
        problem = problem_of(row, known)
        verdict = Verdict(**{name: getattr(line, name) for name in NAMES})
        yield Graded(problem=problem, candidate=validate.bare(row.id, problem, row.text), verdict=verdict)


def _apart(
    verdicts: Path, candidates: Path, one: tuple[int, VerdictRow] | None, two: tuple[int, CandidateRow] | None
) -> str:
    left = f"{verdicts}:{one[0]} judges {one[1].id!r}" if one else f"{verdicts} ends"
    right = f"{candidates}:{two[0]} is {two[1].id!r}" if two else f"{candidates} ends"
    return f"{left} where {right}; give the candidates that these verdicts are of"
