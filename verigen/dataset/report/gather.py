"""Gathers the facts of a report from a run or a curated set."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

import verigen
from verigen.core.errors import UserError
from verigen.core.types import FamilyText
from verigen.dataset.measures import band, vectors
from verigen.dataset.report import behind, from_records, from_run, proofs
from verigen.dataset.report.facts import ReportFacts
from verigen.dataset.students.figures import StudentCheck
from verigen.grading.review import store
from verigen.problems.banks import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.core.parts import Student
    from verigen.core.types import Problem
    from verigen.dataset.measures.band import MeasuredTexts
    from verigen.dataset.report.facts import RecordFacts, RunFacts

REAL = 4000  # real texts that are read


def gather(
    folder: Path, *, runs: Sequence[Path] = (), real: Path | None = None, students: Iterable[Student] = ()
) -> ReportFacts:
    """The facts of a folder: of its ledger if it is a run, of its records, findings and review.

    `runs`: the runs behind a curated set. `real`: a bank of real problems to compare with. Raises UserError if
    there is nothing to report, and for rows that are no records.
    """
    checks = [StudentCheck(each) for each in students]
    ledgers = [*([folder] if (folder / "ledger.db").is_file() else []), *runs]
    found = [from_run.read(each) for each in ledgers]
    records = from_records.read(folder, checks)
    proved = proofs.read(folder)
    if not found and not records.counts and not proved:
        raise UserError(
            f"{folder} holds no ledger.db, no records (*/train.jsonl) and no proof.json; name a run, a curated set or "
            "a proof"
        )
    return ReportFacts(
        title=_title(folder, found),
        made_with=verigen.__version__,
        runs=found,
        records=records,
        left_out=behind.left_out(folder),
        dropped=from_records.findings(folder / "dropped.jsonl"),
        flagged=from_records.findings(folder / "flagged.jsonl"),
        students=[each.figures() for each in checks],
        texts=measured(records, real),
        real=real.name if real else "",
        review=store.figures(folder),
        proofs=proved,
        files=[(path.relative_to(folder).as_posix(), digest(path)) for path in from_records.files(folder)],
    )


def measured(records: RecordFacts, real: Path | None) -> dict[str, list[MeasuredTexts]]:
    """The measures of prompts and responses; none without numpy, unless real texts are given.

    Raises UserError without numpy if `real` is given, and for a file that can't be read.
    """
    if real is None:
        try:
            vectors.require()
        except UserError:
            return {}
    theirs = list(islice(_problems(real), REAL)) if real else []
    prompts = [FamilyText(text=each.prompt, family=each.family) for each in theirs]
    replies = [FamilyText(text=text, family=each.family) for each in theirs if (text := solution(each))]
    return {
        "prompts": band.validate(records.prompts, prompts),
        "responses": band.validate(records.responses, replies),
    }


def solution(problem: Problem) -> str:
    """The worked solution in a problem's reference; empty if it has none."""
    return str(getattr(problem.reference, "solution", None) or "")


def _problems(path: Path) -> Iterator[Problem]:
    from verigen.core import registry

    domain = "math" if "math" in registry.names("domain") else registry.names("domain")[0]
    bank = find.find(str(path), domain, licence=None, split="train", unanswered=True)
    return find.read(bank, str(path))


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _title(folder: Path, found: Sequence[RunFacts]) -> str:
    name = folder.resolve().name
    settings = next((each.settings for each in found if each.settings), None)
    return f"{name}: {settings.domain}, {settings.bank}, {settings.drawn_by}" if settings else name
