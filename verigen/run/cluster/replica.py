"""A replica of a run's teachers: opened once, it draws one shard after another.

Runs in any process, without Ray too.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import verigen
from verigen.core import boundary, registry
from verigen.core.errors import PartBroken, ReferenceFault, StorageError, UserError, VerigenError
from verigen.ledger.ledger import Ledger, only_writer
from verigen.run.cluster.lent import Desk, Lent
from verigen.sampling.draw import Work, draw
from verigen.sampling.engine import Engine
from verigen.sampling.hand import Hand

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

    from verigen.core.parts import Domain, Grader, Teacher
    from verigen.core.types import Sampling
    from verigen.run.cluster.shards import Shard
    from verigen.sampling.crew import Crew
    from verigen.sampling.goals import Goal
    from verigen.sampling.hand import Ending
    from verigen.sampling.meter import Meter

T = TypeVar("T")
PROBE_S = 10.0  # a network file system may show a new file late
LOCK_S = 120.0  # NFS frees the locks of a lost machine after 90 s


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that a replica is created from.

    `probe` is a file of the driver that contains `token`; `files` must exist on every node; `grader` is the
    required name and version of verdicts.
    """

    version: str
    domain: Domain
    verifier: str
    executor: str
    grader: str
    teachers: tuple[Teacher, ...]
    sampling: Sampling
    goal: Goal
    crew: Crew
    seed: int
    speculate: bool
    probe: Path
    token: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The reply of a replica that is ready for shards."""

    engine: str
    concurrency: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A VerigenError in transit between machines; `final`: every replica would have it."""

    message: str
    final: bool
    user: bool

    @classmethod
    def of(cls, error: VerigenError) -> Fault:
        user = isinstance(error, (UserError, ReferenceFault))
        return cls(message=str(error), final=user or isinstance(error, StorageError | PartBroken), user=user)


