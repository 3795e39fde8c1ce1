"""The tiny student from end to end: equal tokens, the same bytes, resumed after kill -9."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from verigen.core.errors import UserError
from verigen.prove.tiny import sums

if TYPE_CHECKING:
    from collections.abc import Callable

pytest.importorskip("torch", reason="torch is not installed (pip install torch)")
SMALL = {
    "digits": 1,
    "real": 60,
    "problems": 40,
    "suite": 24,
    "base_tokens": 60_000,
    "width": 32,
    "layers": 1,
}


def words(out: Path, *more: object) -> list[str]:
    options = [word for key, value in SMALL.items() for word in ("--student-option", f"{key}={value}")]
    said = [
        "prove",
        *options,
        "--arms",
        "verified,unverified",
        "--seeds",
        "1",
        "--tokens",
        "2000",
        "--jobs",
        "1",
    ]
    return [*said, "--out", str(out), *map(str, more)]


def command(out: Path, *more: object) -> list[str]:
    return [sys.executable, "-m", "verigen", *words(out, *more)]


def ended(line: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, capture_output=True, text=True, check=False, env={**os.environ, **variables})


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("proof") / "out"
    done = ended(command(out))
    assert done.returncode == 0, done.stderr
    return out


def units(out: Path) -> dict[str, Any]:
    return {path.parent.name: json.loads(path.read_text()) for path in out.rglob("result.json")}


def test_every_arm_is_trained_on_equally_many_tokens(proof: Path) -> None:
    found = units(proof)

    assert set(found) == {"base", "verified", "unverified"}
    assert found["verified"]["tokens"] == found["unverified"]["tokens"] == 2000
    assert len(found["base"]["outcomes"]) == 24


def test_a_proof_has_the_form_that_is_promised(proof: Path) -> None:
    made = json.loads((proof / "proof.json").read_text())

    assert made["arms"]["verified"].keys() >= {"rates", "mean", "low", "high"}
    assert made["differences"][0].keys() >= {"of", "from", "mean", "low", "high", "p"}
    assert made["verdict"].startswith("no verdict: without the controls shuffled and wrong")
    assert made["plan"]["hash"] == json.loads((proof / "plan.json").read_text())["hash"]
    assert "no verdict" in (proof / "README.md").read_text().lower()


def test_bench_measures_a_student_as_the_proof_did(proof: Path) -> None:
    (student,) = proof.glob("units/*/verified")
    rate = units(proof)["verified"]["outcomes"].count("correct") / 24

    done = ended([sys.executable, "-m", "verigen", "bench", "--student", str(student)])

    assert done.returncode == 0, done.stderr
    assert f"pass@1       {100 * rate:.1f} %" in done.stdout


def test_a_proof_that_was_killed_goes_on_and_ends_in_the_same_bytes(proof: Path, tmp_path: Path) -> None:
    """Also where hashes have another seed and torch is given another number of threads."""
    out = tmp_path / "out"
    running = subprocess.Popen(command(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(out.rglob("result.json")) and running.poll() is None:
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("result.json")}

    again = ended(command(out), PYTHONHASHSEED="7", OMP_NUM_THREADS="2")

    assert again.returncode == 0, again.stderr
    assert "are trained already" in again.stderr
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    for name in ("proof.json", "plan.json"):
        assert (out / name).read_bytes() == (proof / name).read_bytes()
    for name in (
        "base/candidates.jsonl",
        *(f"{arm}/student.pt" for arm in ("base", "verified", "unverified")),
    ):
        (one,), (two,) = (list(each.rglob(name)) for each in (out, proof))
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.slow
def test_a_signal_ends_the_training_of_students_at_once(tmp_path: Path) -> None:
    """Its pool would else wait for them, and be ended after seconds with its semaphores left behind."""
    out = tmp_path / "out"
    long = command(out, "--student-option", "base_tokens=100000000")
    running = subprocess.Popen(long, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while not (out / "units").exists():
        assert running.poll() is None
        time.sleep(0.02)

    running.terminate()
    told = running.communicate()[1].splitlines()

    assert running.returncode == 128 + signal.SIGTERM
    assert [line for line in told if ": at work for " not in line] == [
        "verigen: ended by SIGTERM: what is finished is kept; give the same command again"
    ]


@pytest.mark.slow
def test_a_round_trains_on_what_its_own_student_drew_and_on_the_rounds_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    more = ("--rounds", 2, "--accumulate", "--arms", "unfiltered", "--student-option", "teacher_real=90")

    done = ended(command(out, *more))

    assert done.returncode == 0, done.stderr
    made, found = json.loads((out / "proof.json").read_text()), units(out)
    (drawn,) = out.rglob("unfiltered-round-2/candidates.jsonl")
    (first,) = out.rglob("base/candidates.jsonl")
    texts = {
        (row["problem"]["id"], row["candidate"]["text"])
        for path in (first, drawn)
        for row in map(json.loads, path.read_text().splitlines())
    }
    assert found["unfiltered-round-2"]["rows"] == len(texts)
    assert [len(made["rounds"][name]) for name in ("base", "unfiltered")] == [1, 2]
    assert made["arms"]["unfiltered"]["rates"] == made["rounds"]["unfiltered"][1]["rates"]
    assert 0 < made["rounds"]["unfiltered"][1]["drawn"][0]["distinct"] < 1
    assert list(out.rglob("base/teacher/student.pt"))


def test_another_plan_in_the_same_folder_is_refused_before_training(
    proof: Path, run: Callable[..., Any]
) -> None:
    done = run(*words(proof, "--tokens", 3000))

    assert done.code == 2
    assert "tokens: 2000 there, 3000 here" in done.err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--student-option", "widht=3"), "did you mean width"),
        (("--arms", "verifed"), "did you mean verified"),
        (("--detect", "5"), "problems: give a larger suite"),
        (("--student-option", "problems=4000"), "there are not 4000 more sums"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    more: tuple[str, ...], told: str, tmp_path: Path, run: Callable[..., Any]
) -> None:
    done = run(*words(tmp_path / "out", *more))

    assert (done.code, told in done.err) == (2, True), done.err
    assert len(done.err.splitlines()) == 1


def test_the_worked_digits_lead_to_the_answer() -> None:
    for problem in sums.draw(1, 300, 3, set()):
        one, sign, two, *_ = problem.prompt.split()
        answer = int(one) + int(two) if sign == "+" else int(one) - int(two)
        steps = problem.reference.solution.split()[:-1]
        assert problem.reference.answer == str(answer)
        assert len(steps) == 3
        assert all(eval(step.split("=")[0]) == int(step.split("=")[1]) for step in steps)


def test_a_family_that_is_used_up_says_so() -> None:
    with pytest.raises(UserError, match="there are not 500 more sums of 1 digits"):
        list(sums.draw(1, 500, 1, set()))


@pytest.mark.slow
def test_verified_rows_teach_more_than_unverified_ones(tmp_path: Path) -> None:
    line = [
        sys.executable,
        "-m",
        "verigen",
        "prove",
        "--seeds",
        "1",
        "--jobs",
        "1",
        "--out",
        str(tmp_path / "out"),
    ]
    done = ended([*line, "--arms", "verified,unverified,shuffled", "--student-option", "problems=1500"])

    arms = json.loads((tmp_path / "out" / "proof.json").read_text())["arms"]
    assert done.returncode == 0, done.stderr
    assert arms["verified"]["mean"] > arms["unverified"]["mean"] + 0.05
    assert arms["shuffled"]["mean"] < 0.1
