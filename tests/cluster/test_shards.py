"""A ledger that is split into shards, drawn there, and merged again."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import verigen
from verigen.core.errors import UserError
from verigen.core.turns import Answer, Ask, Turn, Turns, ran
from verigen.core.turns import drawn as drawn_turn
from verigen.core.types import Call, Completion, Job, Message, Problem, Sampling, Source
from verigen.domains.math.part import Math
from verigen.domains.math.reference import MathReference
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.tables import Rejection
from verigen.ledger.turns import Whose, rows
from verigen.run.cluster import actors, replica, shards
from verigen.run.cluster.replica import Fault, Recipe, Replica
from verigen.sampling import goals
from verigen.sampling.crew import Crew
from verigen.teachers.scripted import Script, Scripted
from verigen.verifiers.symbolic.judge import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL = goals.parse("pair", 6)
RIGHT, WRONG = "<think>\nadd\n</think>\n\nSo \\boxed{1}.", "<think>\nadd\n</think>\n\nSo \\boxed{7}."


def problem(number: int, family: str | None = None) -> Problem:
    return Problem(
        id=f"p{number}",
        domain="math",
        prompt=f"What is {number} - {number - 1}?",
        reference=MathReference(answer="1"),
        family=family or f"p{number}",
        source=Source(bank="demo", licence="CC0-1.0"),
    )


def recipe(probe: Path, **changes: object) -> Recipe:
    fields = {
        "version": verigen.__version__,
        "domain": Math(),
        "verifier": "symbolic",
        "executor": "local",
        "grader": NAME,
        "teachers": (Scripted(script=Script(default=[RIGHT, WRONG])),),
        "sampling": Sampling(),
        "goal": GOAL,
        "crew": Crew(),
        "seed": 0,
        "speculate": True,
        "probe": probe,
        "token": "yes",
        "files": (),
    }
    return Recipe(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def probe(tmp_path: Path) -> Path:
    path = tmp_path / "probe"
    path.write_text("yes")
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Forty problems of ten families, and one that was refused."""
    with contextlib.closing(Ledger(tmp_path / "ledger.db", create=True)) as made:
        made.add_problems(
            [(problem(i, f"f{i % 10}"), Rejection("no") if i == 7 else None) for i in range(41)]
        )
        made.set_meta("goal", str(GOAL))
        made.set_meta("verifier", NAME)
        yield made


def drawn(probe: Path, *parts: shards.Shard, **changes: object) -> Replica:
    async def work() -> Replica:
        made = Replica(recipe(probe, **changes))
        assert not isinstance(await made.open(), Fault)
        assert await asyncio.gather(*(made.draw(part, 32) for part in parts)) == ["done"] * len(parts)
        await made.close()
        return made

    return asyncio.run(work())


def families(part: shards.Shard) -> set[str]:
    with contextlib.closing(Ledger(part.path, shared=True)) as own:
        return {found.family for found, _ in own.problems()}


def test_every_accepted_problem_is_in_one_shard_with_its_family(ledger: Ledger) -> None:
    parts = shards.split(ledger, 4, None)

    assert sum(part.limit for part in parts) == 40
    own = [families(part) for part in parts]
    assert sorted(name for some in own for name in some) == sorted({f"f{i}" for i in range(10)})


def test_a_larger_limit_adds_to_the_same_shards(ledger: Ledger) -> None:
    first = shards.split(ledger, 4, 12)
    before = {part.number: families(part) for part in first}

    second = shards.split(ledger, 4, None)

    assert sum(part.limit for part in first) == 12
    assert all(before[part.number] <= families(part) for part in second if part.number in before)


@dataclass(frozen=True, kw_only=True)
class Twice(Math):
    """Asks, has a program run, and asks again."""

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        yield from drawn_turn(Ask(messages=(Message(role="user", content=problem.prompt),)))
        done = yield from ran(Job(code="print(1)", mode="stdio", calls=[Call()]))
        said = f"{problem.prompt} It printed {done.outputs[0].stdout}"
        last = yield from drawn_turn(Ask(messages=(Message(role="user", content=said),)))
        return Answer(text=last.text, finish=last.finish)


def test_turns_travel_to_the_shards_and_back(ledger: Ledger, probe: Path) -> None:
    whose = Whose(problem="p3", candidate="p3#0", teacher="scripted")
    first = next(Twice().turns(problem(3), reasoner=True))
    begun = Turn(asked=first, sent=Completion(text="begun", finish="stop", prompt_tokens=1, tokens=1))
    ledger.commit([], [], turns=rows(whose, [begun], 0, ()))

    parts = shards.split(ledger, 2, 8)
    drawn(probe, *parts, domain=Twice())
    shards.gather(ledger)

    graded = [item for group in ledger.graded() for item in group]
    assert graded
    assert {len(item.turns) for item in graded} == {3}
    assert ledger.turns("p3", "p3#0")[0] == begun


def test_shards_are_merged_whole_and_once(ledger: Ledger, probe: Path) -> None:
    parts = shards.split(ledger, 4, None)
    drawn(probe, *parts)

    merged = shards.gather(ledger)
    once = [graded for group in ledger.graded() for graded in group]
    again = shards.gather(ledger)

    assert (merged, again) == (len(parts), 0)
    assert [graded for group in ledger.graded() for graded in group] == once
    assert ledger.progress(str(GOAL), None) == (40, 40)
    assert all(part.kept == part.limit for part in shards.split(ledger, 4, None))


