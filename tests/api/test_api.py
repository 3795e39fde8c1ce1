"""What `import verigen` offers, as a script, a notebook and a thread call it."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import verigen
from verigen.api import __all__ as names

FUNCTIONS = [name for name in names if inspect.isfunction(getattr(verigen, name))]


@pytest.fixture
def slow(tmp_path: Path) -> str:
    """A teacher that takes its time: a run of it can be stopped."""
    path = tmp_path / "slow.json"
    path.write_text(json.dumps({"default": ["<think>\na\n</think>\n\n\\boxed{1}"], "delay_s": 0.5}))
    return f"scripted:{path}"


def test_importing_it_loads_nothing_else() -> None:
    code = "import sys, verigen; print([m for m in sys.modules if m.startswith('verigen.')])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_dir_shows_every_name_and_each_can_be_used() -> None:
    assert set(names) <= set(dir(verigen))
    assert [name for name in names if not hasattr(verigen, name)] == []


def test_a_name_that_it_does_not_offer_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        verigen.nonsense  # noqa: B018 - asking is the test


def test_type_checkers_see_what_runs(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import verigen\nreveal_type(verigen.verify('1', '1'))\nverigen.sample('math', n='4')\n"
    )

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports=silent", str(script)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    assert 'Revealed type is "verigen.core.types.Verdict"' in done.stdout
    assert 'incompatible type "str"; expected "int"' in done.stdout


@pytest.mark.parametrize("name", names)
def test_every_name_says_what_it_is(name: str) -> None:
    doc = getattr(verigen, name).__doc__

    assert doc
    assert not doc.startswith(f"{name}(")  # what dataclasses write of themselves


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_names_each_parameter_and_its_errors(name: str) -> None:
    function = getattr(verigen, name)
    doc = inspect.getdoc(function) or ""

    missing = [each for each in inspect.signature(function).parameters if f"`{each}`" not in doc]

    assert missing == []
    assert "aises" in doc


def test_a_run_is_made_and_read_back(tmp_path: Path, bank: Path, script: Path) -> None:
    out = tmp_path / "run"

    made = verigen.sample(
        "math", bank=bank, licence="MIT", teacher=f"scripted:{script}", limit=4, n=3, out=out
    )
    with verigen.open_run(out) as run:
        graded, records, settings = list(run), list(run.records("sft")), run.settings
        verdicts, problems = list(run.verdicts()), list(run.problems())

    assert made.ending == "done"
    assert made.summary.candidates == len(graded) == 12
    assert made.records["sft"] == len(records)
    assert [(g.candidate.id, g.verdict) for g in graded] == verdicts
    assert [refused for _, refused in problems] == [None] * 4
    assert settings is not None
    assert settings.goal.max == 3


def test_the_same_call_as_the_command_makes_the_same_records(run, tmp_path, bank, script) -> None:
    run(
        "sample",
        "--domain",
        "math",
        "--bank",
        bank,
        "--teacher",
        f"scripted:{script}",
        "--n",
        4,
        "--out",
        "one",
    )

    verigen.sample("math", bank=bank, teacher=f"scripted:{script}", n=4, out="two")

    assert Path("one/sft/train.jsonl").read_bytes() == Path("two/sft/train.jsonl").read_bytes()
    assert Path("one/README.md").read_bytes() == Path("two/README.md").read_bytes()


def test_a_notebook_whose_loop_is_running_can_sample(tmp_path, bank, script) -> None:
    async def cell() -> verigen.RunResult:
        return verigen.sample("math", bank=bank, teacher=f"scripted:{script}", n=1, out=tmp_path / "run")

    assert asyncio.run(cell()).ending == "done"


def test_two_runs_go_side_by_side_while_the_loop_goes_on(tmp_path, bank, script) -> None:
    async def both() -> int:
        ticks, done = 0, asyncio.gather(*(
            verigen.asample("math", bank=bank, teacher=f"scripted:{script}", n=2, out=tmp_path / str(k))
            for k in range(2)
        ))  # fmt: skip
        while not done.done():
            ticks += 1
            await asyncio.sleep(0)
        assert [each.ending for each in await done] == ["done", "done"]
        return ticks

    assert asyncio.run(both()) > 2


def test_runs_that_begin_at_once_get_a_folder_each(tmp_path, bank, script, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def three() -> set[Path]:
        runs = (
            verigen.asample("math", bank=bank, teacher=f"scripted:{script}", n=1, seed=k) for k in range(3)
        )
        return {result.folder for result in await asyncio.gather(*runs)}

    assert len(asyncio.run(three())) == 3


def test_a_thread_can_sample_and_no_signal_handler_is_left(tmp_path, bank, script) -> None:
    before, found = signal.getsignal(signal.SIGINT), list[verigen.RunResult]()
    thread = threading.Thread(
        target=lambda: found.append(
            verigen.sample("math", bank=bank, teacher=f"scripted:{script}", n=1, out=tmp_path / "run")
        )
    )

    thread.start()
    thread.join()

    assert found[0].ending == "done"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_cancelled_run_keeps_what_is_finished_and_the_same_call_continues(tmp_path, bank, slow) -> None:
    out = tmp_path / "run"

    async def cancelled() -> None:
        task = asyncio.create_task(verigen.asample("math", bank=bank, teacher=slow, n=8, out=out))
        while not (out / "ledger.db").exists() or not drawn(out):  # noqa: ASYNC110 - a file is watched
            await asyncio.sleep(0.05)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    kept = drawn(out)

    assert 0 < kept < 96
    assert not (out / "manifest.json").exists()
    again = verigen.sample("math", bank=bank, teacher=slow, n=1, out=out)
    assert again.summary.candidates >= kept


def drawn(out: Path) -> int:
    try:
        with verigen.open_run(out) as run:
            return sum(1 for _ in run)
    except verigen.UserError:
        return 0


def test_ctrl_c_in_a_script_keeps_what_is_finished(tmp_path, bank, slow) -> None:
    out = tmp_path / "run"
    code = f"import verigen; verigen.sample('math', bank={str(bank)!r}, teacher={slow!r}, out={str(out)!r})"

    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as script:
        while not drawn(out) and script.poll() is None:
            time.sleep(0.1)
        os.kill(script.pid, signal.SIGINT)
        said = script.communicate(timeout=60)[1]

    assert "KeyboardInterrupt" in said
    assert drawn(out)
    assert (out / "README.md").exists()


def test_an_order_that_can_not_be_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(verigen.UserError, match="is no goal"):
        verigen.sample("math", goal="nothing", out=tmp_path)
    with pytest.raises(verigen.UserError, match="no run at"):
        verigen.open_run(tmp_path / "none")
    with pytest.raises(TypeError, match="tempreature"):
        verigen.sample("math", tempreature=1.0)  # type: ignore[call-arg]


def test_records_that_a_run_lacks_come_with_those_it_has(tmp_path, bank, script) -> None:
    verigen.sample("math", bank=bank, teacher=f"scripted:{script}", n=1, out=tmp_path / "run")

    with verigen.open_run(tmp_path / "run") as run, pytest.raises(verigen.UnknownPart, match="sft"):
        run.records("stf")


def test_verdicts_come_in_the_order_of_the_pairs() -> None:
    pairs = [(str(k), f"So \\boxed{{{k + k % 2}}}.") for k in range(20)]

    outcomes = [verdict.outcome for verdict in verigen.verify_all(pairs, jobs=2)]

    assert outcomes == ["correct", "incorrect"] * 10


def test_a_program_is_verified_against_the_tests_of_its_problem() -> None:
    problem = next(verigen.load_bank("code-core"))
    assert isinstance(problem.reference, verigen.CodeReference)

    right = verigen.verify(problem, f"```python\n{problem.reference.solution}\n```")

    assert right.outcome == "correct"
    assert verigen.verify(problem, "```python\nx = 1\n```").outcome == "incorrect"


def test_a_reference_that_can_not_be_read_is_nobodys_mistake() -> None:
    with pytest.raises(verigen.ReferenceFault):
        verigen.verify("", "\\boxed{1}")


def test_mutants_are_made_of_what_streams_by() -> None:
    rows = (problem for problem in verigen.load_bank("code-core"))

    found = list(verigen.mutate((next(rows) for _ in range(2)), "code_rename", variants=1))

    assert {type(each) for each in found} <= {verigen.Mutant, verigen.Discarded}
    assert found
    assert list(verigen.mutate(iter(()), "rename")) == []


def test_a_benchmark_gives_its_rates(tmp_path, bank, script) -> None:
    report = verigen.bench(
        str(bank), domain="math", teacher=f"scripted:{script}", n=2, k=[1, 2], out=tmp_path / "bench"
    )

    assert report.n == 2
    assert set(report.overall.pass_at) == {1, 2}
    assert len(report.scores) == 12
