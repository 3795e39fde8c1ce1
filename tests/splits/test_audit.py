import json
from pathlib import Path

import pytest

from samples import write_lines
from stories import row, story


def record(id_: str, text: str, **more: object) -> dict[str, object]:
    return {"id": f"sft/{id_}", "messages": [{"role": "user", "content": text}], "problem_id": id_, **more}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "suite.jsonl", *(row(f"s{n}", story(n)) for n in range(4)))


def test_an_export_that_shares_nothing_passes(run, suite: Path, tmp_path: Path) -> None:
    export = write_lines(tmp_path / "train.jsonl", *(record(f"r{n}", story(n)) for n in range(4, 8)))

    ended = run("split", "--audit", export, "--suite", suite)

    assert ended.code == 0, ended.out
    assert "4 records against 4 suite problems: 8 components, 0 across, 0 records leak" in ended.out


def test_a_twin_in_an_export_fails_it_and_the_pair_is_shown(run, suite: Path, tmp_path: Path) -> None:
    twin = record("r", story(1, who="Hugo", a=77, b=3))
    export = write_lines(tmp_path / "train.jsonl", record("x", story(6)), twin, twin)

    ended = run("split", "--audit", export, "--suite", suite, "--json", "leaks.json")

    assert ended.code == 1
    assert "train.jsonl:2 r = " in ended.out
    assert "s1 (masked 1.00)" in ended.out
    assert "1 across, 2 records leak" in ended.out
    (leak,) = [json.loads(line) for line in (tmp_path / "leaks.json").read_text().splitlines()]
    assert (leak["text"], leak["suite_text"]) == (story(1, who="Hugo", a=77, b=3), story(1))


def test_a_record_is_tied_to_a_suite_through_another_record(run, suite: Path, tmp_path: Path) -> None:
    twin, relative = record("seed", story(2, who="Gita")), record("m", "Is it even?", family="seed")
    export = write_lines(tmp_path / "train.jsonl", relative, twin)

    ended = run("split", "--audit", export, "--suite", suite)

    assert ended.code == 1
    assert "s2 (lineage 1.00, masked 1.00)" in ended.out
    assert "2 records leak" in ended.out


def test_a_run_is_audited_as_a_whole_and_suites_may_follow_one_another(
    run, suite: Path, tmp_path: Path
) -> None:
    (tmp_path / "run/sft").mkdir(parents=True)
    write_lines(tmp_path / "run/sft/train.jsonl", record("r", story(7)))
    other = write_lines(tmp_path / "other.jsonl", {"question": story(7, who="Farid", a=3)})

    ended = run("split", "--audit", "run", "--suite", suite, other)

    assert (ended.code, "against 5 suite problems" in ended.out) == (1, True)


def test_both_sides_of_a_split_share_nothing(run, tmp_path: Path) -> None:
    rows = [
        row(f"{n}-{who}", story(n, who=who, a=n + 50)) for n in range(8) for who in ("Ada", "Hugo", "Gita")
    ]
    run("split", write_lines(tmp_path / "bank.jsonl", *rows), "--held-out", "0.4", "--out", "out")

    ended = run("split", "--audit", "out/train.jsonl", "--suite", "out/held_out.jsonl")

    assert ended.code == 0, ended.out
    assert "8 components, 0 across" in ended.out


def test_an_audit_without_suites_is_the_users_mistake(run, tmp_path: Path) -> None:
    ended = run("split", "--audit", write_lines(tmp_path / "t.jsonl", record("r", story(0))))

    assert (ended.code, "--suite FILE" in ended.err) == (2, True)


@pytest.mark.parametrize("bank", ["math-core", "code-core"])
def test_a_split_of_a_bank_of_ours_passes_its_audit(run, bank: str) -> None:
    run("split", bank, "--held-out", "0.2", "--out", "out")

    ended = run("split", "--audit", "out/train.jsonl", "--suite", "out/held_out.jsonl")

    assert ended.code == 0, ended.out