@dataclass(slots=True, kw_only=True)
class ShardTally:
    """The counts of one call that draws a shard. `settled`: problems, including those of earlier calls."""

    shard: int
    settled: int
    drawn: int
    aborted: int
    tokens: int
    queue_s: float
    outcomes: Counter[str]

    @classmethod
    def of(cls, shard: int, meter: Meter) -> ShardTally:
        return cls(
            shard=shard,
            settled=meter.done,
            drawn=meter.drawn,
            aborted=meter.aborted,
            tokens=meter.tokens,
            queue_s=meter.queue_s,
            outcomes=Counter(meter.outcomes),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a replica since it was opened. Times in seconds; `notes` are new since the last call.

    `trouble` and `under_way` as in parts.Telling.
    """

    wall_s: float
    idle_s: float
    filled: float
    restarts: int
    tallies: list[ShardTally]
    notes: list[str]
    trouble: str | None = None
    under_way: int | None = None


class Replica:
    """A replica.

    Its methods return a Fault instead of raising VerigenError: exceptions change between processes.
    """

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self._stack = contextlib.AsyncExitStack()
        self._desks: list[Desk] = []
        self._grader: Grader
        self._stop = asyncio.Event()
        self._told: list[_Told] = []
        self._notes: list[str] = []

    async def open(self) -> Ready | Fault:
        """Check whether this node can do the work, and load the teachers."""
        return await _caught(self._open())

    async def draw(self, shard: Shard, window: int) -> Ending | Fault:
        """Draw what a shard still needs, until it is done or `stop` is called."""
        return await _caught(self._draw(shard, window))

    async def figures(self) -> Figures:
        """The figures of all work so far; every engine's time has the same weight."""
        meters = [desk.now() for desk in self._desks]
        notes, self._notes = self._notes, []
        wall = sum(meter.wall_s for meter in meters)
        return Figures(
            wall_s=wall,
            idle_s=sum(meter.idle_s for meter in meters),
            filled=sum(meter.filled * meter.wall_s for meter in meters) / wall if wall else 0.0,
            restarts=sum(desk.engine.restarts for desk in self._desks),
            tallies=[told.tally() for told in self._told if told.meter is not None],
            notes=notes,
            trouble=next((told for desk in self._desks if (told := desk.engine.trouble)), None),
            under_way=sum(desk.engine.under_way or 0 for desk in self._desks),
        )

    async def stop(self) -> None:
        """Request a stop: finished candidates are graded, the rest is left for a later session."""
        self._stop.set()

    async def close(self) -> None:
        await self._stack.aclose()

    async def pid(self) -> int:
        return os.getpid()

    async def _open(self) -> Ready:
        await _check(self.recipe)
        verifier = registry.make("verifier", self.recipe.verifier, {"executor": self.recipe.executor})
        self._grader = self._stack.enter_context(boundary.opened(verifier, "verifier"))
        if self._grader.name != self.recipe.grader:
            raise UserError(f"the verifier here is {self._grader.name}, the driver's {self.recipe.grader}")
        for teacher in self.recipe.teachers:
            engine = Engine(teacher, self._notes.append)
            self._desks.append(Desk(await self._stack.enter_async_context(engine.opened())))
        return Ready(
            engine=" + ".join(desk.engine.engine for desk in self._desks),
            concurrency=sum(desk.engine.concurrency for desk in self._desks),
        )

    async def _draw(self, shard: Shard, window: int) -> Ending:
        told = _Told(shard.number, self._notes)
        self._told.append(told)
        async with contextlib.AsyncExitStack() as stack:
            stack.enter_context(await _alone(shard.path))
            ledger = stack.enter_context(contextlib.closing(Ledger(shard.path, shared=True)))
            if ledger.meta("window") is None:
                ledger.set_meta("window", str(window))
            lent = [Engine(Lent(desk=desk), self._notes.append) for desk in self._desks]
            hands = [Hand(engine=await stack.enter_async_context(engine.opened())) for engine in lent]
            return await draw(self._work(shard), ledger, hands, told, self._stop)

    def _work(self, shard: Shard) -> Work:
        return Work(
            domain=self.recipe.domain,
            grader=self._grader,
            sampling=self.recipe.sampling,
            goal=self.recipe.goal,
            crew=self.recipe.crew,
            seed=self.recipe.seed,
            limit=shard.limit,
            speculate=self.recipe.speculate,
            budget=None,
            executor=self.recipe.executor,
        )


@dataclass(slots=True)
class _Told:
    """Observes one call of `draw`.

    Drops notes from before sampling, since the driver prints them once for all shards.
    """

    shard: int
    notes: list[str]
    meter: Meter | None = field(default=None)

    def note(self, line: str) -> None:
        if self.meter is not None:
            self.notes.append(line)

    @contextlib.contextmanager
    def sampling(self, meter: Meter) -> Iterator[None]:
        self.meter = meter
        yield

    def graded(self) -> None: ...

    def tally(self) -> ShardTally:
        assert self.meter is not None
        return ShardTally.of(self.shard, self.meter)


async def _caught(call: Coroutine[None, None, T]) -> T | Fault:
    try:
        return await call
    except VerigenError as error:
        return Fault.of(error)


async def _check(recipe: Recipe) -> None:
    """Raise UserError if this node is not fit for the run."""
    if recipe.version != verigen.__version__:
        raise UserError(
            f"verigen here is {verigen.__version__}, the driver's {recipe.version}; install the same"
        )
    if not await _seen(recipe.probe, recipe.token):
        raise UserError(
            f"{recipe.probe} can't be seen here: with --ray the run's folder must be on storage that all nodes "
            "share, under the same path; choose such an --out"
        )
    for path in recipe.files:
        if not path.exists():
            raise UserError(
                f"{path} is not here: put it on storage that all nodes share (VERIGEN_CACHE for fetched weights)"
            )


async def _seen(probe: Path, token: str) -> bool:
    end = time.monotonic() + PROBE_S
    while True:
        with contextlib.suppress(OSError):
            if await asyncio.to_thread(probe.read_text) == token:
                return True
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.5)


async def _alone(path: Path) -> contextlib.ExitStack:
    """Hold the write lock of a shard, after a lost replica has released it."""
    end = time.monotonic() + LOCK_S
    while True:
        stack = contextlib.ExitStack()
        try:
            stack.enter_context(only_writer(path))
        except UserError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.5)
        else:
            return stack
