"""Decides which candidate is drawn next, from the verdicts so far. Independent of engines and time.

Problems are taken in their order, and only a limited number at a time (the window). Each requests the fewest
candidates that can meet its goal. If an engine has free places and no problem is waiting, a problem may draw
as many at once as meet the goal with an even chance. Decisions follow the order of indices and a prior. The
prior was fixed when the problem was taken, from problems a whole window before it, so decisions do not depend
on which request ended first.
"""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.ledger.tables import Settled
from verigen.sampling.decide import Decision, decide, likely
from verigen.sampling.estimate import pass_rate
from verigen.sampling.open_problem import OpenProblem
from verigen.sampling.prior import Learner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.types import Candidate, Problem, Verdict
    from verigen.ledger.tables import QueueEntry
    from verigen.sampling.crew import Crew
    from verigen.sampling.goals import Goal

FOREVER = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One candidate to draw: n=1 with its own seed. `teacher` is the teacher's place in the crew."""

    problem: Problem
    index: int
    seed: int
    teacher: int

    @property
    def id(self) -> str:
        return f"{self.problem.id}#{self.index}"


class Plan:
    """The problems of a run, and the candidates that each still needs.

    `ungraded` fills with stored candidates that have no verdict: the caller grades them and reports the
    verdicts.
    """

    def __init__(
        self,
        entries: Iterator[QueueEntry],
        goal: Goal,
        crew: Crew,
        seed: int,
        window: int,
        *,
        speculate: bool = True,
        heard: Callable[[Sequence[Settled]], None] | None = None,
    ) -> None:
        """`heard` is told a problem's decisions a whole window later, before the next entry is taken."""
        self._heard = heard
        self.goal, self.crew, self.seed, self.window = goal, crew, seed, window
        self.ungraded: deque[tuple[Problem, Candidate]] = deque()
        self._entries: Iterator[QueueEntry] | None = entries
        self._speculate = speculate
        self._undecided: dict[int, OpenProblem] = {}
        self._cases: dict[str, OpenProblem] = {}
        self._tickets: list[list[tuple[int, int, OpenProblem]]] = [[] for _ in crew.weights]
        self._learner = Learner()
        self._unlearnt: dict[int, Sequence[Settled]] = {}
        self._admitted = 0
        self._settled: list[Settled] = []
        self._stale: list[str] = []

    @property
    def done(self) -> bool:
        """Whether every problem is settled; late candidates may still wait for their verdicts."""
        return self._entries is None and not self._undecided

    def next(self, teacher: int) -> Request | None:
        """The next request for this teacher; None while it waits for verdicts, or if nothing is left."""
        while True:
            if (request := self._waiting(teacher)) is not None:
                return request
            if self.crew.cascade and teacher > 0:
                break
            if not self._admit():
                break
        return self._eager(teacher) if self._speculate else None

    def back(self, request: Request) -> None:
        """Return a request that could not be made; it will be the next one drawn."""
        if (case := self._cases.get(request.problem.id)) is not None:
            heapq.heappush(self._tickets[request.teacher], (case.ordinal, request.index, case))

    def graded(self, candidate: Candidate, verdict: Verdict) -> None:
        """Process a verdict; a verdict on a settled problem changes nothing."""
        case = self._cases.get(candidate.problem)
        if case is None:
            return
        case.open.discard(candidate.index)
        case.add(candidate, verdict, self.goal.max)
        self._advance(case)

    def refuse(self, problem: Problem, reason: str) -> bool:
        """Refuse a problem that its teacher can't answer; False if it is settled already."""
        case = self._cases.get(problem.id)
        if case is None:
            return False
        self._settle(case, Decision("refused", reason), last=True)
        return True

    def news(self) -> tuple[list[Settled], list[str]]:
        """The decisions since the last call, and the ids of requests that are no longer needed."""
        found = self._settled, self._stale
        if self._settled:
            self._settled, self._stale = [], []
        return found

    def _waiting(self, teacher: int) -> Request | None:
        tickets = self._tickets[teacher]
        while tickets:
            _, index, case = heapq.heappop(tickets)
            if not case.done and index >= case.first:
                return self._request(case, index, teacher)
        return None

    def _request(self, case: OpenProblem, index: int, teacher: int) -> Request:
        seed = seeds.derive(self.seed, "sample", case.problem.id, index)
        return Request(problem=case.problem, index=index, seed=seed, teacher=teacher)

    def _eager(self, teacher: int) -> Request | None:
        """One more request for the first problem with `extra` left."""
        for case in self._undecided.values():
            while case.extra > 0 and (index := case.take(self.goal.max)) is not None:
                case.extra -= 1
                who = self.crew.teacher(self.seed, case.problem.id, index, case.stage)
                if who == teacher:
                    return self._request(case, index, teacher)
                heapq.heappush(self._tickets[who], (case.ordinal, index, case))
        return None

    def _admit(self) -> bool:
        """Take the next unsettled problem; False if the window is full or no problem is left."""
        while self._entries is not None and self._admitted - self._oldest() < self.window:
            self._learn(self._admitted - self.window)
            entry = next(self._entries, None)
            if entry is None:
                self._entries = None
                return False
            ordinal, self._admitted = self._admitted, self._admitted + 1
            if entry.problem is not None:
                self._open(entry.problem, ordinal, entry.candidates)
                return True
            self._unlearnt[ordinal] = entry.settled
        return False

    def _oldest(self) -> int:
        return next(iter(self._undecided), self._admitted)

    def _learn(self, ordinal: int) -> None:
        """Learn from one problem, a whole window late: by then it is settled, whatever the timing was."""
        rows = self._unlearnt.pop(ordinal, ())
        if rows and self._heard is not None:
            self._heard(rows)
        for settled in rows:
            drawn = settled.correct + settled.incorrect + settled.cut + settled.unverified
            group = f"{settled.group}/{settled.stage}"
            self._learner.add(group, settled.correct, settled.incorrect, drawn)

    def _open(
        self, problem: Problem, ordinal: int, candidates: Sequence[tuple[Candidate, Verdict | None]]
    ) -> None:
        group = f"{problem.source.bank}/{problem.tags.get('level', '')}"
        priors = tuple(self._learner.prior(f"{group}/{stage}") for stage in range(self.crew.stages))
        case = OpenProblem(problem=problem, ordinal=ordinal, group=group, priors=priors)
        self._cases[problem.id] = self._undecided[ordinal] = case
        for candidate, verdict in candidates:
            if verdict is None:
                case.open.add(candidate.index)
                self.ungraded.append((problem, candidate))
            else:
                case.add(candidate, verdict, self.goal.max)
        self._advance(case)

    def _advance(self, case: OpenProblem) -> None:
        """Count verdicts up to the first gap, decide after each one, and request what is missing."""
        while not case.done:
            decision = decide(self.goal, case.tally, case.prior, case.before)
            if decision is not None:
                last = decision.kind == "met" or case.stage + 1 == self.crew.stages
                self._settle(case, decision, last=last)
            elif (mark := case.labels.get(case.first + case.counted)) is not None:
                case.tally, case.counted = case.tally.plus(mark), case.counted + 1
            else:
                self._issue(case)
                break

    def _issue(self, case: OpenProblem) -> None:
        """Request the fewest candidates that can meet the goal, in addition to the open ones."""
        asked = sum(index >= case.first for index in case.open)
        for _ in range(max(1 - asked, self.goal.still(case.seen, case.prior) - asked)):
            if (index := case.take(self.goal.max)) is None:
                break
            asked += 1
            who = self.crew.teacher(self.seed, case.problem.id, index, case.stage)
            heapq.heappush(self._tickets[who], (case.ordinal, index, case))
        if self._speculate:
            case.extra = likely(self.goal, case.seen, case.prior, case.before) - asked

    def _settle(self, case: OpenProblem, decision: Decision, *, last: bool) -> None:
        stop = case.first + case.counted
        own = case.tally.minus(case.before)
        known = None if decision.kind == "refused" else pass_rate(self.goal, case.prior, own, case.before)
        settled = Settled(
            problem=case.problem.id,
            goal=str(self.goal),
            stage=case.stage,
            kind=decision.kind,
            reason=decision.reason,
            correct=own.correct,
            incorrect=own.incorrect,
            cut=own.cut,
            unverified=own.unverified,
            first=case.first,
            stop=stop,
            past=FOREVER if last else case.first + self.goal.max,
            group=case.group,
            prior=(*case.prior.correct, *case.prior.incorrect),
            rate=known and known.rate,
            final=last,
            bound=known and known.bound,
        )
        self._settled.append(settled)
        self._stale += [f"{case.problem.id}#{index}" for index in sorted(case.open)]
        case.settled.append(settled)
        if last:
            case.done = True
            del self._undecided[case.ordinal], self._cases[case.problem.id]
            self._unlearnt[case.ordinal] = case.settled
        else:
            case.next_stage(self.goal.max)
