"""verigen rewrite from end to end, with scripted teachers."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from samples import write_lines

FILES = ("problems.jsonl", "refused.jsonl")


def question(i: int) -> str:
    return f"Tom{i} has {i + 3} apples and buys {2 * i + 5} more apples at the market. How many has he now?"


def reworded(i: int) -> str:
    return (
        f"At the market Tom{i} gets {2 * i + 5} more apples. He had {i + 3} of them before. How many are his?"
    )


def harder(i: int) -> str:
    return f"Tom{i} has {i + 3} apples, buys {2 * i + 5} more and shares them with 40 friends. What is left of them?"


def boxed(answer: object) -> str:
    return f"<think>\nt\n</think>\n\n\\boxed{{{answer}}}"


def tagged(text: str) -> str:
    return f"<problem>\n{text}\n</problem>"


def row(i: int, **more: Any) -> dict[str, Any]:
    return {"id": f"p{i}", "question": question(i), "answer": str(3 * i + 8), "licence": "MIT", **more}


def teacher(path: Path, answers: dict[str, list[str]], default: str = "I don't know.") -> str:
    path.write_text(json.dumps({"answers": answers, "default": [default]}))
    return f"scripted:{path}"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def refused(folder: Path) -> list[tuple[str, str, str]]:
    return [(each["parent"], each["mutator"], each["reason"]) for each in lines(folder / "refused.jsonl")]


@pytest.fixture
def apples(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "apples.jsonl", *map(row, range(6)))


@pytest.fixture
def writer(tmp_path: Path) -> str:
    """Writes what fits to every problem, and solves all but the last two as the parent's answer says."""
    answers = {f"{question(i)}\n\nWrite the rewritten": [tagged(reworded(i))] for i in range(6)}
    answers |= {f"{question(i)}\n\nWrite the new": [tagged(harder(i))] for i in range(6)}
    answers |= {reworded(i): [boxed(3 * i + 8)] for i in range(4)}
    answers |= {reworded(4): [boxed(7)], reworded(5): ["I can't tell."]}
    answers |= {harder(i): [boxed(100 + i)] for i in range(4)}
    return teacher(tmp_path / "writer.json", answers)


def test_what_the_solves_agree_on_is_kept_and_the_rest_is_counted_with_its_reason(
    run, apples, writer
) -> None:
    ended = run("rewrite", apples, "--with", "rephrase,persona:hurried", "--teacher", writer, "--out", "r")

    assert ended.code == 0, ended.err
    assert [each["prompt"] for each in lines(Path("r/problems.jsonl"))] == [reworded(i) for i in range(4)]
    assert refused(Path("r")) == [
        *(entry for i in range(4) for entry in [(f"p{i}", "persona:hurried", "it repeats an earlier one")]),
        ("p4", "rephrase", "the solves agree on another answer"),
        ("p4", "persona:hurried", "it repeats an earlier one"),
        ("p5", "rephrase", "too few solves agree"),
        ("p5", "persona:hurried", "it repeats an earlier one"),
    ]
    assert "rephrase: 4 problems of 4 parents, 66.7 % of 6 drafts; 6 were solved" in ended.out
    assert "1 the solves agree on another answer" in ended.out
    assert "licence      MIT" in ended.out


def test_a_kept_problem_tells_where_it_comes_from_and_who_vouches_for_it(run, apples, writer) -> None:
    run("rewrite", apples, "--with", "persona:novice", "--teacher", writer, "--seed", 7, "--out", "r")

    made = lines(Path("r/problems.jsonl"))[1]
    source = made["source"]
    assert (made["id"], made["family"]) == ("p1/persona:novice/0", "p1")
    assert made["reference"]["answer"] == "11"
    assert (source["parent"], source["mutator"], source["version"], source["seed"]) == (
        "p1", "persona:novice", "1", 7
    )  # fmt: skip
    assert (source["depth"], source["licence"], source["policy"]) == (1, "MIT", "train")
    told = source["parameters"]
    assert (told["teacher"], told["teacher_licence"], told["teacher_terms"]) == (
        "scripted writer",
        "CC0-1.0",
        "open",
    )
    assert (told["solves"], told["agreeing"]) == ("4", "4")
    assert told["checked"] == "solves agree with the parent's reference"


