import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SPEED = Path(__file__).parents[2] / "benchmarks" / "speed"
PAIRS = [
    {"gold": "\\frac{1}{2}", "pred": "0.5", "equal": True},
    {"gold": "52_8", "pred": "52_9", "equal": False},
    {"gold": "9\\%", "pred": "9", "equal": True, "policy": "percent-dropped"},
    {"gold": "5", "pred": "it must be \\boxed{5}", "equal": True, "kind": "text"},
]


def call(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SPEED / script), *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(SPEED.parents[1])}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("wrap", ["boxed", "asis", "trace"])
def test_the_math_script_scores_both_verifiers(tmp_path: Path, wrap: str) -> None:
    pytest.importorskip("math_verify", reason="the extra `audit` is not installed")
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS))

    done = call("math_verifier.py", path, "--wrap", wrap, "--swap", "--errors", 5)

    assert done.returncode == 0, done.stderr
    assert "3 pairs, and 1 on which graders may differ" in done.stdout
    assert "false accepts 0 of 1 (0.00 %) 1 of 1 (100.00 %)" in " ".join(done.stdout.split())
    assert "false accept: gold '52_8', pred '52_9'" in done.stdout
    assert "verigen, swapped: 0 of 3 pairs disagree" in done.stdout


def test_the_gsm8k_script_accepts_what_is_equal_and_nothing_else(tmp_path: Path) -> None:
    rows = [{"question": "?", "answer": f"So {n}.\n#### {n:,}"} for n in (72, 10, 1080, 5, 42, 7)]
    (tmp_path / "train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    done = call("gsm8k_answers.py", tmp_path)

    assert done.returncode == 0, done.stderr
    assert "6 problems, " in done.stdout
    assert "false rejects: 0 of " in done.stdout
    assert "false accepts: 0 of " in done.stdout


@pytest.mark.slow
def test_gsm8ks_training_answers_are_graded_without_a_mistake() -> None:
    folder = os.environ.get("VERIGEN_DATA")
    if not folder or not (Path(folder) / "gsm8k" / "train.jsonl").exists():
        pytest.skip("VERIGEN_DATA names no folder with gsm8k/train.jsonl")

    done = call("gsm8k_answers.py", Path(folder) / "gsm8k")

    assert done.returncode == 0, done.stdout + done.stderr
