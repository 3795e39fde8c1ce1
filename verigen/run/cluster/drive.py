"""Drives a run on a cluster: gives shards to replicas, and merges their results."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import verigen
from verigen.core.errors import PartError, UserError, VerigenError
from verigen.core.jsonl import storage
from verigen.run.cluster import actors, shards
from verigen.run.cluster.actors import Remote, ReplicaFailed, ReplicaLost
from verigen.run.cluster.gauge import Gauge
from verigen.run.cluster.replica import Recipe
from verigen.sampling.draw import WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Domain, Teacher
    from verigen.ledger.ledger import Ledger
    from verigen.run.cluster.actors import ReplicaSlot
    from verigen.run.cluster.replica import Ready
    from verigen.run.cluster.shards import Shard
    from verigen.sampling.draw import Work
    from verigen.sampling.hand import Ending
    from verigen.sampling.watch import SamplingWatch

LANES = 2  # shards per replica at a time: the second one fills the engine while the first one ends
RESTARTS = 3  # maximum number of restarts per place
POLL_S = 0.5
LOOK_S = 2.0  # between two checks for new nodes
SETTLE_S = 3.0  # after a loss, before its place is checked
STOP_S = 60.0  # for replicas to grade finished candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterJob:
    """The job of a cluster: `work`, and the names of its parts that can't be sent once they are started."""

    work: Work
    domain: Domain
    verifier: str
    executor: str
    teachers: Sequence[Teacher]
    shards: int | None


def require(*, budget: bool) -> None:
    """Raise UserError if Ray is not installed or the run has a budget."""
    if budget:
        raise UserError(
            "--budget can't be kept with --ray: split among the shards it would end those with hard problems while "
            "others have some left, and shared it would have every request ask the driver; leave one of them out"
        )
    actors.require()


async def draw(job: ClusterJob, ledger: Ledger, watch: SamplingWatch, stop: asyncio.Event) -> Ending:
    """Draw the candidates that a ledger's problems still need, on the connected cluster.

    Finished results are in the ledger when this returns or raises; the same call continues. Raises PartError
    if no replica is left, and the replicas' own errors.
    """
    number = shards.count(ledger, job.shards)
    parts = await asyncio.to_thread(shards.split, ledger, number, job.work.limit)
    gauge = Gauge(ledger, parts, job.work.grader.name, job.work.goal.max)
    if gauge.meter.kept or ledger.grades(job.work.grader.name):
        watch.note(f"continuing: {gauge.meter.kept} of {gauge.meter.problems} problems are settled")
    with _probe(shards.folder(ledger)) as (probe, token), ThreadPoolExecutor(1) as merger:
        drive = _Drive(job, _recipe(job, probe, token), ledger, merger, gauge, watch, stop)
        with watch.sampling(gauge.meter):
            try:
                await drive.run(parts)
            finally:
                await drive.merge(parts)
                gauge.book()
    return "stopped" if drive.left else "done"


