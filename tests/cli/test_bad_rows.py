"""One bad row never ends a job: each command goes on, counts the row and lists it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from samples import write_lines

if TYPE_CHECKING:
    from pathlib import Path

BAD = ["{\n", "[1]\n", '{"id": "bare"}\n', '{"domain": "math", "prompt": "p", "reference": {"answr": "5"}}\n']
ONE = {
    "mode": "function",
    "entry_point": "f",
    "tests": [{"args": [1], "expected": 1}],
    "solution": "def f(x):\n    return x\n",
}
COMMANDS = {
    "mutate": (["--with", "rename", "--out", "o.jsonl", "--refused", "refused.jsonl"], "refused.jsonl"),
    "split": (["--held-out", "0.4", "--out", "o"], "o/refused.jsonl"),
    "decontaminate": (["--near", "0.8", "--out", "o"], "o/refused.jsonl"),
    "rewrite": (["--with", "rephrase", "--teacher", "scripted", "--out", "o"], "o/refused.jsonl"),
    "harden": (["--output", "o.jsonl", "--report", "report.jsonl", "--tests", "2"], "report.jsonl"),
}  # fmt: skip
WORDS = (
    "Tom buys a kite.",
    "Anna sails to Rome.",
    "Peter paints nine old doors.",
    "Mary plants roses by the pond.",
)


def bank(folder: Path, command: str) -> Path:
    rows: list[dict[str, object]] = [
        {"id": f"good-{n}", "question": f"{words} What is {n} + 1?", "answer": str(n + 1), "licence": "MIT"}
        for n, words in enumerate(WORDS)
    ]
    if command == "harden":
        rows = [{"id": "good-0", "domain": "code", "prompt": "Return x.", "reference": ONE}]
    return write_lines(folder / "bank.jsonl", BAD[0], rows[0], *BAD[1:], *rows[1:], "{")


@pytest.mark.parametrize("command", COMMANDS)
def test_bad_rows_are_refused_and_the_rest_is_done(run, tmp_path, command) -> None:
    options, listed = COMMANDS[command]
    given = bank(tmp_path, command)

    ended = run(command, *(["--bank"] if command == "harden" else []), given, *options)

    assert ended.code == 0, ended.err
    text = (tmp_path / listed).read_text()
    last = 6 if command == "harden" else 9
    places = [1, 3, 4, *([] if command == "decontaminate" else [5]), last]  # which reads no reference
    for number in places:
        assert f"bank.jsonl:{number}" in text
    assert f"{len(places)} rows" in ended.out + ended.err
    assert [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_without_any_problem_is_the_users_mistake(run, tmp_path, command) -> None:
    given = write_lines(tmp_path / "bank.jsonl", *BAD[:3])
    options, _ = COMMANDS[command]

    ended = run(command, *(["--bank"] if command == "harden" else []), given, *options)

    assert ended.code == 2
    assert "bank.jsonl:1: " in ended.err.strip().splitlines()[-1]
    assert not (tmp_path / "o.jsonl").exists()


def test_a_bad_line_among_voters_leaves_the_others_their_votes(run, tmp_path) -> None:
    given = bank(tmp_path, "harden")
    voter = {"id": "v", "problem": "good-0", "text": "```python\ndef f(x):\n    return x\n```"}
    voters = write_lines(tmp_path / "voters.jsonl", voter, "{", {"id": "w"})

    ended = run("harden", "--bank", given, "--output", "o.jsonl", "--tests", "2", "--candidates", voters)

    assert ended.code == 0, ended.err
    assert "left out: 6 rows" in ended.err
