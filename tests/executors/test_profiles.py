"""Jobs that name a profile of packages find them, apart from other jobs."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from run_program import script

from verigen.cli.doctor import command
from verigen.core.errors import ExecutorError
from verigen.core.types import Call, Execution, Job
from verigen.executors import packages
from verigen.executors.interpreter import interpreter
from verigen.executors.local import Local
from verigen.executors.profiles import named
from verigen.executors.profiles.routed import RoutedPool
from verigen.run import doctor

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEN = 'import sys\nprint("numpy" in sys.modules, "sympy" in sys.modules)'


def job(code: str, profile: str) -> Job:
    return Job(code=code, mode="stdio", calls=[Call(stdin="")], profile=profile)


def test_a_job_of_the_profile_science_finds_numpy_and_sympy_warm_and_others_find_neither() -> None:
    with Local(jobs=1).open() as pool:
        science = pool.run(job(f"{SEEN}\nimport sympy\nprint(sympy.__file__)", "science"))
        plain = pool.run(job(SEEN, ""))
        without = script(pool, "import sympy")

    assert science.outputs[0].stdout == "True True\n/packages/sympy/__init__.py\n"
    assert plain.outputs[0].stdout == "False False\n"
    assert without.outputs[0].fault == "unsupported"


def test_a_profile_that_there_is_not_is_named() -> None:
    with (
        Local(jobs=1).open() as pool,
        pytest.raises(ExecutorError, match="no profile 'art'; there is: science"),
    ):
        pool.run(job("", "art"))


def test_a_profile_that_is_missing_and_can_not_be_made_says_how_to_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "SHARED_CACHE", tmp_path)
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(ExecutorError) as raised:
        named.packages("science", interpreter().version)

    said = str(raised.value)
    assert said.startswith("the profile science is missing for Python")
    assert "`verigen doctor --make science` writes" in said
    assert "\n" not in said


def test_the_doctor_names_the_profile() -> None:
    told = dict(doctor.machine())

    assert told["profile science"].startswith(("made for Python", "missing for Python"))
    assert "numpy" in told["profile science"]
    ended = CliRunner().invoke(command, ["--make", "art"])
    assert isinstance(ended.exception, ExecutorError)


def test_a_profiles_pool_starts_with_its_first_job_and_all_close() -> None:
    events: list[str] = []

    class Recorder:
        def __init__(self, profile: str) -> None:
            self.profile = profile

        def run(self, asked: Job) -> Execution:
            events.append(f"{asked.code} on {self.profile or 'none'}")
            return Execution(outputs=[])

    @contextmanager
    def start(profile: str) -> Iterator[Recorder]:
        events.append(f"opened {profile or 'none'}")
        yield Recorder(profile)
        events.append(f"closed {profile or 'none'}")

    with RoutedPool(start) as pool:
        pool.run(job("a", ""))
        pool.run(job("b", "science"))
        pool.run(job("c", "science"))

    assert events == [
        *("opened none", "a on none", "opened science", "b on science", "c on science"),
        *("closed science", "closed none"),
    ]
