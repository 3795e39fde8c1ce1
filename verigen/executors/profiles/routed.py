"""A pool with a pool for each profile that jobs name; each starts with its first job."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from verigen.core.parts import Pool
    from verigen.core.types import Execution, Job


class RoutedPool:
    """A parts.Pool: `start` opens the pool of a profile; that of "" starts at once."""

    def __init__(self, start: Callable[[str], AbstractContextManager[Pool]]) -> None:
        self._start = start
        self._stack, self._lock = ExitStack(), Lock()
        self._pools: dict[str, Pool] = {}

    def __enter__(self) -> Self:
        self._pool("")
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, job: Job) -> Execution:
        """Run a job with its profile's packages. Raises ExecutorError where they are missing."""
        return (self._pools.get(job.profile) or self._pool(job.profile)).run(job)

    def _pool(self, profile: str) -> Pool:
        with self._lock:
            if profile not in self._pools:
                self._pools[profile] = self._stack.enter_context(self._start(profile))
            return self._pools[profile]
