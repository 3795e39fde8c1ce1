"""The problem itself in another language: only translations that pass their checks are counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from samples import write_lines
from verigen.benchmarks.attack import run
from verigen.benchmarks.attack.make import kinds
from verigen.cli import verigen
from verigen.core import jsonl
from verigen.core.errors import UnknownPart

ENGLISH = "Tom has {} apples and finds another one near the river. How many apples does he have now?"
GERMAN = "Tom hat {} Äpfel und findet noch einen am Fluss. Wie viele Äpfel hat er jetzt?"
COUNT = 12


def bank(folder: Path) -> Path:
    rows = [
        {"id": f"p{k}", "domain": "math", "prompt": ENGLISH.format(30 + k), "reference": {"answer": str(31 + k)},
         "source": {"bank": "sums", "licence": "CC0-1.0"}}
        for k in range(COUNT)
    ]  # fmt: skip
    return write_lines(folder / "bank.jsonl", *rows)


def translator(folder: Path, german: dict[int, str], back: dict[int, str]) -> Path:
    """Translates, solves English, and fails on German; `german` and `back` replace some of its translations."""
    answers: dict[str, list[str]] = {}
    for k in range(COUNT):
        text = german.get(k, GERMAN.format(30 + k))
        answers[f"Problem:\nTom has {30 + k} "] = [f"<problem>{text}</problem>"]
        answers[f"Problem:\n{text[:20]}"] = [f"<problem>{back.get(k, ENGLISH.format(30 + k))}</problem>"]
    answers["and finds none"] = ["\\boxed{33}"]
    for k in range(COUNT):
        answers[f"Tom hat {30 + k} "] = ["\\boxed{7}"]
        answers[f"Tom has {30 + k} "] = [f"\\boxed{{{31 + k}}}"]
    place = folder / "script.json"
    place.write_text(json.dumps({"answers": answers}))
    return place


def attack(folder: Path, german: dict[int, str] | None = None, back: dict[int, str] | None = None):
    script = translator(folder, german or {}, back or {})
    words = ["attack", "--domain", "math", "--bank", str(bank(folder)), "--teacher", f"scripted:{script}",
             "--limit", str(COUNT), "--n", "2", "--kinds", "spaces,translate:de", "--out", str(folder / "run")]  # fmt: skip
    return CliRunner().invoke(verigen, words, catch_exceptions=False)


def attacked(folder: Path) -> dict[str, str]:
    """The translated problems by their parents."""
    rows = [json.loads(line) for _, line in jsonl.lines(folder / "run" / run.PLAN)]
    return {
        each["source"]["parent"]: each["prompt"]
        for each in rows
        if each["tags"].get("attack") == "translate:de"
    }


def test_a_teacher_that_fails_in_german_alone_is_found_out(tmp_path: Path) -> None:
    ended = attack(tmp_path)
    rows = {row["kind"]: row for row in json.loads((tmp_path / "run" / run.FIGURES).read_text())}

    assert ended.exit_code == 0, ended.output
    assert attacked(tmp_path) == {f"p{k}": GERMAN.format(30 + k) for k in range(COUNT)}
    assert rows["translate:de"]["found"]
    assert rows["translate:de"]["difference"]["value"] == -1.0
    assert not rows["spaces"]["found"]


def test_a_translation_that_fails_a_check_is_left_out_and_counted(tmp_path: Path) -> None:
    german = {
        0: GERMAN.format(38),  # another number
        1: ENGLISH.format(31).replace("Tom", "Thomas"),  # not German
        2: "Tom hat 32 Äpfel und findet noch einen am Fluss. Er ist froh.",  # asks nothing
        3: GERMAN.format(33).replace("noch einen", "keinen"),  # says something else
    }
    back = {3: ENGLISH.format(33).replace("another one", "none"), 4: "Tom has many apples. Why?"}

    ended = attack(tmp_path, german, back)

    assert ended.exit_code == 0, ended.output
    assert set(attacked(tmp_path)) == {f"p{k}" for k in range(5, COUNT)}
    assert f"translate:de: not made of 5 of {COUNT} problems" in ended.output


def test_the_same_command_translates_nothing_twice(tmp_path: Path) -> None:
    attack(tmp_path)
    (tmp_path / "run" / run.ORDER).unlink()  # as if it had been stopped before its problems were written
    before = (tmp_path / "run" / "translated" / "de" / "rewrites.db").stat().st_size

    again = attack(tmp_path)

    assert again.exit_code == 0, again.output
    assert (tmp_path / "run" / "translated" / "de" / "rewrites.db").stat().st_size == before


@pytest.mark.parametrize("kind", ["translate:en", "translate:tlh", "translate:"])
def test_a_language_that_is_not_known_is_named(kind: str) -> None:
    with pytest.raises(UnknownPart, match="unknown language"):
        kinds(kind)


def test_a_domain_whose_problems_are_not_rewritten_says_so(tmp_path: Path) -> None:
    words = ["attack", "--domain", "logic", "--bank", "logic-core:level=1,variants=1", "--kinds", "translate:de",
             "--teacher", f"scripted:{translator(tmp_path, {}, {})}", "--limit", "1", "--out", str(tmp_path / "run")]  # fmt: skip

    ended = CliRunner().invoke(verigen, words)

    assert ended.exit_code != 0
    assert "logic" in str(ended.output) + str(ended.exception)
