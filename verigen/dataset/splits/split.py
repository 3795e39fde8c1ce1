"""Divides a bank by whole components; a hash that later rows can't change picks the side."""

from __future__ import annotations

import tempfile
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from verigen.core import jsonl, problems, seeds
from verigen.core.boundary import Streak
from verigen.core.errors import PartFailed, UserError
from verigen.dataset.decontaminate import subject
from verigen.dataset.splits.links import Links
from verigen.dataset.splits.previous import FILES, Previous, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem
    from verigen.core.unread import UnreadRow
    from verigen.dataset.decontaminate.subject import Subject
    from verigen.dataset.splits.links import Link

STEPS = 1 << 63  # seeds.derive gives 63 bits
REPORT = "split.json"
REFUSED = "refused.jsonl"
BOUND, WAS_TRAIN, WAS_HELD = 1, 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOrder:
    """`held_out` is the share of components to hold out; `previous` a folder that an earlier split wrote."""

    name: str
    held_out: float
    seed: int
    out: Path
    previous: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Two rows in one component because of their texts."""

    id: str
    earlier: str
    kind: str
    score: float
    text: str
    earlier_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedSplitRow:
    """A row that can't be read, or compared with others, and so is on neither side; `id` may be its place."""

    id: str
    reason: str


@dataclass(slots=True, kw_only=True)
class SplitReport:
    """The result of a split.

    `links` counts the links between rows by kind. `bound` counts the components held out because a row must not be
    trained on. `merged` counts older components from two sides that a later row joined. `moved_to_train` and
    `moved_to_held_out` count rows whose side differs from the earlier split, because of a new link. `held` and
    `train` count rows. `largest` is the number of rows of the largest component, `largest_from` the id of its first
    row, and `largest_side` its side.
    """

    bank: str
    held_out: float
    seed: int
    previous: str | None = None
    rows: int = 0
    components: int = 0
    largest: int = 0
    largest_from: str = ""
    largest_side: Side = "train"
    train: int = 0
    held: int = 0
    bound: int = 0
    merged: int = 0
    moved_to_train: int = 0
    moved_to_held_out: int = 0
    refused: int = 0
    links: dict[str, int] = field(default_factory=dict)


def continued(order: SplitOrder) -> SplitOrder:
    """The order with its own folder as the earlier split, if that split has the same share and seed."""
    made = order.out / REPORT
    if order.previous is not None or not made.is_file():
        return order
    try:
        report = msgspec.json.decode(made.read_bytes(), type=SplitReport)
    except msgspec.DecodeError as error:
        raise UserError(f"{made}: {error}; choose another --out, or remove this folder") from error
    same = (report.held_out, report.seed) == (order.held_out, order.seed)
    return replace(order, previous=order.out) if same else order


def split(bank: Iterable[Problem], order: SplitOrder, unread: Iterable[UnreadRow] = ()) -> SplitReport:
    """Write train.jsonl, held_out.jsonl, links.jsonl and split.json below `out`.

    The side of a component is drawn from the hash of its earliest row; a component with rows of an earlier split
    stays on their side. Held-out rows get the policy `heldout_only`, which sampling refuses. Rows are kept on disk
    while components are found. `unread` is read once the bank has ended: its rows that are no problems, which are
    refused. Raises UserError where a side would be empty.
    """
    previous = Previous(order.previous)
    order.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=order.out) as spool:
        rows = _Rows(order, previous)
        jsonl.write(order.out / "links.jsonl", rows.read(bank, spool))
        report = rows.decide(spool)
        refused = [
            *(RefusedSplitRow(id=row.place, reason=row.reason) for row in unread),
            *rows.refused.values(),
        ]
        report.refused = len(refused)
        if refused:
            jsonl.write(order.out / REFUSED, refused)
        if not report.train or not report.held:
            raise UserError(_empty(report))
        for side, name in FILES.items():
            jsonl.write(order.out / name, rows.of(side, spool))
    with jsonl.replacing(order.out / REPORT) as file:
        file.write(jsonl.encode(report))
    return report


def _empty(report: SplitReport) -> str:
    side = "held out" if report.train else "left for training"
    return (
        f"{report.bank}: nothing would be {side} ({report.rows} rows in {report.components} components, the "
        f"largest of {report.largest}); choose another --held-out or --seed"
    )


