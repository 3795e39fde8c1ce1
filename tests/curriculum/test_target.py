"""A run with a target: it draws the families and levels whose pass rates come to lie in a range."""

from __future__ import annotations

import json
from collections import Counter
from math import exp
from pathlib import Path
from random import Random

import pytest
from taught import RIGHT, WRONG, a_teacher

from verigen.core import problems
from verigen.ledger.ledger import Ledger
from verigen.problems.banks.live import rungs
from verigen.problems.banks.live.bank import catalogue, families
from verigen.problems.levels.curriculum import Curriculum
from verigen.problems.levels.difficulty import Range

HARD = [f for f in families(catalogue("problem_banks")["math-core"]).values() if f.knobs][:20]
WANTED = Range(low=0.2, high=0.6)


def rate(level: int, ability: float) -> float:
    return 1 / (1 + exp(1.5 * (level - ability)))


def taught(ability: float, problems: int) -> tuple[Curriculum, list[bool]]:
    """A curriculum that hears of each problem 16 problems later, and whether each problem was in the range."""
    found, rng, late, inside = Curriculum(rungs.every(HARD), WANTED, 0), Random(1), [], []
    for draw in range(problems):
        rung = found.choose(draw)
        if rung is None:
            break
        true = rate(rung.level, ability)
        inside.append(true in WANTED)
        late.append((rung.name, rung.level, sum(rng.random() < true for _ in range(8)) / 8))
        if len(late) > 16:
            found.heard(*late.pop(0))
    return found, inside


def test_most_problems_come_to_lie_in_the_range() -> None:
    even = [rate(rung.level, 5.0) in WANTED for rung in rungs.every(HARD)]

    _, inside = taught(5.0, 300)

    assert sum(even) < len(even) / 3
    assert sum(inside[150:]) > 100


def test_what_is_surely_too_hard_is_closed_with_all_that_is_harder() -> None:
    found, _ = taught(4.0, 300)
    name = HARD[0].name
    for _ in range(8):
        found.heard(name, 6, 0.0)

    levels = {rung.level for rung in found.open() if rung.name == name}

    assert not levels & {6, 7, 8}


def test_a_teacher_that_fails_everywhere_closes_everything_and_nothing_more_is_drawn() -> None:
    found, inside = taught(-30.0, 2000)

    assert len(inside) < 2000
    assert found.open() == []


def test_the_same_verdicts_give_the_same_choices() -> None:
    assert taught(5.0, 60)[1] == taught(5.0, 60)[1]


def ordered(run, out: Path, teacher: str, *more: str):
    bank = "math-core:level=1..3,seed=4"
    return run(
        "sample", "--domain", "math", "--bank", bank, "--teacher", teacher, "--target", "0.2..0.6", "--n", "4",
        "--out", str(out), *more,
    )  # fmt: skip


def rows(out: Path) -> list[bytes]:
    ledger = Ledger(out / "ledger.db")
    try:
        return [problems.encode(problem) for problem, _ in ledger.problems()]
    finally:
        ledger.close()


def test_a_run_draws_what_it_needs_and_can_be_continued(run, tmp_path) -> None:
    teacher = a_teacher(tmp_path / "t.json", RIGHT, WRONG, WRONG)

    first = ordered(run, tmp_path / "one", teacher, "--limit", "12")
    again = ordered(run, tmp_path / "one", teacher, "--limit", "40")

    assert (first.code, again.code) == (0, 0), first.err + again.err
    assert len(rows(tmp_path / "one")) == 40
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text())
    assert manifest["settings"]["target"] == "0.2..0.6"
    assert "level 1: pass rate" in again.err


def test_a_continued_run_has_the_problems_of_an_unbroken_one(run, tmp_path) -> None:
    teacher = a_teacher(tmp_path / "t.json", RIGHT, WRONG, WRONG)
    ordered(run, tmp_path / "one", teacher, "--limit", "9")
    ordered(run, tmp_path / "one", teacher, "--limit", "18")
    ordered(run, tmp_path / "two", teacher, "--limit", "18")

    assert rows(tmp_path / "one") == rows(tmp_path / "two")
    assert len(Counter(rows(tmp_path / "two"))) == 18


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "say with --limit how many problems"),
        (("--limit", "3", "--difficulty", "0.1..0.2"), "neither --ray nor --difficulty"),
        (("--limit", "3", "--bank", "code-core"), "moves the knobs of a live bank"),
        (("--limit", "3", "--dry-run"), "can't show its problems"),
        (("--limit", "3", "--target", "0.6..0.2"), "is no range of pass rates"),
    ],
)
def test_an_order_that_can_not_have_a_target_is_refused_in_one_line(run, tmp_path, more, said) -> None:
    ended = ordered(run, tmp_path / "one", a_teacher(tmp_path / "t.json", RIGHT), *more)

    assert ended.code == 2
    assert said in ended.err


def test_levels_tells_the_rate_of_each_family_per_level_and_knob(run, tmp_path) -> None:
    teacher = a_teacher(tmp_path / "t.json", RIGHT, WRONG, WRONG)
    bank = "math-core:family=towers_of_powers+next_prime,level=1..4,variants=2"
    out, file = tmp_path / "run", tmp_path / "families.jsonl"
    run("sample", "--domain", "math", "--bank", bank, "--teacher", teacher, "--n", "3", "--out", str(out))

    ended = run("levels", str(out), "--out", str(tmp_path / "l.jsonl"), "--families", str(file))

    found = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(row["family"], row["level"]) for row in found] == [
        ("next_prime", "1"), *(("towers_of_powers", level) for level in "1234"),
    ]  # fmt: skip
    assert found[2]["knobs"] == {"size": 10, "terms": 1}
    assert {row["problems"] for row in found} == {2}
    assert "by level     towers_of_powers  1 [size 4 terms 1]: " in ended.out
    assert ", 2 [size 10 terms 1]: 0.00 (2), 3 " in ended.out
    again = ordered(run, tmp_path / "next", teacher, "--limit", "9", "--measured", str(file))
    assert again.code == 0, again.err
    assert "begun with" in (tmp_path / "next" / "manifest.json").read_text()


def test_a_measured_start_is_not_tried_again() -> None:
    found = Curriculum(rungs.every(HARD), WANTED, 0)
    for family in HARD:
        found.heard(family.name, 6, 0.0, problems=12)

    assert {rung.level for rung in found.open()} == {1, 2, 3, 4, 5}


def test_a_bad_file_of_rates_is_told_with_its_line(run, tmp_path) -> None:
    file = tmp_path / "rates.jsonl"
    file.write_text('{"family": "a"}\n')

    ended = ordered(
        run, tmp_path / "one", a_teacher(tmp_path / "t.json", RIGHT), "--limit", "3", "--measured", str(file)
    )

    assert ended.code == 2
    assert "rates.jsonl:1: no row of" in ended.err
