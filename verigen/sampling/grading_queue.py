"""Queues candidates for grading and runs the grading threads."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from typing import TYPE_CHECKING

from verigen.core import boundary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import ThreadPoolExecutor

    from verigen.core.parts import Grader
    from verigen.core.types import Candidate, Problem, Verdict
    from verigen.sampling.meter import Meter

    Verdicts = Sequence[tuple[Candidate, Verdict]]

GRADERS = max(2, min(8, os.cpu_count() or 1))
BATCH = 32  # maximum number of candidates per call of a grading thread: each call costs 50 to 100 µs


class GradingQueue:
    """Grades queued candidates; `took` is called with each batch of verdicts, or with a grader's error.

    `failed`: a grader raised an error, so that what waits can't be graded.
    """

    def __init__(
        self, grader: Grader, meter: Meter, took: Callable[[Verdicts, BaseException | None], None]
    ) -> None:
        self._grader, self._meter, self._told = grader, meter, took
        self._waiting: deque[tuple[Problem, Candidate, float]] = deque()
        self._grading = 0
        self.failed = False

    def __len__(self) -> int:
        """The number of waiting candidates."""
        return len(self._waiting)

    @property
    def empty(self) -> bool:
        """Whether nothing waits and nothing is being graded."""
        return not (self._waiting or self._grading)

    def add(self, problem: Problem, candidate: Candidate) -> None:
        self._waiting.append((problem, candidate, time.monotonic()))

    def hand_out(self, threads: ThreadPoolExecutor) -> None:
        """Pass waiting candidates to the grading threads: single ones if few wait, batches if many do."""
        loop = asyncio.get_running_loop()
        while self._waiting and self._grading < GRADERS:
            size = max(1, min(BATCH, len(self._waiting) // GRADERS))
            items = [self._waiting.popleft() for _ in range(size)]
            self._grading += 1
            now = time.monotonic()
            self._meter.queue_s += sum(now - since for _, _, since in items)
            call = loop.run_in_executor(threads, _grade_all, self._grader, items)
            call.add_done_callback(self._took)

    def _took(self, call: asyncio.Future[Verdicts]) -> None:
        self._grading -= 1
        error = call.exception()
        self.failed = self.failed or error is not None
        self._told(() if error else call.result(), error)


def _grade_all(grader: Grader, items: Sequence[tuple[Problem, Candidate, float]]) -> Verdicts:
    return [(candidate, boundary.grade(grader, problem, candidate)) for problem, candidate, _ in items]
