"""verigen bench from the command line: samples, measures, compares, draws."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from samples import write_lines
from verigen.benchmarks import suites


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Eight sums in two levels."""
    rows = (
        {"id": f"sum-{i}", "question": f"What is {i} + 1?", "answer": str(i + 1), "level": str(1 + i % 2)}
        for i in range(8)
    )
    return write_lines(tmp_path / "suite.jsonl", *rows)


def teacher(folder: Path, name: str, answers: dict[str, list[str]], default: list[str]) -> str:
    boxed = {prompt: [f"So \\boxed{{{a}}}." for a in given] for prompt, given in answers.items()}
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"answers": boxed, "default": [f"So \\boxed{{{a}}}." for a in default]}))
    return f"scripted:{path}"


@pytest.fixture
def good(tmp_path: Path) -> str:
    """Right on four of eight, each time."""
    return teacher(tmp_path, "good", {f"What is {i} + 1?": [str(i + 1)] for i in range(4)}, ["99"])


@pytest.fixture
def unsure(tmp_path: Path) -> str:
    """One answer in three right, and the wrong ones differ: a vote finds it more often than a draw."""
    answers = {
        f"What is {i} + 1?": [f"{i + 1}", f"{2 * i + 2}/2", f"{i + 50}", f"{i + 70}"] for i in range(8)
    }
    return teacher(tmp_path, "unsure", answers, ["0"])


def bench(run, suite: Path, teacher: str, *more: object):
    return run("bench", "--suite", suite, "--domain", "math", "--teacher", teacher, *more)


def found(folder: Path) -> dict:
    return json.loads((folder / "bench.json").read_text())


def test_a_bench_leaves_its_run_a_report_and_a_picture(run, suite, good, tmp_path) -> None:
    ended = bench(run, suite, good, "--n", 4, "--out", "b")

    assert ended.code == 0, ended.err
    assert {"ledger.db", "bench.json", "bench.svg"} <= {p.name for p in (tmp_path / "b").iterdir()}
    assert found(tmp_path / "b")["overall"]["pass_at"]["1"][0] == pytest.approx(0.5)


def test_the_table_shows_rates_with_intervals_by_level(run, suite, good) -> None:
    ended = bench(run, suite, good, "--n", 4, "--out", "b")

    assert re.search(r"^pass@1 +50\.0 % \(\d+\.\d to \d+\.\d\)", ended.out, re.MULTILINE)
    for word in ("pass@2", "pass@4", "maj@4", "coverage", "unverified   0.0 %", "cut          0.0 %"):
        assert word in ended.out
    assert re.search(r"^1 +4 +50\.0 %", ended.out, re.MULTILINE)


def test_a_vote_counts_a_half_and_its_fraction_as_one_answer(run, suite, unsure, tmp_path) -> None:
    bench(run, suite, unsure, "--n", 16, "--out", "b")

    overall = found(tmp_path / "b")["overall"]
    assert overall["maj_at"]["16"][0] > overall["maj_at"]["1"][0] + 0.2
    assert overall["maj_at"]["1"] == overall["pass_at"]["1"]


def test_one_sample_is_greedy_and_more_are_not(run, suite, good, tmp_path) -> None:
    bench(run, suite, good, "--out", "one")
    bench(run, suite, good, "--n", 2, "--out", "two")

    drawn = [found(tmp_path / name)["settings"]["sampling"]["temperature"] for name in ("one", "two")]
    assert drawn == [0.0, 0.7]


def test_the_same_command_continues_where_it_was(run, suite, good, tmp_path) -> None:
    bench(run, suite, good, "--n", 2, "--limit", 3)
    ended = bench(run, suite, good, "--n", 2)

    assert "3 of 8 problems are settled" in ended.err
    (folder,) = (tmp_path / "runs/bench").iterdir()
    assert found(folder)["overall"]["samples"] == 16


def test_a_finished_run_is_measured_again_without_sampling(run, suite, good) -> None:
    bench(run, suite, good, "--n", 4, "--out", "b")

    ended = run("bench", "b", "--k", "1,3")

    assert ended.code == 0, ended.err
    assert "pass@3" in ended.out
    assert "pass@4" not in ended.out
    assert "candidates" not in ended.err


def sampled(run, suite, teacher, *more) -> None:
    run(
        *("sample", "--domain", "math", "--bank", suite, "--licence", "MIT"),
        *("--teacher", teacher, *more, "--out", "r"),
    )


