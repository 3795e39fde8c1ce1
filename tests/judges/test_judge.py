"""verigen judge, over runs of a scripted teacher and scripted judges."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines
from verigen.grading.judge import judge
from verigen.grading.judge.fallback import judged, without
from verigen.ledger.ledger import Ledger
from verigen.ledger.scores import Scores
from verigen.verifiers.majority import NAME

RIGHT, WRONG, UNREADABLE = (f"<think>\nt\n</think>\n\n\\boxed{{{a}}}" for a in ("2", "3", r"2 \heartsuit"))
TEXTS = [*[RIGHT] * 5, WRONG, UNREADABLE]

SOURCE = {"bank": "b", "licence": "MIT"}


def rows(folder: Path, sql: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.db")) as db:
        return db.execute(sql).fetchall()


def outcomes(folder: Path, verifier: str) -> dict[str, tuple[str, str]]:
    found = rows(folder, "SELECT candidate, verifier, outcome, reason FROM verdicts ORDER BY candidate")
    return {str(c): (str(o), str(r)) for c, v, o, r in found if v == verifier}


def script(path: Path, *texts: str, delay_s: float = 0.0, **answers: list[str]) -> str:
    path.write_text(json.dumps({"answers": answers, "default": texts, "delay_s": delay_s}))
    return f"scripted:{path}"


@pytest.fixture
def teacher(tmp_path: Path) -> str:
    return script(tmp_path / "teacher.json", *TEXTS)


@pytest.fixture
def open_bank(tmp_path: Path) -> Path:
    """Six sums that nobody knows the answer of."""
    lines = (
        {"id": f"q{i}", "domain": "math", "prompt": f"What is {i} + 1?", "reference": {}, "source": SOURCE}
        for i in range(6)
    )
    return write_lines(tmp_path / "open.jsonl", *lines)


@pytest.fixture
def proved_bank(tmp_path: Path) -> Path:
    return write_lines(
        tmp_path / "proved.jsonl",
        *({"id": f"q{i}", "question": f"{i}?", "answer": "2", "licence": "MIT"} for i in range(6)),
    )


@pytest.fixture
def sampled(run, teacher, open_bank, tmp_path) -> Path:
    ended = run(
        *("sample", "--domain", "math", "--bank", open_bank, "--verifier", "majority"),
        *("--teacher", teacher, "--n", 16, "--out", "r"),
    )
    assert ended.code == 0, ended.err
    return tmp_path / "r"


@pytest.fixture
def proved(run, teacher, proved_bank, tmp_path) -> Path:
    """Symbolic verdicts of all three kinds."""
    ended = run(
        *("sample", "--domain", "math", "--bank", proved_bank),
        *("--teacher", teacher, "--n", 8, "--out", "p"),
    )
    assert ended.code == 0, ended.err
    return tmp_path / "p"


def test_a_row_without_a_reference_is_refused_where_the_verifier_needs_one(run, teacher, open_bank) -> None:
    ended = run("sample", "--domain", "math", "--bank", open_bank, "--teacher", teacher, "--out", "r")

    assert ended.code == 2
    assert "q0 has no reference answer" in ended.err


def test_verify_refuses_a_row_without_a_reference_by_its_line(run, open_bank, tmp_path) -> None:
    given = write_lines(tmp_path / "c.jsonl", {"id": "c", "problem": "q0", "text": RIGHT})

    row = json.loads(open_bank.read_text().splitlines()[0])
    row["source"] = SOURCE
    bank = write_lines(tmp_path / "one.jsonl", row)
    ended = run("verify", "--problems", bank, "--candidates", given, "--output", "v.jsonl")

    assert ended.code == 2
    assert "one.jsonl:1: " in ended.err
    assert "has no reference answer" in ended.err


def test_a_vote_judges_what_has_no_reference(run, sampled) -> None:
    ended = run("judge", sampled, "--by", "majority", "--threshold", 0.5)

    assert ended.code == 0, ended.err
    assert "6: " in ended.out
    found = outcomes(sampled, NAME)
    assert {"correct", "incorrect", "unverified"} <= {outcome for outcome, _ in found.values()}
    texts: dict[Any, Any] = dict(rows(sampled, "SELECT id, text FROM candidates"))
    assert {texts[id_] for id_, (outcome, _) in found.items() if outcome == "correct"} == {RIGHT}
    assert {texts[id_] for id_, (outcome, _) in found.items() if outcome == "incorrect"} == {WRONG}


def test_a_vote_held_again_under_another_rule_replaces_the_last(run, sampled) -> None:
    run("judge", sampled, "--by", "majority", "--threshold", 0.5)

    run("judge", sampled, "--by", "majority", "--threshold", 1)

    assert {outcome for outcome, _ in outcomes(sampled, NAME).values()} == {"unverified"}


def test_records_of_a_vote_name_it(run, sampled) -> None:
    run("judge", sampled, "--by", "majority", "--threshold", 0.5)

    run("pack", sampled, "--out", "packed")

    record = json.loads(Path("packed/sft/train.jsonl").read_text().splitlines()[0])
    assert record["verifier"] == NAME


def test_a_vote_never_touches_a_proof(run, proved) -> None:
    before = outcomes(proved, "symbolic/2")

    ended = run("judge", proved, "--by", "majority", "--threshold", 0.1, "--min-votes", 1)

    assert ended.code == 0, ended.err
    assert outcomes(proved, "symbolic/2") == before
    vote = outcomes(proved, NAME)
    decided = [id_ for id_, (outcome, _) in before.items() if outcome != "unverified"]
    assert all(vote[id_][0] in {"unverified", before[id_][0]} for id_ in decided)


def test_a_vote_that_a_proof_contradicts_is_void(run, tmp_path) -> None:
    teacher = script(tmp_path / "w.json", *[WRONG] * 6, UNREADABLE, RIGHT)
    bank = write_lines(tmp_path / "b.jsonl", {"id": "q", "question": "1+1?", "answer": "2", "licence": "MIT"})
    run("sample", "--domain", "math", "--bank", bank, "--teacher", teacher, "--n", 12, "--out", "r")

    ended = run("judge", "r", "--by", "majority", "--threshold", 0.5)

    assert "1 refuted by a proof" in ended.out
    assert set(outcomes(tmp_path / "r", NAME).values()) == {("unverified", "refuted")}


def test_a_panel_decides_only_what_the_verifier_left_open(run, proved, tmp_path) -> None:
    """All judges call everything wrong; what is proved stays as it is."""
    judges = [script(tmp_path / f"j{i}.json", f"Bad.\nScore: {i}") for i in (1, 2)]
    before = outcomes(proved, "symbolic/2")

    ended = run("judge", proved, "--by", "panel", "--judge", judges[0], "--judge", judges[1])

    assert ended.code == 0, ended.err
    assert outcomes(proved, "symbolic/2") == before
    found = outcomes(proved, "panel/1 correctness")
    assert set(found) == {id_ for id_, (outcome, _) in before.items() if outcome == "unverified"}
    assert set(found.values()) == {("incorrect", "judged_wrong")}


def test_what_counts_is_the_proof_and_the_judge_only_beneath_it(run, proved, tmp_path) -> None:
    run("judge", proved, "--by", "panel", "--judge", script(tmp_path / "j.json", "Score: 1"))

    with contextlib.closing(Ledger(proved / "ledger.db")) as ledger:
        run_ = list(ledger.graded())
        (name,) = judge.named(ledger)
        chosen = [item for graded in judged(run_, ledger.graded(name)) for item in graded]
    assert name == "panel/1 correctness"
    plain = [item for graded in run_ for item in graded]
    assert [item.candidate.id for item in chosen] == [item.candidate.id for item in plain]
    for one, two in zip(plain, chosen, strict=True):
        if one.verdict.outcome == "unverified":
            assert (two.verdict.verifier, two.verdict.outcome) == ("panel/1 correctness", "incorrect")
        else:
            assert two == one


def test_a_panel_is_measured_on_what_is_proved_and_a_flat_judge_is_told(run, proved, tmp_path) -> None:
    judge_ = script(tmp_path / "j.json", "Score: 10")
    before = outcomes(proved, "symbolic/2")

    ended = run("judge", proved, "--by", "panel", "--judge", judge_, "--calibrate", 6)

    assert ended.code == 0, ended.err
    assert (
        "judged right: 3 of 3 proved right, 3 of 3 proved wrong, and 3 of 3 proved wrong that ask"
        in ended.out
    )
    assert "tells nothing apart" in ended.out
    assert (
        "refuted      it judges 3 of 3 wrong candidates right: none of its verdicts is written" in ended.out
    )
    found = outcomes(proved, "panel/1 correctness")
    assert set(found) == {id_ for id_, (outcome, _) in before.items() if outcome == "unverified"}
    assert set(found.values()) == {("unverified", "refuted_by_calibration")}


def test_verdicts_written_before_are_void_once_a_calibration_refutes_them(run, proved, tmp_path) -> None:
    arguments = ("judge", proved, "--by", "panel", "--judge", script(tmp_path / "j.json", "Score: 10"))
    run(*arguments)
    believed = outcomes(proved, "panel/1 correctness")

    run(*arguments, "--calibrate", 6)

    assert {outcome for outcome, _ in believed.values()} == {"correct"}
    assert {outcome for outcome, _ in outcomes(proved, "panel/1 correctness").values()} == {"unverified"}


def test_a_filter_drops_proved_candidates_and_changes_no_verdict(run, proved, tmp_path) -> None:
    judge_ = script(tmp_path / "j.json", "Score: 9", "Score: 2", "can't say")
    before = outcomes(proved, "symbolic/2")

    ended = run("judge", proved, "--by", "panel", "--judge", judge_, "--as", "filter")

    assert ended.code == 0, ended.err
    assert all(word in ended.out for word in ("kept", "dropped", "unscored", "unparseable"))
    assert outcomes(proved, "symbolic/2") == before
    with contextlib.closing(Scores(proved / "ledger.db")) as scores:
        dropped = scores.dropped()
    low = {c for (c,) in rows(proved, "SELECT candidate FROM scores WHERE score = 2")}
    assert set(dropped) == low
    assert all("median 2 of 1 judges, threshold 7" in reason for reason in dropped.values())
    with contextlib.closing(Ledger(proved / "ledger.db")) as ledger:
        kept = {item.candidate.id for graded in without(ledger.graded(), dropped) for item in graded}
    assert kept == set(before) - low


def test_a_judge_that_always_names_the_first_filters_nobody(run, proved, tmp_path) -> None:
    judge_ = script(tmp_path / "j.json", "Better: A")

    ended = run(
        "judge", proved, *("--by", "panel", "--judge", judge_), "--as", "filter", "--scale", "pairwise"
    )

    assert ended.code == 0, ended.err
    assert "pairs by position alone" in ended.out
    assert "dropped" not in ended.out
    (flips,) = rows(proved, "SELECT count(*) FROM scores WHERE score = 1.0")
    (all_,) = rows(proved, "SELECT count(*) FROM scores")
    assert flips == all_


def test_a_panel_given_again_asks_nothing_again(run, sampled, tmp_path) -> None:
    arguments = ("judge", sampled, "--by", "panel", "--judge", script(tmp_path / "j.json", "Score: 8"))
    first = run(*arguments)
    before = rows(sampled, "SELECT * FROM scores")

    again = run(*arguments)

    assert again.out == first.out
    assert "questions to ask" not in again.err
    assert rows(sampled, "SELECT * FROM scores") == before


def test_only_unread_answers_are_asked_for_again(run, sampled, tmp_path) -> None:
    judge_ = script(tmp_path / "j.json", "well, " * 9 + "\nScore: 8", "Score: 3")
    short = run("judge", sampled, "--by", "panel", "--judge", judge_, "--max-tokens", 5)

    again = run("judge", sampled, "--by", "panel", "--judge", judge_, "--retry")

    cut = re.search(r"(\d+) cut", short.out)
    assert cut
    assert " cut" not in again.out
    assert re.search(rf": {cut[1]} of \d+ questions to ask", again.err)


def slow_panel(run_: Path, judge_: str) -> list[str]:
    return [sys.executable, "-m", "verigen", "judge", str(run_), "--by", "panel", "--judge", judge_]


def stopped_at(folder: Path, count: int, command: list[str], number: int) -> tuple[int, str]:
    """Start the command and send it this signal once so many scores are stored."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    stored = 0
    while stored < count and process.poll() is None:
        with contextlib.suppress(sqlite3.OperationalError):
            ((stored,),) = rows(folder, "SELECT count(*) FROM scores")
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate()
    return process.returncode, err


