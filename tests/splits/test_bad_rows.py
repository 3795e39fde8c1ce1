"""A row that can't be worked on costs itself: split, decontaminate, levels and harden go on without it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from samples import write_lines
from stories import row, story, unlike
from verigen.dataset.decontaminate import suites
from verigen.dataset.splits import links
from verigen.problems.harden import bank
from verigen.problems.levels import measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARK = "thirteen ravens"


def failing(call: Callable[..., Any], when: Callable[..., bool]) -> Callable[..., Any]:
    """A fault in our own code that only some rows meet."""

    def fails(*given: Any, **more: Any) -> Any:
        if when(*given):
            raise IndexError("list index out of range")
        return call(*given, **more)

    return fails


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def marked(text: Any, *_: object) -> bool:
    return MARK in text


def test_split_leaves_a_row_out_that_can_not_be_compared(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(links, "shape", failing(links.shape, marked))
    rows = [row(f"p{n}", unlike(n) + (f" {MARK}" if n == 7 else "")) for n in range(60)]

    ended = run("split", write_lines(tmp_path / "b.jsonl", *rows), "--held-out", 0.3, "--out", "out")

    assert ended.code == 0, ended.err
    assert "refused      1 rows that can't be read or compared" in ended.out
    found = [each["id"] for side in ("train", "held_out") for each in lines(tmp_path / f"out/{side}.jsonl")]
    assert sorted(found) == sorted(f"p{n}" for n in range(60) if n != 7)
    (refused,) = lines(tmp_path / "out/refused.jsonl")
    assert refused == {"id": "p7", "reason": "the split failed: IndexError: list index out of range"}


def test_decontaminate_sets_a_row_aside_that_can_not_be_compared(run, tmp_path, monkeypatch) -> None:
    suite = write_lines(tmp_path / "s.jsonl", {"question": story(1), "answer": "#### 4"})
    monkeypatch.setattr(suites, "facts", failing(suites.facts, lambda one, *_: MARK in one.prompt))
    monkeypatch.setattr(suites, "shape", failing(suites.shape, marked))
    rows = [row(f"p{n}", unlike(n) + (f" {MARK}" if n == 2 else "")) for n in range(6)]

    ended = run("decontaminate", write_lines(tmp_path / "b.jsonl", *rows), "--suite", suite, "--out", "out")

    assert ended.code == 0, ended.err
    assert "quarantined  1 (1 unread)" in ended.out
    assert [each["id"] for each in lines(tmp_path / "out/quarantine.jsonl")] == ["p2"]
    assert "IndexError" in lines(tmp_path / "out/hits.jsonl")[0]["suite_text"]
    assert len(lines(tmp_path / "out/clean.jsonl")) == 5


def test_twenty_rows_in_a_row_that_can_not_be_compared_end_the_split(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(links, "shape", failing(links.shape, lambda *_: True))

    ended = run(
        "split",
        write_lines(tmp_path / "b.jsonl", *(row(f"p{n}", unlike(n)) for n in range(60))),
        "--out",
        "out",
    )

    assert ended.code == 1
    assert "failed 20 times in a row" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_levels_leaves_a_problem_out_that_can_not_be_measured(run, bank, tmp_path, monkeypatch) -> None:
    script = tmp_path / "right.json"
    script.write_text(json.dumps({"default": ["\\boxed{1}", "\\boxed{2}"]}))
    run(
        "sample",
        "--domain",
        "math",
        "--bank",
        bank,
        "--teacher",
        f"scripted:{script}",
        "--n",
        2,
        "--out",
        "r",
    )
    monkeypatch.setattr(measure, "_add", failing(measure._add, lambda each, *_: each.problem.id == "sum-3"))

    ended = run("levels", "r", "--out", "l.jsonl")

    assert ended.code == 0, ended.err
    assert "left out     1 that can't be measured" in ended.out
    assert [each["id"] for each in lines(tmp_path / "l.jsonl")] == [f"sum-{n}" for n in range(12) if n != 3]


@pytest.mark.skipif(not hasattr(bank, "harden"), reason="the hypothesis extra is not installed")
def test_harden_leaves_a_problem_as_it_is_where_it_fails(run, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bank, "harden", failing(bank.harden, lambda problem, *_: problem.id == "two"))
    rows = [
        {
            "id": name, "domain": "code", "prompt": f"Return {name}.", "source": {"bank": "own", "licence": "MIT"},
            "reference": {"mode": "function", "entry_point": "f", "tests": [{"args": [n], "expected": n + 1} for n in range(3)],
                          "solution": "def f(x: int) -> int:\n    return x + 1\n"},
        }
        for name in ("one", "two")
    ]  # fmt: skip

    ended = run(
        "harden", "--bank", write_lines(tmp_path / "b.jsonl", *rows), "--output", "h.jsonl", "--tests", 2
    )

    assert ended.code == 0, ended.err
    found = {each["id"]: each for each in lines(tmp_path / "h.jsonl")}
    assert set(found) == {"one", "two"}
    assert "IndexError" in ended.out + ended.err