def test_a_run_of_sample_can_be_measured(run, suite, good) -> None:
    sampled(run, suite, good, "--n", 2)

    ended = run("bench", "r")

    assert ended.code == 0, ended.err
    assert "prompt thinking" in ended.out


def test_a_run_that_stopped_problems_early_is_refused(run, suite, good) -> None:
    sampled(run, suite, good, "--goal", "pair")

    ended = run("bench", "r")

    assert ended.code == 2
    assert "stopped problems early (goal pair" in ended.err


def test_a_suite_can_be_measured_and_never_trained_on(run, good) -> None:
    measured = run("bench", "--suite", "math-bench", "--teacher", good, "--limit", 2)
    trained = run(
        "sample", "--domain", "math", "--bank", suites.find("math-bench", None).bank, "--teacher", good
    )

    assert measured.code == 0, measured.err
    assert trained.code == 2
    assert "held out" in trained.err


def test_two_ways_of_asking_are_never_mixed(run, suite, good) -> None:
    bench(run, suite, good, "--out", "b")

    ended = bench(run, suite, good, "--out", "b", "--prompt", "thinking")

    assert ended.code == 2
    assert "style: direct there, thinking here" in ended.err


def test_a_better_teacher_is_told_from_a_worse_one(run, suite, good, tmp_path) -> None:
    best = teacher(tmp_path, "best", {f"What is {i} + 1?": [str(i + 1)] for i in range(8)}, ["0"])
    worst = teacher(tmp_path, "worst", {}, ["0.25"])
    bench(run, suite, worst, "--n", 2, "--out", "a")
    bench(run, suite, best, "--n", 2, "--out", "b")

    ended = run("bench", "--compare", "a", "b")

    assert ended.code == 0, ended.err
    assert "B is better" in ended.out
    assert "+100.0 points" in ended.out
    assert {"compare.json", "compare.svg"} <= {p.name for p in (tmp_path / "b").iterdir()}


def test_what_can_not_be_told_names_what_it_would_take(run, suite, good, unsure) -> None:
    bench(run, suite, good, "--n", 4, "--out", "a")
    bench(run, suite, unsure, "--n", 4, "--out", "b")

    ended = run("bench", "--compare", "a", "b")

    assert re.search(
        r"no difference shown; [\d.]+ points would have shown four times of five, half of that with 32 problems",
        ended.out,
    )


def test_five_problems_give_no_verdict(run, suite, good, unsure) -> None:
    bench(run, suite, good, "--n", 2, "--limit", 5, "--out", "a")
    bench(run, suite, unsure, "--n", 2, "--limit", 5, "--out", "b")

    ended = run("bench", "--compare", "a", "b")

    assert ended.code == 0, ended.err
    assert "verdict      none: 5 families can't tell; 6 are the least" in ended.out
    assert "no p: fewer than 6 families" in ended.out


def test_reports_compare_as_their_runs_do(run, suite, good, unsure) -> None:
    bench(run, suite, good, "--n", 2, "--out", "a")
    bench(run, suite, unsure, "--n", 2, "--out", "b")

    folders = run("bench", "--compare", "a", "b")
    files = run("bench", "--compare", "a/bench.json", "b/bench.json")

    assert files.out == folders.out


def test_runs_of_different_problems_under_one_name_do_not_compare(run, suite, good, tmp_path) -> None:
    other = write_lines(
        tmp_path / "other.jsonl", {"id": "sum-0", "question": "What is 5 + 1?", "answer": "6"}
    )
    bench(run, suite, good, "--out", "a")
    bench(run, other, good, "--out", "b")

    ended = run("bench", "--compare", "a", "b")

    assert ended.code == 2
    assert "sum-0 is not the same problem" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to run: --suite"),
        (("nowhere",), "no ledger at nowhere"),
        (("--suite", "mine.jsonl"), "say what mine.jsonl holds"),
        (("--suite", "math-bench", "--domain", "code"), "of the domain math"),
        (("--suite", "math-bench", "--k", "4", "--n", "2"), "--k 4 needs at least as many samples"),
        (("--suite", "math-bench", "--k", "none"), "no list like 1,2,4"),
        (("--suite", "math-bench", "--k", "0"), "no list like 1,2,4"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(run, arguments, said) -> None:
    ended = run("bench", *arguments)

    assert ended.code == 2
    assert said in ended.err


def test_the_suites_are_listed(run) -> None:
    ended = run("bench", "--suites")

    assert "math-bench" in ended.out
    assert "CC0-1.0" in ended.out
