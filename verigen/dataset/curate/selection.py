"""Selects what trains: findings become fates, then duplicates, suites, held-out families and balance."""

from __future__ import annotations

import contextlib
import tempfile
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.dataset.curate import twins
from verigen.dataset.curate.store import Fate
from verigen.dataset.decontaminate import subject
from verigen.dataset.decontaminate.read import read
from verigen.dataset.decontaminate.suites import Suites
from verigen.dataset.splits.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.core.findings import Finding
    from verigen.core.types import Problem
    from verigen.dataset.curate.decide import Decided, FateDecision, Seen
    from verigen.dataset.curate.inputs import MergedRuns, Placed
    from verigen.dataset.curate.order import CurateOrder
    from verigen.dataset.curate.store import CurateStore

STEPS = 1 << 63  # seeds.derive gives 63 bits
IN, TWIN, SUITE, HELD, LEFT = range(5)  # what became of a problem
STAGES = {
    TWIN: ("twins", "near_duplicate"),
    SUITE: ("decontaminate", "contaminated"),
    LEFT: ("balance", "balance"),
}


class Deciding:
    """Streams the decisions on every problem, always the same: from stored findings alone."""

    def __init__(
        self,
        stream: MergedRuns,
        stages: dict[int, dict[str, int]],
        store: CurateStore,
        decision: FateDecision,
        near: float | None,
    ) -> None:
        self._stream, self._stages, self._store = stream, stages, store
        self._decision, self._near = decision, near

    def __iter__(self) -> Iterator[tuple[Problem, Decided]]:
        findings = {number: _Merged(self._store, stages) for number, stages in self._stages.items()}
        for group in self._stream.groups():
            seen = [(placed, findings[placed.input].at(placed.place)) for placed in group]
            decided = self._decision.of(seen)
            yield group[0].item.problem, self._apart(decided)

    def _apart(self, decided: Decided) -> Decided:
        """Without the responses that repeat another one."""
        if self._near is None or len(decided.kept) < 2:
            return decided
        found = twins.among(decided.kept, self._near)
        again = {one.item.candidate.id for one, _, _ in found}
        fates = [
            Fate(
                one.item.candidate.id, one.item.problem.id, "twins", "near_duplicate",
                f"repeats {other.item.candidate.id}, Jaccard index {likeness:.2f}", kept=False,
            )
            for one, other, likeness in found
        ]  # fmt: skip
        kept = [one for one in decided.kept if one.item.candidate.id not in again]
        return decided._replace(kept=kept, fates=[*decided.fates, *fates])


class _Merged:
    """The findings of several stages of one input, by place.

    Places are asked for in any order where a problem comes from several runs; otherwise they increase.
    """

    def __init__(self, store: CurateStore, stages: dict[str, int]) -> None:
        self._store, self._stages = store, stages
        self._streams = {name: _Ahead(store.findings(stage)) for name, stage in stages.items()}
        self._last = -1

    def at(self, place: int) -> list[Seen]:
        if place <= self._last:
            return [
                (name, f)
                for name, stage in self._stages.items()
                for f in self._store.findings_at(stage, place)
            ]
        self._last = place
        return [(name, finding) for name, stream in self._streams.items() for finding in stream.take(place)]


class _Ahead:
    """A stream of findings with one kept ahead."""

    def __init__(self, findings: Iterator[tuple[int, Finding]]) -> None:
        self._findings = findings
        self._next = next(findings, None)

    def take(self, place: int) -> list[Finding]:
        found = []
        while self._next is not None and self._next[0] <= place:
            if self._next[0] == place:
                found.append(self._next[1])
            self._next = next(self._findings, None)
        return found


