"""What is printed of banks at the edge: each line is true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samples import write_lines

RIGHT, WRONG = "<think>\nadd\n</think>\n\nSo \\boxed{%d}.", "<think>\nadd\n</think>\n\nSo \\boxed{99}."
UNREADABLE = "<think>\n</think>\n\n\\boxed{\\operatorname{Foo}_3(x) + C}"


def a_bank(path: Path, count: int, families: int = 0) -> Path:
    rows = (
        {
            "id": f"sum-{i}",
            "question": f"What is {i} + 1?",
            "answer": str(i + 1),
            **({"family": f"f{i % families}"} if families else {}),
        }
        for i in range(count)
    )
    return write_lines(path, *rows)


@pytest.fixture
def figures(run, tmp_path):
    """What `sample`, `bench` and `levels` print of a bank and a teacher, and the card."""

    def made(bank: Path, script: object, *more: object) -> dict[str, str]:
        (tmp_path / "t.json").write_text(json.dumps(script))
        teacher = ("--domain", "math", "--teacher", f"scripted:{tmp_path / 't.json'}")
        ended = run("sample", *teacher, "--bank", bank, "--licence", "MIT", "--n", 4, "--out", "r", *more)
        measured = run("bench", "r")
        levels = run("levels", "r", "--out", "l.jsonl")
        assert ended.code == 0, ended.err
        assert "Traceback" not in ended.err + measured.err + levels.err
        return {
            "sample": ended.out,
            "bench": measured.out + measured.err,
            "levels": levels.out + levels.err,
            "card": (tmp_path / "r/README.md").read_text(),
        }

    return made


def sums(count: int) -> dict[str, list[str]]:
    return {f"What is {i} + 1?": [RIGHT % (i + 1)] for i in range(count)}


def test_one_problem_has_a_rate_without_an_interval(figures, tmp_path) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 1), {"answers": sums(1)})

    assert "pass@1       100.0 % (-)" in found["sample"]
    assert "pass@1       100.0 % (-)" in found["bench"]
    assert "| pass@1 | 100.0 % (-) |" in found["card"]
    assert "measured     1 problems" in found["levels"]


def test_one_family_has_a_rate_without_an_interval(figures, tmp_path) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 6, families=1), {"answers": sums(3), "default": [WRONG]})

    assert "pass@1       50.0 % (-)" in found["sample"]
    assert "pass@1       50.0 % (-)" in found["bench"]


def test_variants_of_three_families_are_three_clusters(figures, tmp_path) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 30, families=3), {"answers": sums(30)})

    assert "pass@1       100.0 % (29.2 to 100.0)" in found["sample"]
    assert "100.0 % (29.2 to 100.0)" in found["bench"]
    assert "| pass@1 | 100.0 % (29.2 to 100.0) |" in found["card"]


@pytest.mark.parametrize(
    ("answers", "rate"), [(sums(8), "100.0 % (63.1 to 100.0)"), ({}, "0.0 % (0.0 to 36.9)")]
)
def test_all_right_and_all_wrong_are_not_certain(figures, tmp_path, answers, rate) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 8), {"answers": answers, "default": [WRONG]})

    assert f"pass@1       {rate}" in found["sample"]
    assert f"pass@4       {rate}" in found["sample"]
    assert rate in found["bench"]


def test_all_undecided_lies_between_none_and_all(figures, tmp_path) -> None:
    rows = [{"id": f"q{i}", "question": f"Integrate {i}.", "answer": "x^2"} for i in range(8)]

    found = figures(write_lines(tmp_path / "b.jsonl", *rows), {"default": [UNREADABLE]})

    rate = "0.0 % (0.0 to 36.9), at most 100.0 % if the undecided were correct"
    assert "0 correct, 0 incorrect, 32 unverified" in found["sample"]
    for where in ("sample", "bench", "card"):
        assert rate in found[where]
    assert "no problem is measured: 8 without a decided sample" in found["levels"]


def test_half_undecided_gives_one_rate_everywhere(figures, tmp_path) -> None:
    rows = [{"id": f"q{i}", "question": f"Integrate {i}.", "answer": "x^2"} for i in range(8)]
    script = {"answers": {f"Integrate {i}.": ["\\boxed{x^2}"] for i in range(4)}, "default": [UNREADABLE]}

    found = figures(write_lines(tmp_path / "b.jsonl", *rows), script)

    rate = "50.0 % (15.7 to 84.3), at most 100.0 % if the undecided were correct"
    for where in ("sample", "bench", "card"):
        assert rate in found[where]


def test_a_teacher_that_answers_nothing_is_wrong_and_no_crash(figures, tmp_path) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 4), {"default": [""]})

    assert "pass@1       0.0 % (0.0 to 60.2)" in found["sample"]
    assert "no candidate was correct" in found["sample"]


def test_a_run_without_candidates_claims_no_rate(figures, tmp_path) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 4), {"answers": sums(4)}, "--budget", "10")

    assert "pass@1       -" in found["sample"]
    assert "4 never drawn" in found["sample"]
    assert "no problem in r has its 4 samples yet" in found["bench"]
    assert "no problem is measured: 4 not settled yet" in found["levels"]


def test_an_interrupted_run_names_what_it_did_not_measure(figures, tmp_path) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 40), {"answers": sums(40)}, "--budget", "3000")

    assert "100.0 % (" in found["sample"]
    assert "never drawn" in found["sample"]
    assert "never drawn" in found["card"]


@pytest.mark.parametrize("goal", ["pair", "first-correct", "correct:2", "pass-rate:0.5"])
def test_goals_at_the_edge_claim_nothing_that_is_not_so(figures, tmp_path, goal) -> None:
    found = figures(a_bank(tmp_path / "b.jsonl", 1), {"default": [""]}, "--goal", goal)

    assert "pass@1       0.0 % (-)" in found["sample"]
    assert "met their goal" not in found["sample"] or goal.startswith("pass-rate")


def test_ties_everywhere_elect_nobody(figures, tmp_path) -> None:
    other = "<think>\nadd\n</think>\n\nSo \\boxed{%d}."
    answers = {f"What is {i} + 1?": [other % (10 + k) for k in range(4)] for i in range(4)}

    found = figures(
        a_bank(tmp_path / "b.jsonl", 4), {"answers": answers}, "--verifier", "majority", "--threshold", "0.2"
    )

    assert "agree@1" in found["sample"]
    assert "pass@1" not in found["sample"]
    assert "proved correct" not in found["card"]


def test_equal_runs_have_no_better_one(figures, run, tmp_path) -> None:
    figures(a_bank(tmp_path / "b.jsonl", 8), {"answers": sums(8)})

    ended = run("bench", "--compare", "r", "r")

    assert "B - A          +0.0 points (-36.9 to +36.9), p = 1.0000" in ended.out
    assert "no difference shown" in ended.out
