"""Levels by measured pass rate, ranges of difficulty, and banks balanced by cells."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from taught import RIGHT, WRONG, a_bank, a_teacher, sampled

from samples import write_lines
from verigen.core.errors import UserError
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference
from verigen.problems.levels import balance, difficulty, levels
from verigen.problems.levels.measure import measure
from verigen.sampling.prior import fitted


def a_problem(id_: str, topic: str = "sums", level: str = "1", **tags: str) -> Problem:
    return Problem(
        id=id_,
        domain="math",
        prompt=f"What is {id_}?",
        reference=MathReference(answer="1"),
        family=id_,
        source=Source(bank="demo", licence="CC0-1.0"),
        tags={"topic": topic, "level": level, **tags},
    )


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize(
    ("rate", "level"),
    [(1, 1), (0.8, 1), (0.799999, 2), (0.6, 2), (0.4, 3), (0.2, 4), (0.199999, 5), (0, 5), (1 / 3, 4)],
)
def test_a_level_is_a_fifth_of_the_pass_rate(rate: float, level: int) -> None:
    assert levels.level(rate) == level


@pytest.mark.parametrize("text", ["0.2..0.8", "0..1", ".25...5", "1..1", "0.333333..1.0"])
def test_a_range_is_read(text: str) -> None:
    assert difficulty.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.2",
        "0.2-0.8",
        "0.8..0.2",
        "..",
        "0..2",
        "-1..1",
        "0.2..",
        "a..b",
        "0.2..0.8..1",
        "20..80",
        "nan..1",
    ],
)
def test_what_is_no_range_is_told_the_form(text: str) -> None:
    with pytest.raises(UserError, match=r"say LOW\.\.HIGH .*such as 0\.2\.\.0\.8"):
        difficulty.parse(text)


def test_both_ends_of_a_range_belong_to_it() -> None:
    wanted = difficulty.parse("0.2..0.8")

    assert [rate in wanted for rate in (0.199999, 0.2, 0.5, 0.8, 0.800001)] == [
        False,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("tags", "what"),
    [
        ({"pass_rate": "often"}, "its tag pass_rate is 'often', no share"),
        ({"pass_rate": "1.5"}, "its tag pass_rate is '1.5', no share"),
        ({"pass_rate_beta": "3"}, "its tag pass_rate_beta is '3', not two numbers"),
        ({"pass_rate_beta": "3,x"}, "not two numbers above 0"),
        ({"pass_rate_beta": "0,1"}, "not two numbers above 0"),
        ({"pass_rate_beta": "nan,1"}, "not two numbers above 0"),
        ({"pass_rate_beta": "1,inf"}, "not two numbers above 0"),
    ],
)
def test_a_tag_that_says_nothing_is_named(tags, what) -> None:
    with pytest.raises(UserError, match=f"problem 'a': .*{what}"):
        difficulty.chance(a_problem("a", **tags), difficulty.parse("0..1"))


def test_a_problem_is_taken_where_it_is_likely_to_lie_in_the_range() -> None:
    wanted = difficulty.parse("0.2..0.8")
    count = difficulty.Kept(wanted=wanted)
    tags = [
        {"pass_rate_beta": "3,3"},
        {"pass_rate_beta": "2,4"},
        {"pass_rate": "0.2"},
        {"pass_rate": "0.9"},
        {},
    ]

    taken = [count.takes(difficulty.chance(a_problem("a", **each), wanted)) for each in tags]

    assert taken == [True, False, True, False, False]
    assert str(count) == (
        "difficulty 0.2..0.8: 2 problems kept, 2 outside or not sure to be inside, 1 refused without a measured rate, "
        "about 6 % of those kept truly lie outside, by the fitted prior"
    )


@pytest.mark.parametrize("ends", [(0.3, 0.3), (0.5, 1.7), (1, 1), (4, 1), (15, 85)])
def test_of_what_four_candidates_keep_at_most_a_fifth_lies_outside(ends) -> None:
    random, wanted = Random(str(ends)), difficulty.parse("0.2..0.8")
    truth = [random.betavariate(*ends) for _ in range(4000)]
    counts = [sum(random.random() < rate for _ in range(4)) for rate in truth]
    prior, count = fitted(Counter((right, 4) for right in counts)), difficulty.Kept(wanted=wanted)

    kept = [
        rate
        for rate, right in zip(truth, counts, strict=True)
        if count.takes(wanted.chance(prior.after(right, 4)))
    ]

    outside = sum(rate not in wanted for rate in kept)
    assert outside <= 0.2 * len(kept)
    assert outside == pytest.approx(count.astray, abs=0.05 * len(kept))


def names(found: balance.Balanced) -> list[str]:
    return [problem.id for problem in found.problems]


BANK = [a_problem(f"{topic}{level}-{i}", topic, level) for topic in "ab" for level in "12" for i in range(9)]


def test_each_cell_gives_as_many() -> None:
    found = balance.balance(BANK, ("topic", "level"), 12)

    assert sorted(id_.partition("-")[0] for id_ in names(found)) == sorted(["a1", "a2", "b1", "b2"] * 3)
    assert found.short == []


def test_without_a_limit_the_smallest_cell_says_how_many() -> None:
    found = balance.balance([*BANK, a_problem("c", "c", "5")], ("topic",), None)

    assert [p.tags["topic"] for p in found.problems] == ["a", "b", "c"]


def test_cells_that_run_short_are_named_and_not_filled_up() -> None:
    found = balance.balance([*BANK, a_problem("c", "c", "5")], ("topic",), 15)

    assert len(found.problems) == 11
    assert found.short == [(("c",), 1, 5)]


def test_the_order_of_a_bank_changes_nothing() -> None:
    forth, back = (balance.balance(bank, ("topic",), 6) for bank in (BANK, BANK[::-1]))

    assert names(forth) == names(back)[::-1]


@given(st.sets(st.integers(0, 99), max_size=20))
def test_added_rows_take_only_places_that_they_win(added: set[int]) -> None:
    before = set(names(balance.balance(BANK, ("topic", "level"), 16)))

    grown = [*BANK, *(a_problem(f"a1-new{i}", "a", "1") for i in added)]
    after = set(names(balance.balance(grown, ("topic", "level"), 16)))

    new = {id_ for id_ in after if "new" in id_}
    assert len(after) == 16
    assert after - before == new
    assert all(id_.startswith("a1") for id_ in before - after)


def test_another_seed_takes_others() -> None:
    one, two = (set(names(balance.balance(BANK, ("topic",), 8, seed))) for seed in (0, 1))

    assert one != two


@pytest.mark.parametrize("text", ["", "colour", "topic,topic", "topic;level"])
def test_what_nothing_can_be_balanced_by_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="such as topic,level"):
        balance.parse(text)


def test_a_limit_below_the_number_of_cells_is_refused() -> None:
    with pytest.raises(UserError, match="--limit 3 is less than one problem for each of 4 cells"):
        balance.balance(BANK, ("topic", "level"), 3)


def test_a_stated_level_is_kept_under_another_name(run, tmp_path) -> None:
    folder = sampled(run, a_bank(tmp_path / "b.jsonl"), a_teacher(tmp_path / "t.json", RIGHT), "r", "--n", 2)
    found = measure([folder])
    each = found.measured[0]
    each.problem = replace(each.problem, tags={"level": "4", "topic": "sums"})
    once = levels.tagged(each, found)
    each.problem = once

    assert (once.tags["level"], once.tags["stated_level"]) == ("1", "4")
    assert levels.tagged(each, found).tags["stated_level"] == "4"


def test_a_level_is_that_of_the_posterior_mean(run, tmp_path) -> None:
    """Of problems that are mostly hard one that was right once is not taken for an easy one."""
    script = {"answers": {f"What is {i} + 1 - {i}?": [WRONG] for i in range(1, 20)}, "default": [RIGHT]}
    (tmp_path / "t.json").write_text(json.dumps(script))
    folder = sampled(run, a_bank(tmp_path / "b.jsonl", 20), f"scripted:{tmp_path / 't.json'}", "r", "--n", 1)

    found = measure([folder])

    lucky = levels.tagged(found.measured[0], found).tags
    assert (lucky["pass_rate"], lucky["level"]) == ("1", "3")
    assert {levels.tagged(each, found).tags["level"] for each in found.measured[1:]} == {"5"}


@pytest.fixture
def levelled(run, tmp_path) -> Path:
    """Six problems of which three are always solved and three never."""
    bank = a_bank(tmp_path / "b.jsonl")
    script = {"answers": {f"What is {i} +": [RIGHT if i < 3 else WRONG] for i in range(6)}}
    (tmp_path / "t.json").write_text(json.dumps(script))
    sampled(run, bank, f"scripted:{tmp_path / 't.json'}", "r", "--n", 4)
    ended = run("levels", "r", "--out", "levels.jsonl")
    assert ended.code == 0, ended.err
    return tmp_path / "levels.jsonl"


def test_levels_are_written_as_tags(levelled) -> None:
    tags = [row["tags"] for row in rows(levelled)]

    assert [each["level"] for each in tags] == ["1"] * 3 + ["5"] * 3
    assert [each["pass_rate"] for each in tags] == ["1"] * 3 + ["0"] * 3
    assert {(each["samples"], each["measured_by"]) for each in tags} == {("4", "scripted t")}


def test_the_table_has_levels_and_topics(run, levelled) -> None:
    ended = run("levels", "r", "--out", "again.jsonl")

    assert "measured     6 problems, 4 samples each" in ended.out
    assert ended.out.splitlines()[2].split() == ["topic", "level", "1", "2", "3", "4", "5", "all"]
    assert ended.out.splitlines()[-2].split() == ["all", "3", "0", "0", "0", "3", "6"]
    assert Path("again.jsonl").read_bytes() == levelled.read_bytes()


def test_a_balanced_bank_says_what_runs_short(run, levelled) -> None:
    ended = run("levels", "r", "--out", "some.jsonl", "--balance", "level", "--limit", "10")

    assert ended.code == 0
    assert ended.out.count("short        level ") == 2
    assert len(rows(Path("some.jsonl"))) == 6


def test_a_limit_alone_is_refused(run, levelled) -> None:
    ended = run("levels", "r", "--out", "some.jsonl", "--limit", "2")

    assert ended.code == 2
    assert "give both" in ended.err


def test_a_run_takes_the_problems_of_a_difficulty(run, levelled, tmp_path) -> None:
    folder = sampled(
        run, levelled, f"scripted:{tmp_path / 't.json'}", "s", "--n", 1, "--difficulty", "0.5..1"
    )

    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["summary"]["problems"] == 3
    assert manifest["settings"]["difficulty"] == "0.5..1"


def again(run, bank: Path, tmp_path: Path, *more: str):
    teacher = f"scripted:{tmp_path / 't.json'}"
    return run(
        "sample", "--domain", "math", "--bank", bank, "--teacher", teacher, "--n", 1, "--out", "s", *more
    )


def test_a_run_with_another_difficulty_is_not_continued(run, levelled, tmp_path) -> None:
    again(run, levelled, tmp_path, "--difficulty", "0.5..1")

    ended = again(run, levelled, tmp_path, "--difficulty", "0..1")

    assert ended.code == 2
    assert "difficulty: 0.5..1 there, 0..1 here" in ended.err
    assert again(run, levelled, tmp_path, "--difficulty", "0.5..1").code == 0


def test_problems_without_a_measured_rate_are_refused_and_counted(run, levelled, tmp_path) -> None:
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text(
        levelled.read_text() + a_bank(tmp_path / "new.jsonl", 2).read_text().replace("p", "q", 1)
    )
    mixed.write_text(
        "\n".join(line for line in mixed.read_text().splitlines() if '"id":"p1"' not in line) + "\n"
    )

    ended = again(run, mixed, tmp_path, "--difficulty", "0.5..1", "--licence", "CC0-1.0")

    assert ended.code == 0, ended.err
    assert (
        "difficulty 0.5..1: 2 problems kept, 3 outside or not sure to be inside, 2 refused without a measured rate"
        in ended.err
    )


def test_a_bank_that_nobody_measured_is_refused(run, levelled, tmp_path) -> None:
    ended = again(
        run, a_bank(tmp_path / "new.jsonl", 2), tmp_path, "--difficulty", "0..1", "--licence", "MIT"
    )

    assert ended.code == 2
    assert "none of the 2 problems of" in ended.err
    assert "`verigen levels RUN --out FILE`" in ended.err


def test_a_range_that_holds_no_problem_is_refused(run, levelled, tmp_path) -> None:
    ended = again(run, levelled, tmp_path, "--difficulty", "0.4..0.6")

    assert ended.code == 2
    assert "no problem of" in ended.err
    assert "0 problems kept, 6 outside" in ended.err


def test_a_wrong_range_is_one_line(run, levelled, tmp_path) -> None:
    ended = again(run, levelled, tmp_path, "--difficulty", "easy")

    assert ended.code == 2
    assert len(ended.err.strip().splitlines()) == 1
    assert "such as 0.2..0.8" in ended.err


def test_pack_takes_the_records_of_a_difficulty(run, levelled) -> None:
    ended = run("pack", "r", "--out", "easy", "--difficulty", "0.8..1")

    assert ended.code == 0
    assert "difficulty 0.8..1: 3 problems kept, 3 outside" in ended.out
    assert {row["problem_id"] for row in rows(Path("easy/sft/train.jsonl"))} == {"p0", "p1", "p2"}


def test_pack_refuses_a_range_without_problems_and_writes_nothing(run, levelled) -> None:
    ended = run("pack", "r", "--out", "middle", "--difficulty", "0.3..0.7")

    assert ended.code == 2
    assert "none of the 6 problems measured in r" in ended.err
    assert not Path("middle").exists()


def test_pack_balances_what_has_a_correct_candidate(run, tmp_path) -> None:
    rows = [
        {"id": f"{topic}{i}", "question": f"{topic} {i}?", "answer": "1", "topic": topic}
        for topic, count in (("sums", 5), ("signs", 2))
        for i in range(count)
    ]
    script = {"answers": {"signs 0?": [WRONG]}, "default": [RIGHT]}
    (tmp_path / "t.json").write_text(json.dumps(script))
    bank = write_lines(tmp_path / "b.jsonl", *rows)
    sampled(run, bank, f"scripted:{tmp_path / 't.json'}", "r", "--n", 2)

    ended = run("pack", "r", "--out", "even", "--balance", "topic")
    limited = run("pack", "r", "--out", "most", "--balance", "topic", "--limit", 6)

    assert ended.code == limited.code == 0
    assert "balanced by topic: 2 of 6 problems with a correct candidate" in ended.out
    assert sorted(r["problem_id"].rstrip("0123456789") for r in rows_of("even")) == ["signs", "sums"]
    assert "short        topic signs: 1 of 3" in limited.out
    assert len(rows_of("most")) == 4


def rows_of(folder: str) -> list[dict]:
    return rows(Path(folder) / "sft/train.jsonl")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--limit", "3"), "--limit shares out what --balance takes"),
        (("--teacher", "t"), "--teacher says whose pass rates"),
        (("--balance", "colour"), "can't balance by 'colour'"),
        (("--difficulty", "1..0"), "such as 0.2..0.8"),
    ],
)
def test_pack_refuses_options_that_say_nothing(run, levelled, options, message) -> None:
    ended = run("pack", "r", "--out", "none", *options)

    assert ended.code == 2
    assert message in ended.err


@pytest.mark.parametrize(("goal", "noted"), [("n", False), ("pass-rate:0.5", False), ("first-correct", True)])
def test_goals_that_measure_coarsely_are_noted(run, tmp_path, goal, noted) -> None:
    teacher = a_teacher(tmp_path / "t.json", RIGHT, WRONG)
    sampled(run, a_bank(tmp_path / "b.jsonl"), teacher, "r", "--goal", goal, "--n", 4)

    assert ("coarse for one problem" in run("levels", "r", "--out", "l.jsonl").out) is noted
