import subprocess
import sys

import pytest

from verigen.cli import COMMANDS

HEAVY = (
    *(
        "accelerate",
        "datasets",
        "docker",
        "flint",
        "huggingface_hub",
        "hypothesis",
        "msgspec",
        "numpy",
        "pandas",
    ),
    *("pyarrow", "rich", "sympy", "torch", "transformers", "vllm", "xllamacpp"),
)
CALLS = [[], *([name] for name in COMMANDS), ["teachers", "pull"]]


@pytest.mark.parametrize("command", CALLS, ids=" ".join)
def test_help_loads_click_and_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys\nfrom verigen.cli import main\n"
        f"try: main({[*command, '--help']!r})\nexcept SystemExit as end: assert not end.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", CALLS[1:], ids=" ".join)
def test_every_command_explains_itself(run, command: list[str]) -> None:
    ended = run(*command, "--help")

    assert ended.code == 0
    assert "Usage: verigen" in ended.out


@pytest.mark.parametrize("command", CALLS, ids=" ".join)
def test_no_help_shows_the_mark_of_an_unwrapped_paragraph(run, command: list[str]) -> None:
    shown = run(*command, "--help").out

    assert "\\b" not in shown
    assert "\b" not in shown


def test_the_help_shows_every_command_and_an_example(run) -> None:
    ended = run("--help")

    assert all(name in ended.out for name in COMMANDS)
    assert "verigen sample --domain math" in ended.out


def test_the_module_runs_like_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "verigen", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("verigen, version ")


def test_parts_lists_the_registry(run) -> None:
    ended = run("parts")

    assert "verigen.verifiers.symbolic.part:Symbolic" in ended.out


def test_teachers_lists_names_sizes_and_licences(run) -> None:
    ended = run("teachers")

    assert "Qwen2.5-Coder-0.5B-Instruct" in ended.out
    assert "Apache-2.0" in ended.out
