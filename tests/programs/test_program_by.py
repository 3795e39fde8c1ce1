"""verigen mutate --program-by from end to end, with scripted teachers."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines

EGGS = "Ida's hens lay 16 eggs a day. She eats 3 of them and bakes with 4. The rest she sells for $2 each. What does she earn in a week?"  # fmt: skip
PENS = "Zoe has 24 pens and gives 6 away. She then buys 4 boxes of 12 pens. How many pens has she?"
RIGHT = "eggs = 16\neaten = 3\nbaked = 4\nprice = 2\nDAYS = 7\nanswer = (eggs - eaten - baked) * price * DAYS"
# 16 - 3 - 4 is 9, and so is 16 - 4 - 3; but 16 * 4 / 2 - 3 * 7 - 2 is right by chance
LUCKY = (
    "eggs = 16\neaten = 3\nbaked = 4\nprice = 2\nDAYS = 7\nanswer = eggs * baked * price + eaten - DAYS + 2"
)


def fenced(script: str) -> str:
    return f"```python\n{script}\n```"


def teacher(path: Path, *programs: str, **others: list[str]) -> str:
    answers = {EGGS: [fenced(each) for each in programs], **others}
    path.write_text(json.dumps({"answers": answers, "default": ["I don't know."]}))
    return f"scripted:{path}"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_lines(
        tmp_path / "bank.jsonl",
        {"id": "eggs", "question": EGGS, "answer": "126", "licence": "MIT"},
        {
            "id": "pens",
            "question": PENS,
            "answer": "24-6=<<24-6=18>>18 4*12=<<4*12=48>>48 18+48=<<18+48=66>>66\n#### 66",
            "licence": "MIT",
        },
    )


def mutants(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def earned(prompt: str) -> int:
    import re

    eggs, eaten, baked, price = map(int, re.findall(r"\d+", prompt))
    return (eggs - eaten - baked) * price * 7


def test_a_problem_without_a_worked_solution_is_renumbered_by_the_teachers_program(
    run: Any, bank: Path, tmp_path: Path
) -> None:
    who = teacher(tmp_path / "t.json", RIGHT)

    ended = run("mutate", bank, "--with", "renumber,renumber+rename", "--program-by", who, "--out", "m.jsonl")

    assert ended.code == 0, ended.err
    assert "programs: 1 of 1 problems" in ended.out
    made = [each for each in mutants(Path("m.jsonl")) if each["source"]["parent"] == "eggs"]
    renumbered = [each for each in made if each["source"]["mutator"] == "renumber"]
    assert len(renumbered) == 10
    assert all(int(each["reference"]["answer"]) == earned(each["prompt"]) for each in renumbered)
    assert {each["source"]["parameters"]["program"] for each in made} == {"scripted t, 4 of 4 agree"}
    assert {each["source"]["mutator"] for each in made} == {"renumber", "renumber+rename"}


def test_a_teachers_program_may_round_up_and_decide(run: Any, tmp_path: Path) -> None:
    question = "A bus takes 40 people, a van 8. How many buses does a group of 130 people need?"
    bank = write_lines(
        tmp_path / "bus.jsonl", {"id": "bus", "question": question, "answer": "4", "licence": "MIT"}
    )
    script = (
        "import math\nbus = 40\nvan = 8\npeople = 130\nif people > van:\n    answer = math.ceil(people / bus)\n"
        "else:\n    answer = 0"
    )
    told = tmp_path / "t.json"
    told.write_text(json.dumps({"answers": {question: [fenced(script)]}, "default": ["no"]}))

    ended = run("mutate", bank, "--with", "renumber", "--program-by", f"scripted:{told}", "--out", "m.jsonl")

    assert ended.code == 0, ended.err
    made = mutants(Path("m.jsonl"))
    assert len(made) == 10
    for each in made:
        bus, van, people = (
            int(word.strip(",.")) for word in each["prompt"].split() if word.strip(",.").isdigit()
        )
        assert people > van
        assert int(each["reference"]["answer"]) == -(-people // bus)


def test_a_problem_whose_solution_can_be_read_is_never_asked_about(
    run: Any, bank: Path, tmp_path: Path
) -> None:
    run(
        "mutate",
        bank,
        "--with",
        "renumber",
        "--program-by",
        teacher(tmp_path / "t.json", RIGHT),
        "--out",
        "m.jsonl",
    )

    with sqlite3.connect(tmp_path / "m.jsonl.programs" / "programs.db") as db:
        asked = {row[0] for row in db.execute("SELECT DISTINCT problem FROM candidates")}
    assert asked == {"eggs"}
    others = [each for each in mutants(Path("m.jsonl")) if each["source"]["parent"] == "pens"]
    assert others
    assert not any("program" in each["source"]["parameters"] for each in others)


def test_mutants_that_do_not_owe_their_reference_to_the_program_are_not_marked(
    run: Any, bank: Path, tmp_path: Path
) -> None:
    who = teacher(tmp_path / "t.json", RIGHT)

    run(
        "mutate",
        bank,
        "--with",
        "rename,underdetermine",
        "--program-by",
        who,
        "--out",
        "m.jsonl",
        "--seed",
        1,
    )

    for each in mutants(Path("m.jsonl")):
        whole = each["source"]["parameters"].get("left out", "nothing that matters") == "nothing that matters"
        assert ("program" in each["source"]["parameters"]) == (
            not whole and each["source"]["parent"] == "eggs"
        )
        assert "eaten = 3" not in str(each["reference"]["solution"])


@pytest.mark.parametrize(
    ("programs", "reason"),
    [
        (["answer = 126"], "a program that is not plain arithmetic"),
        ([RIGHT.replace("* DAYS", "")], "wrong_answer"),
        (["while True:\n    pass"], "timeout"),
        (["open('/etc/shadow').read()\nanswer = 126"], "runtime_error"),
        (["I can't write that."], "a program that is not plain arithmetic"),
        ([RIGHT.replace("* DAYS", "* 14 / 2")], "a number from nowhere"),
    ],
)
def test_a_program_that_does_not_earn_the_answer_is_refused_with_its_reason(
    run: Any, bank: Path, tmp_path: Path, programs: list[str], reason: str
) -> None:
    who = teacher(tmp_path / "t.json", *programs)

    ended = run(
        *("mutate", bank, "--with", "renumber", "--program-by", who, "--tries", 1, "--agree", 1),
        *("--out", "m.jsonl"),
    )

    assert ended.code == 0, ended.err
    assert "programs: 0 of 1 problems" in ended.out
    assert reason in ended.out
    assert {each["source"]["parent"] for each in mutants(Path("m.jsonl"))} == {"pens"}


def test_programs_that_disagree_on_other_numbers_are_not_used(run: Any, bank: Path, tmp_path: Path) -> None:
    assert (
        eval(LUCKY.rpartition("answer = ")[2], {"eggs": 16, "eaten": 3, "baked": 4, "price": 2, "DAYS": 7})
        == 126
    )
    who = teacher(tmp_path / "t.json", RIGHT, LUCKY)

    ended = run(
        *("mutate", bank, "--with", "renumber", "--program-by", who, "--tries", 8, "--agree", 8),
        *("--out", "m.jsonl"),
    )

    assert "programs: 0 of 1 problems have 8 right programs that agree" in ended.out


def test_a_second_call_asks_for_nothing_again_and_writes_the_same(
    run: Any, bank: Path, tmp_path: Path
) -> None:
    who = teacher(tmp_path / "t.json", RIGHT)
    order = ("mutate", bank, "--with", "renumber", "--program-by", who, "--programs", "p", "--out", "m.jsonl")
    run(*order)
    first = Path("m.jsonl").read_bytes()
    with sqlite3.connect("p/programs.db") as db:
        db.execute(
            "DELETE FROM verdicts WHERE candidate LIKE '%#3'"
        )  # as if it had been killed before the last
        db.execute("DELETE FROM candidates WHERE id LIKE '%#3'")
        db.execute("DELETE FROM decisions")

    again = run(*order)
    third = run(*order)

    assert "continuing: 3 candidates are there" in again.err
    assert "need a program" not in third.err
    assert Path("m.jsonl").read_bytes() == first


def test_a_folder_of_programs_with_other_settings_is_a_clear_error(
    run: Any, bank: Path, tmp_path: Path
) -> None:
    who = teacher(tmp_path / "t.json", RIGHT)
    order = ("mutate", bank, "--with", "renumber", "--program-by", who, "--out", "m.jsonl")
    run(*order)

    ended = run(*order, "--tries", 6)

    assert ended.code == 2
    assert "tries was 4, now 6" in ended.err


def test_programs_without_a_teacher_and_too_many_to_agree_are_the_users_mistake(
    run: Any, bank: Path, tmp_path: Path
) -> None:
    folder = run("mutate", bank, "--with", "renumber", "--programs", "p", "--out", "m.jsonl")
    many = run(
        *("mutate", bank, "--with", "renumber", "--out", "m.jsonl", "--agree", 9),
        *("--program-by", teacher(tmp_path / "t.json", RIGHT)),
    )

    assert folder.code == many.code == 2
    assert "--program-by" in folder.err
    assert "can never be reached" in many.err
