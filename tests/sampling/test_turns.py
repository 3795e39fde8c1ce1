"""Conversations of several turns: whose place it is, what is stored, and domains that do wrong."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded
from verigen.core import boundary, registry, seeds
from verigen.core.errors import PartBroken, PromptTooLong, ReferenceFault
from verigen.core.graded import Graded
from verigen.core.turns import Act, Answer, Ask, Form, Turn, Turns, drawn, ran
from verigen.core.types import Call, Completion, Execution, Job, Message, Output, Problem, Sampling
from verigen.domains.code.part import Code
from verigen.domains.forcing import forced
from verigen.domains.math.part import Math
from verigen.ledger import turns
from verigen.ledger.ledger import Ledger
from verigen.sampling.budget import Budget, Limit
from verigen.sampling.crew import Crew
from verigen.sampling.draw import Work, draw
from verigen.sampling.engine import Engine
from verigen.sampling.goals import parse
from verigen.sampling.hand import Ending, Hand
from verigen.teachers.scripted import Script, Scripted

BASE = make_graded(0, "correct")
RIGHT = "\\boxed{5}"
PROGRAM = Job(code="print(2 + 3)", mode="stdio", calls=[Call()])


class Silent:
    def note(self, line: str) -> None: ...

    def graded(self) -> None: ...

    @contextlib.contextmanager
    def sampling(self, meter: object) -> Iterator[None]:
        yield


@dataclass(frozen=True, kw_only=True)
class Scene(Math):
    """Maths whose conversations a test writes; of a module that is not verigen's, so it is guarded."""

    play: Callable[[Problem], Turns]
    deadline_s: float = boundary.DEADLINE_S

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        return self.play(problem)


@dataclass(frozen=True, kw_only=True)
class Seen(Scripted):
    """Remembers what it was asked, in order, and how many requests it had at a time."""

    asked: list[tuple[str, int]] = field(default_factory=list)
    at_a_time: list[int] = field(default_factory=lambda: [0, 0])
    long: str = "\0"
    room: int = 1 << 20

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[SeenSession]:  # type: ignore[override]
        async with super().open() as session:
            yield SeenSession(self, session)


class SeenSession:
    lost = wasted = 0
    engine = "seen"

    def __init__(self, teacher: Seen, session: Any) -> None:
        self._teacher, self._session, self.concurrency = teacher, session, session.concurrency

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        if self._teacher.long in messages[-1].content:
            raise PromptTooLong("9000 tokens of 2048")
        now = self._teacher.at_a_time
        now[0] += 1
        now[1] = max(now)
        self._teacher.asked.append((messages[-1].content, seed))
        try:
            completion: Completion = await self._session.generate(messages, sampling, seed)
        finally:
            now[0] -= 1
        room = self._teacher.room
        if completion.tokens <= room:
            return completion
        return replace(
            completion, text=" ".join(completion.text.split(" ")[:room]), finish="length", tokens=room
        )


def say(text: str) -> Ask:
    return Ask(messages=(Message(role="user", content=text),))


