"""Runs the programs of conversations in the run's sandbox, which starts with the first program."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, Self

from verigen.core import boundary, registry
from verigen.core.errors import ExecutorError, PartFailed

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Execution, Job

# A program may wait as well as compute. Two per core stay within the sandbox's wall time if all of them compute.
JOBS = 2 * (os.cpu_count() or 1)


class Acts:
    """A context manager: on exit it waits for running programs and closes the sandbox."""

    def __init__(self, executor: str) -> None:
        self._executor = executor
        self._stack, self._lock = ExitStack(), Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        self._stack.close()

    async def run(self, job: Job) -> Execution:
        """Run one job concurrently with others.

        Raises ExecutorError if no sandbox starts, PartFailed if one breaks.
        """
        if self._threads is None:
            self._threads = ThreadPoolExecutor(JOBS, thread_name_prefix="act")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, job)

    def _run(self, job: Job) -> Execution:
        pool = self._started()
        try:
            return pool.run(job)
        except ExecutorError as error:
            raise PartFailed(f"the sandbox failed: {error}", "executor") from error

    def _started(self) -> Pool:
        with self._lock:
            if self._pool is None:
                executor = registry.make("executor", self._executor, {"jobs": JOBS})
                self._pool = self._stack.enter_context(boundary.opened(executor, "executor"))
            return self._pool
