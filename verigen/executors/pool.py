"""A pool of started workers: any thread takes an idle one; a failed worker is replaced and its job tried again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol, Self

from verigen.core.errors import ExecutorError, SandboxGone

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.types import Execution, Job

ATTEMPTS = 2


class Worker(Protocol):
    """One sandbox with its guest."""

    def run(self, job: Job) -> Execution:
        """Run a job. Raises ExecutorError where the sandbox failed; the worker can't be used afterwards."""
        ...

    def alive(self) -> bool:
        """Whether an idle worker can take a job."""
        ...

    def close(self) -> None: ...


class WorkerPool:
    """A parts.Pool of `size` workers that `start` creates."""

    def __init__(self, start: Callable[[], Worker], size: int) -> None:
        self._start = start
        self._size = size
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        # --die-with-parent follows the *thread* that started a sandbox, so these threads live as long as the pool.
        self._starters = ThreadPoolExecutor(size, thread_name_prefix="sandbox")

    def __enter__(self) -> Self:
        """Wait for the first worker; the others start in the background, failed ones again when needed."""
        try:
            self._idle.put(self._starters.submit(self._first).result())
        except BaseException:
            self._starters.shutdown()
            raise
        for _ in range(self._size - 1):
            self._starters.submit(self._join)
        return self

    def _first(self) -> Worker:
        """A worker, started again where its process ended meanwhile: somebody may have killed it."""
        with suppress(SandboxGone):
            return self._start()
        return self._start()

    def _join(self) -> None:
        worker = None
        try:
            worker = self._start()
        finally:
            self._idle.put(worker)

    def __exit__(self, *_: object) -> None:
        workers = [worker for _ in range(self._size) if (worker := self._idle.get())]
        for closed in [self._starters.submit(worker.close) for worker in workers]:
            closed.result()
        self._starters.shutdown()

    def run(self, job: Job) -> Execution:
        """Run a job on an idle worker, and again on another where the sandbox failed.

        A job is also run again where a program timed out without using CPU: the kernel can delay a process for
        seconds while it creates or removes namespaces, and a right program must not count as wrong for that.
        """
        for _ in range(1, ATTEMPTS):
            with suppress(ExecutorError):
                execution = self._run_once(job)
                if not execution.idle:
                    return execution
        return self._run_once(job)

    def _run_once(self, job: Job) -> Execution:
        worker = self._idle.get()
        keep = False
        try:
            if worker is not None and not worker.alive():
                worker.close()
                worker = None
            worker = worker or self._starters.submit(self._start).result()
            execution = worker.run(job)
            keep = not _violated(execution)
            return execution
        finally:
            if not keep and worker is not None:
                worker.close()
            # The thread that takes an empty place starts a worker itself, so that no other thread waits for it.
            self._idle.put(worker if keep else None)


def _violated(execution: Execution) -> bool:
    """Whether a program attacked the kernel; its worker can't be trusted afterwards."""
    faults = [execution.fault, *(output.fault for output in execution.outputs)]
    return "sandbox_violation" in faults
