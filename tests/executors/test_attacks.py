"""Hostile programs neither pass nor reach anything."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attacks import FOOLING, REACHING, reaching
from run_program import output, script

from verigen.core.types import Problem, Source
from verigen.domains.code import reference
from verigen.domains.code.reference import CodeReference
from verigen.verifiers.unit_tests import UnitTester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool

ADD = Problem(
    id="add",
    domain="code",
    prompt="Return a + b.",
    reference=CodeReference(
        mode="function",
        entry_point="add",
        tests=[reference.Test(args=[a, b], expected=a + b) for a, b in ((2, 3), (-1, 1), (123, -456))],
        time_limit_s=0.5,
        memory_mb=256,
    ),
    family="add",
    source=Source(bank="tests", licence="CC0-1.0"),
)


@pytest.fixture(scope="module")
def tester(pool: Pool) -> UnitTester:
    return UnitTester(pool, pool)


@pytest.fixture(autouse=True)
def still_works(tester: UnitTester) -> Iterator[None]:
    """Whatever a program did, the next one is judged as ever."""
    yield
    assert tester.grade(ADD, "def add(a, b): return a + b").outcome == "correct"


@pytest.mark.parametrize("attack", FOOLING)
def test_a_program_that_fools_graders_is_incorrect(tester: UnitTester, attack: str) -> None:
    assert tester.grade(ADD, FOOLING[attack]).outcome == "incorrect"


@pytest.mark.parametrize("attack", REACHING)
def test_a_program_reaches_nothing_outside(tester: UnitTester, attack: str) -> None:
    assert tester.grade(ADD, reaching(REACHING[attack])).outcome == "incorrect"


def test_a_file_of_the_host_can_not_be_read(pool: Pool) -> None:
    with tempfile.NamedTemporaryFile("w") as secret:
        secret.write("secret")
        secret.flush()

        result = output(pool, "def f(path): return open(path).read()", secret.name)

    assert result.exception == "FileNotFoundError"


def test_a_file_of_the_host_can_not_be_written_through_a_link(pool: Pool) -> None:
    with tempfile.NamedTemporaryFile("w+") as precious:
        precious.write("precious")
        precious.flush()

        output(
            pool,
            "import os\ndef f(path):\n    os.symlink(path, 'link')\n    open('link', 'a').write('x')",
            precious.name,
        )

        assert Path(precious.name).read_text(encoding="ascii") == "precious"


def test_a_listener_of_the_host_hears_nothing(pool: Pool) -> None:
    code = "import socket\ndef f(port): socket.create_connection(('127.0.0.1', port), 1)"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)

        result = output(pool, code, server.getsockname()[1])

        assert result.exception == "PermissionError"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_variable_of_the_host_is_not_there(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERIGEN_TEST_SECRET", "secret")

    result = output(pool, "import os, posix\ndef f(): return str(os.environ) + str(posix.environ)")

    assert "SECRET" in os.environ["VERIGEN_TEST_SECRET"].upper()
    assert "secret" not in str(result.value)


def test_a_file_is_gone_before_the_next_program(pool: Pool) -> None:
    code = "import os\ndef f(name):\n    found = os.listdir('/tmp')\n    open('/tmp/' + name, 'w').write('x')\n    return found"

    found = [output(pool, code, f"file{n}").value for n in range(4)]

    assert found == [[], [], [], []]


def test_a_deep_tree_of_folders_is_gone_before_the_next_program(pool: Pool) -> None:
    deep = "import os\ndef f():\n    for _ in range(3000):\n        os.mkdir('d')\n        os.chdir('d')\n        os.chmod('.', 0o500)"
    for _ in range(2):
        output(pool, deep)

    assert output(pool, "import os\ndef f(): return os.listdir('/tmp')").value == []


def test_nothing_of_an_earlier_program_is_in_memory(pool: Pool) -> None:
    """A reference run on the same worker must not be found by a candidate: heaps keep what was freed."""
    marker = "m4rk" + "er-" + "q" * 20
    for _ in range(4):
        output(pool, f"TEXT = '{marker}'\ndef f(x): return TEXT + x", marker)
    scan = """
import gc
def f(head, tail):
    found = 0
    for thing in gc.get_objects():
        text = repr(thing) if isinstance(thing, (dict, list, tuple)) and len(repr(thing)) < 10**6 else ''
        found += (head + 'er-' + tail) in text
    return found
"""
    assert output(pool, scan, "m4rk", "q" * 20).value == 0


def test_a_pickle_does_nothing_on_the_host(pool: Pool, tmp_path: Path) -> None:
    target = tmp_path / "made"
    code = "import os\nclass X(Exception):\n    def __reduce__(self): return os.mkdir, (PATH,)\ndef f(path):\n    global PATH\n    PATH = path\n    raise X('boom')"

    assert output(pool, code, str(target)).exception == "X"
    assert not target.exists()


def test_a_script_that_exits_early_has_printed_nothing(pool: Pool) -> None:
    assert script(pool, "import os\nprint('5')\nos._exit(0)").outputs[0].stdout == ""