class _Rows:
    """The rows of a bank by number; 25 bytes each, in addition to the memory of their links."""

    def __init__(self, order: SplitOrder, previous: Previous) -> None:
        self._order, self._previous = order, previous
        self._links = Links()
        self._draws = array("d")
        self._flags = bytearray()
        self._places = array("q")
        self._kinds: Counter[str] = Counter()
        self._streak = Streak("the split")
        self.refused: dict[int, RefusedSplitRow] = {}

    def read(self, bank: Iterable[Problem], spool: BinaryIO) -> Iterator[Linked]:
        """Write the rows to the spool; yield the links between texts as they are found."""
        for problem in bank:
            self._places.append(spool.tell())
            spool.write(problems.encode(problem) + b"\n")
            for link in self._linked(problem):
                self._kinds[link.kind] += 1
                if link.kind != "lineage":
                    earlier = self._at(link.earlier, spool)
                    yield Linked(
                        id=problem.id,
                        earlier=earlier.id,
                        kind=link.kind,
                        score=round(link.score, 3),
                        text=problem.prompt,
                        earlier_text=earlier.prompt,
                    )

    def _linked(self, problem: Problem) -> list[Link]:
        """Number a row and find its links; a row that can't be compared is numbered and refused."""
        row = len(self._flags)
        self._draws.append(0.0)
        self._flags.append(0)
        try:
            return self._streak.attempt(partial(self._compared, problem))
        except PartFailed as failed:
            self.refused[row] = RefusedSplitRow(id=problem.id, reason=str(failed))
        while len(self._links.components) <= row:
            self._links.components.add()
        return []

    def _compared(self, problem: Problem) -> list[Link]:
        one = subject.of_problem(problem, self._order.name)
        self._draws[-1] = seeds.derive(self._order.seed, "split", _key(one)) / STEPS
        self._flags[-1] = self._flag(problem)
        return self._links.add(one)

    def _at(self, row: int, spool: BinaryIO) -> Problem:
        spool.seek(self._places[row])
        problem = problems.decode(spool.readline())
        spool.seek(0, 2)
        return problem

    def _flag(self, problem: Problem) -> int:
        was = {"train": WAS_TRAIN, "held_out": WAS_HELD, None: 0}[self._previous.side(problem)]
        return was | (BOUND if problem.source.policy == "heldout_only" else 0)

    def decide(self, spool: BinaryIO) -> SplitReport:
        """Merge the flags of each component's rows into its earliest row, then count the sides."""
        root = self._links.components.root
        own = bytes(self._flags)
        for row, flags in enumerate(own):
            self._flags[root(row)] |= flags
        sizes = Counter(map(root, range(len(own))))
        order = self._order
        report = SplitReport(bank=order.name, held_out=order.held_out, seed=order.seed)
        report.previous = str(order.previous) if order.previous else None
        report.rows, report.components = len(own), len(sizes)
        report.links = dict(self._kinds)
        for first, report.largest in sizes.most_common(1):
            report.largest_from, report.largest_side = self._at(first, spool).id, self._side(first)
        report.bound = sum(bool(self._flags[one] & BOUND) for one in sizes)
        report.merged = sum(self._drawn(a) != self._drawn(b) for a, b in self._links.components.merges)
        for row, flags in enumerate(own):
            if row in self.refused:
                continue
            held = self._side(row) == "held_out"
            report.held, report.train = report.held + held, report.train + (not held)
            report.moved_to_held_out += held and bool(flags & WAS_TRAIN)
            report.moved_to_train += not held and bool(flags & WAS_HELD)
        return report

    def _side(self, row: int) -> Side:
        first = self._links.components.root(row)
        flags = self._flags[first]
        if flags & BOUND:
            return "held_out"
        if flags & WAS_TRAIN:
            # even if other rows were held out: a model trained on the earlier split has seen their relatives
            return "train"
        return "held_out" if flags & WAS_HELD else self._drawn(first)

    def _drawn(self, row: int) -> Side:
        return "held_out" if self._draws[row] < self._order.held_out else "train"

    def of(self, side: Side, spool: BinaryIO) -> Iterator[Problem]:
        spool.seek(0)
        for row, line in enumerate(spool):
            if row not in self.refused and self._side(row) == side:
                problem = problems.decode(line)
                held = replace(problem.source, policy="heldout_only")
                yield replace(problem, source=held) if side == "held_out" else problem


def _key(one: Subject) -> str:
    """The family, which a seed and its mutants share; the text where the family is only a row number."""
    return one.plain if one.numbered else one.family
