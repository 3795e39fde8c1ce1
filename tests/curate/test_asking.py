"""Filters that ask a teacher: a judge's score, and a reply in another voice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from samples import make_graded, write_lines
from verigen.core.errors import UserError
from verigen.core.graded import Graded
from verigen.dataset.filters.judge import JudgeFilter
from verigen.dataset.filters.persona import PersonaFilter

SUMS = {"alpha": (2, 3), "beta": (4, 5), "gamma": (6, 7), "delta": (8, 9)}
SUNNY = "What a fine sum"


def question(name: str) -> str:
    a, b = SUMS[name]
    return f"Case {name}: what is {a} + {b}?"


def solved(name: str) -> str:
    a, b = SUMS[name]
    return (
        f"<think>\n{a} + {b} = {a + b}, counted on from {a}.\n</think>\n\nSo {name} gives \\boxed{{{a + b}}}."
    )


@pytest.fixture
def drawn(run: Callable[..., Any], tmp_path: Path) -> None:
    """A run with one correct candidate for each sum."""
    rows = [
        {"id": name, "question": question(name), "answer": str(a + b), "licence": "MIT"}
        for name, (a, b) in SUMS.items()
    ]
    script = {"answers": {question(name): [solved(name)] for name in SUMS}}
    bank = write_lines(tmp_path / "bank.jsonl", *rows)
    (tmp_path / "teacher.json").write_text(json.dumps(script))
    run(
        *("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{tmp_path / 'teacher.json'}"),
        *("--n", 1, "--out", "drawn"),
    )


def scripted(folder: Path, **answers: str) -> str:
    """A teacher that answers by the name in its prompt."""
    path = folder / "asked.json"
    path.write_text(json.dumps({"answers": {name: [said] for name, said in answers.items()}}))
    return f"scripted:{path}"


def fates(folder: Path, name: str) -> dict[str, str]:
    lines = (folder / "set" / name).read_text().splitlines()
    return {row["problem"]: row["reason"] for row in map(json.loads, lines)}


def records(folder: Path) -> dict[str, Any]:
    rows = map(json.loads, (folder / "set/sft/train.jsonl").read_text().splitlines())
    return {row["problem_id"]: row for row in rows}


@pytest.fixture
def curate(run: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *more: run("curate", "drawn", "--out", "set", "--held-out", 0, *more)


@pytest.mark.usefixtures("drawn")
def test_a_judge_drops_low_scores_and_leaves_what_it_cannot_score_undecided(
    curate: Callable[..., Any], tmp_path: Path
) -> None:
    teacher = scripted(tmp_path, alpha="Sound.\nScore: 9", beta="Thin.\nScore: 3", gamma="I like it.")

    ended = curate("--with", "judge", "--filter-option", f"judge.teacher={teacher}")

    assert ended.code == 0, ended.err
    assert fates(tmp_path, "dropped.jsonl") == {"beta": "judge", "gamma": "undecided", "delta": "undecided"}
    assert set(records(tmp_path)) == {"alpha"}


@pytest.mark.usefixtures("drawn")
def test_another_threshold_reads_the_stored_answers(curate: Callable[..., Any], tmp_path: Path) -> None:
    teacher = scripted(tmp_path, alpha="Score: 9", beta="Score: 3", gamma="Score: 6", delta="Score: 7")
    judged = ("--with", "judge", "--filter-option", f"judge.teacher={teacher}")

    curate(*judged)
    before = answers(tmp_path)
    curate(*judged, "--filter-option", "judge.least=6")

    assert answers(tmp_path) == before
    assert set(records(tmp_path)) == {"alpha", "gamma", "delta"}


@pytest.mark.usefixtures("drawn")
def test_a_reply_in_another_voice_stays_only_with_its_verdict_and_without_findings(
    curate: Callable[..., Any], tmp_path: Path
) -> None:
    teacher = scripted(
        tmp_path,
        alpha=f"{SUNNY}: \\boxed{{5}}.",
        beta="Alas, it must be \\boxed{10}.",
        delta="It is 17, friend.",
        gamma="As an AI language model I say \\boxed{13}.",
    )

    ended = curate(
        *("--with", "persona", "--filter-option", f"persona.teacher={teacher}"),
        *("--filter-option", "persona.voice=a cheerful aunt"),
    )

    assert ended.code == 0, ended.err
    assert fates(tmp_path, "dropped.jsonl") == {"beta": "persona", "gamma": "persona", "delta": "persona"}
    record = records(tmp_path)["alpha"]
    said = json.dumps(record)
    assert SUNNY in said
    assert "counted on from 2" in said
    assert "reply by" in record["teacher"]


@pytest.mark.usefixtures("drawn")
def test_answers_that_a_kill_lost_are_asked_again_and_the_set_is_the_same(
    curate: Callable[..., Any], tmp_path: Path
) -> None:
    teacher = scripted(tmp_path, alpha="Score: 9", beta="Score: 8", gamma="Score: 2", delta="Score: 7")
    judged = ("--with", "judge", "--filter-option", f"judge.teacher={teacher}")
    curate(*judged)
    first = (tmp_path / "set/sft/train.jsonl").read_bytes()
    with sqlite3.connect(tmp_path / "set/curate.db") as db:
        db.execute("DELETE FROM redactions WHERE place > 1")

    curate(*judged)

    assert (tmp_path / "set/sft/train.jsonl").read_bytes() == first
    assert len(answers(tmp_path)) == 4


def answers(folder: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "set/curate.db") as db:
        return db.execute("SELECT input, place, verdict FROM redactions ORDER BY 1, 2").fetchall()


@pytest.mark.parametrize(
    ("part", "options", "told"),
    [
        (JudgeFilter, {}, "judge.teacher"),
        (JudgeFilter, {"least": 0.0}, "outside the scale"),
        (JudgeFilter, {"rubric": "no such"}, "no such"),
        (PersonaFilter, {}, "persona.teacher"),
        (PersonaFilter, {"voice": " "}, "needs a voice"),
    ],
)
def test_an_incomplete_option_is_refused_in_one_line(
    tmp_path: Path, part: Any, options: dict[str, Any], told: str
) -> None:
    teacher = {} if told.endswith("teacher") else {"teacher": scripted(tmp_path)}

    with pytest.raises(UserError, match=told):
        part(**teacher, **options)


def test_only_correct_candidates_are_asked_about(tmp_path: Path) -> None:
    judge = JudgeFilter(teacher=scripted(tmp_path))

    assert not judge.wants(make_graded(0, "incorrect", text="It is 6."))
    assert judge.wants(correct())


def test_a_rewritten_reply_keeps_the_trace(tmp_path: Path) -> None:
    part = PersonaFilter(teacher=scripted(tmp_path, alpha="Ahoy, \\boxed{5}!"), voice="a pirate")
    item = correct()

    made = part.rewritten(item, part.asked(item))

    assert made.text == solved("alpha").replace("So alpha gives \\boxed{5}.", "Ahoy, \\boxed{5}!")


def correct() -> Graded:
    made = make_graded(0, "correct", text=solved("alpha"))
    return replace(made, problem=replace(made.problem, prompt=question("alpha")))
