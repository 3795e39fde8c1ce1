"""Goals, several teachers, budgets and regrading, from the command line."""

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines
from verigen.ledger.tables import VERSION

RIGHT, WRONG = "<think>\nadd\n</think>\n\nSo \\boxed{%d}.", "<think>\nadd\n</think>\n\nSo \\boxed{99}."


def script_of(path: Path, chances: list[int], delay_s: float = 0.0) -> Path:
    """Right in so many of four answers, by problem."""
    answers = {f"What is {i} + 1?": [RIGHT % (i + 1)] * k + [WRONG] * (4 - k) for i, k in enumerate(chances)}
    path.write_text(json.dumps({"answers": answers, "delay_s": delay_s}))
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return script_of(tmp_path / "mixed.json", [i % 5 for i in range(12)])


def query(folder: Path, sql: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.db")) as db:
        return db.execute(sql).fetchall()


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def sample(run, bank, teacher, *more):
    return run("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{teacher}", *more)


def test_a_pair_goal_makes_the_same_pairs_from_fewer_candidates(run, bank, mixed, tmp_path) -> None:
    sample(run, bank, mixed, "--n", 16, "--out", "fixed")

    ended = sample(run, bank, mixed, "--n", 16, "--goal", "pair", "--out", "pair")

    pairs = [
        {row["problem_id"] for row in lines(tmp_path / name / "preference/train.jsonl")}
        for name in ("fixed", "pair")
    ]
    assert ended.code == 0, ended.err
    assert pairs[0] == pairs[1]
    assert query(tmp_path / "pair", "SELECT SUM(stop) < 0.7 * 12 * 16 FROM decisions") == [(1,)]
    assert "met their goal" in ended.out
    kinds = query(tmp_path / "pair", "SELECT kind, reason FROM decisions WHERE kind <> 'met'")
    assert {kind for kind, _ in kinds} <= {"hopeless", "trivial", "max"}
    assert all(reason for _, reason in kinds)


def test_a_cascade_asks_the_larger_teacher_only_where_the_smaller_fails(run, bank, tmp_path) -> None:
    small = script_of(tmp_path / "small.json", [4, 0] * 6)
    large = script_of(tmp_path / "large.json", [4] * 12)

    ended = sample(
        *(run, bank, small, "--teacher", f"scripted:{large}", "--cascade"),
        *("--goal", "first-correct", "--n", 4, "--out", "r"),
    )

    assert ended.code == 0, ended.err
    rows = lines(tmp_path / "r/sft/train.jsonl")
    assert len(rows) == 12
    assert {row["problem_id"] for row in rows if row["teacher"].endswith("large")} == {
        f"sum-{i}" for i in range(1, 12, 2)
    }
    assert query(tmp_path / "r", "SELECT stage, COUNT(*) FROM decisions GROUP BY stage") == [(0, 12), (1, 6)]


def test_two_teachers_of_one_name_are_refused(run, bank, mixed, tmp_path) -> None:
    (tmp_path / "other").mkdir()
    twin = script_of(tmp_path / "other/mixed.json", [1])

    ended = sample(run, bank, mixed, "--teacher", f"scripted:{twin}")

    assert ended.code == 2
    assert "the same name: scripted mixed, scripted mixed" in ended.err


def test_weights_share_out_the_candidates_and_each_is_labelled(run, bank, mixed, tmp_path) -> None:
    other = script_of(tmp_path / "other.json", [2] * 12)

    ended = sample(
        run, bank, mixed, "--teacher", f"scripted:{other}", "--weights", "3,1", "--n", 16, "--out", "r"
    )

    assert ended.code == 0, ended.err
    counts = dict(query(tmp_path / "r", "SELECT teacher, COUNT(*) FROM candidates GROUP BY teacher"))
    assert len(counts) == 2
    assert 0.15 < counts["scripted other"] / 192 < 0.35
    assert {row["teacher_terms"] for row in lines(tmp_path / "r/sft/train.jsonl")} == {"open"}


def test_a_budget_ends_a_run_and_a_larger_one_continues_it(run, bank, mixed, tmp_path) -> None:
    first = sample(run, bank, mixed, "--budget", "3000", "--out", "r")

    again = sample(run, bank, mixed, "--out", "r")

    assert first.code == 0, first.err
    assert "the budget is spent" in first.out
    assert not list(tmp_path.glob("r/manifest.json")) or "manifest.json" not in first.out
    assert again.code == 0
    assert "continuing: " in again.err
    assert query(tmp_path / "r", "SELECT COUNT(*) FROM candidates") == [(96,)]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--goal", "best"), "'best' is no goal; goals look like"),
        (("--goal", "pair:20"), "wants 40 candidates of at most 8"),
        (("--budget", "0"), "buys nothing"),
        (("--budget", "5usd"), "needs the price of scripted"),
        (("--budget", "much"), "is no budget"),
        (("--weights", "1,2"), "2 weights for 1 teachers"),
        (("--weights", "x"), "is no weight"),
        (("--cascade",), "--cascade needs several"),
        (("--engine-option", "speed"), "is not KEY=VALUE"),
        (("--engine-option", "speed=9"), "speed"),
        (("--prices", "nowhere.toml"), "nowhere.toml"),
        (("--teacher", "http://127.0.0.1:9/v1#m"), "http://127.0.0.1:9/v1"),
    ],
)
def test_what_makes_no_sense_is_one_line_before_anything_is_sampled(
    run, bank, mixed, tmp_path, options, what
) -> None:
    ended = sample(run, bank, mixed, *options, "--out", "r")

    assert ended.code in {1, 2}
    assert what in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "r/sft").exists()


