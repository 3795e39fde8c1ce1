"""Sets aside the rows of a bank that repeat a suite, with the reason for each."""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from verigen.core import jsonl
from verigen.core.boundary import Streak
from verigen.core.errors import PartFailed
from verigen.dataset.decontaminate import apart, diversity, subject
from verigen.dataset.decontaminate.diversity import Diversity
from verigen.dataset.decontaminate.near import Near
from verigen.dataset.decontaminate.subject import Subject
from verigen.dataset.decontaminate.suites import Hit, hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.unread import UnreadRow
    from verigen.dataset.decontaminate.read import Read
    from verigen.dataset.decontaminate.suites import Suites

CLEAN, QUARANTINE, HITS, REPORT = "clean.jsonl", "quarantine.jsonl", "hits.jsonl", "report.json"
REFUSED = "refused.jsonl"
WORKED = 4  # words from which an answer is more than a final answer


@dataclass(slots=True, kw_only=True)
class DecontaminateReport:
    """What a decontamination found: `kinds` counts quarantined rows by their strongest reason.

    `diversity` is that of the clean rows' questions, `responses` that of their answers. Of a run's formats only one
    is measured, SFT if it is there, and a question once: the formats share their texts.
    """

    bank: str
    suites: list[str]
    suite_problems: int
    rows: int = 0
    clean: int = 0
    quarantined: int = 0
    refused: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    diversity: Diversity | None = None
    responses: Diversity | None = None
    records: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecontaminateOptions:
    """`near`: the Jaccard index from which a row counts as a duplicate of an earlier one; None skips the search.

    `run`: the folder whose record files the rows come from; their clean rows are divided by format again.
    """

    near: float | None = None
    diversity: bool = False
    run: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A row on disk between the two passes; `row` holds the bytes that will be written."""

    subject: Subject
    row: msgspec.Raw


_decoder = msgspec.json.Decoder(Waiting)
DEFAULT = DecontaminateOptions()


def decontaminate(
    bank: Iterable[Read],
    suites: Suites,
    report: DecontaminateReport,
    out: Path,
    options: DecontaminateOptions = DEFAULT,
    unread: Iterable[UnreadRow] = (),
) -> DecontaminateReport:
    """Write clean.jsonl, quarantine.jsonl (rows unchanged), hits.jsonl (reason and both texts) and report.json.

    Rows are kept on disk between two passes, so that a relative that precedes a hit is set aside as well. Nothing
    is deleted: rows that prove harmless can be moved back by hand. `unread` is read once the bank has ended: its
    rows that can't be compared, which go to refused.jsonl.
    """
    out.mkdir(parents=True, exist_ok=True)
    with jsonl.storage(out), tempfile.TemporaryFile(dir=out) as spool:
        stage = _Stage(suites, report, spool, options.near)
        jsonl.write(out / HITS, stage.hits(bank))
        for file, wanted in ((CLEAN, False), (QUARANTINE, True)):
            with jsonl.replacing(out / file) as target:
                target.writelines(stage.rows(hit=wanted))
        if options.diversity:
            report.diversity, report.responses = stage.diversity()
        if options.run is not None:
            report.records = apart.apart(stage.placed(), options.run, out)
            if report.records:
                apart.card(report, report.records, options.run.resolve().name, out)
    if refused := list(unread):
        jsonl.write(out / REFUSED, refused)
    report.refused = len(refused)
    with jsonl.replacing(out / REPORT) as target:
        target.write(jsonl.encode(report))
    return report


class _Stage:
    """The two passes: the first finds hits, the second finds their relatives."""

    def __init__(
        self, suites: Suites, report: DecontaminateReport, spool: BinaryIO, near: float | None
    ) -> None:
        self._suites, self._report, self._spool = suites, report, spool
        # One index per file: a run's preference record is no duplicate of the SFT record of its problem.
        self._near: defaultdict[str, Near] | None = None if near is None else defaultdict(partial(Near, near))
        if self._near is not None:
            self._near[""]  # raises at once where a package is missing
        self._hit = bytearray()
        self._places = array("q")
        # The first hit of each family; a relative's hit refers to it.
        self._families: dict[str, Hit] = {}
        self._kinds: Counter[str] = Counter()
        self._streak = Streak("the comparison with suites")

    def hits(self, bank: Iterable[Read]) -> Iterator[Hit]:
        for one in bank:
            self._places.append(self._spool.tell())
            self._spool.write(jsonl.encode({"subject": one.subject, "row": one.row}))
            found = self._found(one.subject)
            self._hit.append(bool(found))
            self._kinds.update(hit.kind for hit in found[:1])
            yield from found
        yield from self._relatives()
        self._count()

    def _found(self, one: Subject) -> list[Hit]:
        """The hits of a row; a row that can't be compared gets the hit `unread` and is set aside."""
        try:
            return self._streak.attempt(lambda: self._repeats(one))
        except PartFailed as failed:
            return [hit(one, replace(one, id="", place="", prompt=str(failed)), "unread", 0.0)]

    def _repeats(self, one: Subject) -> list[Hit]:
        if found := self._suites.hits(one):
            self._families.setdefault(one.family, found[0])
            return found
        return self._duplicates(one)

    def _duplicates(self, one: Subject) -> list[Hit]:
        """A hit for the earlier row of the bank that this one repeats, if any."""
        if self._near is None:
            return []
        found = self._near[_file(one)].earlier(one.prompt, len(self._hit))
        if found is None:
            return []
        row, likeness = found
        self._spool.seek(self._places[row])
        there = _decoder.decode(self._spool.readline()).subject
        self._spool.seek(0, 2)
        return [hit(one, there, "near", likeness)]

    def _relatives(self) -> Iterator[Hit]:
        for number, waiting in enumerate(self._waiting()):
            one = waiting.subject
            if self._hit[number] or one.family not in self._families:
                continue
            self._hit[number] = True
            self._kinds["family"] += 1
            yield replace(
                self._families[one.family],
                id=one.id,
                place=one.place,
                kind="family",
                score=1.0,
                text=one.prompt,
            )

    def _count(self) -> None:
        self._report.rows, self._report.quarantined = len(self._hit), sum(self._hit)
        self._report.clean = len(self._hit) - sum(self._hit)
        self._report.kinds = dict(sorted(self._kinds.items()))

    def _waiting(self) -> Iterator[Waiting]:
        self._spool.seek(0)
        for line in self._spool:
            yield _decoder.decode(line)

    def diversity(self) -> tuple[Diversity | None, Diversity | None]:
        """The diversity of a sample of the clean rows' questions and of their answers; None for fewer than two."""
        asked, told = diversity.TextSample(), diversity.TextSample()
        files = {_file(waiting.subject) for waiting in self._clean()}
        chosen = next(
            (name for name in sorted(files) if Path(name).parent.name == "sft"), min(files, default="")
        )
        before = None
        for waiting in self._clean():
            one = waiting.subject
            if _file(one) != chosen:
                continue
            if (one.id, one.prompt) != before:
                asked.add(one.prompt)
            before = (one.id, one.prompt)
            if text := _answer(waiting):
                told.add(text)
        first, second = (
            diversity.diversity(each.texts) if len(each.texts) > 1 else None for each in (asked, told)
        )
        return first, second

    def rows(self, *, hit: bool) -> Iterator[bytes]:
        for number, waiting in enumerate(self._waiting()):
            if self._hit[number] == hit:
                yield bytes(waiting.row) + b"\n"

    def placed(self) -> Iterator[tuple[str, bytes]]:
        """The clean rows, each with the path of its file."""
        for waiting in self._clean():
            yield _file(waiting.subject), bytes(waiting.row) + b"\n"

    def _clean(self) -> Iterator[Waiting]:
        return (waiting for number, waiting in enumerate(self._waiting()) if not self._hit[number])


def _file(one: Subject) -> str:
    return one.place.rpartition(":")[0]


def _answer(waiting: Waiting) -> str:
    """A row's worked answer; empty for a row that has none, or no more than a final answer."""
    row = msgspec.json.decode(waiting.row)
    text = subject.response(row) if isinstance(row, dict) else None
    return text if text and len(text.split()) >= WORKED else ""
