"""Runs the programs of conversations again, so that no record shows an output that does not come out again."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self

from verigen.core import boundary, domains, registry
from verigen.core.errors import ExecutorError, PartFailed
from verigen.core.turns import Act, Answer, Ask
from verigen.core.types import Completion, Execution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verigen.core.graded import Graded
    from verigen.core.parts import Domain, Pool
    from verigen.core.turns import Turn
    from verigen.core.types import Output

JOBS = max(1, os.cpu_count() or 1)
# How far such a program came, and the message with its seconds, depend on the machine.
MEASURED = {"timeout", "memory"}


class Replay:
    """A context manager; the sandbox starts with the first program.

    `ran` counts programs, `candidates` those that had any, `lost` those that were left out, `first` says why of the
    first one.
    """

    def __init__(self, executor: str) -> None:
        self._executor = executor
        self._stack = ExitStack()
        self._pool: Pool | None = None
        self._threads: ThreadPoolExecutor | None = None
        self.ran = self.candidates = self.lost = 0
        self.first = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def over(self, groups: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
        """The groups without candidates whose programs give something else today."""
        for group in groups:
            yield [item for item in group if item.verdict.outcome == "unverified" or not self.differs(item)]

    def differs(self, item: Graded) -> str:
        """What differs, in one line; empty if every program gave the same again, or there is none.

        Raises ExecutorError where no sandbox starts.
        """
        places = [place for place, turn in enumerate(item.turns) if isinstance(turn.asked, Act)]
        if not places:
            return ""
        self.candidates += 1
        again = dict(zip(places, self._run([item.turns[place] for place in places]), strict=True))
        found = next((place for place in places if not _same(item.turns[place].sent, again[place])), None)
        if found is None or _unseen(item, again):
            return ""
        self.lost += 1
        why = f"program {places.index(found) + 1} of {len(places)} gave another output when it ran again"
        self.first = self.first or f"{item.candidate.id}: {why}"
        return why

    def line(self) -> str:
        """A line for the user; empty without programs."""
        if not self.candidates:
            return ""
        lost = f"; {self.lost} left out ({self.first})" if self.lost else "; all gave the same"
        return f"{self.ran} programs of {self.candidates} conversations ran again{lost}"

    def _run(self, turns: list[Turn]) -> list[Execution]:
        pool = self._started()
        assert self._threads is not None
        self.ran += len(turns)
        return list(self._threads.map(partial(_again, pool), turns))

    def _started(self) -> Pool:
        if self._pool is None:
            executor = registry.make("executor", self._executor, {"jobs": JOBS})
            self._pool = self._stack.enter_context(boundary.opened(executor, "executor"))
            self._threads = self._stack.enter_context(ThreadPoolExecutor(JOBS, thread_name_prefix="replay"))
        return self._pool


def _again(pool: Pool, turn: Turn) -> Execution:
    assert isinstance(turn.asked, Act)
    try:
        return pool.run(turn.asked.job)
    except ExecutorError as error:
        return Execution(outputs=[], fault="no_result", message=f"it could not run again: {error}")


def _same(one: Completion | Execution, two: Execution) -> bool:
    return isinstance(one, Execution) and _bare(one) == _bare(two)


def _bare(done: Execution) -> Execution:
    """Without times, and of a stopped call without what depends on the machine."""
    message = "" if done.fault in MEASURED else done.message
    return replace(
        done, outputs=list(map(_bare_output, done.outputs)), message=message, seconds=0.0, idle=False
    )


def _bare_output(output: Output) -> Output:
    stopped = output.fault in MEASURED
    return replace(
        output,
        seconds=0.0,
        stdout="" if stopped else output.stdout,
        message="" if stopped else output.message,
    )


def _unseen(item: Graded, again: Mapping[int, Execution]) -> bool:
    """Whether what differs is nowhere shown; False where the domain fails."""
    domain = domains.named(item.problem.domain)
    who = boundary.label("domain", item.problem.domain, domain)
    try:
        return boundary.attempt(
            who, lambda: _says_the_same(domain, item, again), boundary.deadline_of(domain)
        )
    except PartFailed:
        return False


def _says_the_same(domain: Domain, item: Graded, again: Mapping[int, Execution]) -> bool:
    fresh = tuple(
        replace(turn, sent=again[place]) if place in again else turn for place, turn in enumerate(item.turns)
    )
    if domain.shown(replace(item, turns=fresh)) != domain.shown(item):
        return False
    first = item.turns[0].asked
    for reasoner in (False, True):
        turns = domain.turns(item.problem, reasoner=reasoner)
        asked: Ask | Act | Answer = next(turns)
        if asked != first:
            continue
        try:
            for turn in fresh:
                if asked != turn.asked:
                    return False
                asked = turns.send(turn.sent)
        except StopIteration:
            return True
    return False
