import json
from pathlib import Path

import pytest

from samples import write_lines
from stories import PEOPLE, row, story

FRIED = {"question": story(7, who="Hugo", a=5, b=9), "answer": "#### 45", "note": "kept as it is"}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    return write_lines(
        tmp_path / "suite.jsonl", *({"question": story(n), "answer": f"#### {n}"} for n in range(4))
    )


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_twins_go_to_quarantine_with_the_reason_and_both_texts(run, suite: Path, tmp_path: Path) -> None:
    twin = {"question": story(2, who="Farid", a=5, b=9), "answer": "#### 14"}
    bank = write_lines(tmp_path / "bank.jsonl", twin, FRIED)

    ended = run("decontaminate", bank, "--suite", suite, "--out", "out")

    assert ended.code == 0, ended.err
    assert "quarantined  1 (1 masked)" in ended.out
    assert lines(tmp_path / "out/quarantine.jsonl") == [twin]
    assert lines(tmp_path / "out/clean.jsonl") == [FRIED]
    (hit,) = lines(tmp_path / "out/hits.jsonl")
    assert (hit["id"], hit["suite_id"], hit["suite_text"]) == ("bank/1", "suite/3", story(2))
    assert str(hit["place"]).endswith("bank.jsonl:1")


def test_relatives_of_a_hit_are_set_aside_too_also_those_before_it(run, suite: Path, tmp_path: Path) -> None:
    evolved = row("m1", "Prove that the result is even.", family="seed")
    bank = write_lines(
        tmp_path / "bank.jsonl", evolved, row("seed", story(1, who="Gita")), row("x", story(6))
    )

    run("decontaminate", bank, "--suite", suite, "--out", "out")

    assert [r["id"] for r in lines(tmp_path / "out/quarantine.jsonl")] == ["m1", "seed"]
    assert [h["kind"] for h in lines(tmp_path / "out/hits.jsonl")] == ["masked", "family"]


def test_an_export_and_a_run_are_read_by_their_user_turns(run, suite: Path, tmp_path: Path) -> None:
    turn = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": story(0, who="Hugo")}]
    for kind, record in (
        ("sft", {"id": "r1", "messages": turn}),
        ("preference", {"id": "r2", "prompt": turn}),
    ):
        (tmp_path / "run" / kind).mkdir(parents=True)
        write_lines(tmp_path / "run" / kind / "train.jsonl", record)

    ended = run("decontaminate", "run", "--suite", suite, "--out", "out")

    assert "quarantined  2 (2 masked)" in ended.out


def test_more_suites_may_follow_one_another(run, suite: Path, tmp_path: Path) -> None:
    other = write_lines(tmp_path / "other.jsonl", {"problem": story(7), "answer": "1"})
    bank = write_lines(tmp_path / "bank.jsonl", FRIED)

    ended = run("decontaminate", bank, "--out", "out", "--suite", suite, other)

    assert "against 5 suite problems" in ended.out
    assert "1 masked" in ended.out


BAD = [
    ('{"answer": "1"}\n', r"bank.jsonl:2: no question"),
    ("[1]\n", r"bank.jsonl:2: a row is an object"),
    ('{"messages": [{"role": "assistant", "content": "x"}]}\n', r"bank.jsonl:2: no question"),
    ("{\n", r"bank.jsonl:2: "),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_a_bad_row_is_refused_and_a_bank_of_bad_rows_alone_writes_nothing(
    run, suite: Path, tmp_path: Path, line: str, message: str
) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", FRIED, line)
    (tmp_path / "bad").mkdir()
    bad = write_lines(tmp_path / "bad/bank.jsonl", "\n", line)

    ended = run("decontaminate", bank, "--suite", suite, "--out", "out")
    alone = run("decontaminate", bad, "--suite", suite, "--out", "alone")

    assert (ended.code, alone.code) == (0, 2)
    assert message in alone.err
    assert "refused      1 rows that can't be read" in ended.out
    (refused,) = (tmp_path / "out/refused.jsonl").read_text().splitlines()
    assert message.partition(":")[0] in refused
    assert list((tmp_path / "alone").iterdir()) == []


@pytest.mark.parametrize(("line", "message"), BAD)
def test_a_bad_row_of_a_suite_ends_it_since_its_problem_would_go_unguarded(
    run, tmp_path: Path, line: str, message: str
) -> None:
    suite = write_lines(tmp_path / "bank.jsonl", FRIED, line)
    bank = write_lines(tmp_path / "b.jsonl", FRIED)

    ended = run("decontaminate", bank, "--suite", suite, "--out", "out")

    assert ended.code == 2
    assert message in ended.err


def test_an_empty_suite_is_refused(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", FRIED)
    suite = write_lines(tmp_path / "suite.jsonl")

    ended = run("decontaminate", bank, "--suite", suite, "--out", "out")

    assert (ended.code, "suite.jsonl holds no rows" in ended.err) == (2, True)


def test_without_anything_to_hold_it_against_the_command_says_what_to_give(run, tmp_path: Path) -> None:
    ended = run("decontaminate", write_lines(tmp_path / "bank.jsonl", FRIED), "--out", "out")

    assert (ended.code, "--suite FILE" in ended.err) == (2, True)


def test_near_duplicates_inside_a_bank_are_set_aside_but_not_variants(run, tmp_path: Path) -> None:
    pytest.importorskip("rensa", reason="near duplicates need the extra `curate`")
    first = story(0, who="Ada")
    again, variant = f"{first} Answer in words.", first.replace("48", "84")
    bank = write_lines(
        tmp_path / "bank.jsonl", *({"question": t, "answer": "1"} for t in (first, again, variant))
    )

    run("decontaminate", bank, "--near", "0.8", "--out", "out")

    assert [r["question"] for r in lines(tmp_path / "out/clean.jsonl")] == [first, variant]
    (hit,) = lines(tmp_path / "out/hits.jsonl")
    assert (hit["kind"], hit["text"], hit["suite_text"]) == ("near", again, first)


def test_diversity_tells_a_varied_bank_from_a_monotonous_one(run, tmp_path: Path) -> None:
    pytest.importorskip("wordllama", reason="embeddings need the extra `curate`")
    varied = write_lines(tmp_path / "varied.jsonl", *({"question": story(n)} for n in range(8)))
    same = write_lines(tmp_path / "same.jsonl", *({"question": story(0, who=who)} for who in PEOPLE))

    found = {}
    for name, bank in (("varied", varied), ("same", same)):
        ended = run("decontaminate", bank, "--diversity", "--out", name)
        assert ended.code == 0, ended.err
        found[name] = json.loads((tmp_path / name / "report.json").read_text())["diversity"]

    assert found["varied"]["spread"] > found["same"]["spread"]
    assert found["varied"]["nearest"] < found["same"]["nearest"]
    assert all(a > b for a, b in zip(found["varied"]["distinct"], found["same"]["distinct"], strict=True))
