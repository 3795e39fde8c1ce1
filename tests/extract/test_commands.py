"""Extraction through the commands, with a teacher that recites a script."""

from __future__ import annotations

import json

import pytest
from planted import problems, sentences

from verigen.core.problems import encode
from verigen.domains.extract import reading

BANK = "fields:event+recipe,variants=2,seed=9"


@pytest.fixture
def script(tmp_path):
    """Right texts; the first problem's reads are right and wrong, and the last problem's text lacks its facts."""
    answers = {}
    *most, last = problems(2, 9, "event+recipe")
    for number, each in enumerate(most):
        fields = each.reference.fields
        text = sentences(fields)
        wrong = {**fields, next(iter(fields)): "Another"}
        answers[each.prompt] = [text]
        answers[reading.request(each.reference.json_schema, text)] = [
            json.dumps(fields),
            *([json.dumps(wrong)] if number == 0 else []),
        ]
    answers[last.prompt] = ["Nothing is known."]
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"answers": answers, "default": ["{}"]}))
    return path


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def sampled(run, out, *more, bank=BANK):
    ended = run(
        "sample",
        "--domain",
        "extract",
        "--bank",
        bank,
        "--teacher",
        "scripted:script.json",
        "--out",
        out,
        *more,
    )
    assert ended.code == 0, ended.err
    return ended


def test_kept_texts_become_records_and_a_bank_whose_reads_make_pairs(run, script, tmp_path) -> None:
    first = sampled(
        run,
        "r",
        "--n",
        6,
        "--format",
        "sft",
        "--format",
        "preference",
        "--format",
        "rlvr",
        "--format",
        "problems",
    )
    made, bank = rows(tmp_path / "r/sft/train.jsonl"), tmp_path / "r/problems/train.jsonl"

    assert len(made) == 3
    for each in made:
        asked, answered = each["messages"]
        assert asked["content"].startswith(reading.INSTRUCTION)
        assert "examples" not in asked["content"].partition("Text:")[0]
        assert set(json.loads(answered["content"]))
    assert "unverified" in first.out
    assert not rows(tmp_path / "r/rlvr/train.jsonl")

    sampled(run, "s", "--n", 6, "--format", "preference", "--format", "rlvr", bank=bank)
    pairs = rows(tmp_path / "s/preference/train.jsonl")
    assert len(pairs) == 1
    assert pairs[0]["chosen"] != pairs[0]["rejected"]
    assert len(rows(tmp_path / "s/rlvr/train.jsonl")) == len(rows(bank))


def test_every_command_takes_the_domain(run, script, tmp_path) -> None:
    sampled(run, "r", "--n", 2, "--format", "sft", "--format", "problems")
    before = rows(tmp_path / "r/sft/train.jsonl")

    assert run("regrade", "r").code == 0
    assert run("pack", "r", "--format", "kto").code == 0
    curated = run("curate", "r", "--out", "c")
    assert curated.code == 0, curated.err
    drawn = b"".join(encode(each) + b"\n" for each in problems(2, 9))
    (tmp_path / "drawn.jsonl").write_bytes(drawn)
    split = run("split", "drawn.jsonl", "--out", "p", "--held-out", "0.3")
    bench = run(
        "bench",
        "--suite",
        "r/problems/train.jsonl",
        "--domain",
        "extract",
        "--teacher",
        "scripted:script.json",
        "--n",
        2,
        "--out",
        "b",
    )

    assert rows(tmp_path / "r/sft/train.jsonl") == before
    assert bench.code == 0, bench.err
    assert "pass@1" in bench.out
    assert split.code == 0, split.err


def test_a_reader_that_sees_a_text_without_its_facts_is_named(run, script, tmp_path) -> None:
    sampled(run, "r", "--n", 1)

    explained = run("explain", f"{problems(2, 9, 'event+recipe')[-1].id}#0", "--run", "r")

    assert (
        "fact_missing" in explained.out + explained.err or "not in the text" in explained.out + explained.err
    )