SCORES = "SELECT rubric, judge, candidate, score, seconds FROM scores"


def test_a_killed_panel_keeps_what_was_judged_and_ends_the_same(run, sampled, tmp_path) -> None:
    slow = script(tmp_path / "slow.json", "Score: 8", "Score: 3", "what?", delay_s=0.5)
    (tmp_path / "whole").mkdir()
    with contextlib.closing(sqlite3.connect(sampled / "ledger.db")) as db:
        db.execute("VACUUM INTO ?", (str(tmp_path / "whole" / "ledger.db"),))

    stopped_at(sampled, 20, slow_panel(sampled, slow), signal.SIGKILL)
    kept = rows(sampled, SCORES)
    again = run(*slow_panel(sampled, slow)[3:])
    undisturbed = run(*slow_panel(tmp_path / "whole", slow)[3:])

    assert 20 <= len(kept) < 6 * 16
    assert (again.code, undisturbed.code) == (0, 0), again.err
    assert set(kept) <= set(rows(sampled, SCORES))
    assert outcomes(sampled, "panel/1 correctness") == outcomes(tmp_path / "whole", "panel/1 correctness")
    assert again.out == undisturbed.out


def test_ctrl_c_keeps_what_was_judged_and_says_so(sampled, tmp_path) -> None:
    slow = script(tmp_path / "slow.json", "Score: 8", delay_s=0.5)

    code, err = stopped_at(sampled, 10, slow_panel(sampled, slow), signal.SIGINT)

    assert code == 130
    assert "stopped; the same command continues" in err
    assert "Traceback" not in err
    assert 10 <= len(rows(sampled, SCORES)) < 6 * 16


