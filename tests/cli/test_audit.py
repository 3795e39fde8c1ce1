import json
import sys
from pathlib import Path

import pytest

from samples import write_lines

pytest.importorskip(
    "math_verify", reason="the audit's second opinion, of the extra `audit`, is not installed"
)

ROWS = [
    {"id": "a", "reference": "\\frac{1}{2}", "text": "so \\boxed{0.5}"},
    {"id": "b", "reference": "72", "text": "<think>\n6 * 12\n</think>\n\n\\boxed{72}"},
    {"id": "c", "reference": "52_8", "text": "\\boxed{52_9}"},
    {"id": "d", "reference": "f(g(x))", "text": "\\boxed{7}"},
]


@pytest.fixture
def files(run, tmp_path: Path) -> tuple[str, ...]:
    """Verdicts and the candidates that they judge; Math-Verify drops the base of the third."""
    candidates = write_lines(tmp_path / "c.jsonl", *ROWS)
    run("verify", "--domain", "math", "--candidates", candidates, "--output", "v.jsonl")
    return (str(tmp_path / "v.jsonl"), "--candidates", str(candidates))


def test_a_disagreement_is_listed_with_both_opinions(run, files) -> None:
    ended = run("audit", *files)

    assert ended.code == 0, ended.err
    assert "4 candidates graded again by Math-Verify (0 left out)" in ended.out
    assert "c: reference '52_8', extracted '52_9'\n    in the run incorrect, Math-Verify correct" in ended.out


def test_planted_answers_are_graded_with_intervals(run, files) -> None:
    ended = run("audit", *files)

    assert "planted in 2 of 4 references, graded by symbolic/" in ended.out
    assert "false accepts: 0 of " in ended.out
    assert "false rejects: 0 of " in ended.out
    assert "wrong variants, 0.0 % (0.0 to" in ended.out
    assert "accepted     50.0 % (" in ended.out
    assert "wrong rows   0.0 % (0.0 to " in ended.out


def test_what_was_accepted_and_the_second_opinion_can_not_read_is_shown(run, tmp_path) -> None:
    rows = [{"id": f"r{i}", "reference": "f(g(x))", "text": "so \\boxed{f(g(x))}"} for i in range(3)]
    candidates = write_lines(tmp_path / "c.jsonl", *rows)
    run("verify", "--domain", "math", "--candidates", candidates, "--output", "v.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "v.jsonl").read_text().splitlines()]
    assert {line["outcome"] for line in lines} == {"correct"}
    rows[1]["text"] = "it is what it is"
    write_lines(tmp_path / "c.jsonl", *rows)

    ended = run("audit", "v.jsonl", "--candidates", "c.jsonl")

    assert "1 accepted that Math-Verify could not decide:" in ended.out
    assert "  r1: reference 'f(g(x))'" in ended.out


def test_an_audit_goes_into_the_runs_card_once(run, bank, tmp_path) -> None:
    said = "<think>\nadd\n</think>\n\nSo \\boxed{%d}."
    answers = {f"What is {i} + 1?": [said % (i + 1), said % 99] for i in range(12)}
    (tmp_path / "t.json").write_text(json.dumps({"answers": answers}))
    teacher = f"scripted:{tmp_path / 't.json'}"
    sampled = ("sample", "--domain", "math", "--bank", bank, "--teacher", teacher, "--n", "4")
    run(*sampled, "--out", "r")

    run("audit", "r")
    run("audit", "r")
    before = (tmp_path / "r/README.md").read_text()
    run(*sampled, "--out", "r")

    assert before.count("## Audit") == 1
    assert "accepted about 0.0 % (0.0 to" in before
    assert (tmp_path / "r/README.md").read_text() == before


def test_the_whole_report_is_written_as_json(run, files, tmp_path) -> None:
    ended = run("audit", *files, "--json", "deep/report.json")

    report = json.loads((tmp_path / "deep" / "report.json").read_text())
    assert ended.code == 0
    assert report["not_planted"] == ["52_8", "f(g(x))"]
    assert [(one["id"], one["ours"], one["theirs"]) for one in report["disagreements"]] == [
        ("c", "incorrect", "correct")
    ]
    assert report["false_accepts"]["planted"] == sum(report["false_accepts"]["kinds"].values()) > 10


def test_a_run_is_audited_from_its_ledger(run, bank, script, tmp_path) -> None:
    run(
        "sample",
        "--domain",
        "math",
        "--bank",
        bank,
        "--teacher",
        f"scripted:{script}",
        "--n",
        "2",
        "--out",
        "r",
    )

    whole = run("audit", "r")
    part = run("audit", "r/ledger.db", "--limit", "3")

    assert whole.code == part.code == 0, whole.err + part.err
    assert "24 candidates graded again" in whole.out
    assert "3 candidates graded again" in part.out


def test_problems_with_a_tolerance_are_left_out(run, tmp_path) -> None:
    problem = {"domain": "math", "prompt": "?", "source": {"bank": "demo", "licence": "CC0-1.0"}}
    exact = {**problem, "id": "exact", "reference": {"answer": "3"}}
    near = {**problem, "id": "near", "reference": {"answer": "3.14", "tolerance": 0.01}}
    problems = write_lines(tmp_path / "p.jsonl", exact, near)
    rows = [{"id": name, "problem": name, "text": "\\boxed{3}"} for name in ("exact", "near")]
    files = ("--problems", problems, "--candidates", write_lines(tmp_path / "c.jsonl", *rows))
    run("verify", *files, "--output", "v.jsonl")

    ended = run("audit", "v.jsonl", *files)

    assert ended.code == 0, ended.err
    assert "1 candidates graded again by Math-Verify (1 left out)" in ended.out


BAD = [
    (("nowhere",), "nowhere does not exist"),
    (("v.jsonl",), "give the --candidates"),
    (("v.jsonl", "--candidates", "short.jsonl"), "judges 'b' where"),
    (
        ("v.jsonl", "--candidates", "bare.jsonl"),
        "bare.jsonl:1: candidate 'a' is of 'p', which needs --problems",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_is_told_in_a_line(run, files, tmp_path, arguments, message) -> None:
    write_lines(tmp_path / "short.jsonl", ROWS[0])
    write_lines(tmp_path / "bare.jsonl", {"id": "a", "problem": "p", "text": "\\boxed{1}"})

    ended = run("audit", *arguments)

    assert ended.code == 2
    assert message in ended.err
    assert ended.err.count("\n") == 1


def test_without_math_verify_the_message_says_how_to_get_it(run, files, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "math_verify", None)

    ended = run("audit", *files)

    assert ended.code == 2
    assert "pip install 'verigen-engine[audit]'" in ended.err