def problems(count: int) -> list[Problem]:
    return [replace(BASE.problem, id=f"p{n}", family=f"p{n}", prompt=f"Problem {n}.") for n in range(count)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with contextlib.closing(made(tmp_path / "ledger.db", 4)) as found:
        yield found


def made(path: Path, count: int) -> Ledger:
    ledger = Ledger(path, create=True)
    ledger.add_problems([(each, None) for each in problems(count)])
    return ledger


def played(
    ledger: Ledger,
    domain: Any,
    teacher: Scripted,
    *,
    goal: str = "n:2",
    budget: Budget | None = None,
) -> Ending:
    async def run() -> Ending:
        async with Engine(teacher, lambda _: None).opened() as engine:
            work = Work(
                domain=domain,
                grader=grader,
                sampling=Sampling(max_tokens=50),
                goal=parse(goal, 16),
                crew=Crew(),
                seed=0,
                limit=None,
                speculate=True,
                budget=budget,
            )
            ledger.set_meta("goal", str(work.goal))
            return await draw(work, ledger, [Hand(engine=engine)], Silent(), asyncio.Event())

    with registry.make("verifier", "symbolic").open() as grader:
        ledger.set_meta("verifier", grader.name)
        return asyncio.run(run())


def ended(ledger: Ledger) -> dict[str, Graded]:
    return {item.candidate.id: item for graded in ledger.graded() for item in graded}


def tooled(problem: Problem) -> Turns:
    """Ask, act, ask."""
    yield from drawn(say(f"first of {problem.prompt}"))
    done = yield from ran(PROGRAM)
    last = yield from drawn(say(f"then of {problem.prompt} it printed {done.outputs[0].stdout.strip()}"))
    return Answer(text=last.text, finish=last.finish)


def test_while_a_program_runs_another_request_has_the_engines_place(ledger: Ledger) -> None:
    teacher = Seen(script=Script(default=[RIGHT]), concurrency=1)

    assert played(ledger, Scene(play=tooled), teacher) == "done"

    firsts = [place for place, (said, _) in enumerate(teacher.asked) if said.startswith("first")]
    thens = [place for place, (said, _) in enumerate(teacher.asked) if said.startswith("then")]
    assert teacher.at_a_time == [0, 1]
    assert (len(firsts), len(thens)) == (8, 8)
    # a place that was held while a program runs would make them take turns: first, then, first, then
    assert any(one + 1 == other for one, other in pairwise(firsts))
    assert {said for said, _ in teacher.asked if said.startswith("then")} == {
        f"then of Problem {n}. it printed 5" for n in range(4)
    }


def test_no_more_conversations_are_begun_than_the_sandbox_can_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting, most = [0], [0]

    async def slow(self: object, job: Job) -> Execution:
        acting[0] += 1
        most[0] = max(most[0], acting[0])
        await asyncio.sleep(0.01)
        acting[0] -= 1
        return Execution(outputs=[Output(stdout="5")])

    monkeypatch.setattr("verigen.sampling.acts.Acts.run", slow)
    teacher = Seen(script=Script(default=[RIGHT]), concurrency=2)
    with contextlib.closing(made(tmp_path / "l.db", 40)) as ledger:
        assert played(ledger, Scene(play=tooled), teacher) == "done"

        assert len(ended(ledger)) == 80
    assert 2 < most[0] <= 2 * 2 + 2
    assert teacher.at_a_time == [0, 2]


def test_a_conversation_is_in_the_ledger_turn_by_turn(ledger: Ledger) -> None:
    played(ledger, Scene(play=tooled), Scripted(script=Script(default=[RIGHT])))

    for item in ended(ledger).values():
        kinds = [type(turn.asked) for turn in item.turns]
        assert kinds == [Ask, Act, Ask]
        assert item.turns[1] == Turn(asked=Act(job=PROGRAM), sent=item.turns[1].sent)
        assert isinstance(item.turns[2].sent, Completion)
        assert item.candidate.tokens == 2
        assert item.verdict.outcome == "correct"
    assert not ledger.has_open_turns()


def test_the_seed_of_a_later_request_follows_from_the_first(ledger: Ledger) -> None:
    teacher = Seen(script=Script(default=[RIGHT]))

    played(ledger, Scene(play=tooled), teacher)

    own = {item.candidate.seed for item in ended(ledger).values()}
    later = {seeds.derive(seed, "answer") for seed in own}
    assert Counter(seed for _, seed in teacher.asked) == Counter([*own, *later])


def raises_at_once(problem: Problem) -> Turns:
    raise KeyError("boom")


def raises_after_a_turn(problem: Problem) -> Turns:
    yield say(problem.prompt)
    raise ValueError("boom\nand more")


def raises_our_own_error(problem: Problem) -> Turns:
    yield say(problem.prompt)
    raise PromptTooLong("not the teacher's word")


def asks_for_ever(problem: Problem) -> Turns:
    while True:
        yield say(problem.prompt)


def computes_for_ever(problem: Problem) -> Turns:
    yield say(problem.prompt)
    while True:
        time.sleep(0.01)


def yields_text(problem: Problem) -> Turns:
    yield problem.prompt  # type: ignore[misc]
    return Answer(text="", finish="stop")


def yields_an_answer(problem: Problem) -> Turns:
    yield say(problem.prompt)
    yield Answer(text=RIGHT, finish="stop")  # type: ignore[misc]
    return Answer(text=RIGHT, finish="stop")


def returns_nothing(problem: Problem) -> Turns:  # type: ignore[return]
    yield say(problem.prompt)


def returns_text(problem: Problem) -> Turns:
    yield say(problem.prompt)
    return RIGHT  # type: ignore[return-value]


def never_asks(problem: Problem) -> Turns:
    return Answer(text=RIGHT, finish="stop")
    yield say(problem.prompt)


def acts_first(problem: Problem) -> Turns:
    yield Act(job=PROGRAM)
    return Answer(text=RIGHT, finish="stop")


def asks_nothing(problem: Problem) -> Turns:
    yield Ask(messages=())
    return Answer(text=RIGHT, finish="stop")


def asks_for_no_tokens(problem: Problem) -> Turns:
    yield replace(say(problem.prompt), max_tokens=0)
    return Answer(text=RIGHT, finish="stop")


def asks_with_what_is_no_text(problem: Problem) -> Turns:
    yield Ask(messages=(Message(role="user", content=7),))  # type: ignore[arg-type]
    return Answer(text=RIGHT, finish="stop")


def runs_what_is_no_program(problem: Problem) -> Turns:
    yield say(problem.prompt)
    yield Act(job="print(1)")  # type: ignore[arg-type]
    return Answer(text=RIGHT, finish="stop")


def is_no_generator(problem: Problem) -> Turns:
    return [say(problem.prompt)]  # type: ignore[return-value]


WRONG: dict[Callable[[Problem], Turns], str] = {
    raises_at_once: "KeyError",
    raises_after_a_turn: "boom",
    raises_our_own_error: "not the teacher's word",
    asks_for_ever: "more than 64 turns",
    computes_for_ever: "no answer within",
    yields_text: "began with str, not an Ask",
    yields_an_answer: "yielded Answer, not Ask or Act",
    returns_nothing: "returned NoneType, not an Answer",
    returns_text: "returned str, not an Answer",
    never_asks: "began with Answer, not an Ask",
    acts_first: "began with Act, not an Ask",
    asks_nothing: "asked for nothing",
    asks_for_no_tokens: "asked for nothing",
    asks_with_what_is_no_text: "can't be kept",
    runs_what_is_no_program: "can't be kept",
    is_no_generator: "failed",
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: each.__name__)
def test_a_domain_that_does_wrong_leaves_its_candidate_unverified_and_the_run_goes_on(
    wrong: Callable[[Problem], Turns], ledger: Ledger
) -> None:
    def play(problem: Problem) -> Turns:
        return wrong(problem) if problem.id == "p1" else tooled(problem)

    assert (
        played(ledger, Scene(play=play, deadline_s=1.0), Scripted(script=Script(default=[RIGHT]))) == "done"
    )

    found = ended(ledger)
    assert len(found) == 8
    for id_, item in found.items():
        if id_.startswith("p1#"):
            assert (item.verdict.outcome, item.verdict.reason) == ("unverified", "domain_failed")
            assert WRONG[wrong] in item.verdict.message
            assert "the domain Scene of tests" in item.verdict.message
            assert "\n" not in item.verdict.message
            assert item.candidate.finish == "error"
        else:
            assert item.verdict.outcome == "correct"


def test_a_reference_that_a_domain_cannot_use_half_way_refuses_its_problem(ledger: Ledger) -> None:
    def play(problem: Problem) -> Turns:
        last = yield from drawn(say(problem.prompt))
        if problem.id == "p1":
            raise ReferenceFault("p1 has no unit")
        return Answer(text=last.text, finish=last.finish)

    assert played(ledger, Scene(play=play), Scripted(script=Script(default=[RIGHT]))) == "done"

    assert ledger.kinds("n:2") == {"met": 3, "refused": 1}


def test_a_domain_that_fails_again_and_again_ends_the_run_in_one_line(tmp_path: Path) -> None:
    with (
        contextlib.closing(made(tmp_path / "l.db", 40)) as ledger,
        pytest.raises(PartBroken, match="the domain Scene of tests failed 20 times in a row"),
    ):
        played(ledger, Scene(play=raises_after_a_turn), Scripted(script=Script(default=[RIGHT])))


def test_a_failure_of_the_domain_stays_unverified_when_it_is_graded_again(ledger: Ledger) -> None:
    def play(problem: Problem) -> Turns:
        return raises_after_a_turn(problem) if problem.id == "p1" else tooled(problem)

    played(ledger, Scene(play=play), Scripted(script=Script(default=["no idea"])))

    with registry.make("verifier", "symbolic").open() as grader:
        again = {
            id_: boundary.grade(grader, item.problem, item.candidate) for id_, item in ended(ledger).items()
        }
    assert {id_: verdict.outcome for id_, verdict in again.items()} == {
        id_: "unverified" if id_.startswith("p1#") else "incorrect" for id_ in again
    }


def test_a_context_that_is_full_half_way_ends_the_candidate_undecided(ledger: Ledger) -> None:
    played(ledger, Scene(play=tooled), Seen(script=Script(default=["as far as I got"]), long="it printed"))

    found = ended(ledger).values()
    assert {(item.candidate.text, item.candidate.finish) for item in found} == {
        ("as far as I got", "context")
    }
    assert {(item.verdict.outcome, item.verdict.reason) for item in found} == {("unverified", "context_full")}


@pytest.mark.parametrize(
    ("words", "finish", "outcome"), [(49, "context", "unverified"), (50, "length", "incorrect")]
)
def test_a_last_answer_that_the_context_cut_off_is_told_from_one_that_used_up_its_tokens(
    ledger: Ledger,
    words: int,
    finish: str,
    outcome: str,
) -> None:
    teacher = Seen(script=Script(default=[f"\\boxed{{6}} {'and so on ' * 20}"]), room=words)

    played(ledger, Scene(play=tooled), teacher, goal="n:1")

    assert {(item.candidate.finish, item.verdict.outcome) for item in ended(ledger).values()} == {
        (finish, outcome)
    }
    assert {turn.sent.finish for item in ended(ledger).values() for turn in item.turns[::2]} == {"length"}


def test_a_first_answer_that_fills_the_context_is_a_cut_like_any_other(ledger: Ledger) -> None:
    played(ledger, Scene(play=thoughtful), Seen(script=Script(default=["<think> to myself"]), long="myself"))

    assert {(item.candidate.finish, item.candidate.tokens) for item in ended(ledger).values()} == {
        ("length", 3)
    }


def thoughtful(problem: Problem) -> Turns:
    asked = (Message(role="user", content=problem.prompt),)
    return (yield from forced(asked, closing="</think>", reasoner=False))
    assert not ledger.kinds("n:2")["refused"]


def test_a_domain_asks_for_fewer_tokens_and_more_stops_than_the_run(ledger: Ledger) -> None:
    def play(problem: Problem) -> Turns:
        short = yield from drawn(replace(say(problem.prompt), max_tokens=2))
        cut = yield from drawn(replace(say(problem.prompt), stop=("c",), max_tokens=10_000))
        return Answer(text=f"{short.text}|{short.finish}|{cut.text}|{cut.stop}", finish="stop")

    played(ledger, Scene(play=play), Scripted(script=Script(default=["a b c d"])))

    assert {item.candidate.text for item in ended(ledger).values()} == {"a b|length|a b |c"}


def test_a_budget_that_ends_half_way_is_taken_up_by_a_larger_one(ledger: Ledger) -> None:
    small = Budget(Limit(amount=Decimal(230), unit="tokens"))
    teacher = Seen(script=Script(default=[RIGHT]), concurrency=1)

    assert played(ledger, Scene(play=tooled), teacher, budget=small) == "budget"

    spent = sum(prompts + tokens for _, prompts, tokens in ledger.spent())
    assert 0 < spent == small.spent <= 230
    drawn_before = Counter(teacher.asked)
    assert played(ledger, Scene(play=tooled), teacher) == "done"
    assert len(ended(ledger)) == 8
    assert set(Counter(teacher.asked).values()) == {1}, (
        "what was drawn before the budget's end was drawn again"
    )
    assert drawn_before.total() > 0


def test_what_a_domain_asks_otherwise_today_is_asked_again(ledger: Ledger) -> None:
    whose = turns.Whose(problem="p0", candidate="p0#0", teacher="scripted")
    sent = Completion(text="old", finish="stop", prompt_tokens=1, tokens=1)
    old = [Turn(asked=say(f"what it asked once, {n}"), sent=sent) for n in range(5)]
    ledger.commit([], [], turns=turns.rows(whose, old, 0, ()))

    played(ledger, Scene(play=tooled), Scripted(script=Script(default=[RIGHT])))

    assert [type(turn.asked) for turn in ledger.turns("p0", "p0#0")] == [Ask, Act, Ask]
    assert "old" not in json.dumps([str(turn) for turn in ledger.turns("p0", "p0#0")])


@pytest.mark.parametrize("domain", [Math(), Code()], ids=["math", "code"])
def test_a_thought_that_has_no_end_is_ended_and_nothing_is_stored_between(domain: Any) -> None:
    problem = next(
        registry.make(
            "reader",
            "own",
            {
                "path": Path("problem_banks") / f"{domain.default_bank}.jsonl",
                "name": "b",
                "domain": "",
                "licence": "MIT",
            },
        ).problems()
    )
    conversation = domain.turns(problem, reasoner=False)
    first = next(conversation)
    thought = Completion(text="<think>\nI wonder", finish="stop", prompt_tokens=5, tokens=3)

    second = conversation.send(thought)

    assert not first.continues
    assert second.continues
    assert second.max_tokens == 512
    assert second.messages[:-1] == first.messages[:-1]
    assert second.messages[-1].role == "assistant"
    assert second.messages[-1].content.startswith("<think>\nI wonder\n</think>\n\n")
    closed = replace(thought, text=second.messages[-1].content + "5}", finish="length")
    with pytest.raises(StopIteration) as end:
        conversation.send(closed)
    assert end.value.value == Answer(text=closed.text, finish="length")


@pytest.mark.parametrize(("reasoner", "finish"), [(True, "stop"), (True, "length"), (False, "length")])
def test_a_reasoners_thought_and_one_that_was_cut_are_left_as_they_are(reasoner: bool, finish: Any) -> None:  # noqa: FBT001 - pytest passes it by name
    conversation = Math().turns(BASE.problem, reasoner=reasoner)
    next(conversation)

    with pytest.raises(StopIteration) as end:
        conversation.send(Completion(text="<think>\nhm", finish=finish, prompt_tokens=1, tokens=1))

    assert end.value.value == Answer(text="<think>\nhm", finish=finish)


def test_a_candidate_whose_thinking_was_ended_counts_all_its_tokens_and_stores_no_turn(
    ledger: Ledger,
) -> None:
    script = Script(answers={"</think>": ["The final answer is \\boxed{5}."]}, default=["<think>\nI wonder"])

    played(ledger, Math(), Scripted(script=script, reasoner=False))

    for item in ended(ledger).values():
        assert item.turns == ()
        assert item.candidate.tokens == len("<think>\nI wonder".split(" ")) + 5
    assert not ledger.has_turns()


MESSAGES = st.builds(
    Message, role=st.sampled_from(["system", "user", "assistant", "tool"]), content=st.text(max_size=5)
)
FORMS = st.none() | st.builds(
    Form, kind=st.sampled_from(["schema", "regex", "grammar"]), text=st.text(max_size=5)
)
ASKS = st.builds(
    Ask,
    messages=st.lists(MESSAGES, max_size=5).map(tuple),
    stop=st.lists(st.text(max_size=3), max_size=2).map(tuple),
    max_tokens=st.none() | st.integers(1, 9),
    form=FORMS,
    continues=st.booleans(),
)
COMPLETIONS = st.builds(
    Completion,
    text=st.text(max_size=9),
    finish=st.sampled_from(["stop", "length"]),
    prompt_tokens=st.integers(0, 9),
    tokens=st.integers(0, 9),
    logprob=st.none() | st.floats(-9, 0),
    stop=st.none() | st.text(max_size=3),
)
ACTS = st.builds(Turn, asked=st.just(Act(job=PROGRAM)), sent=st.just(Execution(outputs=[Output(stdout="5")])))


@given(st.lists(st.builds(Turn, asked=ASKS, sent=COMPLETIONS) | ACTS, max_size=6), st.integers(0, 6))
def test_turns_come_back_as_they_were_stored_in_two_pieces(said: list[Turn], cut: int) -> None:
    whose = turns.Whose(problem="p", candidate="p#0", teacher="t")
    before = next((t.asked.messages for t in reversed(said[:cut]) if isinstance(t.asked, Ask)), ())

    rows = [*turns.rows(whose, said[:cut], 0, ()), *turns.rows(whose, said[cut:], len(said[:cut]), before)]

    assert [row.position for row in rows] == list(range(len(said)))
    assert turns.turns(rows) == said
