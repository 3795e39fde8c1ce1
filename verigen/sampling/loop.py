"""Draws candidates and grades each as soon as it is finished, in one asyncio loop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from verigen.core import boundary
from verigen.core.errors import PartFailed, ReferenceFault, RequestFailed
from verigen.ledger.tables import Abort
from verigen.sampling.acts import Acts
from verigen.sampling.grading_queue import GRADERS, GradingQueue
from verigen.sampling.outgrown import Outgrown
from verigen.sampling.places import Places
from verigen.sampling.requests import NoRoom, Requests
from verigen.sampling.speaker import Speaker
from verigen.sampling.talks import Talks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Candidate, Problem, Verdict
    from verigen.sampling.budget import Reservation
    from verigen.sampling.hand import Ending, Hand
    from verigen.sampling.joined import Joined
    from verigen.sampling.places import Seat
    from verigen.sampling.plan import Request
    from verigen.sampling.talk import Talk

WAITING_PER_PLACE = 2  # maximum number of candidates per place that wait for a grader or run programs


class Loop:
    """Keeps the engines busy with the requests of the plan, and the graders with finished candidates."""

    def __init__(self, parts: Joined) -> None:
        self.hands, self.sampling, self.plan, self.book = parts.hands, parts.sampling, parts.plan, parts.book
        self.grader, self.meter, self.told, self.note = parts.grader, parts.meter, parts.told, parts.note
        self._changed = asyncio.Event()
        self._places = Places(parts.hands, parts.meter, self._changed.set)
        self._queue = GradingQueue(parts.grader, parts.meter, self._took)
        self._acts = Acts(parts.executor)
        speaker = Speaker.of(parts.domain)
        self._talks = Talks(speaker, Requests(parts.sampling, parts.budget), self._acts, parts.book)
        self._streak = boundary.Streak(speaker.who)
        self._outgrown = Outgrown(parts.note)
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._closing = self._poor = False
        self._failed: BaseException | None = None

    async def run(self, stop: asyncio.Event) -> Ending:
        """Draw and grade the plan's requests until it is done or `stop` is set.

        Finished candidates are graded and stored. Raises TeacherError if the engine fails, StorageError if
        the ledger can't be written, PartBroken if a part fails again and again.
        """
        with self._acts, ThreadPoolExecutor(GRADERS, thread_name_prefix="grader") as threads:
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
        """Dispatch until nothing is under way and nothing more can start; one iteration per event."""
        while not stop.is_set() and self._failed is None:
            self._changed.clear()
            self._dispatch()
            self._queue.hand_out(threads)
            if self.book.full:
                await self.book.flush()
                continue
            if not self._flying and self._queue.empty and not self._changed.is_set():
                assert self.plan.done or self._poor, "the plan waits for verdicts that nobody works on"
                return
            await self._changed.wait()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        """Called when a batch could not be written or a stop was requested."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failed = self._failed or error
        self._changed.set()

    def _dispatch(self) -> None:
        """Fill the engines' places: first with returning conversations, then with new ones.

        New ones wait while the graders, the sandbox or the disk are behind.
        """
        for place, hand in enumerate(self.hands):
            self._places.call(place)
            while self._places.free(place) and not self._behind():
                request = self.plan.next(place)
                self._settle()
                while self.plan.ungraded:
                    self._queue.add(*self.plan.ungraded.popleft())
                if request is None or not self._begin(request, hand):
                    break

    def _behind(self) -> bool:
        most = WAITING_PER_PLACE * self._places.total
        return len(self._queue) >= most or self._places.away >= most or self.book.full

    def _begin(self, request: Request, hand: Hand) -> bool:
        """Start a conversation; False if the budget has no room for it now."""
        talk = self._talks.open(request, hand)
        try:
            self._talks.begin(talk)
            reserved = self._talks.reserve(talk, hand)
        except NoRoom:
            self.plan.back(request)
            self._poor = not self._flying
            return False
        except ReferenceFault as error:
            self._refused(request.problem, error)
        except PartFailed as error:
            self._broke(talk, hand, error, 0.0)
        else:
            seat = self._places.take(request.teacher)
            self._flying[request.id] = asyncio.create_task(self._draw(talk, hand, seat, reserved))
        return True

    async def _draw(self, talk: Talk, hand: Hand, seat: Seat, reserved: Reservation | None) -> None:
        """Draw one candidate and queue it for grading. An unexpected error ends the run, not only a task."""
        try:
            await self._talk(talk, hand, seat, reserved)
        except asyncio.CancelledError:
            self._aborted(talk.request, hand)
        except Exception as error:  # noqa: BLE001 - raised by run, at the boundary
            self._failed = self._failed or error
        finally:
            seat.end()
            self._flying.pop(talk.request.id, None)
            self._changed.set()

    async def _talk(self, talk: Talk, hand: Hand, seat: Seat, reserved: Reservation | None) -> None:
        started = time.monotonic()
        try:
            await self._talks.through(talk, hand, seat, reserved)
        except NoRoom:
            self.plan.back(talk.request)
        except (RequestFailed, ReferenceFault) as error:
            self._refused(talk.request.problem, error)
        except PartFailed as error:
            self._broke(talk, hand, error, time.monotonic() - started)
        else:
            self._finished(talk, hand, time.monotonic() - started)

    def _finished(self, talk: Talk, hand: Hand, seconds: float) -> None:
        self._streak.worked()
        if talk.stored:
            self.book.turns(self._talks.rest(talk, hand))
        candidate = self._booked(talk, hand, seconds)
        if candidate.finish == "context":
            self._outgrown.tell(candidate.id, talk.why)
        self._queue.add(talk.request.problem, candidate)

    def _broke(self, talk: Talk, hand: Hand, error: PartFailed, seconds: float) -> None:
        """Record a failure of the domain or the sandbox, not of the model.

        Raises PartBroken at the twentieth in a row.
        """
        self.book.turns(self._talks.rest(talk, hand))
        candidate = self._booked(talk, hand, seconds)
        reason = "executor_failed" if error.kind == "executor" else "domain_failed"
        self._took([(candidate, replace(boundary.unverified(self.grader.name, error), reason=reason))], None)
        self._streak.failed(error)

    def _booked(self, talk: Talk, hand: Hand, seconds: float) -> Candidate:
        candidate = talk.candidate(hand.engine.teacher, self.sampling, seconds)
        self.meter.add(candidate.tokens)
        self.book.candidate(candidate)
        return candidate

    def _refused(self, problem: Problem, error: Exception) -> None:
        """Refuse a problem that can't be asked."""
        if self.plan.refuse(problem, str(error)):
            self.note(f"refused {problem.id}: {error}")
        self._settle()
        self._changed.set()

    def _aborted(self, request: Request, hand: Hand) -> None:
        if not self._closing:
            self.meter.aborted += 1
            self.book.abort(Abort(request.id, request.problem.id, hand.engine.teacher.name))

    def _took(self, graded: Sequence[tuple[Candidate, Verdict]], error: BaseException | None) -> None:
        self._changed.set()
        self._failed = self._failed or error
        for candidate, verdict in graded:
            self.book.verdict(candidate, verdict)
            self.meter.grade(candidate, verdict)
            self.plan.graded(candidate, verdict)
            self.told()
        self._settle()

    def _settle(self) -> None:
        """Record the plan's decisions, and cancel the requests that it no longer needs."""
        settled, stale = self.plan.news()
        for row in settled:
            self.book.settled(row)
            self.meter.settle(row)
        for id_ in stale:
            if (task := self._flying.get(id_)) is not None:
                # not at once: a task that is cancelled before its first step does not run its cleanup
                asyncio.get_running_loop().call_soon(task.cancel)

    async def _abandon(self) -> None:
        await asyncio.sleep(0)
        await _cancelled(list(self._flying.values()))

    async def _graded_all(self, threads: ThreadPoolExecutor) -> None:
        """Let the graders finish the waiting candidates, whatever ended the run, unless a grader failed."""
        while not (self._queue.empty or self._queue.failed):
            self._changed.clear()
            self._queue.hand_out(threads)
            await self._changed.wait()


async def _cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)
