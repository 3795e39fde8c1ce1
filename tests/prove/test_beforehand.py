"""What is refused before anything is trained, and what a dataset gives."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded
from verigen.core.errors import UserError
from verigen.prove import beforehand, material, preference, source
from verigen.prove.arms.chosen import Noisy, Unfiltered, Unverified, Verified, Wrong
from verigen.prove.order import ProveOrder, checked
from verigen.prove.source import GivenCandidates

if TYPE_CHECKING:
    from pathlib import Path

    from verigen.core.graded import Graded

NAMES = {"r": "correct", "w": "incorrect", "u": "unverified"}


def group(outcomes: str, problem: str = "p") -> list[Graded]:
    made = [make_graded(at, NAMES[each], text=f"{problem} {at} {each}") for at, each in enumerate(outcomes)]
    return [replace(each, problem=replace(each.problem, id=problem, family=problem)) for each in made]


OUTCOMES = st.lists(st.text("rwu", min_size=1, max_size=5), min_size=1, max_size=6)


def groups_of(outcomes: list[str]) -> list[list[Graded]]:
    return [group(each, f"p{at}") for at, each in enumerate(outcomes)]


@given(OUTCOMES)
def test_without_errors_a_noisy_verifier_is_the_verifier(outcomes: list[str]) -> None:
    groups = groups_of(outcomes)

    assert Noisy(value="0,0").rows(groups, [], 1) == Verified().rows(groups, [], 1)


def test_a_noisy_verifier_also_errs_on_problems_that_are_always_wrong() -> None:
    groups = [group("wwww", str(at)) for at in range(200)] + [group("rwww", f"r{at}") for at in range(20)]

    rows = Noisy(value="10,0").rows(groups, [], 1)

    wrong = sum(each.verdict.outcome == "incorrect" for each in rows)
    assert 60 < wrong < 110  # of 860 at 10 %: far more than the 20 right ones
    assert len(rows) - wrong == 20


@given(OUTCOMES)
def test_without_any_verifier_every_candidate_trains(outcomes: list[str]) -> None:
    groups = groups_of(outcomes)

    assert len(Unfiltered().rows(groups, [], 1)) == sum(map(len, groups))


@given(OUTCOMES, st.integers(0, 5))
def test_a_pair_is_of_one_problem_and_nothing_undecided_is_rejected(outcomes: list[str], seed: int) -> None:
    groups = groups_of(outcomes)
    for part in (Verified(), Unverified(), Wrong()):
        for pair in preference.pairs(part.rows(groups, [], 0), groups, seed):
            assert pair.chosen.problem == pair.rejected.problem
            assert pair.chosen.candidate.text != pair.rejected.candidate.text
            assert pair.rejected.verdict.outcome != "unverified"


def test_what_an_arm_leaves_out_is_rejected() -> None:
    groups = [group("rwu", "a"), group("rw", "b")]
    gold = material.graded(groups[0][0].problem, 0, "worked", "gold")

    right = preference.pairs(Verified().rows(groups, [], 0), groups, 1)
    turned = preference.pairs(Wrong().rows(groups, [], 0), groups, 1)
    worked = preference.pairs([gold], groups, 1)

    assert {(each.chosen.verdict.outcome, each.rejected.verdict.outcome) for each in right} == {
        ("correct", "incorrect")
    }
    assert {each.rejected.verdict.outcome for each in turned} == {"correct"}
    assert [each.rejected.verdict.outcome for each in worked] == ["incorrect"]


@given(OUTCOMES)
def test_rounds_are_joined_by_problem(outcomes: list[str]) -> None:
    groups = groups_of(outcomes)

    joined = material.joined([groups, groups])

    assert [each[0].problem for each in joined] == [each[0].problem for each in groups]
    assert [len(each) for each in joined] == [2 * len(each) for each in groups]


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


USER, GOOD, BAD = (
    {"role": role, "content": text}
    for role, text in zip(("user", "assistant", "assistant"), ("1 + 1?", "2", "3"), strict=True)
)


@pytest.mark.parametrize(
    "rows",
    [
        [{"prompt": [USER], "chosen": [GOOD], "rejected": [BAD]}],
        [{"prompt": "1 + 1?", "chosen": "2", "rejected": "3"}],
        [
            {"prompt": "1 + 1?", "completion": "2", "label": True},
            {"prompt": "1 + 1?", "completion": "3", "label": False},
        ],
        [{"messages": [USER, GOOD]}, {"prompt": [USER], "completion": [BAD], "label": False}],
    ],
)
def test_records_of_every_form_are_read_as_candidates(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    found = source.given(written(tmp_path / "rows.jsonl", rows))

    (only,) = found.groups
    assert [(each.candidate.text, each.verdict.outcome) for each in only] == [
        ("2", "correct"),
        ("3", "incorrect"),
    ]
    assert found.kept == {only[0].candidate.id}


@pytest.mark.parametrize(
    "row",
    [
        {"question": "1 + 1?"},
        {"messages": [{"role": "system", "content": "Be short."}, USER, GOOD]},
        {"prompt": [USER], "completion": []},
    ],
)
def test_a_record_of_another_form_is_told_with_its_line(row: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path / "rows.jsonl", [{"messages": [USER, GOOD]}, row])

    with pytest.raises(UserError, match=r"rows\.jsonl:2: "):
        source.given(path)


def test_a_folder_with_nothing_to_learn_from_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no run .* and no records"):
        source.given(tmp_path)


def order(tmp_path: Path, **more: Any) -> ProveOrder:
    return ProveOrder(out=tmp_path, run=tmp_path, **more)


def test_an_arm_without_rows_is_refused_if_asked_for_and_else_left_out(tmp_path: Path) -> None:
    mine = GivenCandidates(groups=[group("rw", "a")])
    told: list[str] = []

    by_default = beforehand.possible(order(tmp_path), mine, told.append)

    assert by_default.arms == ("verified", "unverified", "wrong", "shuffled")
    assert told[0].endswith("real, mix30, gold")
    with pytest.raises(UserError, match="no row for the arm gold"):
        beforehand.possible(order(tmp_path, arms=("verified", "gold")), mine, told.append)


def test_a_dataset_is_an_arm_of_its_own(tmp_path: Path) -> None:
    mine = group("rw", "a")

    found = beforehand.possible(
        order(tmp_path),
        GivenCandidates(groups=[mine], kept=frozenset({mine[0].candidate.id})),
        lambda _: None,
    )

    assert found.arms[0] == "curated"


def test_too_few_tokens_are_refused_with_the_number_that_it_takes(tmp_path: Path) -> None:
    mine = GivenCandidates(groups=[group("rw", "a")])  # texts of 5 characters

    with pytest.raises(UserError, match=r"10 tokens hold about 2 rows of 6 tokens.*--tokens 192 or more"):
        beforehand.enough(order(tmp_path, tokens=10), 0, mine, [])
    beforehand.enough(order(tmp_path, tokens=192), 0, mine, [])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"method": "dpo"}, "the tiny student learns by sft alone"),
        ({"lora": True}, "--lora needs a model"),
        ({"accumulate": True}, "--accumulate needs --rounds"),
    ],
)
def test_ways_that_a_student_does_not_have_are_refused(
    more: dict[str, Any], told: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=told):
        checked(ProveOrder(out=tmp_path, **more))


@pytest.mark.parametrize("name", ["smollm2-135m", "SmolLM2-135M", "SmolLM2-135M-Instruct"])
def test_a_plan_names_a_student_in_full(name: str, tmp_path: Path) -> None:
    """Else the same command in other letters would be another plan."""
    assert checked(ProveOrder(out=tmp_path, student=name)).student == "SmolLM2-135M-Instruct"


def test_a_student_that_is_nearly_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="did you mean SmolLM2-135M-Instruct"):
        checked(ProveOrder(out=tmp_path, student="SmoLM2-135M"))