def test_two_judges_may_disagree_and_it_is_told(run, sampled, tmp_path) -> None:
    judges = [script(tmp_path / f"j{i}.json", f"Score: {i}") for i in (2, 9)]

    ended = run("judge", sampled, "--by", "panel", "--judge", judges[0], "--judge", judges[1])

    assert "disagreement 7.00 on average" in ended.out
    messages = rows(sampled, "SELECT message FROM verdicts WHERE verifier LIKE 'panel%'")
    assert all("spread 7" in str(message) for (message,) in messages)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "panel"), "needs --judge"),
        (("--by", "panel", "--judge", "Qwen9"), "unknown teacher 'Qwen9'"),
        (("--by", "panel", "--judge", "x", "--scale", "pairwise"), "can't say that a candidate is right"),
        (("--by", "panel", "--judge", "x", "--threshold", 11), "outside the scale"),
        (("--by", "panel", "--judge", "scripted", "--judge", "scripted"), "sits on a panel once"),
        (("--by", "panel", "--judge", "x", "--rubric", "nice"), "unknown rubric 'nice'"),
        (("--by", "panel", "--judge", "x", "--rubric", "./no.txt"), "no rubric file"),
        (("--by", "majority", "--threshold", 60), "share above 0"),
    ],
)
def test_a_bad_order_is_one_line(run, sampled, arguments, said) -> None:
    ended = run("judge", sampled, *arguments)

    assert ended.code == 2
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_no_run_and_an_empty_run_are_one_line(run, tmp_path) -> None:
    missing = run("judge", "nowhere", "--by", "majority")
    (tmp_path / "e").mkdir()
    Ledger(tmp_path / "e" / "ledger.db", create=True).close()
    empty = run("judge", "e", "--by", "majority")

    assert (missing.code, empty.code) == (2, 2)
    assert "no ledger at nowhere" in missing.err
    assert "holds no graded candidates" in empty.err