def test_a_new_problem_has_the_answer_that_its_solves_agree_on_and_says_that_it_is_no_proof(
    run, apples, writer
) -> None:
    ended = run("rewrite", apples, "--with", "evolve:deepen", "--teacher", writer, "--out", "r")

    assert ended.code == 0, ended.err
    made = lines(Path("r/problems.jsonl"))
    assert [(each["prompt"], each["reference"]["answer"]) for each in made] == [
        (harder(i), str(100 + i)) for i in range(4)
    ]
    assert made[0]["source"]["parameters"]["checked"] == "solves agree with each other: no proof"
    assert [reason for _, _, reason in refused(Path("r"))] == ["too few solves agree"] * 2


def test_a_new_problem_with_its_parents_answer_is_its_parent_in_other_words(run, apples, tmp_path) -> None:
    answers = {f"{question(0)}\n\nWrite": [tagged(harder(0))], harder(0): [boxed("8.0")]}
    writer = teacher(tmp_path / "w.json", answers)

    run("rewrite", apples, "--with", "evolve:deepen", "--limit", 1, "--teacher", writer, "--out", "r")

    assert refused(Path("r")) == [("p0", "evolve:deepen", "its answer is its parent's")]


def test_another_model_may_solve(run, apples, writer, tmp_path) -> None:
    solver = teacher(tmp_path / "solver.json", {reworded(2): [boxed(14)]})

    run("rewrite", apples, "--with", "rephrase", "--teacher", writer, "--solver", solver, "--out", "r")

    (made,) = lines(Path("r/problems.jsonl"))
    assert made["id"] == "p2/rephrase/0"
    assert made["source"]["parameters"]["solver"] == "scripted solver"


def test_several_seeds_join_their_families_and_the_strictest_of_them_counts(run, tmp_path) -> None:
    fresh = "A train leaves at noon with 240 people and at each of 3 stops 20 leave it. How many people stay in it?"
    rows = [row(0, licence="MIT"), row(1, licence="CC-BY-NC-4.0"), row(2, licence="MIT", family="other")]
    bank = write_lines(tmp_path / "b.jsonl", *rows)
    writer = teacher(tmp_path / "w.json", {"Write one new problem": [tagged(fresh)], fresh: [boxed(180)]})

    ended = run("rewrite", bank, "--with", "self_instruct", "--teacher", writer, "--out", "r")

    assert ended.code == 0, ended.err
    (made,) = lines(Path("r/problems.jsonl"))
    assert made["id"] == "p0/self_instruct/0"
    folder = Path("r")
    tasks = rows_of(folder / "rewrites.db", "SELECT row FROM problems ORDER BY position")
    last = json.loads(tasks[-1][0])
    assert last["family"] == "other"
    assert sorted(last["source"]["joins"]) == ["p0", "p1"]
    assert last["source"]["licence"] == "CC-BY-NC-4.0"
    assert sorted(last["source"]["parameters"]["with"].split()) == ["p0", "p1"]
    assert "seed texts" not in made["tags"]


