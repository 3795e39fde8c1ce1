"""Sampling into a ledger: engines that die, prompts that don't fit, budgets, slow graders."""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from samples import make_graded
from verigen.core import registry
from verigen.core.errors import EngineDied, PromptTooLong, StorageError, TeacherError
from verigen.core.parts import Grader
from verigen.core.types import Completion, Message, Problem, Sampling
from verigen.ledger.ledger import Ledger
from verigen.sampling import book
from verigen.sampling.budget import Budget, Limit
from verigen.sampling.crew import Crew
from verigen.sampling.draw import Work, draw
from verigen.sampling.engine import RESTARTS, Engine
from verigen.sampling.goals import parse
from verigen.sampling.grading_queue import BATCH, GRADERS
from verigen.sampling.hand import Ending, Hand
from verigen.sampling.loop import WAITING_PER_PLACE
from verigen.sampling.meter import Meter
from verigen.teachers.scripted import Script, Scripted

BASE = make_graded(0, "correct")
RIGHT, WRONG = "<think>\nadd\n</think>\n\n\\boxed{5}", "<think>\nadd\n</think>\n\n\\boxed{6}"


@dataclass
class Told:
    notes: list[str] = field(default_factory=list)
    meter: Meter | None = None

    def note(self, line: str) -> None:
        self.notes.append(line)

    def graded(self) -> None:
        pass

    @contextlib.contextmanager
    def sampling(self, meter: Meter) -> Iterator[None]:
        self.meter = meter
        yield


@dataclass(frozen=True, kw_only=True)
class Frail(Scripted):
    """A scripted engine that dies for good after `lives` answers, and takes no prompt that holds `long`."""

    lives: int = 1 << 40
    long: str = "\0"
    opened: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["FrailSession"]:  # type: ignore[override]
        self.opened.append(len(self.opened))
        async with super().open() as session:
            yield FrailSession(self, session)


class FrailSession:
    lost = wasted = 0
    engine = "frail"

    def __init__(self, teacher: Frail, session) -> None:
        self._teacher, self._session, self._left = teacher, session, teacher.lives
        self.concurrency = session.concurrency

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        if self._teacher.long in messages[-1].content:
            raise PromptTooLong("9000 tokens of 2048")
        if self._left <= 0:
            raise EngineDied("the engine is gone")
        completion: Completion = await self._session.generate(messages, sampling, seed)
        self._left -= 1
        self._teacher.answered.append(seed)
        return completion


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "ledger.db", create=True)
    made.set_meta("verifier", "symbolic/1")
    made.add_problems([(problem(i), None) for i in range(12)])
    yield made
    made.close()


def problem(number: int) -> Problem:
    return replace(BASE.problem, id=f"p{number}", prompt=f"Problem {number}: what is 2+3?")


def sampled(
    ledger: Ledger,
    teacher: Scripted,
    *,
    goal: str = "n:4",
    budget: Budget | None = None,
    told: Told | None = None,
    grader=None,
) -> Ending:
    async def run() -> Ending:
        watch = told or Told()
        async with Engine(teacher, watch.note).opened() as engine:
            work = Work(
                domain=registry.load("domain", "math")(),
                grader=opened,
                sampling=Sampling(),
                goal=parse(goal, 16),
                crew=Crew(),
                seed=0,
                limit=None,
                speculate=True,
                budget=budget,
            )
            ledger.set_meta("goal", str(work.goal))
            return await draw(work, ledger, [Hand(engine=engine)], watch, asyncio.Event())

    with registry.make("verifier", "symbolic").open() as symbolic:
        opened = grader(symbolic) if grader else symbolic
        ledger.set_meta("verifier", opened.name)
        return asyncio.run(run())


def texts(ledger: Ledger) -> dict[str, str]:
    return {item.candidate.id: item.candidate.text for graded in ledger.graded() for item in graded}


def answers(delay_s: float = 0.002) -> Script:
    return Script(default=[RIGHT, WRONG], delay_s=delay_s)


def test_an_engine_that_dies_is_started_again_and_nothing_is_lost(ledger: Ledger, tmp_path: Path) -> None:
    other = Ledger(tmp_path / "other.db", create=True)
    other.add_problems([(problem(i), None) for i in range(12)])
    frail, told = Frail(script=answers(), lives=12), Told()

    ended = sampled(ledger, frail, told=told)
    sampled(other, Scripted(script=answers()))

    assert ended == "done"
    assert len(frail.opened) in {2, 3, 4}
    assert texts(ledger) == texts(other)
    assert len(texts(ledger)) == 48
    assert told.notes[0] == "the engine is gone; starting it again (1 of 3)"
    assert ledger.sessions()[0].restarts == len(told.notes) == len(frail.opened) - 1
    other.close()


