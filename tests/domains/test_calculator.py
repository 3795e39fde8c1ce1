"""A domain of another package with a tool: one file, through the commands that a user calls."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from installed import install
from samples import write_lines

SOURCE = Path(__file__).with_name("calculator.py")
STORIES = (
    "So many apples lie in a bowl.",
    "Both trains leave at noon from the same town.",
    "Her brother counts stars over the sea.",
    "A chess club meets behind the old mill.",
)
ROWS = [
    {
        "id": f"sum-{n}",
        "domain": "calculator",
        "prompt": f"Add {n} and 3. {story}",
        "reference": {"total": n + 3},
        "source": {"bank": "sums", "licence": "CC0-1.0"},
    }
    for n, story in enumerate(STORIES)
]
TURNS = "SELECT candidate, position, kind, asked, sent FROM turns ORDER BY candidate, position"
ENDED = """
SELECT c.id, c.text, c.finish, c.prompt_tokens, c.tokens, c.seed, v.outcome, v.reason
FROM candidates c JOIN verdicts v ON v.candidate = c.id ORDER BY c.id
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    points = {
        "domain.calculator": "calculator:Calculator",
        "verifier.totals": "calculator:CalculatorVerifier",
    }
    folder = install(tmp_path / "site", "calculator", SOURCE.read_text(), points)
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Right for 0 and 1, a slip in the program for 2, and no program for 3."""
    answers = {
        "printed 3": ["It is 3."],
        "printed 4": ["It is 4."],
        "printed -1": ["It is -1."],
        "Add 0": ["<program>print(0 + 3)</program> and so on"],
        "Add 1": ["<program>print(1 + 3)</program>"],
        "Add 2": ["<program>print(2 - 3)</program>"],
        "Add 3": ["I can't."],
    }
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"answers": answers, "delay_s": 0.01}))
    return path


@pytest.fixture
def sums(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "sums.jsonl", *ROWS)


def order(bank: Path, script: Path, folder: Path | str) -> list[str]:
    return [
        *("sample", "--domain", "calculator", "--bank", str(bank), "--teacher", f"scripted:{script}"),
        *("--n", "2", "--out", str(folder)),
    ]


def table(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.db")) as db:
        return db.execute(sql).fetchall()


def test_a_domain_of_one_file_samples_with_a_tool_and_its_records_show_the_conversation(
    run, package, sums, script, tmp_path
) -> None:
    ended = run(*order(sums, script, "r"))

    assert ended.code == 0, ended.err
    assert [row[6:] for row in table(tmp_path / "r", ENDED)] == [
        *[("correct", "equal")] * 4,
        *[("incorrect", "wrong_answer")] * 4,
    ]
    (first, *_) = (json.loads(line) for line in (tmp_path / "r/sft/train.jsonl").read_text().splitlines())
    assert [m["role"] for m in first["messages"]] == ["user", "assistant", "tool", "assistant"]
    assert first["messages"][1]["content"] == "<program>print(0 + 3)</program>"
    assert first["messages"][-1]["content"] == "It is 3."
    assert first["tools"][0]["function"]["name"] == "python"


def test_its_run_goes_through_pack_regrade_split_explain_and_verify(
    run, package, sums, script, tmp_path
) -> None:
    run(*order(sums, script, "r"))
    records = (tmp_path / "r/sft/train.jsonl").read_bytes()
    write_lines(tmp_path / "c.jsonl", {"id": "c", "problem": "sum-1", "text": "It is 4."})

    packed = run("pack", "r", "--out", "p")
    regraded = run("regrade", "r")
    split = run("split", sums, "--out", "s", "--held-out", "0.5", "--seed", "1")
    explained = run("explain", "--run", "r", "sum-0#0")
    verified = run("verify", "--problems", sums, "--candidates", "c.jsonl", "--output", "v.jsonl")

    codes = [each.code for each in (packed, regraded, split, explained, verified)]
    assert codes == [0] * 5, [each.err for each in (packed, regraded, split, explained, verified)]
    assert (tmp_path / "p/sft/train.jsonl").read_bytes() == records
    assert json.loads((tmp_path / "v.jsonl").read_text())["outcome"] == "correct"
    for line in ('{"total":3}', "asked      user: Add 0 and 3. So many", "said       <program>print(0 + 3)"):
        assert line in explained.out
    for line in ("ended by </program>", "gave       3", "asked      tool: printed 3", "said       It is 3."):
        assert line in explained.out


def test_what_it_does_not_offer_is_one_line_that_says_who_does(run, package, sums, script) -> None:
    run(*order(sums, script, "r"))

    ended = {
        "audit": run("audit", "r"),
        "judge": run("judge", "r", "--by", "majority"),
        "rewrite": run(
            *("rewrite", sums, "--with", "rephrase", "--teacher", f"scripted:{script}", "--out", "w"),
            *("--domain", "calculator"),
        ),
        "sample": run("sample", "--domain", "calculator", "--teacher", f"scripted:{script}"),
        "unknown": run("sample", "--domain", "calculatr"),
    }

    assert {name: each.code for name, each in ended.items()} == dict.fromkeys(ended, 2)
    assert "math" in ended["audit"].err
    assert "math" in ended["judge"].err
    assert "does not offer how its problems are rewritten" in ended["rewrite"].err
    assert "has no bank of its own; name one with --bank" in ended["sample"].err
    assert "did you mean calculator?" in ended["unknown"].err
    for each in ended.values():
        assert len(each.err.strip().splitlines()[-1:]) == 1
        assert "Traceback" not in each.err


def test_a_run_killed_between_turns_goes_on_where_its_conversations_were(
    package, sums, script, tmp_path
) -> None:
    script.write_text(json.dumps({**json.loads(script.read_text()), "delay_s": 0.4}))
    whole = start(package, order(sums, script, tmp_path / "whole"))
    killed = start(package, order(sums, script, tmp_path / "killed"))
    wait_for_turns(tmp_path / "killed", 4, killed)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    before, ended = table(tmp_path / "killed", TURNS), table(tmp_path / "killed", ENDED)
    open_ = {row[0] for row in before} - {row[0] for row in ended}

    again = start(package, order(sums, script, tmp_path / "killed"))
    _, told = again.communicate()
    whole.communicate()

    assert (again.returncode, whole.returncode) == (0, 0), told
    assert open_, "nothing was under way when the run was killed"
    after = table(tmp_path / "killed", TURNS)
    assert set(before) <= set(after)  # with the seconds that programs took: none of them ran again
    assert [row[:4] for row in after] == [row[:4] for row in table(tmp_path / "whole", TURNS)]
    assert table(tmp_path / "killed", ENDED) == table(tmp_path / "whole", ENDED)
    for name in ("sft/train.jsonl", "preference/train.jsonl"):
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def start(package: Path, arguments: list[str]) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-m", "verigen", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_turns(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    while process.poll() is None:
        with contextlib.suppress(sqlite3.OperationalError):
            if len(table(folder, TURNS)) >= count:
                return
        time.sleep(0.02)