def test_a_ledger_of_a_newer_version_is_refused(run, bank, mixed, tmp_path) -> None:
    sample(run, bank, mixed, "--n", 1, "--out", "r")
    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")

    ended = sample(run, bank, mixed, "--n", 1, "--out", "r")

    assert ended.code == 2
    assert f"is of version {VERSION + 1}, newer than this verigen reads ({VERSION})" in ended.err


def test_a_suite_can_not_be_sampled_for_training(run, mixed, tmp_path) -> None:
    row = {
        "id": "h",
        "domain": "math",
        "prompt": "What is 1 + 1?",
        "reference": {"answer": "2"},
        "source": {"bank": "suite", "licence": "CC0-1.0", "policy": "heldout_only"},
    }
    suite = write_lines(tmp_path / "suite.jsonl", row)

    ended = sample(run, suite, mixed, "--out", "r")

    assert ended.code == 2
    assert "h of suite is held out" in ended.err


def test_regrading_prints_what_a_newer_verifier_changes_and_keeps_both(run, bank, mixed, tmp_path) -> None:
    sample(run, bank, mixed, "--n", 4, "--out", "r")
    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        db.execute("UPDATE verdicts SET verifier = 'symbolic/0'")
        db.execute("UPDATE verdicts SET outcome = 'unverified' WHERE candidate LIKE 'sum-4#%'")
        db.execute("UPDATE meta SET value = 'symbolic/0' WHERE key = 'verifier'")
        db.commit()

    told = run("regrade", "r")
    before = run("pack", "r").out
    run("regrade", "r", "--adopt")
    after = run("pack", "r").out

    assert told.code == 0, told.err
    assert told.out.count("unverified -> ") == 4 + 1
    assert "48, 4 verdicts changed" in told.out
    assert query(
        tmp_path / "r", "SELECT verifier, COUNT(*) FROM verdicts GROUP BY verifier ORDER BY verifier"
    ) == [
        ("symbolic/0", 48),
        ("symbolic/2", 48),
    ]
    assert before != after


def test_a_verifier_that_changes_its_mind_is_told(run, bank, mixed, tmp_path) -> None:
    sample(run, bank, mixed, "--n", 2, "--out", "r")
    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        db.execute("UPDATE verdicts SET outcome = 'unverified' WHERE candidate LIKE 'sum-4#%'")
        db.commit()

    steady, unsteady = run("regrade", "r", "--verifier", "symbolic"), run("regrade", "r")

    assert steady.code == unsteady.code == 0
    assert "warning      symbolic/" in unsteady.out
    assert "gives other verdicts than it gave" in unsteady.out


