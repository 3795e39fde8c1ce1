"""An executor that hands every program to verigen's own sandbox."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.executors.local import Local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool
    from verigen.core.types import Execution, Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    jobs: int | None = None

    @contextlib.contextmanager
    def open(self) -> Iterator[InnerPool]:
        with Local(jobs=self.jobs).open() as pool:
            yield InnerPool(pool)


class InnerPool:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def run(self, job: Job) -> Execution:
        return self._pool.run(job)
