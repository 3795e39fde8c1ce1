"""Runs filters over the candidates of a run and stores their findings, in processes of their own."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verigen.core.boundary import DEADLINE_S, Streak, label, outside
from verigen.core.errors import PartFailed
from verigen.core.findings import UNDECIDED, Finding
from verigen.core.parts import ScoringFilter
from verigen.dataset.curate.inputs import Numbered
from verigen.dataset.filters import messages, screen, veil
from verigen.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.dataset.curate.inputs import Input, Lot
    from verigen.dataset.curate.order import ChosenFilter
    from verigen.dataset.curate.store import CurateStore
    from verigen.dataset.filters.messages import EarlierMessage

BATCH = 250  # candidates that a process gets at a time
AHEAD = 3  # lots per process that wait or are under way
FEW = 1500  # candidates for which starting processes takes longer than the work

Found = tuple[int, int, int, Finding]


class Task(NamedTuple):
    """Filters that have come equally far in one input, with the numbers of their stages."""

    stages: tuple[int, ...]
    filters: tuple[ChosenFilter, ...]
    upto: int


def key(chosen: ChosenFilter) -> str:
    """The key of a filter's findings: its name, version and options but for thresholds, and whose it is."""
    apart = chosen.part.thresholds if isinstance(chosen.part, ScoringFilter) else frozenset()
    options = sorted((name, value) for name, value in chosen.options.items() if name not in apart)
    told = [chosen.name, chosen.part.version, options, type(chosen.part).__module__]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def scan(
    one: Input,
    number: int,
    filters: Sequence[ChosenFilter],
    store: CurateStore,
    jobs: int,
    told: Callable[[int], None],
) -> dict[str, int]:
    """Look at every candidate with every filter that has not seen it; return the stage number of each filter.

    Findings are stored batch by batch, in order: an interrupted scan continues where it stopped. `told` is called
    with the number of candidates that were looked at.
    """
    rows = {each.name: store.stage(number, each.name, key(each)) for each in filters}
    waiting: dict[int, list[ChosenFilter]] = {}
    for each in filters:
        if not rows[each.name].done:
            waiting.setdefault(rows[each.name].upto, []).append(each)
    for upto, alike in sorted(waiting.items()):
        task = Task(tuple(rows[each.name].stage for each in alike), tuple(alike), upto)
        _run(one, task, store, jobs, told)
        store.finish(task.stages)
    return {name: row.stage for name, row in rows.items()}


def _run(one: Input, task: Task, store: CurateStore, jobs: int, told: Callable[[int], None]) -> None:
    lots = (lot for lot in one.lots(BATCH) if lot.place + lot.size > task.upto)
    first = list(islice(lots, FEW // BATCH))
    few = sum(lot.size for lot in first) < FEW
    if few or jobs == 1:
        if not few:
            screen.prepare()
        worker = FilterWorker(task, one.ledger)
        for lot in chain(first, lots):
            _keep(lot, worker(lot), task, store, told)
        return
    context = multiprocessing.get_context("spawn")
    begin = one.ledger.path, task, screen.prepare()
    with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=begin) as pool:
        under_way: deque[tuple[Lot, Future[list[Found]]]] = deque()
        for lot in chain(first, lots):
            under_way.append((lot, pool.submit(_work, lot)))
            if len(under_way) > AHEAD * jobs:
                oldest, future = under_way.popleft()
                _keep(oldest, future.result(), task, store, told)
        for oldest, future in under_way:
            _keep(oldest, future.result(), task, store, told)


def _keep(
    lot: Lot, found: Sequence[Found], task: Task, store: CurateStore, told: Callable[[int], None]
) -> None:
    store.add(found, task.stages, lot.place + lot.size)
    told(lot.size)


class FilterAtWork:
    """A filter with what is asked of it once: looking a Protocol up takes longer than a quick filter's work."""

    def __init__(self, stage: int, chosen: ChosenFilter) -> None:
        part = chosen.part
        self.stage, self.roles = stage, messages.roles(part)
        self._finds = part.scored if isinstance(part, ScoringFilter) else part.find
        self._streak = Streak(label("filter", chosen.name, part))
        self._seconds = DEADLINE_S if outside(part) else None

    def find(self, item: Graded) -> list[Finding]:
        """What the filter finds; one finding that says so if it fails. Raises PartBroken after twenty failures."""
        try:
            found = self._streak.attempt(
                lambda: [_storable(each) for each in self._finds(item)], self._seconds
            )
        except PartFailed as failed:
            found = [Finding(reason=UNDECIDED, field="text", start=0, end=0, shown=str(failed))]
        return [_veiled(each, item) for each in found] if self._seconds else found

    def within(self, message: EarlierMessage) -> list[Finding]:
        """What the filter finds in a message before the answer; nothing in one of a role that it does not look at."""
        if message.item.said_by not in self.roles:
            return []
        return [message.named(each) for each in self.find(message.item)]


class FilterWorker:
    """The filters of a task. A filter that fails leaves its candidate undecided; twenty failures in a row end the
    run.
    """

    def __init__(self, task: Task, ledger: Ledger) -> None:
        self._drawn = Numbered(ledger)
        self._filters = list(map(FilterAtWork, task.stages, task.filters))

    def __call__(self, lot: Lot) -> list[Found]:
        return [found for group in self._drawn.groups(lot) for found in self._in(group)]

    def _in(self, group: Sequence[tuple[int, Graded]]) -> Iterator[Found]:
        """The findings in the candidates of one problem, whose question is looked at once."""
        asked = messages.question(group[0][1])
        told = [each.within(asked) if asked else [] for each in self._filters]
        for place, item in group:
            before, failed = _before(item)
            for each, question in zip(self._filters, told, strict=True):
                found = [*each.find(item), *(seen for one in before for seen in each.within(one))]
                found += [*(failed if each.roles else ()), *question]
                for number, finding in enumerate(found):
                    yield each.stage, place, number, finding


def _before(item: Graded) -> tuple[Sequence[EarlierMessage], Sequence[Finding]]:
    """The messages of a conversation before its answer; a finding instead, where the domain can't show them."""
    try:
        return messages.earlier(item) if item.turns else (), ()
    except PartFailed as failed:
        return (), [Finding(reason=UNDECIDED, field="text", start=0, end=0, shown=str(failed))]


def _storable(found: Finding) -> Finding:
    """The finding if it can be kept. Raises TypeError for what is none, ValueError for a lone surrogate."""
    if not isinstance(found, Finding):
        raise TypeError(f"a filter returned {type(found).__name__}, not Finding")
    shown = found.shown.encode("utf-8", "replace").decode().replace("\0", "\u2400")
    return found if shown == found.shown else replace(found, shown=shown)


def _veiled(found: Finding, item: Graded) -> Finding:
    """The finding of another's filter, which may show personal data or a key of the candidate."""
    return replace(found, shown=veil.hidden(item, found.shown), label=veil.hidden(item, found.label))


_worker: FilterWorker | None = None


def _begin(path: Path, task: Task, stored: bytes | None) -> None:
    global _worker  # noqa: PLW0603 - a process has one task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the parent ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    screen.prepare(stored)
    _worker = FilterWorker(task, Ledger(path))


def _end_with_parent() -> None:
    """A killed parent can't end its workers, which would wait for lots for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(lot: Lot) -> list[Found]:
    assert _worker is not None
    return _worker(lot)
