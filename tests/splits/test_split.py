import json
from pathlib import Path

import pytest

from samples import write_lines
from stories import PEOPLE, row, story, unlike
from verigen.dataset.decontaminate.subject import Subject
from verigen.dataset.splits.links import Links


def bank_of(count: int) -> list[dict[str, object]]:
    return [row(f"p{number}", unlike(number)) for number in range(count)]


def sides(folder: Path) -> dict[str, str]:
    return {
        json.loads(line)["id"]: side
        for side in ("train", "held_out")
        for line in (folder / f"{side}.jsonl").read_text().splitlines()
    }


def report(folder: Path) -> dict[str, object]:
    return json.loads((folder / "split.json").read_text())


def test_every_row_is_on_one_side_and_held_out_rows_may_not_train(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", *bank_of(200))

    ended = run("split", bank, "--held-out", "0.2", "--out", "out")

    assert ended.code == 0, ended.err
    found = sides(tmp_path / "out")
    assert len(found) == 200
    assert 20 <= list(found.values()).count("held_out") <= 60
    held = (tmp_path / "out/held_out.jsonl").read_text().splitlines()
    assert {json.loads(line)["source"]["policy"] for line in held} == {"heldout_only"}


def test_a_share_that_one_component_makes_unreachable_is_told_with_that_component(
    run, tmp_path: Path
) -> None:
    family = [one | {"family": "big"} for one in bank_of(60)]
    bank = write_lines(tmp_path / "bank.jsonl", *family, row("alone", unlike(60)), row("last", unlike(61)))

    told = [
        run("split", bank, "--held-out", "0.4", "--seed", str(seed), "--out", f"out{seed}")
        for seed in range(6)
    ]

    ended = next(each for each in told if each.code == 0)
    assert "40 % were asked for: the largest component, 60 rows with p0, is whole on the side: " in ended.out


def test_a_share_that_is_met_needs_no_reason(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", *bank_of(400))

    assert "asked for" not in run("split", bank, "--held-out", "0.5", "--out", "out").out


def test_a_family_a_copy_and_a_twin_stay_with_their_seed(run, tmp_path: Path) -> None:
    rows = []
    for number in range(8):
        rows += [row(f"seed{number}", story(number)), row(f"copy{number}", story(number).upper())]
        rows += [row(f"twin-{who}{number}", story(number, who=who, a=7 + number)) for who in PEOPLE]
        rows += [row(f"evolved{number}", unlike(number), family=f"seed{number}")]
    bank = write_lines(tmp_path / "bank.jsonl", *rows)

    ended = run("split", bank, "--held-out", "0.5", "--out", "out")

    found = sides(tmp_path / "out")
    assert f"{len(rows)} in 8 components" in ended.out
    for number in range(8):
        mine = {side for id_, side in found.items() if id_.endswith(str(number))}
        assert len(mine) == 1


def test_links_between_texts_can_be_read(run, tmp_path: Path) -> None:
    rows = [row("a", story(0)), row("b", story(0, who="Boris", a=9)), *bank_of(60)]

    run("split", write_lines(tmp_path / "bank.jsonl", *rows), "--out", "out", "--held-out", "0.3")

    (link,) = [json.loads(line) for line in (tmp_path / "out/links.jsonl").read_text().splitlines()]
    assert (link["id"], link["earlier"], link["kind"]) == ("b", "a", "masked")
    assert link["earlier_text"] == story(0)


def test_rows_added_at_the_end_move_nothing(run, tmp_path: Path) -> None:
    old, new = bank_of(300), [row(f"new{n}", unlike(1000 + n)) for n in range(300)]
    new += [row(f"twin{n}", f"{unlike(n)} Why?", family=f"twin{n}") for n in range(100)]
    run("split", write_lines(tmp_path / "a.jsonl", *old), "--out", "a", "--held-out", "0.3")

    run("split", write_lines(tmp_path / "b.jsonl", *old, *new), "--out", "b", "--held-out", "0.3")

    before, after = sides(tmp_path / "a"), sides(tmp_path / "b")
    assert {id_: after[id_] for id_ in before} == before


def test_rows_added_anywhere_move_nothing_where_the_earlier_split_is_known(run, tmp_path: Path) -> None:
    old = [{"question": unlike(n), "answer": "1"} for n in range(100)]
    twins = [{"question": story(n % 8, who=who), "answer": "1"} for n, who in enumerate(PEOPLE)]
    run(
        "split",
        write_lines(tmp_path / "bank.jsonl", *old),
        "--licence",
        "MIT",
        "--out",
        "out",
        "--held-out",
        "0.3",
    )
    first = {side: (tmp_path / f"out/{side}.jsonl").read_text() for side in ("train", "held_out")}

    ended = run(
        "split", write_lines(tmp_path / "bank.jsonl", *twins, *reversed(old)), "--licence", "MIT", "--out", "out",
        "--held-out", "0.3",
    )  # fmt: skip

    assert "kept         the sides of out" in ended.out
    for side, text in first.items():
        now = (tmp_path / f"out/{side}.jsonl").read_text()
        assert all(json.loads(line)["prompt"] in now for line in text.splitlines())


def bridged(run, tmp_path: Path) -> tuple[dict[str, str], str]:
    """A split of unlike rows, then a row that descends from one of each side."""
    rows = bank_of(40)
    run("split", write_lines(tmp_path / "a.jsonl", *rows), "--out", "a", "--held-out", "0.3")
    before = sides(tmp_path / "a")
    train, held = (
        next(id_ for id_, side in before.items() if side == wanted) for wanted in ("train", "held_out")
    )
    bridge = row("bridge", "Both at once.", family=train, source={"parent": held})
    ended = run(
        "split",
        write_lines(tmp_path / "b.jsonl", *rows, bridge),
        "--out",
        "b",
        "--held-out",
        "0.3",
        "--previous",
        "a",
    )
    after = sides(tmp_path / "b")
    assert {id_ for id_ in before if before[id_] != after[id_]} == {held}
    return after, ended.out


def test_a_row_that_links_two_sides_moves_the_held_out_one_and_says_so(run, tmp_path: Path) -> None:
    _, out = bridged(run, tmp_path)

    assert "moved        1 rows to train" in out
    assert "merged       1 times" in out


def test_a_row_that_may_not_train_holds_its_whole_component_out(run, tmp_path: Path) -> None:
    rows = [
        row("a", story(0)),
        row("b", story(0, who="Boris"), source={"policy": "heldout_only"}),
        *bank_of(40),
    ]

    run(
        "split",
        write_lines(tmp_path / "bank.jsonl", *rows),
        "--out",
        "out",
        "--held-out",
        "0.01",
        "--seed",
        "1",
    )

    found = sides(tmp_path / "out")
    assert (found["a"], found["b"]) == ("held_out", "held_out")
    assert report(tmp_path / "out")["bound"] == 1


def test_the_same_bank_gives_the_same_bytes(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", *bank_of(50))

    for out in ("a", "b"):
        run("split", bank, "--out", out, "--held-out", "0.3")

    for name in ("train.jsonl", "held_out.jsonl", "split.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_another_share_in_the_same_folder_draws_anew(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", *bank_of(100))
    run("split", bank, "--out", "out", "--held-out", "0.1")
    few = list(sides(tmp_path / "out").values()).count("held_out")

    run("split", bank, "--out", "out", "--held-out", "0.6")

    assert list(sides(tmp_path / "out").values()).count("held_out") > few


BAD = [
    ([{"question": "What is 2+3?", "answer": "5"}], "names no licence"),
    ([{"id": "a"}, {"id": "b", "question": "What?"}], ":1: no question"),
    ([row("a", "x")], "nothing would be"),
]


@pytest.mark.parametrize(("rows", "message"), BAD)
def test_a_bank_that_cannot_be_split_is_told_in_one_line(run, tmp_path: Path, rows, message: str) -> None:
    ended = run("split", write_lines(tmp_path / "bank.jsonl", *rows), "--out", "out")

    assert ended.code == 2
    assert message in ended.err
    assert not (tmp_path / "out/train.jsonl").exists()


def test_an_earlier_split_that_is_not_there_is_named(run, tmp_path: Path) -> None:
    ended = run(
        "split", write_lines(tmp_path / "b.jsonl", *bank_of(9)), "--out", "out", "--previous", "nowhere"
    )

    assert (ended.code, "no earlier split in nowhere" in ended.err) == (2, True)


def test_a_bank_of_ours_can_be_split_by_name(run, tmp_path: Path) -> None:
    ended = run("split", "code-core", "--held-out", "0.3", "--out", "out")

    assert ended.code == 0, ended.err
    assert len(sides(tmp_path / "out")) == 114


def test_a_problem_chained_from_two_families_ties_them() -> None:
    links = Links()
    texts = (
        "Tom has 5 red apples.",
        "A train leaves at noon for Berlin.",
        "Tom boards the train with his apples.",
    )
    families, joins = ("apples", "train", "apples"), ((), (), ("train",))
    for i, (text, family, joined) in enumerate(zip(texts, families, joins, strict=True)):
        links.add(
            Subject(
                id=family if i < 2 else "chained",
                family=family,
                parent=None if i < 2 else "apples",
                bank="demo",
                prompt=text,
                answer=None,
                place="here",
                domain="math",
                joins=joined,
            )
        )

    assert len({links.components.root(i) for i in range(3)}) == 1
