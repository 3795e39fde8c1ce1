"""A package that adds one part of every kind, through the commands that a user gives."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from installed import install_project
from samples import write_lines
from verigen.core import registry, seeds
from verigen.core.errors import UserError
from verigen.core.types import Problem, Source
from verigen.teachers.engines import engine_for
from verigen.testing import Sample, check, strategies

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
KINDS = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]["entry-points"]
WORDS = {"domain": "words", "licence": "CC0-1.0"}


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return install_project(tmp_path_factory.mktemp("site"), HERE)


@pytest.fixture(autouse=True)
def outside(place, monkeypatch) -> None:
    monkeypatch.syspath_prepend(place)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def words(folder: Path, count: int = 8) -> Path:
    """Problems of the outside domain: words to put in order."""
    rows = []
    for number in range(count):
        given_words = [letter + _word(number, letter) for letter in "cab"]
        rows.append(
            {
                "id": f"w{number}",
                "domain": "words",
                "prompt": f"Put in order: {' '.join(given_words)}",
                "reference": {"words": sorted(given_words)},
                "source": {"bank": "words", "licence": "CC0-1.0"},
            }
        )
    return write_lines(folder / "words.jsonl", *rows)


def _word(number: int, letter: str) -> str:
    """Letters that no other problem has, so that a split finds no two alike."""
    draw = seeds.rng(0, "word", f"{letter}{number}")
    return "".join(draw.choices("defghijklmnop", k=9))


def script(folder: Path, answers: dict[str, list[str]], default: str = "no idea") -> str:
    path = folder / "script.json"
    path.write_text(json.dumps({"answers": answers, "default": [default]}))
    return f"scripted:{path}"


def ordered(folder: Path) -> str:
    """A teacher that puts words in order half of the time."""
    asked = [[letter + _word(n, letter) for letter in "cab"] for n in range(8)]
    return script(folder, {" ".join(each): [" ".join(sorted(each)), " ".join(each)] for each in asked})


def test_the_package_adds_a_part_of_every_kind_in_a_file_and_an_entry_point_each() -> None:
    assert {group.removeprefix("verigen.") for group in KINDS} == set(registry.PARTS)
    files = [target.partition(":")[0] for points in KINDS.values() for target in points.values()]
    assert len(set(files)) == len(files) == len(registry.PARTS)


@pytest.mark.parametrize("kind", list(registry.PARTS))
def test_every_part_of_the_package_keeps_the_laws_of_its_kind(kind: str, tmp_path) -> None:
    (name,) = KINDS[f"verigen.{kind}"]
    sums = Sample(problems=list(registry.make("reader", "sums", path="6").problems()))
    wide = Sample(problems=list(registry.make("reader", "sums", path="60").problems()))
    part = registry.make(kind, name, {"path": "6", "jobs": 2})

    check(
        kind,
        part,
        Sample(problems=sorted_words())
        if kind in {"domain", "verifier"}
        else wide
        if kind == "measure"
        else sums,
    )


def sorted_words() -> list[Problem]:
    domain = registry.make("domain", "words")
    source = Source(bank="words", licence="CC0-1.0")
    return [
        Problem(
            id=f"w{n}", domain="words", prompt=f"Put in order: b{n} a{n}",
            reference=domain.reference(words=[f"a{n}", f"b{n}"]), family=f"w{n}", source=source,
        )
        for n in range(3)
    ]  # fmt: skip


def test_a_domain_a_verifier_and_a_format_of_the_package_make_records(run, tmp_path) -> None:
    ended = run(
        *("sample", "--domain", "words", "--bank", words(tmp_path), "--teacher", ordered(tmp_path)),
        *(
            "--n",
            4,
            "--out",
            "r",
            "--format",
            "pairs_of_text",
            "--format",
            "sft",
            "--format-option",
            "sft.pick=all",
        ),
    )

    assert ended.code == 0, ended.err
    plain, sft = lines(tmp_path / "r/plain/train.jsonl"), lines(tmp_path / "r/sft/train.jsonl")
    assert plain
    assert 0 < len(sft) <= len(plain)
    assert {row["question"].partition(":")[0] for row in plain} == {"Put in order"}
    assert {row["teacher_licence"] for row in plain} == {"CC0-1.0"}
    assert all(row["reply"] == " ".join(sorted(row["reply"].split())) for row in plain)
    assert "lines/1" in (tmp_path / "r/README.md").read_text()
    assert not (tmp_path / "r/preference").exists()


@pytest.fixture
def made(run, tmp_path) -> Path:
    """A run of the package's reader and engine, with verigen's own verifier."""
    ended = run(
        "sample", "--domain", "math", "--bank", "sums:12", "--teacher", "adder:3", "--n", 4, "--out", "r"
    )

    assert ended.code == 0, ended.err
    return tmp_path / "r"


def test_a_reader_and_an_engine_of_the_package_are_chosen_by_name(made) -> None:
    manifest = json.loads((made / "manifest.json").read_text())

    assert manifest["summary"]["candidates"] == 48
    assert 24 < manifest["summary"]["outcomes"]["correct"] < 48
    assert manifest["summary"]["outcomes"]["unverified"] == 0
    assert {row["bank"] for row in lines(made / "sft/train.jsonl")} == {"sums"}


def test_an_engine_of_the_package_says_what_it_runs() -> None:
    if find_spec("vllm") is None:
        assert engine_for(None, "7") == ("adder", "vllm is not installed")
    assert engine_for("adder", "7") == ("adder", "asked for")
    with pytest.raises(UserError, match="the adder is wrong once in so many, and 'x' is no number"):
        engine_for("adder", "x")


def test_pack_takes_a_format_of_the_package_with_its_options(run, made, tmp_path) -> None:
    ended = run(
        "pack", "r", "--out", "d", "--format", "pairs_of_text", "--format-option", "pairs_of_text.upper=true"
    )

    assert ended.code == 0, ended.err
    rows = lines(tmp_path / "d/plain/train.jsonl")
    assert rows
    assert all(row["reply"].isupper() for row in rows)
    assert {row["teacher"] for row in rows} == {"adder 3"}


def test_what_a_filter_of_the_package_shows_hides_keys_and_personal_data(run, tmp_path) -> None:
    key, mail = "ghp_" + "q7Zp2LmX9vKc4TnB8sRdq7Zp2LmX9vKc4TnB", "m.okafor@" + "brightmail.net"
    said = f"<think>\n17 + 25 = 42, as 10 + 20 = 30.\n</think>\n\nHELLOHELLOHELLO {key} {mail} It is \\boxed{{42}}."
    fine = "<think>\n8 + 5 = 13, as 8 + 2 = 10.\n</think>\n\nIt is \\boxed{13}."
    sums = {"17 + 25": (said, "42"), "8 + 5": (fine, "13")}
    rows = [
        {"id": asked, "question": f"What is {asked}?", "answer": answer, "licence": "MIT"}
        for asked, (_, answer) in sums.items()
    ]
    bank, teacher = (
        write_lines(tmp_path / "bank.jsonl", *rows),
        script(tmp_path, {asked: [text] for asked, (text, _) in sums.items()}),
    )
    run("sample", "--domain", "math", "--bank", str(bank), "--teacher", teacher, "--n", "1", "--out", "drawn")

    ended = run("curate", "drawn", "--out", "set", "--with", "loud", "--on", "pii=flag,secret=flag")

    assert ended.code == 0, ended.err
    shown = [row["shown"] for row in lines(tmp_path / "set/dropped.jsonl") if row["reason"] == "loud"]
    written = [path for path in (tmp_path / "set").rglob("*") if path.is_file()]
    assert len(shown) == 1
    assert "HELLOHELLO" in shown[0]
    assert "set/report.html" in {str(path.relative_to(tmp_path)) for path in written}
    assert not [
        path for path in written for hidden in (key[4:12], mail[:8]) if hidden.encode() in path.read_bytes()
    ]


def test_regrade_takes_a_verifier_of_the_package(run, made) -> None:
    ended = run("regrade", "r", "--verifier", "lines", "--all")

    assert ended.code == 0, ended.err
    assert "-> lines/1" in ended.out
    assert "candidates   48" in ended.out


def test_audit_reads_a_run_of_the_packages_parts(run, made) -> None:
    pytest.importorskip("math_verify", reason="the audit extra is not installed")
    ended = run("audit", "r", "--limit", 8)

    assert ended.code == 0, ended.err
    assert "graded again by Math-Verify" in ended.out


def test_audit_says_in_one_line_that_a_domain_offers_it_nothing(run, tmp_path) -> None:
    pytest.importorskip("math_verify", reason="the audit extra is not installed")
    run(
        "sample", "--domain", "words", "--bank", words(tmp_path), "--teacher", ordered(tmp_path), "--out", "w"
    )

    ended = run("audit", "w")

    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert "holds no graded candidate that can be audited" in ended.err.strip().splitlines()[-1]


def test_bench_measures_an_engine_of_the_package_on_a_suite_of_its_domain(run, tmp_path) -> None:
    ended = run(
        *("bench", "--suite", words(tmp_path), "--domain", "words", "--teacher", ordered(tmp_path)),
        *("--n", 2, "--out", "b"),
    )

    assert ended.code == 0, ended.err
    assert "pass@1" in ended.out


def test_split_divides_a_bank_of_the_packages_domain(run, tmp_path) -> None:
    ended = run("split", words(tmp_path, 40), "--domain", "words", "--held-out", 0.4, "--out", "s")

    assert ended.code == 0, ended.err
    assert len(lines(tmp_path / "s/train.jsonl")) + len(lines(tmp_path / "s/held_out.jsonl")) == 40
    ended = run("split", "--audit", "s/train.jsonl", "--suite", "s/held_out.jsonl")
    assert ended.code == 0, ended.out + ended.err


def test_a_mutator_of_the_package_makes_mutants(run, tmp_path) -> None:
    ended = run("mutate", "sums:12", "--domain", "math", "--with", "swap", "--out", "m.jsonl")

    assert ended.code == 0, ended.err
    rows = lines(tmp_path / "m.jsonl")
    assert {row["source"]["mutator"] for row in rows} == {"swap"}
    assert all(row["reference"]["answer"] for row in rows)


def test_a_rewriter_of_the_package_writes_problems(run, tmp_path) -> None:
    told = {f"What is {a} + {b}?": [f"\\boxed{{{a + b}}}"] for a, b in sums(4)}
    asked = {f"politely, begin with `Please:`.\n\n{q}": [f"Please: {q}"] for q in told}

    ended = run(
        *("rewrite", "sums:4", "--domain", "math", "--with", "polite", "--out", "w"),
        *("--teacher", script(tmp_path, {**asked, **told})),
    )

    assert ended.code == 0, ended.err
    rows = lines(tmp_path / "w/problems.jsonl")
    assert len(rows) == 4
    assert all(row["prompt"].startswith("Please: What is") for row in rows)


def sums(count: int) -> Iterator[tuple[int, int]]:
    return ((7 * n % 50, 3 * n % 40 + 1) for n in range(count))


def test_an_executor_of_the_package_runs_programs(run, tmp_path) -> None:
    problem = {
        "id": "add", "domain": "code", "prompt": "Return a + b.", "licence": "MIT",
        "reference": {"mode": "function", "entry_point": "add", "tests": [{"args": [2, 3], "expected": 5}],
                      "solution": "def add(a, b):\n    return a + b\n"},
        "source": {"bank": "own", "licence": "MIT"},
    }  # fmt: skip
    bank = write_lines(tmp_path / "p.jsonl", {k: v for k, v in problem.items() if k != "licence"})
    texts = {"good": "def add(a, b):\n    return b + a", "bad": "def add(a, b):\n    return a - b"}
    given_ = [
        {"id": name, "problem": "add", "text": f"```python\n{text}\n```"} for name, text in texts.items()
    ]
    candidates = write_lines(tmp_path / "c.jsonl", *given_)

    ended = run(
        "verify", "--problems", bank, "--candidates", candidates, "--output", "v.jsonl", "--executor", "inner"
    )

    assert ended.code == 0, ended.err
    assert [row["outcome"] for row in lines(tmp_path / "v.jsonl")] == ["correct", "incorrect"]


@given(strategies.problems())
@settings(max_examples=30)
def test_the_packages_mutator_keeps_the_sum_of_any_two_numbers(problem: Problem) -> None:
    part = registry.make("mutator", "swap")
    left, right = problem.prompt[8:-1].split(" + ")
    if left != right:
        (change,) = part.changes(replace(problem), 0, ())
        assert change.prompt == f"What is {right} + {left}?"
