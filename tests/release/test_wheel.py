"""The wheel alone, in an empty environment: what a user installs works without the checkout beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import verigen

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    wheel = next(folder.glob("verigen_engine-*.whl"))
    subprocess.run([*PIP, "--python", python, "install", wheel], check=True)
    return python.parent


@pytest.fixture
def call(installed: Path, tmp_path: Path) -> Callable[..., str]:
    """Run a command of the environment in an empty folder, and give what it printed."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COVERAGE"))}

    def run(name: str, *arguments: object) -> str:
        done = subprocess.run(
            [installed / name, *map(str, arguments)],
            cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_it_has_the_version_of_the_package_and_explains_itself(call) -> None:
    assert verigen.__version__ in call("verigen", "--version")
    assert "sample" in call("verigen", "--help")
    assert verigen.__version__ in (ROOT / "CHANGELOG.md").read_text()


def test_the_banks_and_their_families_are_in_it(call) -> None:
    rows = {line.split()[0]: line for line in call("verigen", "banks").splitlines()}

    assert rows["math-core"].endswith("families")
    assert rows["code-families"].endswith("families")
    assert "math-bench" in call("verigen", "bench", "--suites")


def test_the_machine_can_be_examined(call) -> None:
    assert "local" in call("verigen", "doctor")


def test_a_verifier_stands_alone(call) -> None:
    code = r"from verigen.verifiers.symbolic import verify; print(verify('1/2', r'\boxed{0.5}').outcome)"

    assert call("python", "-c", code).strip() == "correct"


@pytest.mark.parametrize(
    ("domain", "bank"),
    [("math", "math-core"), ("math", "math-core:seed=7"), ("code", "code-families:seed=7")],
)
def test_a_scripted_teacher_is_sampled_on_a_bank(call, tmp_path: Path, domain: str, bank: str) -> None:
    (tmp_path / "script.json").write_text(json.dumps({"default": ["<think>\nno\n</think>\n\n\\boxed{-17}"]}))

    said = call(
        "verigen", "sample", "--domain", domain, "--bank", bank, "--teacher", "scripted:script.json",
        "--n", 2, "--limit", 3, "--out", "run",
    )  # fmt: skip

    assert "candidates   6" in said
    assert (tmp_path / "run" / "manifest.json").exists()


def test_it_can_be_used_from_python(call) -> None:
    code = "import verigen; print(next(verigen.load_bank('math-core:seed=1')).source.seed, 'sample' in dir(verigen))"

    assert call("python", "-c", code).strip() == "1 True"


def test_another_package_adds_parts_to_it(call, installed: Path, tmp_path: Path) -> None:
    subprocess.run(
        [*PIP, "--python", installed / "python", "install", "--no-deps", ROOT / "tests" / "outside"],
        check=True,
    )

    said = call(
        "verigen", "sample", "--domain", "math", "--bank", "sums:4", "--teacher", "adder:3", "--n", 2,
        "--format", "pairs_of_text", "--out", "run",
    )  # fmt: skip

    assert "candidates   8" in said
    assert (tmp_path / "run" / "plain" / "train.jsonl").read_text()
    assert "outside-parts 0.1" in call("verigen", "parts")
