"""What programs find in a sandbox: an interpreter, its standard library, the packages that were asked for."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from run_program import fault, output, script

from verigen.cli.verify import command
from verigen.core.errors import ExecutorError
from verigen.executors import environment, packages
from verigen.executors.interpreter import interpreter
from verigen.executors.local import Local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool

WALK = """
import os, sys
def f():
    known = {os.path.realpath(sys.executable), '/guest.zip'}
    found = []
    for top, folders, files in os.walk('/'):
        if top.startswith((os.path.dirname(os.__file__), '/usr/share/zoneinfo', '/usr/lib/locale', '/dev')):
            continue
        found += [os.path.join(top, name) for name in files if '.so' not in name and os.path.join(top, name) not in known]
    return found
"""
METADATA = "Metadata-Version: 2.1\nName: tiny-demo\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def test_nothing_is_visible_but_the_interpreter_and_its_library() -> None:
    with Local(jobs=1).open() as pool:
        assert output(pool, WALK).value == []


def test_installed_packages_are_not_visible() -> None:
    with Local(jobs=1).open() as pool:
        folders = "import os\ndef f(): return [top for top, _, _ in os.walk('/') if top.endswith('-packages') and os.listdir(top)]"

        assert output(pool, folders).value == []


def test_every_module_of_the_standard_library_that_works_here_works_there() -> None:
    names = "ssl sqlite3 ctypes zoneinfo lzma bz2 hashlib curses decimal readline uuid xml.etree.ElementTree".split()
    code = f"import importlib\ndef f(): return [importlib.import_module(name).__name__ for name in {names}]"
    with Local(jobs=1).open() as pool:
        assert output(pool, code).value == names


@pytest.mark.parametrize("python", ["no-such-python", "/usr/bin/true"])
def test_what_is_no_python_is_told_in_a_line(python: str) -> None:
    with pytest.raises(ExecutorError, match="Python"), Local(jobs=1, python=python).open():
        pass


def test_a_named_python_runs_the_programs() -> None:
    system = interpreter().program

    with Local(jobs=1, python=str(system)).open() as pool:
        assert output(pool, "import sys\ndef f(): return sys.executable").value == str(system)


@pytest.fixture(scope="module")
def requirements() -> Iterator[Path]:
    """A file that names a wheel which lies beside it; the caches are a folder that everybody may read."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    folder.chmod(0o755)
    wheel = folder / "tiny_demo-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("tiny/__init__.py", "LOADED = []\ndef five(): return 5\n")
        file.writestr("tiny_demo-1.0.dist-info/METADATA", METADATA)
        file.writestr("tiny_demo-1.0.dist-info/WHEEL", WHEEL)
        file.writestr("tiny_demo-1.0.dist-info/RECORD", "tiny/__init__.py,,\n")
    (folder / "requirements.txt").write_text(f"# ours\ntiny.demo @ {wheel.as_uri()}\n", encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "SHARED_CACHE", folder)
        patch.setenv("VERIGEN_CACHE", str(folder))
        yield folder / "requirements.txt"
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def equipped(requirements: Path) -> Iterator[Pool]:
    with Local(jobs=1, packages=requirements).open() as pool:
        yield pool


def test_a_package_is_there_and_warm(equipped: Pool) -> None:
    code = "import sys\nwarm = 'tiny' in sys.modules\nimport tiny\ndef f(): return [warm, tiny.five(), tiny.__file__]"

    assert output(equipped, code).value == [True, 5, "/packages/tiny/__init__.py"]


def test_a_package_that_is_not_asked_for_stays_unsupported(equipped: Pool) -> None:
    assert fault(script(equipped, "import gurobipy")) == "unsupported"


def test_a_lack_of_what_is_there_is_the_programs_own(equipped: Pool) -> None:
    code = "import tiny\nraise ModuleNotFoundError(\"No module named 'tiny'\")"

    assert fault(script(equipped, code)) == "runtime_error"


def test_a_package_can_not_be_changed_for_the_next_program(equipped: Pool) -> None:
    output(equipped, "import tiny\ndef f():\n    tiny.LOADED.append(1)\n    tiny.five = None")

    assert output(equipped, "import tiny\ndef f(): return [tiny.LOADED, tiny.five()]").value == [[], 5]
    assert output(equipped, "import tiny\ndef f(): open(tiny.__file__, 'w')").exception in {
        "OSError",
        "PermissionError",
    }


def test_a_set_is_built_once(requirements: Path, equipped: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert packages.built(requirements, interpreter().version).warm == ("tiny",)


@pytest.mark.parametrize(
    ("text", "words"), [("", "names no package"), ("no-such-package @ file:///nowhere.whl", "pip")]
)
def test_a_set_that_can_not_be_built_says_why(requirements: Path, text: str, words: str) -> None:
    file = requirements.with_name("other.txt")
    file.write_text(text, encoding="ascii")

    with pytest.raises(ExecutorError, match=words):
        packages.built(file, interpreter().version)


def test_the_options_of_a_command_choose_for_all_sandboxes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (environment.PYTHON, environment.PACKAGES, environment.IMAGE, environment.RUNTIME):
        monkeypatch.setenv(name, "")
    listed = tmp_path / "list.txt"
    listed.touch()
    given = ["--python", "python9", "--image", "mine", "--runtime", "runsc", "--packages", str(listed)]
    files = [
        "--problems",
        str(tmp_path / "p"),
        "--candidates",
        str(tmp_path / "c"),
        "--output",
        str(tmp_path / "o"),
    ]

    CliRunner().invoke(command, [*given, *files])

    assert environment.chosen() == environment.Environment(
        python="python9", image="mine", runtime="runsc", packages=Path(os.path.realpath(listed))
    )