def test_only_math_answers_are_voted_on(run, tmp_path) -> None:
    bank = write_lines(
        tmp_path / "b.jsonl",
        {"id": "c", "domain": "code", "prompt": "Add.", "reference": {}, "source": SOURCE},
    )

    ended = run(
        *("sample", "--domain", "code", "--bank", bank, "--verifier", "majority"),
        *("--teacher", script(tmp_path / "t.json", "x"), "--out", "r"),
    )

    assert ended.code == 2
    assert "a majority votes on final answers, which the domain code does not offer" in ended.err


def test_a_vote_as_verifier_samples_problems_without_answers_and_says_so_in_the_records(
    run, tmp_path
) -> None:
    bank = write_lines(
        tmp_path / "open.jsonl", *({"question": f"What is {i} + 1?", "licence": "MIT"} for i in range(4))
    )
    right, other = "<think>\nadd\n</think>\n\nSo \\boxed{%d}.", "<think>\nadd\n</think>\n\nSo \\boxed{99}."
    script = tmp_path / "script.json"
    answers = {f"What is {i} + 1?": [right % (i + 1)] * 4 + [other] * (i % 2) for i in range(4)}
    script.write_text(json.dumps({"answers": answers}))
    order = ("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{script}", "--out", "r")

    refused = run(*order, "--verifier", "majority", "--goal", "pair")
    without = run(*order)
    voted = run(*order, "--verifier", "majority", "--threshold", "0.5")

    assert refused.code == without.code == 2
    assert "it takes --goal n" in refused.err
    assert voted.code == 0, voted.err
    rows = [json.loads(line) for line in (tmp_path / "r/sft/train.jsonl").read_text().splitlines()]
    assert len(rows) == 4
    assert {row["verifier"] for row in rows} == {"majority_vote/1"}
    assert all(row["method"].startswith("agreement ") for row in rows)


