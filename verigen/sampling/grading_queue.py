"""What waits for its verdict, and the threads that give it."""

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
BATCH = 32  # candidates that a grader's thread takes at once where many wait: a hop costs 50 to 100 µs


class GradingQueue:
    """`took` is called with each batch of verdicts, or with the error that a grader failed with."""

    def __init__(
        self, grader: Grader, meter: Meter, took: Callable[[Verdicts, BaseException | None], None]
    ) -> None:
        self._grader, self._meter, self._told = grader, meter, took
        self._waiting: deque[tuple[Problem, Candidate, float]] = deque()
        self._grading = 0

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @property
    def empty(self) -> bool:
        """Nothing waits, and nothing is being graded."""
        return not (self._waiting or self._grading)

    def add(self, problem: Problem, candidate: Candidate) -> None:
        self._waiting.append((problem, candidate, time.monotonic()))

    def hand_out(self, threads: ThreadPoolExecutor) -> None:
        """To the graders: one candidate each where few wait, many where many do."""
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
        self._told(() if error else call.result(), error)


def _grade_all(grader: Grader, items: Sequence[tuple[Problem, Candidate, float]]) -> Verdicts:
    return [(candidate, boundary.grade(grader, problem, candidate)) for problem, candidate, _ in items]
