"""Hardening a bank: the same tests on any load, resumed and parallel, refusals by name, a report per problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from verigen.core.problems import decode
from verigen.core.types import Source
from verigen.executors.local import Local
from verigen.problems.harden import bank
from verigen.problems.harden.harden import Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from verigen.core.types import Problem

FEW = Options(inputs=30, more=30, tests=8)


def row(name: str, solution: str, *tests: tuple[list[Any], Any], **fields: Any) -> dict[str, Any]:
    given = [{"args": args, "expected": expected} for args, expected in tests]
    reference = {"mode": "function", "entry_point": name, "tests": given, "solution": solution, **fields}
    return {"id": name, "domain": "code", "prompt": "?", "reference": reference}


ABOVE = row("above", "def above(n):\n    return n >= 50\n", ([10], False), ([90], True))
TOTAL = row("total", "def total(a):\n    return sum(a)\n", ([[1, 2]], 3), ([[4, 0, 9]], 13), ([[]], 0))
REFUSED = {
    "no_syntax": ("def no_syntax(n:\n    return n\n", "does not parse"),
    "endless": ("def endless(n):\n    while True:\n        n += 1\n", "does not end on test 1"),
    "wrong": ("def wrong(n):\n    return n + 2\n", "fails test 1"),
    "missing": ("def other(n):\n    return n\n", "fails test 1"),
    "large": ("def large(n):\n    return 'x' * 10 ** 8\n", "fails test 1"),
    "raises": ("def raises(n):\n    return n / 0\n", "fails test 1"),
    "counter": ("def counter(n, seen=[]):\n    seen.append(n)\n    return len(seen)\n", "earlier calls"),
    "by_hash": ("def by_hash(n):\n    return list({'a', 'b', 'c', 'd', 'e', 'f'})[n]\n", "hash seed"),
}


def problem(given: dict[str, Any]) -> Problem:
    return decode(json.dumps(given).encode(), source=Source(bank="own", licence="CC0-1.0"))


def hardened(*given: dict[str, Any], **options: Any) -> list[Any]:
    return list(bank.harden_all(list(map(problem, given)), Local(jobs=1), FEW, **options))


def test_what_can_not_be_hardened_is_refused_by_name_and_the_rest_goes_on() -> None:
    bad = [row(name, solution, ([1], 1)) for name, (solution, _) in REFUSED.items()]

    *refused, (_, last) = hardened(*bad, ABOVE, jobs=2)

    for (kept, report), given, (name, (_, reason)) in zip(refused, bad, REFUSED.items(), strict=True):
        assert kept == problem(given)
        assert report.refused.startswith(f"{name}: the reference")
        assert reason in report.refused
    assert last.refused is None
    assert last.kept > 0


def test_a_program_that_prints_without_end_is_refused() -> None:
    loud = "while True:\n    print('x' * 1000)\n"
    given = row("loud", loud)
    given["reference"] |= {
        "mode": "stdio",
        "entry_point": None,
        "tests": [{"stdin": "1\n", "expected": "1\n"}],
    }

    ((_, report),) = hardened(given)

    assert report.refused.startswith("loud: the reference")


def test_many_jobs_and_a_second_run_give_the_same() -> None:
    once = hardened(ABOVE, TOTAL)

    assert hardened(ABOVE, TOTAL, jobs=2) == once
    assert [found.id for found, _ in once] == ["above", "total"]


def test_given_tests_all_stay_though_they_are_more_than_asked_for() -> None:
    many = row("above", "def above(n):\n    return n >= 50\n", *[([n], n >= 50) for n in range(40, 60)])

    ((found, report),) = hardened(many)

    assert found.reference.tests[:20] == problem(many).reference.tests
    assert report.given == 20
    assert report.kept <= FEW.tests


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = tmp_path / "journal"
    whole = hardened(ABOVE, TOTAL, journal=journal)
    first, second = filter(None, journal.read_bytes().split(b"\n"))
    journal.write_bytes(first + b"\n" + second[:99])
    begun: list[str] = []
    harden = bank.harden

    def noted(problem: Problem, *rest: Any) -> Any:
        begun.append(problem.id)
        return harden(problem, *rest)

    monkeypatch.setattr(bank, "harden", noted)

    assert hardened(ABOVE, TOTAL, journal=journal) == whole
    assert begun == ["total"]


def test_a_report_tells_of_each_problem(run: Callable[..., Any], tmp_path: Path) -> None:
    given, out, report = (tmp_path / name for name in ("given.jsonl", "out.jsonl", "report.jsonl"))
    bare = {**TOTAL, "reference": {**TOTAL["reference"], "solution": None}}
    rows = [{**each, "source": {"bank": "own", "licence": "CC0-1.0"}} for each in (ABOVE, bare)]
    given.write_text("".join(json.dumps(each) + "\n" for each in rows))

    ended = run("harden", "--bank", given, "--output", out, "--report", report, "--tests", 5)

    assert ended.code == 0, ended.err
    above, total = map(json.loads, report.read_text().splitlines())
    assert (above["problem"], above["given"], above["kept"], above["rejected"]) == ("above", 2, 5, None)
    assert above["killed_before"] < above["killed_after"] <= above["mutants"]
    assert "no reference solution" in total["refused"]
    assert "not measured" in ended.out
    assert not (tmp_path / "out.jsonl.journal").exists()
