"""Problems drawn from reasoning-gym: the list of tasks always, the tasks themselves where the package is installed."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import count, islice

import pytest

from verigen.core import registry
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import Problem
from verigen.problems.banks import find, gym
from verigen.problems.validate import fault

installed = pytest.mark.skipif(find_spec("reasoning_gym") is None, reason="the extra `gym` is not installed")


def read(name: str, most: int | None = None) -> list[Problem]:
    bank = find.find(name, "math", licence=None, split="train")
    return list(islice(find.unique(bank, name), most))


def test_a_task_is_allowed_only_where_every_check_passed() -> None:
    assert gym.allowed()
    for name in gym.allowed():
        task = gym.tasks()[name]
        assert task.checked == task.accepted == task.rejected >= 200


@pytest.mark.parametrize(
    "name", ["reasoning-gym:", "reasoning-gym:gcd?seed=x", "reasoning-gym:gcd?n=3", "reasoning-gymnast"]
)
def test_a_name_that_can_not_be_read_is_told_the_form(name: str) -> None:
    with pytest.raises(UserError, match=r"say reasoning-gym, reasoning-gym:TASK,TASK or"):
        read(name)


def test_a_task_that_was_refused_says_why() -> None:
    with pytest.raises(
        UserError, match="task prime_factorization of reasoning-gym is not allowed: the number that"
    ):
        read("reasoning-gym:prime_factorization")


def test_an_unknown_task_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownPart, match="did you mean gcd"):
        read("reasoning-gym:gdc")


def test_the_tasks_need_a_domain_with_final_answers() -> None:
    bank = find.find("reasoning-gym:gcd", "code", licence=None, split="train")

    with pytest.raises(UserError, match="final answers"):
        next(iter(bank.problems()))


@installed
def test_the_same_name_draws_the_same_problems() -> None:
    once, again = (read("reasoning-gym:gcd,lcm?seed=3&size=5") for _ in range(2))

    assert once == again
    assert [p.tags["task"] for p in once] == ["gcd", "lcm"] * 5


@installed
def test_neighbouring_seeds_share_no_more_than_chance() -> None:
    one, two = ({p.prompt for p in read(f"reasoning-gym:chain_sum?seed={seed}")} for seed in (42, 43))

    assert len(one) == len(two) == gym.SIZE
    assert len(one & two) < 10


@installed
def test_a_larger_bank_begins_with_the_smaller() -> None:
    assert read("reasoning-gym:dice?size=9")[:4] == read("reasoning-gym:dice?size=4")


@installed
def test_every_allowed_task_is_drawn_and_its_reference_confirmed() -> None:
    problems = read("reasoning-gym", 2 * len(gym.allowed()))
    field = registry.load("domain", "math")()

    with registry.load("verifier", "symbolic")().open() as grader:
        faults = {p.id: why for p in problems if (why := fault(p, field, grader))}

    assert faults == {}
    assert {p.tags["task"] for p in problems} == set(gym.allowed())
    assert {(p.source.licence, p.source.policy) for p in problems} == {("Apache-2.0", "train")}
    assert {p.family for p in problems} == {f"reasoning-gym/{name}" for name in gym.allowed()}


def test_a_task_with_few_questions_ends() -> None:
    entries = ({"question": f"{i % 3}?", "answer": "1"} for i in count())

    assert [(index, entry["question"]) for index, entry in gym.distinct(entries)] == [
        (0, "0?"),
        (1, "1?"),
        (2, "2?"),
    ]


@installed
def test_a_run_samples_it(run, script) -> None:
    ended = run(
        *("sample", "--domain", "math", "--bank", "reasoning-gym:gcd,products", "--limit", "4"),
        *("--teacher", f"scripted:{script}", "--n", "1", "--out", "r"),
    )

    assert ended.code == 0, ended.err
    assert "problems     4" in ended.out
