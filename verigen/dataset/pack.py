"""Makes the training records of a run from its ledger; the same ledger gives the same bytes."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any

from verigen.core import domains, jsonl
from verigen.core.boundary import Streak, deadline_of, label
from verigen.core.errors import PartFailed
from verigen.dataset import parquet
from verigen.dataset.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.parts import Format
    from verigen.core.types import Problem
    from verigen.dataset.lengths import Lengths
    from verigen.ledger.tables import TeacherRow

log = logging.getLogger(__name__)


def pack(
    groups: Iterable[list[Graded]],
    formats: Sequence[Format],
    out: Path,
    teachers: Sequence[TeacherRow],
    failed: Callable[[str], None] = log.warning,
    lengths: Lengths | None = None,
    executor: str | None = "local",
) -> dict[str, int]:
    """Write each format's train.jsonl and train.parquet below `out`; return the number of records by format.

    A format whose rows have no common columns says so by `columnar = False`, and gets no Parquet file.

    Records are in the order of the problems. No record holds an unverified candidate. A format that fails at a
    problem makes no record of it, and `failed` is called at the end with the number of failures; the twentieth
    failure in a row raises PartBroken. `lengths` counts the candidates that became records and those that did not.

    The programs of conversations run again on `executor`, and candidates with another output become no records;
    `failed` is told how many. None: the caller has done so. Raises ExecutorError where no sandbox starts.
    """
    with Replay(executor or "local") as replay:
        made = _packed(replay.over(groups) if executor else groups, formats, out, teachers, failed, lengths)
        if line := replay.line():
            failed(line)
    return made


def _packed(
    groups: Iterable[list[Graded]],
    formats: Sequence[Format],
    out: Path,
    teachers: Sequence[TeacherRow],
    failed: Callable[[str], None],
    lengths: Lengths | None,
) -> dict[str, int]:
    made = {part.folder: 0 for part in formats}
    terms = {(row.name, row.revision): row for row in teachers}
    makers = [RecordMaker(part) for part in formats]
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(jsonl.replacing(lines(out, part))) for part in formats]
        for graded in groups:
            decided = [each for each in graded if each.verdict.outcome != "unverified"]
            every: list[dict[str, Any]] = []
            for part, maker, file in zip(formats, makers, files, strict=True):
                rows = list(maker.of(decided))
                for row in rows:
                    file.write(jsonl.encode(_with_terms(row, terms)))
                made[part.folder] += len(rows)
                every += rows
            if lengths is not None:
                lengths.add(decided, every)
    for maker in makers:
        if maker.faults:
            failed(f"{maker.faults} problems made no {maker.folder} record; the first: {maker.first}")
    for part in formats:
        if not getattr(part, "columnar", True):
            continue
        parquet.write(lines(out, part), lines(out, part).with_suffix(".parquet"))
    return made


class RecordMaker:
    """Runs a format with its errors caught; `faults` counts the problems that it failed at."""

    def __init__(self, part: Format) -> None:
        self._part, self.folder = part, part.folder
        self._streak = Streak(label("format", part.folder, part))
        self._seconds = deadline_of(part)
        self.faults, self.first = 0, ""

    def of(self, graded: Sequence[Graded]) -> list[dict[str, Any]]:
        """The rows of one problem; empty where the format fails."""
        if not graded:
            return []
        try:
            return self._streak.attempt(lambda: list(self._rows(graded)), self._limit(graded[0].problem))
        except PartFailed as error:
            self.first = self.first or f"{graded[0].problem.id}: {error}"
            self.faults += 1
            return []

    def _limit(self, problem: Problem) -> float | None:
        """The seconds that the rows of a problem may take; verigen's own formats call its domain."""
        return self._seconds or deadline_of(domains.named(problem.domain))

    def _rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        """Add an id and the candidates' teacher to rows that lack them. Raises ValueError for several teachers."""
        drew = {(each.candidate.teacher, each.candidate.revision) for each in graded}
        for number, row in enumerate(self._part.rows(graded)):
            known = {"id": f"{self.folder}/{graded[0].problem.id}/{number}"}
            if not {"teacher", "teacher_revision"} <= row.keys():
                if len(drew) > 1:
                    raise ValueError("several teachers drew this problem, and a row names none in `teacher`")
                known |= dict(zip(("teacher", "teacher_revision"), *drew, strict=True))
            made = {**known, **row}
            jsonl.encode(made)
            yield made


def lines(out: Path, part: Format) -> Path:
    """The path of a format's records as JSON Lines."""
    return out / part.folder / "train.jsonl"


def _with_terms(row: dict[str, Any], terms: dict[tuple[str, str], TeacherRow]) -> dict[str, Any]:
    teacher = terms.get((row["teacher"], row["teacher_revision"]))
    return {
        **row,
        "teacher_licence": teacher.licence if teacher else "NOASSERTION",
        "teacher_terms": teacher.terms if teacher else "unknown",
    }
