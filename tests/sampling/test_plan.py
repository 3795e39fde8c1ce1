"""What the plan asks for, whatever order the answers come in."""

import random
from dataclasses import dataclass, field, replace

import pytest

from samples import make_graded
from verigen.core.types import Candidate, Problem, Verdict
from verigen.ledger.tables import QueueEntry, Settled
from verigen.sampling.crew import Crew
from verigen.sampling.goals import parse
from verigen.sampling.plan import Plan, Request

BASE = make_graded(0, "correct")
PLACES = 8
ALONE = Crew()


def problem(number: int) -> Problem:
    return replace(BASE.problem, id=f"p{number}")


def candidate(id_: str, index: int) -> Candidate:
    return replace(BASE.candidate, id=f"{id_}#{index}", problem=id_, index=index)


def verdict(id_: str, index: int, teacher: int) -> Verdict:
    """Always the same for one candidate; problems are easy, hard or hopeless."""
    rate = random.Random(id_).choice([0.0, 0.1, 0.5, 0.9, 1.0]) + 0.3 * teacher
    right = random.Random(f"{id_}/{index}").random() < rate
    return replace(BASE.verdict, outcome="correct" if right else "incorrect")


@dataclass
class World:
    """Engines that answer in an order of their own, until `dies_after` answers."""

    plan: Plan
    order: random.Random
    dies_after: int = 1 << 40
    flying: dict[str, Request] = field(default_factory=dict)
    drawn: dict[str, Verdict] = field(default_factory=dict)
    settled: list[Settled] = field(default_factory=list)
    most: int = 0

    def run(self) -> None:
        while len(self.drawn) < self.dies_after:
            self._fill()
            if not self.flying:
                assert self.plan.done
                return
            request = self.flying.pop(self.order.choice(sorted(self.flying)))
            self.drawn[request.id] = found = verdict(request.problem.id, request.index, request.teacher)
            self.plan.graded(candidate(request.problem.id, request.index), found)
            self._news()

    def _fill(self) -> None:
        for teacher in range(len(self.plan.crew.weights)):
            while sum(r.teacher == teacher for r in self.flying.values()) < PLACES:
                request = self.plan.next(teacher)
                self._news()
                if request is None:
                    break
                self.flying[request.id] = request
        self.most = max(self.most, len(self.flying))

    def _news(self) -> None:
        settled, stale = self.plan.news()
        self.settled += settled
        for id_ in stale:
            self.flying.pop(id_, None)


def world(spec: str, order: int, *, crew: Crew = ALONE, dies_after: int = 1 << 40, stored=None) -> World:
    kept: dict[str, list[tuple[Candidate, Verdict]]] = {}
    for id_, found in sorted((stored or {}).items()):
        name, _, index = id_.partition("#")
        kept.setdefault(name, []).append((candidate(name, int(index)), found))
    entries = (QueueEntry(problem(i), kept.get(f"p{i}", ())) for i in range(60))
    plan = Plan(entries, parse(spec, 16), crew, seed=0, window=16)
    made = World(plan, random.Random(order), dies_after)
    made.run()
    return made


CREWS = [
    ("pair", ALONE),
    ("n:4", ALONE),
    ("correct:3", Crew(weights=(2.0, 1.0))),
    ("pair", Crew(weights=(1.0, 1.0), cascade=True)),
    ("pass-rate:0.6,max=12", ALONE),
]


@pytest.mark.parametrize(("spec", "crew"), CREWS)
def test_decisions_do_not_depend_on_which_answer_came_first(spec: str, crew: Crew) -> None:
    first, second = world(spec, 1, crew=crew), world(spec, 2, crew=crew)

    assert sorted(first.settled) == sorted(second.settled)
    assert {row.problem for row in first.settled if row.final} == {f"p{i}" for i in range(60)}


@pytest.mark.parametrize(("spec", "crew"), CREWS)
def test_a_run_that_died_decides_as_one_that_did_not(spec: str, crew: Crew) -> None:
    whole = world(spec, 1, crew=crew)
    killed = world(spec, 3, crew=crew, dies_after=len(whole.drawn) // 2)

    resumed = world(spec, 4, crew=crew, stored=killed.drawn)

    assert sorted(resumed.settled) == sorted(whole.settled)
    assert not set(resumed.drawn) & set(killed.drawn)


def test_the_engine_is_kept_full() -> None:
    assert world("n:4", 1).most == PLACES
    assert world("pair", 1).most == PLACES


def test_a_goal_draws_fewer_candidates_than_its_max() -> None:
    made = world("pair", 1)

    assert len(made.drawn) < 0.7 * 60 * 16
    assert {row.kind for row in made.settled} >= {"met", "hopeless", "trivial"}


def test_a_larger_teacher_gets_what_the_smaller_failed_at() -> None:
    made = world("first-correct", 1, crew=Crew(weights=(1.0, 1.0), cascade=True))

    failed = {row.problem for row in made.settled if row.stage == 0 and not row.final}
    assert failed == {row.problem for row in made.settled if row.stage == 1}
    assert failed
    assert all(
        row.kind in {"hopeless", "max"} for row in made.settled if row.problem in failed and row.stage == 0
    )
    for id_ in made.drawn:
        name, _, index = id_.partition("#")
        assert int(index) < 16 or name in failed


def test_weights_share_out_the_candidates() -> None:
    crew = Crew(weights=(3.0, 1.0))

    teachers = [crew.teacher(0, f"p{i}", index, 0) for i in range(100) for index in range(10)]

    assert 0.2 < sum(teachers) / len(teachers) < 0.3


def test_a_stored_candidate_without_verdict_is_graded_before_it_is_asked_for_again() -> None:
    plan = Plan(iter([QueueEntry(problem(0), [(candidate("p0", 0), None)])]), parse("n:2", 2), ALONE, 0, 16)

    asked = [request.index for request in iter(lambda: plan.next(0), None)]

    assert asked == [1]
    assert [c.id for _, c in plan.ungraded] == ["p0#0"]


def test_a_refused_problem_is_settled_with_its_reason() -> None:
    plan = Plan(iter([QueueEntry(problem(0))]), parse("n:2", 2), ALONE, 0, 16)
    plan.next(0)

    plan.refuse(problem(0), "3000 tokens of 2048")

    settled, stale = plan.news()
    assert [(row.kind, row.reason, row.rate) for row in settled] == [("refused", "3000 tokens of 2048", None)]
    assert stale == ["p0#0", "p0#1"]
    assert plan.next(0) is None
    assert plan.done


def test_the_window_bounds_the_problems_under_way() -> None:
    plan = Plan((QueueEntry(problem(i)) for i in range(1000)), parse("n:1", 1), ALONE, 0, 16)

    asked = list(iter(lambda: plan.next(0), None))

    assert len(asked) == 16