@dataclass(slots=True, kw_only=True)
class Selection:
    """What became of each problem by number, and why: `earlier` is the number of the problem that it repeats."""

    state: bytearray = field(default_factory=bytearray)
    earlier: array[int] = field(default_factory=lambda: array("I"))
    ids: Callable[[int], str] = str
    shown: dict[int, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def fate(self, number: int, placed: Placed) -> Fate | None:
        """Why a candidate is out because of its problem; None if it is not."""
        state = self.state[number]
        if state not in STAGES:
            return None
        stage, reason = STAGES[state]
        shown = (
            f"the problem repeats {self.ids(self.earlier[number])}"
            if state == TWIN
            else self.shown.get(number, "")
        )
        return Fate(placed.item.candidate.id, placed.item.problem.id, stage, reason, shown, kept=False)


class Prompts:
    """Ids and texts of problems in a temporary file, by number."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._places = array("Q")

    def add(self, problem: Problem) -> None:
        self._places.append(self._file.tell())
        for text in (problem.id, problem.prompt):
            data = text.encode("utf-8", "surrogatepass")
            self._file.write(len(data).to_bytes(4, "big") + data)

    def id(self, number: int) -> str:
        return self._at(number)[0]

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        return {number: self._at(number)[1] for number in numbers}

    def _at(self, number: int) -> list[str]:
        self._file.seek(self._places[number])
        return [
            self._file.read(int.from_bytes(self._file.read(4), "big")).decode("utf-8", "surrogatepass")
            for _ in range(2)
        ]

    def close(self) -> None:
        self._file.close()


def select(decided: Iterable[tuple[Problem, Decided]], order: CurateOrder, prompts: Prompts) -> Selection:
    """Decide on problems: repeated ones, those of a suite, the held-out ones, those that balance leaves out."""
    with contextlib.closing(_Looks(order, prompts)) as looks:
        for number, (problem, what) in enumerate(decided):
            looks.at(number, problem, kept=bool(what.kept))
        return looks.selection()


class _Looks:
    """What is learnt from one pass over the problems. Problems without a survivor are numbered and take no part."""

    def __init__(self, order: CurateOrder, prompts: Prompts) -> None:
        self._order, self._prompts, self._found = order, prompts, Selection(ids=prompts.id)
        self._suites = (
            Suites(one.subject for name in order.suites for one in read(name)) if order.suites else None
        )
        self._links = Links() if order.held_out else None
        self._twins = twins.Problems(order.near, order.out) if order.near is not None else None
        self._survivors: list[tuple[int, Problem]] = []
        self._roots: dict[int, int] = {}

    def at(self, number: int, problem: Problem, *, kept: bool) -> None:
        self._found.state.append(IN)
        self._found.earlier.append(0)
        self._prompts.add(problem)
        if self._twins is not None:
            self._twins.add(problem.prompt, skip=not kept)
        if not kept:
            return
        _look_up(self._suites, problem, number, self._found)
        if self._links is not None:
            self._roots[number] = len(self._links.components)
            self._links.add(subject.of_problem(problem, ""))
        if self._order.keys:
            self._survivors.append((number, problem))

    def selection(self) -> Selection:
        found = self._found
        for twin in self._twins.twins(self._prompts.texts) if self._twins is not None else ():
            if found.state[twin.later] == IN:
                found.state[twin.later], found.earlier[twin.later] = TWIN, twin.earlier
        if self._links is not None:
            _hold_out(self._links, self._roots, self._order, found, self._prompts)
        if self._order.keys:
            _balance(self._survivors, self._order, found)
        return found

    def close(self) -> None:
        if self._twins is not None:
            self._twins.close()


def _look_up(suites: Suites | None, problem: Problem, number: int, found: Selection) -> None:
    hits = suites.hits(subject.of_problem(problem, "")) if suites is not None else []
    if hits:
        found.state[number] = SUITE
        found.shown[number] = f"{hits[0].kind}: repeats {hits[0].suite_id} ({hits[0].suite_place})"


def _hold_out(
    links: Links, roots: dict[int, int], order: CurateOrder, found: Selection, prompts: Prompts
) -> None:
    """Hold out whole components; the hash of a component's first problem picks its side."""
    ids = {row: number for number, row in roots.items()}
    for number, row in roots.items():
        first = prompts.id(ids[links.components.root(row)])
        if found.state[number] == IN and seeds.derive(order.seed, "held_out", first) / STEPS < order.held_out:
            found.state[number] = HELD
    if not any(found.state[number] == IN for number in roots):
        raise UserError(
            f"--held-out {order.held_out} leaves nothing to train on; choose a smaller share or another --seed"
        )


def _balance(survivors: Sequence[tuple[int, Problem]], order: CurateOrder, found: Selection) -> None:
    from verigen.problems.levels import balance

    inside = [(number, problem) for number, problem in survivors if found.state[number] == IN]
    chosen: Any = balance.balance([problem for _, problem in inside], order.keys, order.limit)
    taken = {problem.id for problem in chosen.problems}
    for number, problem in inside:
        if problem.id not in taken:
            found.state[number] = LEFT
            found.shown[number] = f"not among the problems balanced by {','.join(order.keys)}"