def test_a_run_drawn_on_one_machine_goes_on_in_shards(ledger: Ledger, probe: Path, tmp_path: Path) -> None:
    parts = shards.split(ledger, 4, None)
    drawn(probe, parts[0])
    shards.gather(ledger)
    shutil.rmtree(tmp_path / "shards")

    again = shards.split(ledger, 4, None)

    assert [part.kept for part in again] == [parts[0].limit, *(0 for _ in parts[1:])]


def test_the_same_candidate_with_other_bytes_names_both_shards(ledger: Ledger, probe: Path) -> None:
    parts = shards.split(ledger, 4, None)
    drawn(probe, parts[0])
    shards.merge(ledger, parts[0].path)
    copy = parts[0].path.with_name("900.db")
    shutil.copy(parts[0].path, copy)
    shards.merge(ledger, copy)
    with contextlib.closing(Ledger(copy, shared=True)) as changed, changed._transaction() as db:
        db.execute("UPDATE candidates SET text = text || '!' WHERE idx = 0")

    with pytest.raises(UserError, match="with other bytes") as caught:
        shards.merge(ledger, copy)

    assert str(copy) in str(caught.value)
    assert str(parts[0].path) in str(caught.value)


def test_the_same_text_packed_by_another_zlib_is_the_same_candidate(ledger: Ledger, probe: Path) -> None:
    long = "<think>\n" + "and then we add " * 100 + "</think>\n\nSo \\boxed{1}."
    parts = shards.split(ledger, 4, None)
    drawn(probe, parts[0], teachers=(Scripted(script=Script(default=[long, WRONG])),))
    shards.merge(ledger, parts[0].path)
    copy = parts[0].path.with_name("900.db")
    shutil.copy(parts[0].path, copy)
    with contextlib.closing(Ledger(copy, shared=True)) as other, other._transaction() as db:
        changed = db.execute(
            "UPDATE candidates SET text = ? WHERE typeof(text) = 'blob'", (zlib.compress(long.encode(), 9),)
        )
        assert changed.rowcount > 0

    assert shards.merge(ledger, copy)


def test_a_shard_of_another_run_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    shards.split(ledger, 2, None)
    with contextlib.closing(Ledger(tmp_path / "shards/001.db", shared=True)) as other:
        other.add_problems([(problem(99), None)])

    with pytest.raises(UserError, match=r"p99.*another run"):
        shards.gather(ledger)


def test_the_number_of_shards_is_kept(ledger: Ledger) -> None:
    assert shards.count(ledger, 5) == 5
    assert shards.count(ledger, None) == 5

    with pytest.raises(UserError, match="was split into 5 shards, now 6"):
        shards.count(ledger, 6)


def test_shards_drawn_at_once_share_the_engine_and_its_figures(ledger: Ledger, probe: Path) -> None:
    parts = shards.split(ledger, 2, None)

    figures = asyncio.run(drawn(probe, *parts).figures())

    assert sorted(tally.settled for tally in figures.tallies) == sorted(part.limit for part in parts)
    assert 0 < figures.filled <= 1
    assert 0 <= figures.idle_s <= figures.wall_s


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"token": "no"}, "storage that all nodes share"),
        ({"version": "0.0.0"}, "install the same"),
        ({"grader": "symbolic/0"}, "the driver's symbolic/0"),
        ({"files": (Path("/nowhere/model.gguf"),)}, "/nowhere/model.gguf is not here"),
    ],
)
def test_a_node_that_is_not_fit_says_why(
    probe: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], says: str
) -> None:
    monkeypatch.setattr(replica, "PROBE_S", 0.0)

    answer = asyncio.run(Replica(recipe(probe, **changes)).open())

    assert isinstance(answer, Fault)
    assert answer.user
    assert says in answer.message


@pytest.mark.parametrize(
    ("has", "gpus", "places"),
    [
        ({"GPU": 8.0, "CPU": 64.0}, 2, [(2, 16)] * 4),
        ({"GPU": 3.0, "CPU": 2.0}, 1, [(1, 0)] * 3),
        ({"GPU": 1.0, "CPU": 8.0}, 2, []),
        ({"CPU": 8.0}, 0, [(0, 8)]),
        ({"GPU": 8.0}, 0, []),
    ],
)
def test_a_node_has_room_for_as_many_replicas_as_its_gpus_allow(
    has: dict[str, float], gpus: int, places: list[tuple[int, int]]
) -> None:
    node = {"NodeID": "n", "NodeManagerAddress": "10.0.0.1", "Resources": has}

    assert [(place.gpus, place.cpus) for place in actors._on(node, gpus)] == places


def test_a_budget_is_refused_with_ray(run, bank) -> None:
    pytest.importorskip("ray", reason="the ray extra is not installed")

    ended = run("sample", "--domain", "math", "--bank", bank, "--ray", "local", "--budget", "1000")

    assert ended.code == 2
    assert "--budget can't be kept with --ray" in ended.err


def test_shards_without_ray_are_refused(run, bank) -> None:
    ended = run("sample", "--domain", "math", "--bank", bank, "--shards", "4")

    assert ended.code == 2
    assert "--shards parts a run with --ray" in ended.err


def test_a_shard_that_a_lost_replica_still_holds_is_waited_for(ledger: Ledger, probe: Path) -> None:
    (part,) = shards.split(ledger, 1, None)

    async def work() -> list[object]:
        made, held = Replica(recipe(probe)), only_writer(part.path)
        await made.open()
        held.__enter__()
        drawing = asyncio.create_task(made.draw(part, 32))
        _, waiting = await asyncio.wait([drawing], timeout=0.2)
        held.__exit__(None, None, None)
        return [len(waiting), await drawing]

    assert asyncio.run(work()) == [1, "done"]