class _Drive:
    """The state of a cluster run. `left`: number of unfinished shards; `pending`: shards of no replica."""

    def __init__(
        self,
        job: ClusterJob,
        recipe: Recipe,
        ledger: Ledger,
        merger: ThreadPoolExecutor,
        gauge: Gauge,
        watch: SamplingWatch,
        stop: asyncio.Event,
    ) -> None:
        self.recipe, self.ledger, self.gauge, self.watch, self.stop = recipe, ledger, gauge, watch, stop
        self.gpus = actors.gpus_each(job.teachers)
        self.pending: deque[Shard] = deque()
        self.left = 0
        self._merger = merger
        self._serving: dict[ReplicaSlot, asyncio.Task[None]] = {}
        self._open: list[Remote] = []
        self._ready: set[Remote] = set()
        self._failed: VerigenError | None = None
        self._lost: PartError = PartError("the cluster has no node that a replica fits on")
        self._news = asyncio.Event()

    @property
    def over(self) -> bool:
        return self.stop.is_set() or self._failed is not None or not self.left

    async def run(self, parts: Sequence[Shard]) -> None:
        """Run until every shard is done, a stop is requested, or a replica reports a fatal error."""
        self.pending.extend(shard for shard in parts if shard.kept < shard.limit)
        self.left = len(self.pending)
        looked = -LOOK_S
        try:
            while not self.over:
                if time.monotonic() - looked > LOOK_S:
                    looked = time.monotonic()
                    await self._serve_all()
                await asyncio.gather(*map(self._look, self._open))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), POLL_S)
        finally:
            await self._end()
        if self._failed is not None:
            raise self._failed

    async def merge(self, parts: Sequence[Shard]) -> None:
        """Merge the results of these shards into the run's ledger; merges never run at the same time."""
        loop = asyncio.get_running_loop()
        for shard in parts:
            await loop.run_in_executor(self._merger, shards.merge, self.ledger, shard.path)

    async def _serve_all(self) -> None:
        """Start a replica at every new place. Raises PartError if no replica is left."""
        found = [
            place for place in await asyncio.to_thread(actors.places, self.gpus) if place not in self._serving
        ]
        for place in found:
            self._serving[place] = asyncio.create_task(self._serve(place))
        if found:
            gpus = sum(place.gpus for place in found)
            on = f"{gpus} GPUs" if gpus else f"{sum(place.cpus for place in found)} CPUs"
            self.watch.note(f"starting a replica at {len(found)} places ({on}), for {self.left} shards")
        ended = [task for task in self._serving.values() if task.done()]
        for task in ended:
            task.result()
        if len(ended) == len(self._serving):
            raise PartError(
                f"no replica is left: {self._lost}; what is finished is kept, and the same command continues"
            )

    async def _serve(self, place: ReplicaSlot) -> None:
        """Keep a replica running at a place, with a bounded number of restarts."""
        for restarts in range(RESTARTS + 1):
            remote = Remote(place, self.recipe)
            try:
                await self._work(remote)
            except ReplicaLost as error:
                self._lost = lost = error
            except VerigenError as error:
                self._failed = self._failed or error
                return
            else:
                return
            finally:
                remote.kill()
                self._tell()
            refused = isinstance(lost, ReplicaFailed) and remote not in self._ready
            if refused or restarts == RESTARTS or not await self._fit(place):
                break
            self.gauge.restarts += 1
            self.watch.note(f"{lost}; starting it again ({restarts + 1} of {RESTARTS})")
        self.watch.note(f"{lost}; given up, others take what it had")

    async def _fit(self, place: ReplicaSlot) -> bool:
        """Whether a replica may be restarted at a place. Waits first: a dead node is noticed with a delay."""
        await asyncio.sleep(SETTLE_S)
        return not self.over and place in await asyncio.to_thread(actors.places, self.gpus)

    async def _work(self, remote: Remote) -> None:
        """Load a replica and let it draw until the run is over."""
        ready: Ready = await remote.call("open")
        self._welcome(remote, ready)
        lanes = [asyncio.create_task(self._lane(remote, extra=lane > 0)) for lane in range(LANES)]
        try:
            await asyncio.gather(*lanes)
            await self._look(remote)
            await remote.call("close")
        finally:
            self._open.remove(remote)
            for lane in lanes:
                lane.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)

    def _welcome(self, remote: Remote, ready: Ready) -> None:
        """Register a loaded replica.

        The window of every shard is derived from the concurrency of the run's first replica, since its priors
        depend on it.
        """
        if self.ledger.meta("window") is None:
            self.ledger.set_meta("window", str(WINDOW * ready.concurrency))
        self.watch.note(
            f"{remote.place.address}: engine {ready.engine}, {ready.concurrency} requests at a time"
        )
        self._open.append(remote)
        self._ready.add(remote)
        self.gauge.begin(ready)

    async def _lane(self, remote: Remote, *, extra: bool) -> None:
        """Draw one shard after another; an unfinished shard goes back to the queue."""
        while (shard := await self._take(extra=extra)) is not None:
            done = False
            try:
                done = await remote.call("draw", shard, int(self.ledger.meta("window") or 0)) == "done"
                if done:
                    await self.merge([shard])
            finally:
                self.left -= done
                if not done:
                    self.pending.appendleft(shard)
                self._tell()

    async def _take(self, *, extra: bool) -> Shard | None:
        """The next shard, or None when the run is over.

        An `extra` lane takes one only if enough are left for the others.
        """
        while not self.over:
            if len(self.pending) > (len(self._open) if extra else 0):
                return self.pending.popleft()
            await self._news.wait()
        return None

    def _tell(self) -> None:
        """Wake all tasks that wait for a change."""
        self._news.set()
        self._news = asyncio.Event()

    async def _look(self, remote: Remote) -> None:
        """Fetch a replica's figures. Errors are ignored: a lost replica is noticed by its lanes."""
        with contextlib.suppress(ReplicaLost, TimeoutError):
            figures = await asyncio.wait_for(remote.call("figures"), LOOK_S)
            self.gauge.show(remote, figures)
            for note in figures.notes:
                self.watch.note(f"{remote.place.address}: {note}")
            self.watch.graded()

    async def _end(self) -> None:
        """Let every replica finish its work under way, for at most STOP_S seconds."""
        self._tell()
        for place, task in self._serving.items():
            if place not in {remote.place for remote in self._open}:
                task.cancel()
        await asyncio.gather(*(self._stop(remote) for remote in self._open))
        if self._serving:
            _, late = await asyncio.wait(self._serving.values(), timeout=STOP_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _stop(self, remote: Remote) -> None:
        with contextlib.suppress(ReplicaLost, TimeoutError):
            await asyncio.wait_for(remote.call("stop"), LOOK_S)


def _recipe(job: ClusterJob, probe: Path, token: str) -> Recipe:
    teachers = [_placed(teacher) for teacher in job.teachers]
    return Recipe(
        version=verigen.__version__,
        domain=job.domain,
        verifier=job.verifier,
        executor=job.executor,
        grader=job.work.grader.name,
        teachers=tuple(teachers),
        sampling=job.work.sampling,
        goal=job.work.goal,
        crew=job.work.crew,
        seed=job.work.seed,
        speculate=job.work.speculate,
        probe=probe,
        token=token,
        files=tuple(Path(path) for teacher in teachers for path in _files(teacher).values()),
    )


def _files(teacher: Teacher) -> dict[str, Any]:
    """Options of a teacher that name existing files or folders."""
    values = {field.name: getattr(teacher, field.name) for field in fields(teacher)}  # type: ignore[arg-type]
    return {
        name: value
        for name, value in values.items()
        if name not in {"name", "revision"}
        and isinstance(value, str | Path)
        and str(value)
        and Path(value).exists()
    }


def _placed(teacher: Teacher) -> Teacher:
    """The teacher with absolute paths, since a replica works in another folder."""
    paths = {name: type(value)(Path(value).absolute()) for name, value in _files(teacher).items()}
    return replace(teacher, **paths)  # type: ignore[type-var]


@contextlib.contextmanager
def _probe(folder: Path) -> Iterator[tuple[Path, str]]:
    """A file that every replica must find, to check that all share this storage."""
    token = secrets.token_hex(8)
    path = folder / f"probe-{token}"
    with storage(path):
        path.write_text(token)
    try:
        yield path, token
    finally:
        path.unlink(missing_ok=True)
