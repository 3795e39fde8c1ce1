"""Whole runs with the tool: killed between turns, graded again, packed, split, drawn by Ray."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from misbehaving import Answer, Server, aside, chat, refusal

from samples import write_lines

STORIES = (
    "apples in a bowl",
    "trains at noon",
    "stars over the sea",
    "a club behind the mill",
    "pens in a box",
)
CELL = "I count.\n\n```python\nx = 2 + 3\nprint(x)\n```"
CLOCK = "```python\nimport time\ntime.time_ns()\n```"
ENDED = """
SELECT c.id, c.text, c.finish, c.tokens, c.seed, v.outcome, v.reason
FROM candidates c JOIN verdicts v ON v.candidate = c.id ORDER BY c.id
"""
TURNS = "SELECT candidate, position, asked, json_extract(sent, '$.text') FROM turns WHERE kind = 'ask' ORDER BY 1, 2"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    rows = (
        {"id": f"s{n}", "question": f"Two and three {story}: how many?", "answer": "5", "licence": "CC0-1.0"}
        for n, story in enumerate(STORIES)
    )
    return write_lines(tmp_path / "bank.jsonl", *rows)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.json"
    answers = {"```output": ["So it is \\boxed{5}.", "So it is \\boxed{6}."], "Two and": [CELL]}
    path.write_text(json.dumps({"answers": answers, "delay_s": 0.3}))
    return path


def order(bank: Path, script: Path, folder: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "verigen", "sample", "--domain", "math-tool", "--bank", str(bank)),
        *("--teacher", f"scripted:{script}", "--n", "4", "--out", str(folder), *more),
    ]


def table(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.db")) as db:
        return db.execute(sql).fetchall()


def begun(folder: Path) -> list[tuple[Any, ...]]:
    with contextlib.suppress(sqlite3.OperationalError):
        return table(folder, TURNS)
    return []


def test_a_kill_between_turns_loses_no_turn_and_changes_no_record(bank, script, tmp_path) -> None:
    kept: list[tuple[Any, ...]] = []
    for _ in range(2):
        process = subprocess.Popen(order(bank, script, tmp_path / "killed"), stderr=subprocess.DEVNULL)
        while process.poll() is None and len(begun(tmp_path / "killed")) < len(kept) + 5:
            time.sleep(0.02)
        process.kill()
        process.wait()
        after = begun(tmp_path / "killed")
        assert set(kept) <= set(after)
        kept = after
    subprocess.run(order(bank, script, tmp_path / "killed"), check=True, capture_output=True)
    subprocess.run(order(bank, script, tmp_path / "whole"), check=True, capture_output=True)

    assert len(kept) >= 10
    assert set(kept) <= set(begun(tmp_path / "killed"))
    assert table(tmp_path / "killed", ENDED) == table(tmp_path / "whole", ENDED)
    for name in ("sft/train.jsonl", "preference/train.jsonl"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_run_with_the_tool_is_graded_again_packed_split_and_curated(bank, script, tmp_path, run) -> None:
    script.write_text(json.dumps({**json.loads(script.read_text()), "delay_s": 0}))
    sampled = run(*order(bank, script, tmp_path / "r")[3:])
    assert sampled.code == 0, sampled.err
    assert "conversations ran again; all gave the same" in sampled.err

    regraded = run("regrade", "r")
    packed = run("pack", "r", "--out", "p", "--format", "sft", "--format", "segments")
    parted = run(
        "split", str(bank), "--domain", "math-tool", "--held-out", "0.4", "--seed", "3", "--out", "parts"
    )
    audited = run("split", "--audit", "r", "--suite", "parts/held_out.jsonl")
    curated = run("curate", "r", "--out", "c", "--keep-duplicates")

    assert regraded.code == 0, regraded.err
    assert "0 verdicts" in regraded.out or "no verdict" in regraded.out
    assert packed.code == 0, packed.err
    assert (tmp_path / "p/sft/train.jsonl").read_bytes() == (tmp_path / "r/sft/train.jsonl").read_bytes()
    assert (tmp_path / "p/segments/train.jsonl").read_text().count("\n") == len(STORIES)
    assert parted.code == 0, parted.err
    assert audited.code == 1, "the run was drawn from the whole bank, so its records leak"
    assert curated.code == 0, curated.err
    assert (tmp_path / "c/sft/train.jsonl").is_file()


def test_what_does_not_come_out_again_is_left_out_and_counted(bank, script, tmp_path, run) -> None:
    answers = {"```output": ["So it is \\boxed{5}."], "apples": [CLOCK], "Two and": [CELL]}
    script.write_text(json.dumps({"answers": answers}))

    sampled = run(*order(bank, script, tmp_path / "r", "--n", "1")[3:])
    curated = run("curate", "r", "--out", "c", "--keep-duplicates")

    assert "1 left out (s0#0: program 1 of 1 gave another output when it ran again)" in sampled.err
    records = (tmp_path / "r/sft/train.jsonl").read_text()
    assert '"sft/s0#0"' not in records
    assert records.count("\n") == len(STORIES) - 1
    assert curated.code == 0, curated.err
    dropped = [json.loads(line) for line in (tmp_path / "c/dropped.jsonl").read_text().splitlines()]
    assert [(each["candidate"], each["stage"], each["reason"]) for each in dropped] == [
        ("s0#0", "replay", "not_reproduced")
    ]


FULL = "This model's maximum context length is 4096 tokens, you asked for 5000."


def drawn(
    bank: Path, folder: str, run: Any, answers: list[Answer], *more: str, domain: str = "math-tool"
) -> Any:
    with aside(Server(answers=answers)) as server:
        return run(
            *("sample", "--domain", domain, "--bank", str(bank), "--teacher", f"{server.url}#tiny"),
            *("--n", "1", "--out", folder, "--engine-option", "concurrency=1", *more),
        )


def test_a_conversation_that_outgrows_the_context_is_refused_by_id_and_nobodys_mistake(
    bank, tmp_path, run, monkeypatch
) -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    full = refusal(400, FULL, code="context_length_exceeded")

    ended = drawn(bank, "r", run, [chat(CELL), full], "--limit", "1")
    again = drawn(bank, "r", run, [chat("So it is \\boxed{5}.")], "--limit", "2")
    explained = run("explain", "s0#0", "--run", "r")
    regraded = run("regrade", "r")
    curated = run("curate", "r", "--out", "c", "--keep-duplicates")

    assert ended.code == again.code == curated.code == regraded.code == 0, ended.err
    assert "refused s0#0, whose conversation outgrew the context: " in ended.err
    assert FULL in ended.err
    assert "0 correct, 0 incorrect, 1 unverified; 0 cut" in ended.out
    assert "1 conversations outgrew the teacher's context and are unverified (s0#0)" in ended.out
    assert "1 correct, 0 incorrect, 1 unverified; 0 cut" in again.out
    assert [(row[0], row[2], *row[5:]) for row in table(tmp_path / "r", ENDED)] == [
        ("s0#0", "context", "unverified", "context_full"),
        ("s1#0", "stop", "correct", "equal"),
    ]
    assert (tmp_path / "r/sft/train.jsonl").read_text().count("\n") == 1
    assert "0 verdicts" in regraded.out or "no verdict" in regraded.out
    assert [
        json.loads(line)["candidate"] for line in (tmp_path / "c/dropped.jsonl").read_text().splitlines()
    ] == ["s0#0"]
    assert "remarks    context_full" in explained.out


def test_a_second_try_that_the_context_can_not_hold_is_no_failed_try(
    bank, tmp_path, run, monkeypatch
) -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    full = refusal(400, FULL, code="context_length_exceeded")
    wrong = chat("It is \\boxed{4}.")

    ended = drawn(bank, "r", run, [wrong, full], "--limit", "1", "--critic", "verifier", domain="math-repair")

    assert ended.code == 0, ended.err
    assert [(row[2], *row[5:]) for row in table(tmp_path / "r", ENDED)] == [
        ("context", "unverified", "context_full")
    ]


def test_a_problem_that_the_context_can_not_hold_is_refused_by_its_id_and_the_others_are_drawn(
    bank, tmp_path, run, monkeypatch
) -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    full, right = refusal(400, FULL, code="context_length_exceeded"), chat("So it is \\boxed{5}.")

    ended = drawn(bank, "r", run, [full, right])

    assert ended.code == 0, ended.err
    (lost,) = {f"s{n}" for n in range(len(STORIES))} - {
        problem for (problem,) in table(tmp_path / "r", "SELECT problem FROM candidates")
    }
    assert lost in ended.out + ended.err
    assert FULL in ended.out + ended.err


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ray_draws_the_same_conversations(bank, script, tmp_path) -> None:
    pytest.importorskip("ray", reason="the ray extra is not installed")
    script.write_text(json.dumps({**json.loads(script.read_text()), "delay_s": 0}))
    subprocess.run(order(bank, script, tmp_path / "one"), check=True, capture_output=True)
    ray = order(bank, script, tmp_path / "many", "--ray", "local", "--shards", "3")

    subprocess.run(ray, check=True, capture_output=True)

    assert table(tmp_path / "many", ENDED) == table(tmp_path / "one", ENDED)
    for name in ("sft/train.jsonl", "preference/train.jsonl"):
        assert (tmp_path / "many" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
