"""Draws candidates and grades each as it comes, in one asyncio loop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from verigen.core import boundary, seeds
from verigen.core.errors import PromptTooLong, RequestFailed, TeacherError
from verigen.core.turns import Ask
from verigen.core.types import Candidate, Completion, Message, Problem, Sampling, Verdict
from verigen.ledger.tables import Abort
from verigen.sampling.budget import prompt_bound
from verigen.sampling.conversation import Conversation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.parts import Domain, Grader
    from verigen.sampling.book import Book
    from verigen.sampling.budget import Budget, Reservation
    from verigen.sampling.engine import Engine
    from verigen.sampling.meter import Meter
    from verigen.sampling.plan import Plan, Request
    from verigen.teachers.prices import Price

GRADERS = max(2, min(8, os.cpu_count() or 1))
BATCH = 32  # candidates that a grader's thread takes at once where many wait: a hop costs 50 to 100 µs
WAITING_PER_PLACE = 2  # candidates that may wait for a grader before the loop draws no more
Ending = Literal["done", "stopped", "budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A teacher of the crew, running. `price` is what its tokens cost, where a budget counts money."""

    engine: Engine
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a run joins. `told` is called after every verdict, `note` with what a user should know."""

    hands: Sequence[Hand]
    domain: Domain
    grader: Grader
    sampling: Sampling
    plan: Plan
    book: Book
    meter: Meter
    budget: Budget | None
    told: Callable[[], None]
    note: Callable[[str], None]


class Loop:
    """Keeps the engines' places filled with what the plan asks for, and the graders with what came."""

    def __init__(self, parts: Joined) -> None:
        self.hands, self.domain, self.grader = parts.hands, parts.domain, parts.grader
        self.sampling, self.plan, self.book = parts.sampling, parts.plan, parts.book
        self.meter, self.budget, self.told, self.note = parts.meter, parts.budget, parts.told, parts.note
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._busy = [0] * len(parts.hands)
        self._waiting: deque[tuple[Problem, Candidate, float]] = deque()
        self._grading = 0
        self._closing = self._poor = False
        self._failed: BaseException | None = None
        self._changed = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> Ending:
        """Draw and grade what the plan asks for, or until `stop`; what was finished by then is graded and in the
        ledger.

        Raises TeacherError where the engine fails, StorageError where the ledger can't be written.
        """
        with ThreadPoolExecutor(GRADERS, thread_name_prefix="grader") as threads:
            support = [asyncio.create_task(self.book.keep()), asyncio.create_task(stop.wait())]
            for task in support:
                task.add_done_callback(self._ended)
            try:
                await self._drive(threads, stop)
            finally:
                self._closing = True
                try:
                    await self._abandon()
                    await self._graded_all(threads)
                    await _cancelled(support)
                finally:
                    await self.book.flush()
        if self._failed:
            raise self._failed
        return "done" if self.plan.done else "stopped" if stop.is_set() else "budget"

    async def _drive(self, threads: ThreadPoolExecutor, stop: asyncio.Event) -> None:
        """Until nothing is under way and nothing more can be; a turn after whatever happens."""
        while not stop.is_set() and self._failed is None:
            self._changed.clear()
            self._dispatch()
            self._grade(threads)
            if self.book.full:
                await self.book.flush()
                continue
            if not (self._flying or self._grading or self._waiting):
                assert self.plan.done or self._poor, "the plan waits for verdicts that nobody works on"
                return
            await self._changed.wait()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        """The disk refused a batch, or somebody asked for a stop."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed = self._failed or error
        self._changed.set()

    def _dispatch(self) -> None:
        """Fill the engines' places, unless the graders or the disk are behind."""
        for place, hand in enumerate(self.hands):
            while self._busy[place] < hand.engine.concurrency and not self._behind():
                request = self.plan.next(place)
                self._settle()
                while self.plan.ungraded:
                    self._waiting.append((*self.plan.ungraded.popleft(), time.monotonic()))
                if request is None or not self._begin(request, hand):
                    break

    def _behind(self) -> bool:
        places = sum(hand.engine.concurrency for hand in self.hands)
        return len(self._waiting) >= WAITING_PER_PLACE * places or self.book.full

    def _begin(self, request: Request, hand: Hand) -> bool:
        """Start a request; False where the budget has no room for it now."""
        talk = Conversation(self.domain.turns(request.problem, reasoner=hand.engine.teacher.reasoner))
        assert isinstance(talk.turn, Ask)
        reserved = self._reserve(talk.turn, hand)
        if self.budget and reserved is None:
            self.plan.back(request)
            self._poor = not self._flying
            return False
        self._busy[request.teacher] += 1
        self._flying[request.id] = asyncio.create_task(self._draw(request, hand, talk, reserved))
        return True

    def _reserve(self, ask: Ask, hand: Hand) -> Reservation | None:
        if self.budget is None:
            return None
        sampling = _sampling(self.sampling, ask)
        return self.budget.reserve(prompt_bound(ask.messages), sampling.max_tokens, hand.price)

    async def _draw(
        self, request: Request, hand: Hand, talk: Conversation, reserved: Reservation | None
    ) -> None:
        """One request from its place to the graders' queue; what goes wrong ends the run, not the task alone."""
        started = time.monotonic()
        self.meter.begin()
        try:
            completion = await self._completed(request, hand, talk, reserved)
        except asyncio.CancelledError:
            self._aborted(request, hand)
        except RequestFailed as error:
            if self.plan.refuse(request.problem, str(error)):
                self.note(f"refused {request.problem.id}: {error}")
            self._settle()
        except Exception as error:  # noqa: BLE001 - raised by run, at the boundary
            self._failed = self._failed or error
        else:
            self._finished(request, hand, completion, time.monotonic() - started)
        finally:
            self.meter.end()
            self._busy[request.teacher] -= 1
            self._flying.pop(request.id, None)
            self._changed.set()

    def _finished(self, request: Request, hand: Hand, completion: Completion, seconds: float) -> None:
        self.meter.add(completion)
        candidate = Candidate(
            id=request.id,
            problem=request.problem.id,
            index=request.index,
            text=completion.text,
            finish=completion.finish,
            prompt_tokens=completion.prompt_tokens,
            tokens=completion.tokens,
            teacher=hand.engine.teacher.name,
            revision=hand.engine.teacher.revision,
            sampling=self.sampling,
            seed=request.seed,
            seconds=seconds,
            logprob=completion.logprob,
        )
        self.book.candidate(candidate)
        self._waiting.append((request.problem, candidate, time.monotonic()))

    def _aborted(self, request: Request, hand: Hand) -> None:
        if not self._closing:
            self.meter.aborted += 1
            self.book.abort(Abort(request.id, request.problem.id, hand.engine.teacher.name))

    async def _completed(
        self, request: Request, hand: Hand, talk: Conversation, reserved: Reservation | None
    ) -> Completion:
        """Ask until the conversation has its answer; a further request that the budget has no room for ends it."""
        seed = request.seed
        while True:
            assert isinstance(talk.turn, Ask)
            sampling = _sampling(self.sampling, talk.turn)
            completion = await self._generate(hand, talk.turn.messages, sampling, seed, reserved)
            talk.send(completion)
            if talk.answer is not None:
                return talk.completion()
            assert isinstance(talk.turn, Ask)
            seed = seeds.derive(seed, "answer")
            reserved = self._reserve(talk.turn, hand)
            if self.budget and reserved is None:
                return completion

    async def _generate(
        self,
        hand: Hand,
        messages: tuple[Message, ...],
        sampling: Sampling,
        seed: int,
        reserved: Reservation | None,
    ) -> Completion:
        """What was reserved is settled for what the answer took; an answer that never came has cost it all."""
        try:
            completion = await hand.engine.generate(messages, sampling, seed)
        except PromptTooLong:
            if self.budget and reserved:
                self.budget.release(reserved)
            raise
        except BaseException:
            if self.budget and reserved:
                self.budget.forfeit(reserved)
            raise
        if self.budget and reserved:
            self.budget.lose(reserved, hand.engine.lost())
            self.budget.settle(reserved, completion.prompt_tokens, completion.tokens)
        if completion.finish == "error":
            raise TeacherError(f"{hand.engine.teacher.name} ended a request with an error")
        return completion

    def _grade(self, threads: ThreadPoolExecutor) -> None:
        """Hand what waits to the graders: one candidate each where few wait, many where many do."""
        loop = asyncio.get_running_loop()
        while self._waiting and self._grading < GRADERS:
            size = max(1, min(BATCH, len(self._waiting) // GRADERS))
            items = [self._waiting.popleft() for _ in range(size)]
            self._grading += 1
            now = time.monotonic()
            self.meter.queue_s += sum(now - since for _, _, since in items)
            call = loop.run_in_executor(threads, _grade_all, self.grader, items)
            call.add_done_callback(self._took)

    def _took(self, call: asyncio.Future[list[tuple[Candidate, Verdict]]]) -> None:
        self._grading -= 1
        self._changed.set()
        if (error := call.exception()) is not None:
            self._failed = self._failed or error
            return
        for candidate, verdict in call.result():
            self.book.verdict(candidate, verdict)
            self.meter.grade(verdict)
            self.plan.graded(candidate, verdict)
            self.told()
        self._settle()

    def _settle(self) -> None:
        """Book what the plan decided, and stop the requests that it has no use for."""
        settled, stale = self.plan.news()
        for row in settled:
            self.book.settled(row)
            self.meter.settle(row)
        for id_ in stale:
            if (task := self._flying.get(id_)) is not None:
                # not at once: a task that is cancelled before its first step never gets to clean up
                asyncio.get_running_loop().call_soon(task.cancel)

    async def _abandon(self) -> None:
        await asyncio.sleep(0)
        await _cancelled(list(self._flying.values()))

    async def _graded_all(self, threads: ThreadPoolExecutor) -> None:
        """Let the graders finish what waits, unless one of them failed."""
        while (self._waiting or self._grading) and self._failed is None:
            self._changed.clear()
            self._grade(threads)
            await self._changed.wait()


def _sampling(run: Sampling, ask: Ask) -> Sampling:
    """The run's, with what the domain adds to it."""
    if ask.max_tokens is None and not ask.stop:
        return run
    most = run.max_tokens if ask.max_tokens is None else min(ask.max_tokens, run.max_tokens)
    return replace(run, max_tokens=most, stop=tuple(dict.fromkeys((*run.stop, *ask.stop))))


def _grade_all(
    grader: Grader, items: Sequence[tuple[Problem, Candidate, float]]
) -> list[tuple[Candidate, Verdict]]:
    return [(candidate, boundary.grade(grader, problem, candidate)) for problem, candidate, _ in items]


async def _cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
