"""Draws candidates and grades each as it comes, in one asyncio loop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen import seeds, traces
from verigen.errors import PartError, TeacherError
from verigen.types import Candidate, Completion, Message, Problem, Sampling, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.parts import Field, Grader, Session, Teacher
    from verigen.sampling.book import Book
    from verigen.sampling.meter import Meter

GRADERS = 2
WAITING_PER_PLACE = 2
ANSWER_TOKENS = 512  # for what follows the thinking, where it had to be ended for the teacher


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One candidate to draw: n=1 with a seed of its own."""

    problem: Problem
    index: int
    seed: int


def requests(problems: Iterable[Problem], n: int, seed: int, drawn: dict[str, set[int]]) -> Iterator[Request]:
    """What is still to draw, problem by problem: the n candidates of a problem share its prefix in the cache."""
    for problem in problems:
        for index in range(n):
            if index not in drawn.get(problem.id, ()):
                yield Request(
                    problem=problem, index=index, seed=seeds.derive(seed, "sample", problem.id, index)
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The parts that a run joins. `told` is called after every verdict."""

    teacher: Teacher
    session: Session
    field: Field
    grader: Grader
    sampling: Sampling
    book: Book
    meter: Meter
    told: Callable[[], None]

    async def run(
        self, wanted: Iterable[Request], ungraded: Iterable[tuple[Problem, Candidate]], stop: asyncio.Event
    ) -> None:
        """Draw and grade all, or until `stop`; what was finished by then is graded and in the ledger.

        Raises TeacherError where the engine fails, StorageError where the ledger can't be written.
        """
        queue: asyncio.Queue[tuple[Problem, Candidate] | None] = asyncio.Queue(
            WAITING_PER_PLACE * self.session.concurrency
        )
        source = iter(wanted)
        with ThreadPoolExecutor(GRADERS, thread_name_prefix="grader") as threads:
            graders = [asyncio.create_task(self._grade_all(queue, threads)) for _ in range(GRADERS)]
            keeper = asyncio.create_task(self.book.keep())
            first = asyncio.create_task(_feed(queue, ungraded))
            draws = [
                asyncio.create_task(self._draw_all(source, queue)) for _ in range(self.session.concurrency)
            ]
            try:
                await _first_of([first, *draws], [keeper, *graders], stop)
            finally:
                await _cancelled([first, *draws])
                await self._drained(queue, graders)
                await _cancelled([keeper])
                await self.book.flush()

    async def _draw_all(
        self, source: Iterator[Request], queue: asyncio.Queue[tuple[Problem, Candidate] | None]
    ) -> None:
        for request in source:
            candidate = await self._draw(request)
            self.book.candidate(candidate)
            # shielded: what is drawn is graded, even if a stop comes while the queue is full
            await asyncio.shield(queue.put((request.problem, candidate)))

    async def _draw(self, request: Request) -> Candidate:
        messages = self.field.messages(request.problem, reasoner=self.teacher.reasoner)
        started = time.monotonic()
        self.meter.begin()
        try:
            completion = await self._generate(messages, self.sampling, request.seed)
            if not self.teacher.reasoner and _ends_in_thought(completion):
                completion = await self._closed(messages, completion, request.seed)
        finally:
            self.meter.end()
        self.meter.add(completion)
        return Candidate(
            id=f"{request.problem.id}#{request.index}",
            problem=request.problem.id,
            index=request.index,
            text=completion.text,
            finish=completion.finish,
            prompt_tokens=completion.prompt_tokens,
            tokens=completion.tokens,
            teacher=self.teacher.name,
            revision=self.teacher.revision,
            sampling=self.sampling,
            seed=request.seed,
            seconds=time.monotonic() - started,
        )

    async def _closed(self, messages: tuple[Message, ...], open_: Completion, seed: int) -> Completion:
        """End the thinking for a teacher that stopped inside it, and let it state its answer.

        This is budget forcing (Muennighoff et al. 2025, arXiv:2501.19393) at the point where the teacher itself
        had nothing more to think.
        """
        opening = Message(role="assistant", content=open_.text.rstrip() + self.field.closing)
        kept = messages[:-1] if messages[-1].role == "assistant" else messages
        sampling = replace(self.sampling, max_tokens=min(ANSWER_TOKENS, self.sampling.max_tokens))
        answer = await self._generate((*kept, opening), sampling, seeds.derive(seed, "answer"))
        return replace(answer, prompt_tokens=open_.prompt_tokens, tokens=open_.tokens + answer.tokens)

    async def _generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        completion = await self.session.generate(messages, sampling, seed)
        if completion.finish == "error":
            raise TeacherError(f"{self.teacher.name} ended a request with an error")
        return completion

    async def _grade_all(
        self, queue: asyncio.Queue[tuple[Problem, Candidate] | None], threads: ThreadPoolExecutor
    ) -> None:
        loop = asyncio.get_running_loop()
        while (item := await queue.get()) is not None:
            problem, candidate = item
            verdict = await loop.run_in_executor(threads, grade, self.grader, problem, candidate)
            self.book.verdict(candidate, verdict)
            self.meter.grade(verdict)
            self.told()

    async def _drained(
        self, queue: asyncio.Queue[tuple[Problem, Candidate] | None], graders: list[asyncio.Task[None]]
    ) -> None:
        """Let the graders finish what waits; one that died has raised already and takes no more."""
        for task in graders:
            if not task.done():
                await queue.put(None)
        await asyncio.gather(*graders, return_exceptions=True)


def _ends_in_thought(completion: Completion) -> bool:
    return completion.finish == "stop" and not traces.split(completion.text).closed


def grade(grader: Grader, problem: Problem, candidate: Candidate) -> Verdict:
    """The boundary: where our own machinery fails, the candidate is unverified, never wrong."""
    try:
        return grader.verify(problem, candidate)
    except PartError as error:
        return Verdict(
            outcome="unverified",
            verifier=grader.name,
            method="none",
            reason="verifier_failed",
            message=str(error),
        )


async def _feed(
    queue: asyncio.Queue[tuple[Problem, Candidate] | None], items: Iterable[tuple[Problem, Candidate]]
) -> None:
    for item in items:
        await queue.put(item)


async def _first_of(
    work: list[asyncio.Task[None]], support: list[asyncio.Task[None]], stop: asyncio.Event
) -> None:
    """Wait for all work, a stop, or the first failure, which is raised."""
    stopped = asyncio.create_task(stop.wait())
    pending: set[asyncio.Task[object]] = {*work, *support, stopped}
    try:
        while not stopped.done() and not all(task.done() for task in work):
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
    finally:
        stopped.cancel()


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