def rows_of(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def own(i: int, **source: Any) -> dict[str, Any]:
    made = {"bank": "b", "licence": "MIT", "parent": None, "mutator": None, **source}
    return {
        "id": f"p{i}", "domain": "math", "prompt": question(i), "reference": {"answer": str(3 * i + 8)},
        "family": f"p{i}", "source": made, "tags": {"level": "2"},
    }  # fmt: skip


def test_what_is_made_of_held_out_problems_is_held_out(run, writer, tmp_path) -> None:
    bank = write_lines(tmp_path / "b.jsonl", *(own(i, policy="heldout_only", depth=2) for i in range(3)))

    ended = run("rewrite", bank, "--with", "rephrase", "--teacher", writer, "--out", "r")

    made = lines(Path("r/problems.jsonl"))
    assert [(each["source"]["policy"], each["source"]["depth"]) for each in made] == [("heldout_only", 3)] * 3
    assert made[0]["tags"] == {"level": "2"}
    assert "held out     3" in ended.out


def test_a_seed_that_is_held_out_holds_out_what_it_was_shown_for(run, writer, tmp_path) -> None:
    bank = write_lines(tmp_path / "b.jsonl", own(0, policy="heldout_only"), own(1))

    run("rewrite", bank, "--with", "self_instruct", "--teacher", writer, "--out", "r")

    tasks = [
        json.loads(text)
        for (text,) in rows_of(Path("r/rewrites.db"), "SELECT row FROM problems ORDER BY position")
    ]
    assert [task["source"]["policy"] for task in tasks] == ["heldout_only", "heldout_only"]


def test_what_was_measured_on_a_parent_is_not_said_of_its_rewrite(run, writer, tmp_path) -> None:
    tags = {"topic": "sums", "level": "5", "stated_level": "2", "pass_rate": "0.1", "measured_by": "somebody"}
    bank = write_lines(tmp_path / "b.jsonl", {**own(0), "tags": tags})

    run("rewrite", bank, "--with", "rephrase,evolve:deepen", "--teacher", writer, "--out", "r")

    kept, new = lines(Path("r/problems.jsonl"))
    assert kept["tags"] == {"topic": "sums", "level": "2"}
    assert new["tags"] == {"topic": "sums"}


def test_rows_without_a_licence_are_refused(run, writer, tmp_path) -> None:
    bank = write_lines(
        tmp_path / "b.jsonl", *({k: v for k, v in row(i).items() if k != "licence"} for i in range(3))
    )

    ended = run("rewrite", bank, "--with", "rephrase", "--teacher", writer, "--out", "r")
    said = run("rewrite", bank, "--with", "rephrase", "--teacher", writer, "--licence", "MIT", "--out", "r")

    assert ended.code == 2
    assert "no licence (3); say it with --licence" in ended.err
    assert said.code == 0, said.err


def test_one_row_without_a_licence_is_counted_and_the_others_are_written(run, writer, tmp_path) -> None:
    bank = write_lines(tmp_path / "b.jsonl", own(0), own(1, licence="NOASSERTION"))

    run("rewrite", bank, "--with", "rephrase", "--teacher", writer, "--out", "r")

    assert refused(Path("r")) == [("p1", "rephrase", "no licence")]
    assert len(lines(Path("r/problems.jsonl"))) == 1


def test_a_reference_that_fails_its_checks_is_not_handed_on(run, writer, tmp_path) -> None:
    bank = write_lines(tmp_path / "b.jsonl", own(0), {**own(1), "reference": {"answer": r"\frac{"}})

    run("rewrite", bank, "--with", "rephrase", "--teacher", writer, "--out", "r")

    assert refused(Path("r")) == [("p1", "rephrase", "its reference fails its checks")]


def test_a_draft_that_is_cut_off_is_refused(run, apples, writer) -> None:
    ended = run(
        "rewrite", apples, "--with", "rephrase", "--teacher", writer, "--write-tokens", 5, "--out", "r"
    )

    assert ended.code == 0, ended.err
    assert {reason for _, _, reason in refused(Path("r"))} == {"cut off"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--with", "persona:pirate"), "novice, expert, sceptic"),
        (("--with", "translate:xx"), "'xx'; there are: ar, cs, de"),
        (("--with", "translate"), "translate needs a language"),
        (("--with", "rephrase:x"), "write rephrase alone"),
        (("--with", "rephrse"), "did you mean rephrase"),
        (("--with", "adversarial", "--failed", "x"), "needs --target"),
        (("--with", "rephrase", "--target", "scripted:"), "nothing else takes them"),
        (("--with", "rephrase", "--solves", "2", "--agree", "3"), "can never be reached"),
        (("--with", "evolve", "--domain", "code"), "nobody knows what is right for a new problem"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_line(run, apples, writer, arguments, message) -> None:
    ended = run("rewrite", apples, *arguments, "--teacher", writer, "--out", "r")

    assert ended.code == 2
    assert message in ended.err
    assert len([line for line in ended.err.splitlines() if line.startswith("verigen: ")]) == 1
    assert not Path("r").exists()


def test_a_folder_is_continued_by_the_same_command_alone(run, apples, writer, tmp_path) -> None:
    run("rewrite", apples, "--with", "rephrase", "--teacher", writer, "--out", "r")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x").touch()

    changed = run("rewrite", apples, "--with", "rephrase", "--teacher", writer, "--solves", 6, "--out", "r")
    strange = run("rewrite", apples, "--with", "rephrase", "--teacher", writer, "--out", "other")

    assert (changed.code, strange.code) == (2, 2)
    assert "solves was 4, now 6" in changed.err
    assert "holds no rewrites" in strange.err


def test_a_bank_that_grew_goes_on_where_it_ended(run, writer, tmp_path) -> None:
    order = ("rewrite", tmp_path / "b.jsonl", "--with", "rephrase", "--teacher", writer)
    write_lines(tmp_path / "b.jsonl", row(0), row(1))
    run(*order, "--out", "r")
    write_lines(tmp_path / "b.jsonl", row(0), row(1), row(2))

    ended = run(*order, "--out", "r")
    run(*order, "--out", "whole")

    assert "teacher: 1 problems" in ended.err
    assert Path("r/problems.jsonl").read_bytes() == Path("whole/problems.jsonl").read_bytes()


def test_a_budget_stops_it_and_a_larger_one_goes_on(run, apples, writer) -> None:
    tokens = ("--write-tokens", 200, "--max-tokens", 200)
    order = ("rewrite", apples, "--with", "rephrase", "--teacher", writer, *tokens)
    ended = run(*order, "--budget", 1600, "--out", "r")
    assert not Path("r/problems.jsonl").exists()

    more = run(*order, "--budget", 160000, "--out", "r")
    run(*order, "--out", "whole")

    assert (ended.code, more.code) == (0, 0)
    assert "a larger --budget" in ended.err
    for name in FILES:
        assert Path("r", name).read_bytes() == Path("whole", name).read_bytes()


def test_a_teacher_whose_terms_forbid_it_writes_nothing(run, apples) -> None:
    ended = run(
        "rewrite", apples, "--with", "rephrase", "--teacher", "http://localhost:1/v1#gpt-5", "--out", "r"
    )

    assert ended.code == 2
    assert "--allow-restricted-terms" in ended.err


def start(bank: Path, writer: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "verigen", "rewrite", str(bank), "--with", "rephrase,evolve"),
            *("--teacher", writer, "--variants", "3", "--out", str(folder)),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def drawn(folder: Path) -> int:
    count = 0
    for name in ("rewrites.db", "solves.db"):
        with contextlib.suppress(sqlite3.OperationalError):
            count += rows_of(folder / name, "SELECT COUNT(*) FROM candidates")[0][0]
    return count


def wait_for(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    while process.poll() is None and drawn(folder) < count:
        time.sleep(0.02)


@pytest.fixture
def slow(writer: str) -> str:
    path = Path(writer.partition(":")[2])
    path.write_text(json.dumps({**json.loads(path.read_text()), "delay_s": 0.2}))
    return writer


def test_killed_in_every_stage_it_comes_to_the_same_bytes(apples, slow, tmp_path) -> None:
    whole = start(apples, slow, tmp_path / "whole")
    for count in (3, 30, 60, 90):
        process = start(apples, slow, tmp_path / "killed")
        wait_for(tmp_path / "killed", count, process)
        process.kill()
        process.communicate()

    last = start(apples, slow, tmp_path / "killed")
    _, told = last.communicate()
    whole.communicate()

    assert (last.returncode, whole.returncode) == (0, 0), told
    for name in FILES:
        assert (tmp_path / "killed" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    assert len(lines(tmp_path / "whole" / "problems.jsonl")) > 4


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(apples, slow, tmp_path) -> None:
    process = start(apples, slow, tmp_path / "r")
    wait_for(tmp_path / "r", 4, process)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    kept = drawn(tmp_path / "r")

    again = start(apples, slow, tmp_path / "r")
    again.communicate()

    assert process.returncode == 130
    assert "stopped; the same command continues" in told
    assert "Traceback" not in told
    assert kept >= 4
    assert again.returncode == 0


@pytest.fixture
def failed(run, apples, tmp_path) -> tuple[Path, str]:
    """A run of a target that can add for the first three problems only, and knows one of the harder ones."""
    answers = {question(i): [boxed(3 * i + 8)] for i in range(3)}
    target = teacher(tmp_path / "target.json", {**answers, harder(3): [boxed(103)]}, boxed(0))
    ended = run("sample", "--domain", "math", "--bank", apples, "--teacher", target, "--n", 4, "--out", "t")
    assert ended.code == 0, ended.err
    return tmp_path / "t", target


def test_an_adversarial_problem_is_one_that_the_target_fails_on_and_the_solver_does_not(
    run, apples, writer, failed, tmp_path
) -> None:
    path = tmp_path / "writer.json"
    script = json.loads(path.read_text())
    script["answers"] |= {harder(4): [boxed(104)], harder(5): ["I can't tell."]}
    path.write_text(json.dumps(script))
    folder, target = failed

    ended = run(
        *("rewrite", apples, "--with", "adversarial", "--teacher", f"scripted:{path}"),
        *("--target", target, "--failed", folder, "--out", "r"),
    )

    assert ended.code == 0, ended.err
    (made,) = lines(Path("r/problems.jsonl"))
    assert (made["id"], made["reference"]["answer"]) == ("p4/adversarial/0", "104")
    assert made["source"]["parameters"]["target"] == "scripted target"
    assert made["source"]["parameters"]["target_failed"] == "4 of 4"
    assert refused(Path("r")) == [
        *((f"p{i}", "adversarial", "the target solves the parent") for i in range(3)),
        ("p3", "adversarial", "the target solves it"),
        ("p5", "adversarial", "too few solves agree"),
    ]


def test_tags_may_tell_what_the_target_gets_wrong(run, writer, failed, tmp_path) -> None:
    tags = [
        {"pass_rate": rate, "measured_by": by}
        for rate, by in [("0.25", "scripted target"), ("0.75", "scripted target"), ("0", "somebody else")]
    ]
    bank = write_lines(
        tmp_path / "b.jsonl", *({**own(i), "tags": each} for i, each in enumerate(tags)), own(3)
    )
    order = ("rewrite", bank, "--with", "adversarial", "--teacher", writer, "--target", failed[1])

    ended = run(*order, "--out", "r")
    write_lines(bank, {**own(0), "tags": {"pass_rate": "often", "measured_by": "scripted target"}})
    bad = run(*order, "--out", "s")

    assert ended.code == 0, ended.err
    (made,) = lines(Path("r/problems.jsonl"))
    assert made["source"]["parent"] == "p0"
    assert refused(Path("r")) == [
        ("p1", "adversarial", "the target solves the parent"),
        *((f"p{i}", "adversarial", "the target was not asked") for i in (2, 3)),
    ]
    assert bad.code == 2
    assert "'often', no share between 0 and 1" in bad.err


def test_a_target_with_undecided_candidates_is_not_known_to_fail(run, apples, writer, tmp_path) -> None:
    undecided = boxed("\\mathrm{erf}(1)")  # two of the four candidates, and the other two are wrong
    target = teacher(tmp_path / "target.json", {question(1): [boxed(0), undecided]}, boxed(0))
    asked = ("--bank", apples, "--teacher", target, "--n", 4, "--limit", 2, "--out", "t")
    assert run("sample", "--domain", "math", *asked).code == 0
    order = (
        "rewrite",
        apples,
        "--with",
        "adversarial",
        "--teacher",
        writer,
        "--target",
        target,
        "--limit",
        2,
    )

    strict = run(*order, "--failed", "t", "--below", 0.4, "--out", "strict")
    mild = run(*order, "--failed", "t", "--below", 0.5, "--out", "mild")

    assert (strict.code, mild.code) == (0, 0), strict.err + mild.err
    assert ("p1", "adversarial", "too much is undecided") in refused(Path("strict"))
    assert ("p1", "adversarial", "too much is undecided") not in refused(Path("mild"))


def test_a_run_of_another_model_tells_nothing_of_the_target(run, apples, writer, failed, tmp_path) -> None:
    other = teacher(tmp_path / "other.json", {})

    ended = run(
        *("rewrite", apples, "--with", "adversarial", "--teacher", writer),
        *("--target", other, "--failed", failed[0], "--out", "r"),
    )

    assert ended.code == 2
    assert "no teacher 'scripted other' in these runs; there are: scripted target" in ended.err


PROGRAM = "def total(items):\n    return sum(items)"
WRONG = "def total(items):\n    return len(items)"
ASKED = "Write `total(items)`, which adds up the numbers of a list."
PUT = "Somebody has a list of numbers and would like `total(items)` to give their sum. Can you write it?"


def fenced(program: str) -> str:
    return f"<think>\nt\n</think>\n\n```python\n{program}\n```"


def programs(**more: Any) -> dict[str, Any]:
    return {
        "id": "total", "domain": "code", "prompt": ASKED, "family": "total",
        "reference": {
            "mode": "function", "entry_point": "total", "solution": PROGRAM + "\n",
            "tests": [{"args": [[1, 2, 4]], "expected": 7}, {"args": [[]], "expected": 0}],
        },
        "source": {"bank": "b", "licence": "MIT", "parent": None, "mutator": None}, **more,
    }  # fmt: skip


@pytest.mark.parametrize(("program", "kept"), [(PROGRAM, 1), (WRONG, 0)])
def test_a_programming_problem_is_kept_where_solves_pass_its_parents_tests(
    run, tmp_path, program, kept
) -> None:
    bank = write_lines(tmp_path / "b.jsonl", programs())
    writer = teacher(tmp_path / "w.json", {f"{ASKED}\n\nWrite": [tagged(PUT)], PUT: [fenced(program)]})

    ended = run(
        "rewrite", bank, "--domain", "code", "--with", "persona:novice", "--teacher", writer, "--out", "r"
    )

    assert ended.code == 0, ended.err
    made = lines(Path("r/problems.jsonl"))
    assert len(made) == kept
    assert [reason for _, _, reason in refused(Path("r"))] == ["too few solves agree"] * (1 - kept)
    for each in made:
        assert each["prompt"] == PUT
        assert each["reference"]["solution"] == PROGRAM + "\n"
        assert len(each["reference"]["tests"]) == 2
