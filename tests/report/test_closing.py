"""What a curation writes beside its records, and how a curated set is reviewed."""

from __future__ import annotations

import json
import re

import pytest

from samples import write_lines

SOLVED = (
    "<think>\n{n} + 5 makes {sum}, since five more than {n} is {sum}.\n</think>\n\nIt is \\boxed{{{sum}}}."
)


@pytest.fixture
def curated(tmp_path, run):
    """A run of 30 sums, curated into `c`."""
    bank = [
        {"id": f"p{n}", "question": f"What is {n} + 5?", "answer": str(n + 5), "licence": "MIT"}
        for n in range(30)
    ]
    answers = {row["question"]: [SOLVED.format(n=n, sum=n + 5)] for n, row in enumerate(bank)}
    write_lines(tmp_path / "bank.jsonl", *bank)
    (tmp_path / "script.json").write_text(json.dumps({"answers": answers}))
    drawn = run(
        "sample",
        "--domain",
        "math",
        "--bank",
        "bank.jsonl",
        "--teacher",
        "scripted:script.json",
        "--n",
        1,
        "--out",
        "r",
    )
    assert drawn.code == 0, drawn.err
    return run(
        "curate",
        "r",
        "--out",
        "c",
        "--student",
        "chatml",
        "--for",
        "trl,verl",
        "--keep-duplicates",
        "--jobs",
        1,
    )


def test_a_curation_writes_the_report_and_its_figures(curated, tmp_path) -> None:
    assert curated.code == 0, curated.err
    assert "student      chatml: " in curated.out
    told = json.loads((tmp_path / "c/validation.json").read_text())

    assert told["students"][0]["student"] == "chatml"
    assert (tmp_path / "c/for/trl/sft.yaml").exists()
    assert (tmp_path / "c/for/verl/sft.parquet").exists()
    assert (tmp_path / "c/report.html").read_text().startswith("<!doctype html>")


def test_a_student_that_destroys_the_records_ends_the_curation_in_one_line(curated, tmp_path, run) -> None:
    (tmp_path / "t.jinja").write_text(
        "{% for m in messages %}{{ m.content.split('</think>')[-1] }}{% endfor %}"
    )
    ended = run("curate", "r", "--out", "d", "--student", "t.jinja", "--keep-duplicates", "--jobs", 1)

    assert ended.code == 2
    assert "refuses 30 of 30 records: the template deletes the thinking" in ended.err
    assert "Traceback" not in ended.err


def test_the_review_of_a_curated_set_samples_its_records(curated, tmp_path, run) -> None:
    ended = run("review", "c", "--sample", 12, "--export", "cases.jsonl")

    assert ended.code == 0, ended.err
    cases = [json.loads(line) for line in (tmp_path / "cases.jsonl").read_text().splitlines()]
    kept = {
        json.loads(line)["candidate_id"] for line in (tmp_path / "c/sft/train.jsonl").read_text().splitlines()
    }
    assert len([case for case in cases if not case["planted"]]) == 12
    assert {case["candidate"] for case in cases} <= kept


def test_an_unknown_trainer_is_named_before_the_work(curated, run) -> None:
    ended = run("curate", "r", "--out", "e", "--for", "axolot")

    assert ended.code == 2
    assert "unknown layout 'axolot'; did you mean axolotl" in ended.err


def test_the_funnel_says_how_many_candidates_curation_kept(curated, tmp_path, run) -> None:
    steps = html_rows((tmp_path / "c/report.html").read_text())
    assert steps["kept by curation"] == steps["candidates drawn"] == "30"

    assert run("curate", "r", "--out", "c", "--keep-duplicates", "--limit", 12, "--balance", "bank").code == 0

    steps = html_rows((tmp_path / "c/report.html").read_text())
    assert (steps["kept by curation"], steps["sft records"]) == ("12", "12")


def html_rows(page: str) -> dict[str, str]:
    """The first and the last cell of each row of a page's tables."""
    rows = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    ]
    return {row[0]: row[-1] for row in rows if row}