def test_regrading_a_folder_without_a_run_says_so(run) -> None:
    ended = run("regrade", "nowhere")

    assert ended.code == 2
    assert "no ledger at nowhere/ledger.db" in ended.err


def test_packing_heeds_judges_only_where_it_is_told_to(run, bank, mixed, tmp_path) -> None:
    sample(run, bank, mixed, "--n", 4, "--out", "r")
    whole = len(lines(tmp_path / "r/sft/train.jsonl"))
    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        copy = "INSERT INTO verdicts SELECT candidate, 'panel', {}, method, reason, extracted, message, seconds FROM verdicts"
        db.execute(copy.format("CASE outcome WHEN 'correct' THEN 'incorrect' ELSE 'correct' END"))
        db.execute(
            "UPDATE verdicts SET outcome = 'correct' WHERE verifier = 'panel' AND candidate LIKE 'sum-4#%'"
        )
        db.execute(
            "UPDATE verdicts SET outcome = 'unverified' WHERE verifier <> 'panel' AND candidate LIKE 'sum-4#%'"
        )
        db.execute("INSERT INTO meta VALUES ('judges', '[\"panel\"]')")
        db.commit()

    run("pack", "r", "--out", "plain")
    run("pack", "r", "--out", "heeded", "--judged")

    plain, heeded = lines(tmp_path / "plain/sft/train.jsonl"), lines(tmp_path / "heeded/sft/train.jsonl")
    assert len(plain) == whole - 1
    assert len(heeded) == whole
    assert {row["problem_id"] for row in heeded if row["verifier"] == "panel"} == {"sum-4"}


def test_what_a_teachers_terms_forbid_is_exported_only_where_it_is_said(run, bank, mixed, tmp_path) -> None:
    sample(run, bank, mixed, "--n", 2, "--out", "r")
    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        db.execute("UPDATE teachers SET terms = 'restricted', licence = 'LicenseRef-Hosted'")
        db.commit()

    refused = run("pack", "r", "--out", "out")
    allowed = run("pack", "r", "--out", "out", "--allow-restricted-terms")

    assert refused.code == 2
    assert "the terms of scripted mixed forbid training" in refused.err
    assert allowed.code == 0
    rows = lines(tmp_path / "out/sft/train.jsonl")
    assert {(row["teacher_licence"], row["teacher_terms"]) for row in rows} == {
        ("LicenseRef-Hosted", "restricted")
    }


def test_the_summary_says_what_share_within_reach_was_given_up(run, bank, mixed, tmp_path) -> None:
    ended = sample(run, bank, mixed, "--n", 16, "--goal", "pair", "--keep-hard", "0.5", "--out", "r")

    assert ended.code == 0, ended.err
    kinds = dict(query(tmp_path / "r", "SELECT kind, COUNT(*) FROM decisions GROUP BY kind"))
    assert kinds["marginal"] > 0
    assert f"{kinds['marginal']} left for problems that promise more" in ended.out
    assert "% of the problems within reach were given up" in ended.out
    assert "within the goal's reach, but given up | about" in (tmp_path / "r/README.md").read_text()


def test_hard_problems_first_lock_no_goal_in(run, tmp_path) -> None:
    rows = [{"id": f"sum-{i}", "question": f"What is {i} + 1?", "answer": str(i + 1)} for i in range(110)]
    bank = write_lines(tmp_path / "sorted.jsonl", *rows)
    script = script_of(tmp_path / "late.json", [0] * 50 + [4] * 60)

    ended = sample(
        run, bank, script, "--licence", "MIT", "--goal", "first-correct", "--n", 4, "--out", "locked"
    )

    assert ended.code == 0, ended.err
    kinds = dict(query(tmp_path / "locked", "SELECT kind, COUNT(*) FROM decisions GROUP BY kind"))
    assert kinds["met"] == 60
    assert query(tmp_path / "locked", "SELECT COUNT(*) FROM decisions WHERE rate IS NULL") == [(0,)]
    assert "pass@1       54.5 %" in ended.out
