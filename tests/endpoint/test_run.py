"""A whole run on an endpoint, from the command line to the records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from misbehaving import BROKEN, Server, aside, chat, refusal

from verigen.teachers.endpoint import health

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ended

pytest.importorskip("openai", reason="the endpoint extra is not installed")

KEY = "sk-verigen-secret-0123456789"
RIGHT = chat("So \\boxed{1}.", reasoning="add")


def test_a_run_on_an_endpoint_makes_records_and_keeps_the_key_out_of_them(
    run: Callable[..., Ended], bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    answers = [BROKEN, refusal(429, f"slow down, {KEY}", retry_after="0"), RIGHT]

    with aside(Server(key=KEY, answers=answers)) as server:
        ended = run(
            "sample", "--domain", "math", "--bank", bank, "--teacher", server.url, "--n", 1, "--out", "r"
        )

    assert ended.code == 0
    rows = [json.loads(line) for line in (tmp_path / "r/sft/train.jsonl").read_text().splitlines()]
    assert rows[0]["messages"][-1]["content"].endswith("<think>\nadd\n</think>\n\nSo \\boxed{1}.")
    assert json.loads((tmp_path / "r/manifest.json").read_text())["settings"]["teachers"][0]["name"] == "tiny"
    assert KEY not in ended.out + ended.err
    assert [
        path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()
    ] == []


def test_a_wrong_key_ends_a_run_with_one_line(
    run: Callable[..., Ended], bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    with aside(Server(key="another")) as server:
        ended = run("sample", "--domain", "math", "--bank", bank, "--teacher", f"{server.url}#tiny")

    assert ended.code == 2
    assert ended.err.splitlines()[-1] == f"verigen: {server.url} refused the key in OPENAI_API_KEY"
    assert KEY not in ended.out + ended.err


def test_a_key_refused_in_the_middle_ends_a_run_without_it(
    run: Callable[..., Ended], bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    with aside(
        Server(key=KEY, answers=[RIGHT, refusal(401, f"Incorrect API key provided: {KEY}")])
    ) as server:
        ended = run("sample", "--domain", "math", "--bank", bank, "--teacher", server.url, "--n", 2)

    assert ended.code == 1
    assert "refused a request: Error code: 401" in ended.err
    assert KEY not in ended.out + ended.err


def test_a_server_that_answers_nothing_ends_a_run_after_its_patience_and_the_same_command_goes_on(
    run: Callable[..., Ended], bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(health, "BRIEF_S", 0.0)
    server = Server(answers=[RIGHT, refusal(503, "loading the model")])

    with aside(server):
        order = ("sample", "--domain", "math", "--bank", bank, "--teacher", f"{server.url}#tiny", "--n", 1)
        first = run(*order, "--out", "r", "--patience", 3)
        server.answers = [RIGHT]
        again = run(*order, "--out", "r", "--patience", 3)

    assert first.code == 1
    assert "gives no answers: " in first.err
    last = first.err.splitlines()[-1]
    assert "gave no answer for 3 s" in last
    assert "give the same command again" in last
    assert "Traceback" not in first.err
    assert again.code == 0, again.err
    assert "candidates   12" in again.out


@pytest.mark.parametrize("command", ["bench", "rewrite", "judge"])
def test_every_command_that_asks_a_teacher_shows_a_server_that_answers_nothing(
    run: Callable[..., Ended],
    bank: Path,
    script: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(health, "BRIEF_S", 0.0)
    made = run("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{script}", "--out", "r")
    orders: dict[str, tuple[object, ...]] = {
        "bench": ("bench", "--suite", bank, "--domain", "math", "--n", 1, "--out", "b", "--teacher"),
        "rewrite": ("rewrite", bank, "--with", "rephrase", "--out", "w", "--teacher"),
        "judge": ("judge", "r", "--by", "panel", "--as", "filter", "--judge"),
    }

    with aside(Server(answers=[refusal(503, "loading the model")])) as server:
        ended = run(*orders[command], f"{server.url}#tiny", "--patience", 3)

    assert made.code == 0, made.err
    assert ended.code == 1
    assert "gives no answers: " in ended.err
    assert "give the same command again" in ended.err.splitlines()[-1]
    assert "Traceback" not in ended.err
