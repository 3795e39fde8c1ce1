"""The whole walk of the domains logic and instruct: sample, regrade, pack, curate, split, bench, mutate's refusal, Ray."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from verigen.benchmarks import suites
from verigen.cli import verigen
from verigen.core import jsonl, registry
from verigen.core.types import Problem
from verigen.problems.banks import find

BANKS = {
    "logic": "logic-core:level=1,variants=1,seed=5",
    "instruct": "instruct-core:level=1,variants=2,seed=5",
}
WRONG = {"logic": "Final answer: I can't say.", "instruct": "No."}
COUNT = 6


def run(*words: str) -> Result:
    return CliRunner().invoke(verigen, words, catch_exceptions=False)


def some(path: str, domain: str, count: int = COUNT) -> list[Problem]:
    found = find.find(path, domain, licence=None, split="train").problems()
    return [problem for problem, _ in zip(found, range(count), strict=False)]


def script(folder: Path, domain: str, problems: list[Problem]) -> str:
    """A teacher that knows the solutions, and fails at each third sample or so."""
    part = registry.make("domain", domain)
    answers = {
        each.prompt: [part.own_answer(each), part.own_answer(each), WRONG[domain]] for each in problems
    }
    (folder / "script.json").write_text(json.dumps({"answers": answers}))
    return f"scripted:{folder / 'script.json'}"


@pytest.fixture(params=["logic", "instruct"])
def sampled(request, tmp_path: Path) -> tuple[str, Path, Path]:
    domain = request.param
    problems = some(BANKS[domain], domain)
    jsonl.write(tmp_path / "bank.jsonl", problems)
    words = ("--bank", str(tmp_path / "bank.jsonl"), "--teacher", script(tmp_path, domain, problems))
    ended = run(
        "sample", "--domain", domain, *words, "--n", "4", "--goal", "n", "--out", str(tmp_path / "run")
    )
    assert ended.exit_code == 0, ended.output
    return domain, tmp_path, tmp_path / "run"


def test_a_run_gives_records_that_survive_regrade_pack_and_curate(sampled) -> None:
    _, folder, place = sampled
    rows = pq.read_table(place / "sft" / "train.parquet").to_pylist()
    again = run("regrade", str(place))
    packed = run("pack", str(place), "--out", str(folder / "packed"))
    curated = run("curate", str(place), "--out", str(folder / "curated"))

    assert len(rows) == COUNT
    assert all(row["messages"][-1]["role"] == "assistant" for row in rows)
    assert again.exit_code == packed.exit_code == curated.exit_code == 0, curated.output
    assert (
        "0 changed" in again.output or "no verdict" in again.output.lower() or "0 verdicts" in again.output
    ), again.output
    assert (folder / "packed" / "sft" / "train.jsonl").read_bytes() == (
        place / "sft" / "train.jsonl"
    ).read_bytes()


def test_a_bank_is_split_by_family(sampled) -> None:
    domain, folder, _ = sampled

    ended = run(
        "split",
        str(folder / "bank.jsonl"),
        "--domain",
        domain,
        "--held-out",
        "0.4",
        "--out",
        str(folder / "split"),
    )

    assert ended.exit_code == 0, ended.output


@pytest.mark.parametrize("domain", ["logic", "instruct"])
def test_the_domains_suite_is_measured_and_never_sampled_for_training(domain: str, tmp_path: Path) -> None:
    suite = registry.make("domain", domain).default_suite
    teacher = script(tmp_path, domain, some(suites.find(suite, None).bank, domain, 5))

    measured = run(
        "bench",
        "--suite",
        suite,
        "--teacher",
        teacher,
        "--limit",
        "5",
        "--n",
        "2",
        "--out",
        str(tmp_path / "b"),
    )
    refused = CliRunner().invoke(
        verigen,
        [
            "sample",
            "--domain",
            domain,
            "--bank",
            suites.find(suite, None).bank,
            "--teacher",
            teacher,
            "--limit",
            "2",
            "--out",
            str(tmp_path / "s"),
        ],
    )

    assert measured.exit_code == 0, measured.output
    assert "pass@1" in measured.output
    assert (
        not (tmp_path / "s" / "sft").exists() or not (tmp_path / "s" / "sft" / "train.jsonl").read_text()
    ), refused.output


@pytest.mark.slow
@pytest.mark.parametrize("domain", ["logic", "instruct"])
def test_ray_draws_the_same_records(domain: str, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    problems = some(BANKS[domain], domain)
    jsonl.write(tmp_path / "bank.jsonl", problems)
    words = (
        "sample",
        "--domain",
        domain,
        "--bank",
        str(tmp_path / "bank.jsonl"),
        "--teacher",
        script(tmp_path, domain, problems),
        "--n",
        "2",
        "--goal",
        "n",
    )

    alone = run(*words, "--out", str(tmp_path / "alone"))
    many = run(*words, "--out", str(tmp_path / "many"), "--ray", "local", "--shards", "2")

    assert alone.exit_code == many.exit_code == 0, many.output
    assert (tmp_path / "alone/sft/train.jsonl").read_bytes() == (
        tmp_path / "many/sft/train.jsonl"
    ).read_bytes()
