"""--fallback: a scripted judge decides what the verifier left undecided, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines
from verigen.core.types import Completion
from verigen.grading.judge.second import opinion

SOURCE = {"bank": "b", "licence": "MIT"}
RIGHT, WRONG, OPEN = (f"<think>\nt\n</think>\n\n\\boxed{{{a}}}" for a in ("2", "3", r"2 \heartsuit"))


def script(path: Path, *texts: str) -> str:
    path.write_text(json.dumps({"default": texts}))
    return f"scripted:{path}"


def bank(folder: Path) -> Path:
    rows = (
        {
            "id": f"q{i}",
            "domain": "math",
            "prompt": f"What is 1 + 1? ({i})",
            "reference": {"answer": "2"},
            "source": SOURCE,
        }
        for i in range(3)
    )
    return write_lines(folder / "bank.jsonl", *rows)


def sampled(run: Any, folder: Path, said: str, *texts: str) -> str:
    judge = script(folder / "judge.json", f"They are written otherwise.\nVerdict: {said}")
    teacher = script(folder / "teacher.json", *texts)
    drawn = [
        "--bank",
        bank(folder),
        "--teacher",
        teacher,
        "--fallback",
        judge,
        "--n",
        "8",
        "--out",
        folder / "run",
    ]
    ended = run("sample", "--domain", "math", *drawn)
    assert ended.code == 0, ended.err
    return str(ended.out)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_what_the_judge_calls_the_same_is_correct_and_named_as_judged(run: Any, tmp_path: Path) -> None:
    told = sampled(run, tmp_path, "same", OPEN)

    records = rows(tmp_path / "run/sft/train.jsonl")
    assert "24 as right and 0 as wrong" in told
    assert {row["evidence"] for row in records} == {"judged"}
    assert "fallback model" in (tmp_path / "run/README.md").read_text()


def test_what_the_judge_calls_different_is_no_rejected_answer(run: Any, tmp_path: Path) -> None:
    sampled(run, tmp_path, "different", RIGHT, OPEN)
    run("pack", tmp_path / "run", "--format", "kto", "--out", tmp_path / "kto")

    assert {row["label"] for row in rows(tmp_path / "kto/kto/train.jsonl")} == {True}
    assert rows(tmp_path / "run/sft/train.jsonl")
    assert rows(tmp_path / "run/preference/train.jsonl") == []


def test_a_judge_is_not_asked_about_decided_answers(run: Any, tmp_path: Path) -> None:
    sampled(run, tmp_path, "same", RIGHT, WRONG)

    assert {row["evidence"] for row in rows(tmp_path / "run/sft/train.jsonl")} == {"proved"}
    assert rows(tmp_path / "run/preference/train.jsonl")


@pytest.mark.parametrize("said", ["unsure", "maybe"])
def test_an_unsure_or_unreadable_judge_leaves_the_answer_undecided(
    run: Any, tmp_path: Path, said: str
) -> None:
    told = sampled(run, tmp_path, said, OPEN)

    assert "24 unverified" in told


def test_pack_leaves_judged_answers_out(run: Any, tmp_path: Path) -> None:
    sampled(run, tmp_path, "same", RIGHT, OPEN)

    run("pack", tmp_path / "run", "--without", "judged", "--pick", "all", "--out", tmp_path / "packed")

    assert {row["evidence"] for row in rows(tmp_path / "packed/sft/train.jsonl")} == {"proved"}


def test_verify_puts_open_answers_to_the_judge(run: Any, tmp_path: Path) -> None:
    lines = ({"id": name, "reference": "2", "text": text} for name, text in (("a", OPEN), ("b", WRONG)))
    candidates = write_lines(tmp_path / "candidates.jsonl", *lines)
    judge = script(tmp_path / "judge.json", "Verdict: same")

    run(
        "verify",
        "--domain",
        "math",
        "--candidates",
        candidates,
        "--output",
        tmp_path / "v.jsonl",
        "--fallback",
        judge,
    )

    assert [(row["outcome"], row["method"]) for row in rows(tmp_path / "v.jsonl")] == [
        ("correct", "judged"),
        ("incorrect", "exact"),
    ]


def test_regrade_puts_open_answers_to_the_judge(run: Any, tmp_path: Path) -> None:
    teacher = script(tmp_path / "teacher.json", RIGHT, OPEN)
    drawn = ["--bank", bank(tmp_path), "--teacher", teacher, "--n", "8", "--out", tmp_path / "run"]
    run("sample", "--domain", "math", *drawn)

    told = run("regrade", tmp_path / "run", "--fallback", script(tmp_path / "judge.json", "Verdict: same"))

    assert "unverified -> correct" in told.out


def test_audit_measures_the_judge_on_decided_answers(run: Any, tmp_path: Path) -> None:
    sampled(run, tmp_path, "same", RIGHT, WRONG)

    told = run("audit", tmp_path / "run", "--fallback", f"scripted:{tmp_path / 'judge.json'}", "--asked", "4")

    assert "2 of 2 proved right and 2 of 2 proved wrong" in told.out


def test_a_vote_has_no_fallback(run: Any, tmp_path: Path) -> None:
    judge = script(tmp_path / "judge.json", "Verdict: same")
    drawn = ["--bank", str(bank(tmp_path)), "--verifier", "majority", "--fallback", judge, "--teacher", judge]
    ended = run("sample", "--domain", "math", *drawn, "--out", tmp_path / "run")

    assert ended.code == 2
    assert "--fallback" in ended.err


@pytest.mark.parametrize(
    ("text", "finish", "found"),
    [
        ("They agree.\nVerdict: same", "stop", "same"),
        ("**Verdict:** different.", "stop", "different"),
        ("Verdict: same\nno\nVerdict: unsure", "stop", "unsure"),
        ("The verdict: same or different", "stop", None),
        ("Verdict: same", "length", None),
    ],
)
def test_the_last_line_with_a_verdict_counts(text: str, finish: Any, found: str | None) -> None:
    said = opinion(Completion(text=text, finish=finish, prompt_tokens=1, tokens=1))

    assert said == found
