"""Grades the items of requests in threads, with a bounded queue and a deadline."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from verigen.core import boundary, registry
from verigen.core.types import Problem, Verdict
from verigen.rewards.score import Scorer
from verigen.serve import lending
from verigen.serve.metrics import Meters
from verigen.serve.quick import TOGETHER, quick
from verigen.serve.refusal import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Execution, Job
    from verigen.rewards.score import Score
    from verigen.serve.requests import Item
    from verigen.serve.settings import ServeSettings

RETRY_AFTER_S = 1


class Busy(BadRequest):
    """The queue is full; the client should come back."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} items are waiting; send this again later", 429)


class Service:
    """The work behind the routes, in one worker process. Its methods are called from the event loop alone."""

    def __init__(self, settings: ServeSettings) -> None:
        self.settings, self.meters = settings, Meters()
        self.jobs = settings.jobs or max(1, (os.cpu_count() or 1) // settings.workers)
        self.scorer = Scorer(executor=settings.executor, jobs=self.jobs)
        self.lent = lending.most(settings.memory_mb)
        self.waiting = 0
        self._stack, self._starting = ExitStack(), threading.Lock()
        self._pool: Pool | None = None
        self._runners = ThreadPoolExecutor(self.jobs + 1, thread_name_prefix="run")

    async def grade(self, items: Sequence[Item], problems: Sequence[Problem | Verdict]) -> list[Score]:
        """A score per item, in order; items that the deadline cut are unverified. Raises Busy."""
        found: list[Verdict | None] = [each if isinstance(each, Verdict) else None for each in problems]
        if len(items) <= TOGETHER:
            for at, problem in enumerate(problems):
                if isinstance(problem, Problem) and quick(problem, items[at].text):
                    found[at] = self.scorer.grader(problem.domain).grade(problem, items[at].text)
        if None in found:
            await self._in_threads(items, problems, found)
        verdicts = [each or self._late() for each in found]
        self.meters.judged(verdicts)
        return [
            self.scorer.of(problem, verdict, item.text)
            for item, problem, verdict in zip(items, problems, verdicts, strict=True)
        ]

    async def _in_threads(
        self, items: Sequence[Item], problems: Sequence[Problem | Verdict], found: list[Verdict | None]
    ) -> None:
        """Fill in the verdicts that are lacking, as far as the deadline allows. Raises Busy."""
        chunks = self._chunks(problems, found)
        self._accept(sum(len(at) for _, at in chunks))
        futures = {self._submit(domain, at, items, problems): at for domain, at in chunks}
        done, late = await asyncio.wait(futures, timeout=self.settings.deadline_s)
        for future in done:
            for at, verdict in zip(futures[future], future.result(), strict=True):
                found[at] = verdict
        for future in late:
            future.cancel()

    def _chunks(
        self, problems: Sequence[Problem | Verdict], found: Sequence[Verdict | None]
    ) -> list[tuple[str, list[int]]]:
        """Places of the items, of those without a verdict, that go to one thread together, by domain."""
        by_domain: dict[str, list[int]] = {}
        for at, problem in enumerate(problems):
            if isinstance(problem, Problem) and found[at] is None:
                by_domain.setdefault(problem.domain, []).append(at)
        return [
            (domain, places[start : start + size])
            for domain, places in by_domain.items()
            for size in [self.scorer.grader(domain).chunk]
            for start in range(0, len(places), size)
        ]

    def _submit(
        self, domain: str, places: list[int], items: Sequence[Item], problems: Sequence[Problem | Verdict]
    ) -> asyncio.Future[list[Verdict]]:
        grader = self.scorer.grader(domain)
        pairs = [(problem, items[at].text) for at in places if isinstance(problem := problems[at], Problem)]
        made = asyncio.get_running_loop().run_in_executor(grader.threads, grader.graded, pairs)
        made.add_done_callback(lambda _: self._release(len(places)))
        return made

    def _accept(self, count: int) -> None:
        if self.waiting and self.waiting + count > self.settings.queue:
            raise Busy(self.waiting)
        self.waiting += count
        self.meters.waiting.set(self.waiting)

    def _release(self, count: int) -> None:
        self.waiting -= count
        self.meters.waiting.set(self.waiting)

    def _late(self) -> Verdict:
        told = f"not graded within the server's {self.settings.deadline_s:g} s"
        return Verdict(outcome="unverified", verifier="serve", method="none", reason="deadline", message=told)

    async def run(self, job: Job) -> Execution:
        """Run a program. Raises Busy, ExecutorError, and BadRequest (504) where the deadline cut it."""
        self._accept(1)
        future = asyncio.get_running_loop().run_in_executor(self._runners, self._run, job)
        future.add_done_callback(lambda _: self._release(1))
        done, _ = await asyncio.wait([future], timeout=self.settings.deadline_s + 2 * job.limits.job_s)
        if not done:
            future.cancel()
            raise BadRequest("the program did not end in time; the machine is overloaded", 504)
        return future.result()

    def _run(self, job: Job) -> Execution:
        return self._sandboxes().run(job)

    def _sandboxes(self) -> Pool:
        """The pool, started by the first program. Raises ExecutorError."""
        with self._starting:
            if self._pool is None:
                part = registry.make("executor", self.settings.executor, {"jobs": self.jobs})
                self._pool = self._stack.enter_context(boundary.opened(part, "executor"))
            return self._pool

    def close(self) -> None:
        self._runners.shutdown(cancel_futures=True)
        self._stack.close()
