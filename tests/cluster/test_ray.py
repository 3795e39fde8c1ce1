"""Runs on a real Ray cluster of two nodes, disturbed."""

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
from typing import TYPE_CHECKING, Any

import pytest
from planted import problems, sentences

from samples import write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("ray", reason="the ray extra is not installed")
pytestmark = [
    pytest.mark.slow,
    # Ray's own: sockets and processes that it leaves to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

MIB = 1 << 20
NODE = {"num_cpus": 1, "object_store_memory": 80 * MIB}
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
ROWS = """
SELECT c.id, c.text, c.finish, c.tokens, c.teacher, c.revision, c.seed, v.outcome, v.reason, v.extracted
FROM candidates c LEFT JOIN verdicts v ON v.candidate = c.id ORDER BY c.id
"""
SETTLED = "SELECT problem, kind, reason, correct, incorrect, first, stop, prior, rate FROM decisions ORDER BY problem"
RIGHT, WRONG = "<think>\nadd\n</think>\n\nSo \\boxed{1}.", "<think>\nadd\n</think>\n\nSo \\boxed{7}."


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    os.environ.update(QUIET)
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={**NODE, "include_dashboard": False})
    try:
        yield made
    finally:
        made.shutdown()


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    row = {"answer": "1", "licence": "MIT"}
    rows = ({"id": f"one-{i}", "question": f"What is {i} - {i - 1}?", **row} for i in range(30))
    return write_lines(tmp_path / "bank.jsonl", *rows)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Right one time in three, and slow."""
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"default": [RIGHT, WRONG, WRONG], "delay_s": 0.35}))
    return path


def start(cluster: Any, bank: Path, script: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "verigen", "sample", "--domain", "math", "--bank", str(bank)),
            *("--teacher", f"scripted:{script}", "--engine-option", "concurrency=2", "--goal", "pair"),
            *("--out", str(folder), "--ray", cluster.address, "--shards", "6"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rows(path: Path, sql: str = ROWS) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def finished(folder: Path) -> set[tuple[Any, ...]]:
    """What the shards hold now."""
    found = set[tuple[Any, ...]]()
    for path in sorted(folder.glob("shards/*.db")):
        with contextlib.suppress(sqlite3.OperationalError):
            found |= {row for row in rows(path) if row[7] is not None}
    return found


def wait_for(folder: Path, count: int, process: subprocess.Popen[str]) -> set[tuple[Any, ...]]:
    """Until so many candidates are finished, or the run ends."""
    while len(found := finished(folder)) < count and process.poll() is None:
        time.sleep(0.05)
    return found


def replicas(node: Any) -> list[int]:
    """Processes of the replicas on a node: its raylet's children."""
    (raylet,) = node.all_processes["raylet"]
    children = Path(f"/proc/{raylet.process.pid}/task/{raylet.process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"ray::Replica" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_killed_actor_and_a_lost_node_cost_nothing_that_was_finished(
    cluster: Any, bank: Path, script: Path, tmp_path: Path
) -> None:
    second = cluster.add_node(**NODE)
    whole = start(cluster, bank, script, tmp_path / "whole")
    whole.communicate()

    process = start(cluster, bank, script, tmp_path / "disturbed")
    wait_for(tmp_path / "disturbed", 20, process)
    (victim,) = replicas(cluster.head_node)
    os.kill(victim, signal.SIGKILL)
    before_kill = finished(tmp_path / "disturbed")
    before_loss = wait_for(tmp_path / "disturbed", 40, process)
    cluster.remove_node(second, allow_graceful=False)
    before_loss |= finished(tmp_path / "disturbed")
    printed, told = process.communicate()

    assert (whole.returncode, process.returncode) == (0, 0), told
    assert "starting it again (1 of 3)" in told
    assert len(before_kill) >= 20
    assert len(before_loss) >= 40
    ledger = tmp_path / "disturbed/ledger.db"
    assert "raylet" not in printed + told
    assert before_kill | before_loss <= set(rows(ledger))
    assert len(finished(tmp_path / "disturbed")) == len(rows(ledger, "SELECT id FROM candidates"))
    assert rows(ledger, SETTLED) == rows(tmp_path / "whole/ledger.db", SETTLED)
    for name in ("sft/train.jsonl", "preference/train.parquet"):
        assert (tmp_path / "disturbed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_ctrl_c_stops_the_actors_and_the_same_command_continues(
    cluster: Any, bank: Path, script: Path, tmp_path: Path
) -> None:
    process = start(cluster, bank, script, tmp_path / "r")
    wait_for(tmp_path / "r", 10, process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    before = rows(tmp_path / "r/ledger.db")

    again = start(cluster, bank, script, tmp_path / "r")
    wait_for(tmp_path / "r", len(before) + 10, again)
    again.kill()
    again.communicate()
    left = finished(tmp_path / "r")
    last = start(cluster, bank, script, tmp_path / "r")
    _, end = last.communicate()

    assert process.returncode == 130
    assert "stopped; the same command continues" in told
    assert "Traceback" not in told + end
    assert len(before) >= 10
    assert all(row[7] is not None for row in before)
    assert last.returncode == 0
    assert set(before) | left <= set(rows(tmp_path / "r/ledger.db"))
    assert "30/30 problems" in end


def test_a_model_that_no_node_can_load_is_one_line(cluster: Any, bank: Path, tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF, or so it says")
    process = subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "verigen",
                "sample",
                "--domain",
                "math",
                "--bank",
                str(bank),
                "--engine",
                "llamacpp",
            ),
            *("--teacher", str(broken), "--out", str(tmp_path / "r"), "--ray", cluster.address),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert process.returncode == 1
    assert process.stderr.splitlines()[-1].startswith("verigen: no replica is left: on ")
    assert "Traceback" not in process.stderr


@pytest.mark.parametrize(
    ("domain", "given"),
    [
        ("extract", "fields:event,variants=3,seed=9"),
        ("retrieve", f"passages:{Path(__file__).parents[2] / 'docs'},least=60"),
    ],
)
def test_domains_of_texts_give_the_same_candidates_and_verdicts_on_a_cluster(
    cluster: Any, run: Any, tmp_path: Path, domain: str, given: str
) -> None:
    answers = {
        each.prompt: [sentences(each.reference.fields)]
        for each in problems(3, 9, "event")
        if domain == "extract"
    }
    script = tmp_path / "texts.json"
    script.write_text(json.dumps({"answers": answers, "default": ['{"name": "x"}', "sampling goals"]}))
    order = ("sample", "--domain", domain, "--bank", given, "--licence", "MIT", "--limit", 3, "--n", 2)
    teacher = ("--teacher", f"scripted:{script}", "--format", "sft")

    here = run(*order, *teacher, "--out", "here")
    there = run(*order, *teacher, "--out", "there", "--ray", cluster.address, "--shards", 2)

    assert (here.code, there.code) == (0, 0), here.err + there.err
    assert rows(tmp_path / "here/ledger.db") == rows(tmp_path / "there/ledger.db")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ray://here:10001", "is no address of a cluster"),
        ("here", "is no address of a cluster"),
        ("127.0.0.1:1", "no Ray cluster at 127.0.0.1:1: "),
    ],
)
def test_an_address_where_no_cluster_is_says_so(
    run: Any, bank: Path, script: Path, address: str, says: str
) -> None:
    ended = run(
        "sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{script}", "--ray", address
    )

    assert ended.code == 2
    assert says in ended.err
