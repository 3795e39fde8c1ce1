import json
from pathlib import Path

import pytest

from samples import write_lines

PROBLEM = {
    "id": "p",
    "domain": "math",
    "prompt": "What is 2+3?",
    "reference": {"answer": "5"},
    "family": "p",
    "source": {"bank": "demo", "licence": "CC0-1.0", "parent": None, "mutator": None},
    "tags": {"level": "1"},
}
TEXTS = ["so \\boxed{5}", "so \\boxed{6}", "no idea", "#### 5.0"]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    problems = write_lines(tmp_path / "p.jsonl", PROBLEM)
    rows = ({"id": f"c{i}", "problem": "p", "text": text} for i, text in enumerate(TEXTS))
    candidates = write_lines(tmp_path / "c.jsonl", *rows)
    return (
        "--problems",
        str(problems),
        "--candidates",
        str(candidates),
        "--output",
        str(tmp_path / "v.jsonl"),
    )


def verdicts(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_candidate_gets_a_verdict_in_its_place(run, files, tmp_path, jobs) -> None:
    ended = run("verify", *files, "--jobs", jobs)

    found = verdicts(tmp_path / "v.jsonl")
    assert ended.code == 0, ended.err
    assert [(v["id"], v["problem"], v["outcome"]) for v in found] == [
        *(("c0", "p", "correct"), ("c1", "p", "incorrect"), ("c2", "p", "incorrect"), ("c3", "p", "correct")),
    ]
    assert set(found[0]) == {
        *("id", "problem", "outcome", "verifier", "method", "reason", "message", "extracted", "seconds")
    }


def test_maths_needs_no_problem_file(run, tmp_path) -> None:
    rows = write_lines(tmp_path / "c.jsonl", {"id": "a", "reference": "\\frac12", "text": "\\boxed{0.5}"})

    ended = run("verify", "--domain", "math", "--candidates", rows, "--output", "v.jsonl")

    assert ended.code == 0
    assert verdicts(tmp_path / "v.jsonl")[0]["outcome"] == "correct"


BAD = [
    ('{"id": "x", "problem": "p"\n', "c.jsonl:5: "),
    ('{"id": "x", "problem": "p"}\n', "c.jsonl:5: "),
    ('{"id": "x", "problem": "q", "text": "t"}\n', "c.jsonl:5: candidate 'x' is of problem 'q'"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_a_bad_line_is_named_and_nothing_is_written(run, files, tmp_path, line, message) -> None:
    with (tmp_path / "c.jsonl").open("a") as file:
        file.write(line)

    ended = run("verify", *files)

    assert ended.code == 2
    assert message in ended.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.jsonl", "p.jsonl"]


def test_an_interrupted_call_is_continued(run, files, tmp_path) -> None:
    run("verify", *files)
    whole = verdicts(tmp_path / "v.jsonl")
    from verigen.grading import verify

    order = verify.VerifyOrder(
        problems=tmp_path / "p.jsonl",
        candidates=tmp_path / "c.jsonl",
        output=tmp_path / "v.jsonl",
        executor="local",
        jobs=1,
    )
    with verify._open("math", order) as grader:
        name = f".v.jsonl.{verify._fingerprint(order, {'math': grader})}.partial"
    (tmp_path / "v.jsonl").unlink()
    (tmp_path / name).write_text('{"id":"c0","kept":true}\n{"id":"c1","kept":true}\n{"id":"torn')

    ended = run("verify", *files, "--jobs", 1)

    found = verdicts(tmp_path / "v.jsonl")
    assert ended.code == 0
    assert "2 were graded before" in ended.err
    assert [v["id"] for v in found] == [v["id"] for v in whole]
    assert [("kept" in v) for v in found] == [True, True, False, False]


def test_an_unreadable_reference_is_never_graded(run, files, tmp_path) -> None:
    write_lines(tmp_path / "p.jsonl", {**PROBLEM, "reference": {"answer": "\\frac{1}{"}})

    ended = run("verify", *files)

    assert ended.code == 2
    assert "problem p" in ended.err
    assert not (tmp_path / "v.jsonl").exists()


def test_a_problem_that_comes_twice_is_named(run, files, tmp_path) -> None:
    write_lines(tmp_path / "p.jsonl", PROBLEM, PROBLEM)

    ended = run("verify", *files)

    assert ended.code == 2
    assert "p.jsonl:2: problem 'p' comes twice" in ended.err


def test_without_problems_or_domain_the_call_is_refused(run, files) -> None:
    ended = run("verify", *files[2:])

    assert ended.code == 2
    assert "--problems" in ended.err