def test_a_vote_is_never_called_correct_or_proved(run, tmp_path) -> None:
    bank = write_lines(
        tmp_path / "open.jsonl", *({"question": f"What is {i} + 1?", "licence": "MIT"} for i in range(6))
    )
    wrong = "<think>\nadd\n</think>\n\nSo \\boxed{99}."
    (tmp_path / "script.json").write_text(json.dumps({"default": [wrong]}))
    teacher = f"scripted:{tmp_path / 'script.json'}"

    voted = run(
        *("sample", "--domain", "math", "--bank", bank, "--teacher", teacher, "--n", 4),
        *("--verifier", "majority", "--out", "r"),
    )
    judged = run("judge", "r", "--by", "majority")
    explained = run("explain", "--run", "r", "first")
    measured = run("bench", "r")

    card = (tmp_path / "r/README.md").read_text()
    rows = [json.loads(line) for line in (tmp_path / "r/sft/train.jsonl").read_text().splitlines()]
    assert "24 agreed, 0 outvoted, 0 without a majority" in voted.out
    assert "agree@1      100.0 % (" in voted.out
    assert "24 agreed, 0 outvoted" in judged.out
    assert "verdict    agreed by majority_vote/1" in explained.out
    assert "agree@1      100.0 % (" in measured.out
    assert "Math traces, agreed, not verified" in card
    assert "| agree@1 |" in card
    assert {row["evidence"] for row in rows} == {"agreed"}
    for told in (voted.out, judged.out, card, measured.out):
        assert "nothing" in told.lower()
        assert "proved correct" not in told
        assert " correct," not in told
        assert "pass@" not in told.replace("not in pass@1", "")
