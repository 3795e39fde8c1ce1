"""The commands on code: verify and harden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ABOVE = {
    "id": "above",
    "domain": "code",
    "prompt": "Say whether n is at least 50.",
    "reference": {
        "mode": "function",
        "entry_point": "above",
        "tests": [{"args": [10], "expected": False}, {"args": [90], "expected": True}],
        "solution": "def above(n):\n    return n >= 50\n",
    },
    "source": {"bank": "own", "licence": "CC0-1.0"},
}
RIGHT = "```python\ndef above(n):\n    return not n < 50\n```"
SLIP = "```python\ndef above(n):\n    return n > 50\n```"


def write_lines(path: Path, *lines: Any) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def graded(run: Callable[..., Any], folder: Path, problems: Path) -> list[str]:
    candidates = write_lines(
        folder / "c.jsonl",
        {"id": "right", "problem": "above", "text": RIGHT},
        {"id": "slip", "problem": "above", "text": SLIP},
        {"id": "prose", "problem": "above", "text": "I can't."},
    )
    output = folder / f"{problems.stem}-verdicts.jsonl"
    ended = run("verify", "--problems", problems, "--candidates", candidates, "--output", output, "--jobs", 2)

    assert ended.code == 0, ended.err
    return [row["outcome"] for row in rows(output)]


def test_hardened_tests_catch_the_slip_that_the_given_ones_let_pass(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    given, hard = write_lines(tmp_path / "given.jsonl", ABOVE), tmp_path / "hard.jsonl"

    ended = run("harden", "--bank", given, "--output", hard)

    assert ended.code == 0, ended.err
    assert "1 problems, 2.0 -> " in ended.out
    assert graded(run, tmp_path, given) == ["correct", "correct", "incorrect"]
    assert graded(run, tmp_path, hard) == ["correct", "incorrect", "incorrect"]


def test_candidates_that_pass_the_given_tests_have_a_say(run: Callable[..., Any], tmp_path: Path) -> None:
    given, hard = write_lines(tmp_path / "given.jsonl", ABOVE), tmp_path / "hard.jsonl"
    slip = write_lines(tmp_path / "accepted.jsonl", {"id": "slip", "problem": "above", "text": SLIP})

    ended = run("harden", "--bank", given, "--output", hard, "--candidates", slip)

    assert ended.code == 0, ended.err
    assert graded(run, tmp_path, hard)[1] == "correct"


def test_a_problem_without_a_reference_is_named_and_kept(run: Callable[..., Any], tmp_path: Path) -> None:
    bare = {**ABOVE, "reference": {**ABOVE["reference"], "solution": None}}  # type: ignore[dict-item]
    given, hard = write_lines(tmp_path / "given.jsonl", bare), tmp_path / "hard.jsonl"

    ended = run("harden", "--bank", given, "--output", hard)

    assert ended.code == 0
    assert "left as it is: above has no reference solution" in ended.err
    assert rows(hard)[0]["reference"]["tests"][1]["args"] == [90]


WRONG = {
    "no such bank": (["--bank", "code-cor"], "did you mean code-core"),
    "no such file": (["--bank", "none.jsonl"], "no file none.jsonl"),
    "no such executor": (["--executor", "lokal"], "did you mean local"),
}


@pytest.mark.parametrize(("options", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_the_user_got_wrong_is_one_line_and_exit_2(
    options: list[str], message: str, run: Callable[..., Any], tmp_path: Path
) -> None:
    ended = run("harden", "--output", tmp_path / "out.jsonl", *options)

    assert ended.code == 2
    assert message in ended.err
    assert not (tmp_path / "out.jsonl").exists()