def test_an_engine_that_dies_again_and_again_ends_the_run_and_keeps_what_is_finished(ledger: Ledger) -> None:
    frail = Frail(script=answers(), lives=3)

    with pytest.raises(TeacherError, match=f"died {RESTARTS + 1} times.*the same command continues"):
        sampled(ledger, frail)

    assert len(texts(ledger)) == len(frail.answered) >= 3 * (RESTARTS + 1)
    assert sampled(ledger, Scripted(script=answers())) == "done"
    assert len(texts(ledger)) == 48


def test_a_problem_too_long_for_the_context_is_refused_by_its_id_and_the_others_go_on(ledger: Ledger) -> None:
    told = Told()

    ended = sampled(ledger, Frail(script=answers(), long="Problem 7:"), told=told)

    assert ended == "done"
    assert told.notes == ["refused p7: 9000 tokens of 2048"]
    assert ledger.kinds("n:4") == {"met": 11, "refused": 1}
    assert len(texts(ledger)) == 44


def test_requests_that_a_decision_made_needless_are_aborted_and_no_failures(ledger: Ledger) -> None:
    told = Told()

    sampled(ledger, Scripted(script=Script(default=[RIGHT], delay_s=0.2)), goal="first-correct", told=told)

    aborted = ledger._query("SELECT candidate, problem FROM aborted")
    assert told.meter is not None
    assert len(aborted) == told.meter.aborted == ledger.sessions()[0].aborted > 0
    assert {id_ for id_, _ in aborted} & set(texts(ledger)) == set()
    assert len(texts(ledger)) == 12


def test_what_came_after_the_decision_is_kept_and_is_in_no_record(ledger: Ledger) -> None:
    sampled(ledger, Scripted(script=answers(0)), goal="n:8")

    sampled(ledger, Scripted(script=answers(0)), goal="first-correct")

    (stored,) = ledger._query("SELECT COUNT(*) FROM candidates")
    assert stored == (96,)
    for graded in ledger.graded():
        assert [item.verdict.outcome for item in graded][-1] == "correct"
        assert [item.verdict.outcome for item in graded].count("correct") == 1


def test_a_budget_is_never_exceeded_and_a_larger_one_goes_on(ledger: Ledger) -> None:
    budget = Budget(Limit(amount=Decimal(1_800), unit="tokens"))

    ended = sampled(ledger, Scripted(script=answers()), budget=budget)

    spent = sum(prompts + tokens for _, prompts, tokens in ledger.spent())
    assert ended == "budget"
    assert 0 < spent <= budget.spent <= 1_800
    assert 0 < len(texts(ledger)) < 48
    assert sampled(ledger, Scripted(script=answers())) == "done"
    assert len(texts(ledger)) == 48


def test_a_full_disk_ends_the_run_with_what_to_do(ledger: Ledger) -> None:
    ledger._db.execute("PRAGMA max_page_count = 1")

    with pytest.raises(StorageError, match=r"full.*the same command again"):
        sampled(ledger, Scripted(script=answers()))


class Slow:
    """A grader that takes its time, and sees how far the engine is ahead of it."""

    def __init__(self, inner, teacher: Frail) -> None:
        self._inner, self._teacher, self.name = inner, teacher, inner.name
        self._begun = self.ahead = 0
        self._lock = threading.Lock()

    def verify(self, problem, candidate):
        with self._lock:
            self._begun += 1
            self.ahead = max(self.ahead, len(self._teacher.answered) - self._begun)
        time.sleep(0.01)
        return self._inner.verify(problem, candidate)


def test_a_slow_grader_holds_the_engine_back(ledger: Ledger) -> None:
    teacher, made = Frail(script=answers(0)), list[Slow]()

    def kept(inner: Grader) -> Slow:
        made.append(Slow(inner, teacher))
        return made[0]

    sampled(ledger, teacher, goal="n:16", grader=kept)

    assert 0 < made[0].ahead <= (WAITING_PER_PLACE + 1) * teacher.concurrency + BATCH * GRADERS
    assert len(texts(ledger)) == 192


def test_a_disk_that_is_behind_holds_the_engine_back_and_stops_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "FULL", 2)

    ended = sampled(ledger, Scripted(script=answers(0)), goal="n:16")

    assert ended == "done"
    assert len(texts(ledger)) == 192
