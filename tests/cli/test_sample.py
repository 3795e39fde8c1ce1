import contextlib
import json
import sqlite3
from pathlib import Path

from samples import write_lines


def counts(folder: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(folder / "ledger.db")) as db:
        return dict(db.execute("SELECT outcome, count(*) FROM verdicts GROUP BY outcome").fetchall())


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def sample(run, bank: Path, script: Path, *more: object):
    return run("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{script}", *more)


def test_a_run_leaves_ledger_records_card_and_manifest(run, bank, script, tmp_path) -> None:
    ended = sample(run, bank, script, "--n", 4, "--out", "r")

    assert ended.code == 0, ended.err
    made = {str(p.relative_to(tmp_path / "r")) for p in (tmp_path / "r").rglob("*") if p.is_file()}
    assert {
        *("ledger.db", "manifest.json", "README.md"),
        *("sft/train.jsonl", "sft/train.parquet", "preference/train.jsonl", "preference/train.parquet"),
    } <= made
    assert sum(counts(tmp_path / "r").values()) == 48


def test_the_summary_says_what_came_of_it(run, bank, script) -> None:
    ended = sample(run, bank, script, "--n", 4, "--out", "r")

    for word in ("problems     12", "candidates   48", "pass@1", "pass@4", "tokens/s", "idle", "sft", "next"):
        assert word in ended.out
    assert "scripted" in ended.err


def test_only_proved_candidates_are_in_records(run, bank, script, tmp_path) -> None:
    sample(run, bank, script, "--n", 8, "--out", "r", "--pick", "all", "--pairs", 9)

    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        outcome = dict(db.execute("SELECT candidate, outcome FROM verdicts"))
    sft = records(tmp_path / "r/sft/train.jsonl")
    pairs = records(tmp_path / "r/preference/train.jsonl")
    assert sft
    assert pairs
    assert {outcome[row["candidate_id"]] for row in sft} == {"correct"}
    assert {outcome[row["chosen_id"]] for row in pairs} == {"correct"}
    assert {outcome[row["rejected_id"]] for row in pairs} == {"incorrect"}


def test_every_candidate_has_a_seed_of_its_own(run, bank, script, tmp_path) -> None:
    sample(run, bank, script, "--n", 4, "--out", "r")

    with contextlib.closing(sqlite3.connect(tmp_path / "r/ledger.db")) as db:
        seeds = [seed for (seed,) in db.execute("SELECT seed FROM candidates")]
    assert len(set(seeds)) == 48


def test_the_same_seed_draws_the_same_run_and_another_does_not(run, bank, script, tmp_path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        sample(run, bank, script, "--n", 4, "--out", name, "--seed", seed)

    texts = [(tmp_path / name / "sft/train.jsonl").read_bytes() for name in "abc"]
    assert texts[0] == texts[1] != texts[2]


def test_the_same_command_on_a_finished_run_draws_nothing_more(run, bank, script, tmp_path) -> None:
    sample(run, bank, script, "--n", 2, "--out", "r")
    before = counts(tmp_path / "r")

    ended = sample(run, bank, script, "--n", 2, "--out", "r")

    assert ended.code == 0
    assert "nothing left to draw" in ended.err
    assert counts(tmp_path / "r") == before


def test_a_run_can_be_given_more_candidates_and_problems(run, bank, script, tmp_path) -> None:
    sample(run, bank, script, "--n", 2, "--limit", 3, "--out", "r")

    ended = sample(run, bank, script, "--n", 4, "--limit", 5, "--out", "r")

    assert ended.code == 0
    assert sum(counts(tmp_path / "r").values()) == 20
    assert "pass@4" in ended.out


def test_a_problem_whose_reference_fails_is_refused_by_its_id(run, script, tmp_path) -> None:
    rows = [
        {"id": "good", "question": "1+1?", "answer": "2", "licence": "MIT"},
        {"id": "bad", "question": "?", "answer": "\\frac{1}{", "licence": "MIT"},
    ]

    ended = sample(run, write_lines(tmp_path / "b.jsonl", *rows), script, "--n", 1, "--out", "r")

    assert ended.code == 0
    assert "refused bad: " in ended.err
    assert "problems     1 (1 refused)" in ended.out


def test_a_bank_of_nothing_but_bad_references_ends_the_run(run, script, tmp_path) -> None:
    path = write_lines(
        tmp_path / "b.jsonl", {"id": "bad", "question": "?", "answer": "\\frac{1}{", "licence": "MIT"}
    )

    ended = sample(run, path, script, "--out", "r")

    assert ended.code == 2
    assert "every problem of the bank was refused" in ended.err


def test_a_cut_candidate_is_counted_and_trains_nothing(run, bank, script, tmp_path) -> None:
    ended = sample(run, bank, script, "--n", 2, "--max-tokens", 1, "--out", "r")

    assert "24 cut at --max-tokens" in ended.out
    assert (tmp_path / "r/sft/train.jsonl").read_text() == ""


def test_without_out_a_run_gets_a_folder_of_its_own(run, bank, script, tmp_path) -> None:
    for _ in range(2):
        assert sample(run, bank, script, "--n", 1).code == 0

    assert len(list((tmp_path / "runs").iterdir())) == 2


def test_pack_makes_the_same_bytes_again(run, bank, script, tmp_path) -> None:
    sample(run, bank, script, "--n", 4, "--out", "r")

    ended = run("pack", "r", "--out", "again")

    assert ended.code == 0
    for name in (
        "sft/train.jsonl",
        "sft/train.parquet",
        "preference/train.jsonl",
        "preference/train.parquet",
    ):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "r" / name).read_bytes()


def test_explain_prints_the_chain_of_either_kind_of_record(run, bank, script, tmp_path) -> None:
    sample(run, bank, script, "--n", 8, "--out", "r")
    pair = records(tmp_path / "r/preference/train.jsonl")[0]

    first, second = run("explain", "--run", "r", "first"), run("explain", "--run", "r", pair["id"])

    for word in (
        "record     sft/",
        "problem    ",
        "reference  ",
        "teacher    scripted",
        "seed",
        "verdict    correct by",
    ):
        assert word in first.out
    assert "verdict    correct" in second.out
    assert "verdict    incorrect" in second.out


def test_explain_offers_the_nearest_record(run, bank, script) -> None:
    sample(run, bank, script, "--n", 1, "--out", "r")

    ended = run("explain", "--run", "r", "sft/sum-1#99")

    assert ended.code == 2
    assert "did you mean sum-1#0" in ended.err


def test_rows_without_a_licence_are_refused_until_it_is_said(run, tmp_path: Path, script: Path) -> None:
    rows = ({"id": f"sum-{i}", "question": f"What is {i} + 1?", "answer": str(i + 1)} for i in range(3))
    bank = write_lines(tmp_path / "bare.jsonl", *rows)
    ask = ("sample", "--domain", "math", "--bank", bank, "--teacher", f"scripted:{script}", "--out", "r")

    silent, said = run(*ask), run(*ask, "--licence", "CC-BY-4.0")

    assert silent.code == 2
    assert "'sum-0' names no licence; say it with --licence" in silent.err.splitlines()[-1]
    assert said.code == 0, said.err
    records = (tmp_path / "r/sft/train.jsonl").read_text().splitlines()
    assert {json.loads(line)["licence"] for line in records} == {"CC-BY-4.0"}
