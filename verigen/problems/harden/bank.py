"""Hardens the problems of a bank, several at once; a journal lets an interrupted run continue."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

import msgspec

from verigen.core import jsonl
from verigen.core.boundary import Streak
from verigen.core.errors import PartFailed, ReferenceFault, UserError
from verigen.core.problems import decode
from verigen.core.types import Problem
from verigen.problems.harden.harden import harden
from verigen.problems.harden.report import HardenReport, left, reported
from verigen.problems.harden.twins import open_twins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from verigen.core.parts import Executor, Pool
    from verigen.problems.harden.harden import Options

T = TypeVar("T")
# Increase with each change of the method: a journal of another version is not used.
VERSION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A hardened problem; `key` identifies everything that its result depends on."""

    key: str
    problem: Problem
    report: HardenReport


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """A line of the journal; the problem's domain knows how to decode its reference."""

    key: str
    problem: msgspec.Raw
    report: HardenReport


def harden_all(
    problems: Iterable[Problem],
    executor: Executor,
    options: Options,
    solutions: Mapping[str, Sequence[str]] | None = None,
    *,
    jobs: int = 1,
    journal: Path | None = None,
) -> Iterator[tuple[Problem, HardenReport]]:
    """Harden the problems and yield them in order, with their reports.

    `solutions` holds independent programs by problem id, which vote on the new tests. Results for the same
    problems and options are taken from `journal`, and new results are added to it.
    """
    known, streak = _known(journal), Streak("harden")
    with ExitStack() as stack:
        twins: SimpleQueue[tuple[Pool, ...]] = SimpleQueue()
        for _ in range(jobs):
            twins.put(stack.enter_context(open_twins(executor)))
        threads = stack.enter_context(ThreadPoolExecutor(jobs))

        def work(problem: Problem) -> Finished:
            others = (solutions or {}).get(problem.id, ())
            key = _key(problem, options, others)
            if key in known:
                return known[key]
            pools = twins.get()
            try:
                row = _row(key, problem, pools, options, others, streak)
            finally:
                twins.put(pools)
            return row

        for row in in_order((threads.submit(work, problem) for problem in problems), 2 * jobs):
            if journal and row.key not in known:
                _note(journal, row)
            yield row.problem, row.report


def in_order(futures: Iterator[Future[T]], ahead: int) -> Iterator[T]:
    """Yield the results in order; at most `ahead` of them are started before they are requested."""
    waiting: deque[Future[T]] = deque()
    try:
        for future in futures:
            waiting.append(future)
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _row(
    key: str,
    problem: Problem,
    pools: tuple[Pool, ...],
    options: Options,
    others: Sequence[str],
    streak: Streak,
) -> Finished:
    try:
        found = streak.attempt(partial(harden, problem, pools, options, others))
    except (ReferenceFault, UserError, PartFailed) as error:
        return Finished(key=key, problem=problem, report=left(problem, str(error)))
    return Finished(key=key, problem=found.problem, report=reported(problem, found))


def _key(problem: Problem, options: Options, others: Sequence[str]) -> str:
    asked = [VERSION, problem, options, list(others)]
    return hashlib.blake2b(msgspec.json.encode(asked), digest_size=16).hexdigest()


def _known(journal: Path | None) -> dict[str, Finished]:
    """The finished problems; a line that a kill cut short is ignored."""
    known: dict[str, Finished] = {}
    if journal and journal.exists():
        for _, line in jsonl.lines(journal):
            with suppress(msgspec.DecodeError):
                row = msgspec.json.decode(line, type=JournalRow)
                known[row.key] = Finished(key=row.key, problem=decode(bytes(row.problem)), report=row.report)
    return known


def _note(journal: Path, row: Finished) -> None:
    with jsonl.storage(journal), journal.open("ab") as file:
        if file.tell():
            # A line that was cut short must not be joined with this one.
            file.write(b"\n")
        file.write(jsonl.encode(row))
