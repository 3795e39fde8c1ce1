import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import write_lines
from stories import PEOPLE, row, story
from verigen.cli import main

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


def exported(folder: Path, formats: dict[str, list[dict[str, object]]]) -> Path:
    """The record files of a run."""
    for name, rows in formats.items():
        (folder / name).mkdir(parents=True)
        write_lines(folder / name / "train.jsonl", *rows)
    return folder


def sft(n: int, reply: str, **more: object) -> dict[str, object]:
    turns = [{"role": "user", "content": story(n)}, {"role": "assistant", "content": reply}]
    return {"id": f"sft/p{n}#0", "problem_id": f"p{n}", "messages": turns, "licence": "MIT", **more}


def pair(n: int, **more: object) -> dict[str, object]:
    texts = {"prompt": story(n), "chosen": f"It makes {n}.", "rejected": "It makes none."}
    turns = {
        name: [{"role": "user" if name == "prompt" else "assistant", "content": text}]
        for name, text in texts.items()
    }
    return {"id": f"preference/p{n}#0", "problem_id": f"p{n}", **turns, "licence": "CC-BY-4.0", **more}


@given(
    picked=st.fixed_dictionaries(
        {name: st.lists(st.integers(0, 7), unique=True) for name in ("sft", "preference")}
    ),
    own_ids=st.booleans(),
)
@settings(max_examples=15, deadline=None)
def test_a_runs_formats_stay_apart_whatever_is_in_them(
    *, picked: dict[str, list[int]], own_ids: bool
) -> None:
    """Each format keeps exactly its rows whose problem is not in the suite, in their order, whatever their ids."""
    named = {"id": "x"} if own_ids else {}
    with TemporaryDirectory() as place:
        folder = Path(place)
        rows = {
            "sft": [sft(n, f"It makes {n}.", **named) for n in picked["sft"]],
            "preference": [pair(n, **named) for n in picked["preference"]],
        }
        rows = {name: found for name, found in rows.items() if found}
        if not rows:
            return
        run = exported(folder / "run", rows)
        held = write_lines(folder / "suite.jsonl", *({"question": story(n)} for n in range(4)))

        with pytest.raises(SystemExit) as ended:
            main(["decontaminate", str(run), "--suite", str(held), "--out", str(folder / "out")])

        assert not ended.value.code
        for name, found in rows.items():
            clean = [each for each in found if int(str(each["problem_id"])[1:]) >= 4]
            assert lines(folder / "out" / name / "train.jsonl") == clean
            assert (folder / "out" / name / "train.parquet").is_file() == bool(clean)


def test_a_runs_clean_records_have_a_card_that_names_licences_and_what_was_set_aside(
    run, suite: Path, tmp_path: Path
) -> None:
    exported(
        tmp_path / "made",
        {"sft": [sft(n, "So.") for n in range(8)], "preference": [pair(n) for n in range(2, 6)]},
    )

    ended = run("decontaminate", "made", "--suite", suite, "--out", "out")

    assert ended.code == 0, ended.err
    card = (tmp_path / "out/README.md").read_text()
    front = yaml.safe_load(card.split("---")[1])
    assert front["license"] == ["cc-by-4.0", "mit"]
    assert [each["config_name"] for each in front["configs"]] == ["preference", "sft"]
    assert "| sft records | 4 |" in card
    assert "6 were set aside (6 exact)" in card


def test_a_run_of_which_nothing_is_left_ends_with_its_summary(run, tmp_path: Path) -> None:
    pytest.importorskip("wordllama", reason="embeddings need the extra `curate`")
    exported(tmp_path / "made", {"sft": [sft(n, "So.") for n in range(3)]})
    held = write_lines(tmp_path / "all.jsonl", *({"question": story(n)} for n in range(3)))

    ended = run("decontaminate", "made", "--suite", held, "--diversity", "--out", "out")

    assert (ended.code, ended.err) == (0, "")
    assert "clean        0" in ended.out
    assert "nothing is left of 3 rows" in ended.out
    assert lines(tmp_path / "out/sft/train.jsonl") == []
    assert "configs" not in yaml.safe_load((tmp_path / "out/README.md").read_text().split("---")[1])


def test_the_diversity_of_a_run_looks_at_its_responses_once(run, tmp_path: Path) -> None:
    pytest.importorskip("wordllama", reason="embeddings need the extra `curate`")
    same = "The number is found by adding both of them."
    exported(
        tmp_path / "made",
        {"sft": [sft(n, same) for n in range(8)], "preference": [pair(n) for n in range(8)]},
    )

    ended = run("decontaminate", "made", "--diversity", "--out", "out")

    assert ended.code == 0, ended.err
    found = json.loads((tmp_path / "out/report.json").read_text())
    assert found["diversity"]["texts"] == found["responses"]["texts"] == 8
    assert found["responses"]["spread"] == pytest.approx(0, abs=1e-3)
    assert found["diversity"]["nearest"] < 0.999
