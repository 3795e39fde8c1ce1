from dataclasses import replace
from pathlib import Path

import pytest

from samples import make_graded, write_lines
from stories import row
from verigen.core.identity import content_hash
from verigen.core.types import Source
from verigen.domains.math.reference import MathReference
from verigen.problems.banks.licences import named, strictest

PROBLEM = make_graded(0, "correct").problem


def test_a_content_hash_is_of_question_and_reference_only() -> None:
    other = replace(PROBLEM, id="q", family="f", source=Source(bank="x", licence="MIT"), tags={"level": "2"})

    assert content_hash(other) == content_hash(replace(PROBLEM, prompt=f"{PROBLEM.prompt} \r\n"))
    assert content_hash(PROBLEM) != content_hash(replace(PROBLEM, reference=MathReference(answer="6")))
    assert content_hash(PROBLEM) != content_hash(replace(PROBLEM, prompt="What is 2+4?"))


STRICT = [
    (["MIT", "CC0-1.0"], "MIT"),
    (["MIT", "CC-BY-SA-4.0", "CC-BY-4.0"], "CC-BY-SA-4.0"),
    (["CC-BY-NC-4.0", "GPL-3.0"], "CC-BY-NC-4.0"),
    (["house rules", "CC-BY-NC-4.0"], "house rules"),
    (["NOASSERTION", "house rules"], "NOASSERTION"),
]


@pytest.mark.parametrize(("licences", "expected"), STRICT)
def test_the_strictest_of_several_licences_is_told(licences: list[str], expected: str) -> None:
    assert strictest(licences) == strictest(reversed(licences)) == expected


@pytest.mark.parametrize("licence", ["", " ", "NOASSERTION", "unknown", "none"])
def test_what_says_nothing_is_no_licence(licence: str) -> None:
    assert not named(licence)


def test_banks_lists_rows_licence_policy_and_levels(run) -> None:
    ended = run("banks")

    assert ended.out.splitlines()[0].split() == ["name", "rows", "licence", "policy", "levels", "live"]
    assert "math-core" in ended.out
    assert "CC0-1.0" in ended.out


def test_of_mixed_licences_banks_shows_the_strictest(run, tmp_path: Path) -> None:
    rows = [row("a", "x"), row("b", "y", source={"licence": "CC-BY-SA-4.0", "policy": "heldout_only"})]

    ended = run("banks", write_lines(tmp_path / "mixed.jsonl", *rows))

    assert "CC-BY-SA-4.0 (strictest of 2)  heldout_only" in ended.out


def test_rows_without_a_licence_are_counted_by_banks(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "b.jsonl", {"question": "a", "answer": "1"}, row("b", "y"))

    assert "none in 1 rows: say --licence" in run("banks", bank).out
    assert "MIT" in run("banks", bank, "--licence", "MIT").out
