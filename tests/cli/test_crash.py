"""A run that is killed or interrupted, and given again."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from verigen.core import seeds

ROWS = """
SELECT c.id, c.problem, c.idx, c.text, c.finish, c.tokens, c.seed, v.outcome, v.method, v.reason, v.extracted
FROM candidates c LEFT JOIN verdicts v ON v.candidate = c.id ORDER BY c.id
"""
TOTAL = 12 * 8


@pytest.fixture
def slow(script: Path) -> Path:
    script.write_text(json.dumps({**json.loads(script.read_text()), "delay_s": 0.4}))
    return script


def start(bank: Path, script: Path, folder: Path, *more: str) -> subprocess.Popen[str]:
    return sampling(bank, f"scripted:{script}", "--n", "8", "--out", str(folder), *more)


def sampling(bank: Path, teacher: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "verigen", "sample", "--domain", "math", "--bank", str(bank)),
            *("--teacher", teacher, *more),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(folder: Path) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.db")) as db:
        return db.execute(ROWS).fetchall()


def wait_for(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Until so many candidates are in the ledger, or the run ends."""
    while process.poll() is None:
        try:
            if len(rows(folder)) >= count:
                return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)


def test_a_killed_run_loses_nothing_finished_and_repeats_nothing(bank, slow, tmp_path) -> None:
    undisturbed = start(bank, slow, tmp_path / "whole")
    kept: list[tuple[object, ...]] = []
    for count in (5, 30, 60):
        process = start(bank, slow, tmp_path / "killed")
        wait_for(tmp_path / "killed", count, process)
        process.kill()
        process.communicate()
        after = rows(tmp_path / "killed")
        assert {row[0] for row in kept} <= {row[0] for row in after}
        kept = after

    last = start(bank, slow, tmp_path / "killed")
    _, told = last.communicate()
    undisturbed.communicate()

    assert (last.returncode, undisturbed.returncode) == (0, 0)
    assert "continuing: " in told
    assert len(kept) >= 60
    assert rows(tmp_path / "killed") == rows(tmp_path / "whole")
    assert len(rows(tmp_path / "whole")) == TOTAL
    for name in ("sft/train.jsonl", "preference/train.parquet"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


@pytest.mark.slow
def test_twenty_kills_at_random_moments_change_no_record_of_a_goal(bank, script, tmp_path) -> None:
    script.write_text(json.dumps({**json.loads(script.read_text()), "delay_s": 0.1}))
    whole = start(bank, script, tmp_path / "whole", "--goal", "pair")
    draw, kept = seeds.rng(0, "kills"), list[tuple[object, ...]]()

    for _ in range(20):
        process = start(bank, script, tmp_path / "killed", "--goal", "pair")
        wait_for(tmp_path / "killed", len(kept) + draw.randrange(4), process)
        time.sleep(0.1 * draw.random())
        process.kill()
        process.communicate()
        after = rows(tmp_path / "killed")
        assert set(kept) <= set(after)
        assert len({row[0] for row in after}) == len(after)
        kept = [row for row in after if row[7] is not None]
    last = start(bank, script, tmp_path / "killed", "--goal", "pair")
    last.communicate()
    whole.communicate()

    assert (last.returncode, whole.returncode) == (0, 0)
    assert set(kept) <= set(rows(tmp_path / "killed"))
    for name in ("sft/train.jsonl", "sft/train.parquet", "preference/train.jsonl"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


@pytest.mark.model
@pytest.mark.slow
def test_three_kills_of_a_real_engine_lose_nothing_finished_and_repeat_nothing(bank, tmp_path) -> None:
    order = ("--n", "2", "--limit", "5", "--max-tokens", "8", "--out", str(tmp_path / "r"))
    # two slots: few candidates finish at the same moment
    slots = ("--engine", "llamacpp", *("--engine-option", "slots=2"), *("--engine-option", "threads=1"))
    kept: list[tuple[object, ...]] = []

    for count in (1, 4, 7):
        process = sampling(bank, "SmolLM2-135M-Instruct", *slots, *order)
        wait_for(tmp_path / "r", count, process)
        process.kill()
        process.communicate()
        after = rows(tmp_path / "r")
        assert set(kept) <= set(after)
        kept = [row for row in after if row[7] is not None]
    last = sampling(bank, "SmolLM2-135M-Instruct", *slots, *order)
    last.communicate()

    assert last.returncode == 0
    assert set(kept) <= set(rows(tmp_path / "r"))
    assert len(rows(tmp_path / "r")) == 10


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_continues(bank, slow, tmp_path) -> None:
    process = start(bank, slow, tmp_path / "r")
    wait_for(tmp_path / "r", 10, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    before = rows(tmp_path / "r")

    again = start(bank, slow, tmp_path / "r")
    again.communicate()

    assert process.returncode == 130
    assert "stopped; the same command continues" in err
    assert "Traceback" not in err
    assert "candidates" in out
    assert 10 <= len(before) < TOTAL
    assert all(row[7] is not None for row in before)
    assert again.returncode == 0
    assert len(rows(tmp_path / "r")) == TOTAL
    assert set(before) <= set(rows(tmp_path / "r"))


def test_an_unfinished_run_without_out_is_found_again(bank, slow, tmp_path, run) -> None:
    arguments = ("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{slow}", "--n", 8)
    process = subprocess.Popen(
        [sys.executable, "-m", "verigen", *map(str, arguments)],
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    while not list(tmp_path.glob("runs/*/ledger.db")):
        time.sleep(0.05)
    (folder,) = tmp_path.glob("runs/*")
    wait_for(folder, 5, process)
    process.kill()
    process.wait()

    ended = run(*arguments, "--resume")

    assert ended.code == 0, ended.err
    assert "continuing: " in ended.err
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [folder.name]
    assert len(rows(folder)) == TOTAL
