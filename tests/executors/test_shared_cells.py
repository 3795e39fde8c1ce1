"""Where a container may not make namespaces, programs follow each other in its own, and find nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from run_program import call, fault, output

from verigen.executors.local import Local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool


@pytest.fixture(scope="module")
def shared() -> Iterator[Pool]:
    with Local(jobs=1, cells="shared").open() as pool:
        yield pool


FILES = {
    "a file": "def f(): open('x', 'w').close()",
    "a deep tree": "import os\ndef f():\n    for _ in range(3000):\n        os.mkdir('d')\n        os.chdir('d')\n        os.chmod('.', 0)",
    "links": "import os\ndef f():\n    os.symlink('/', 'root')\n    os.symlink('/usr/lib', 'lib')\n    os.mkdir('d')\n    os.symlink('..', 'd/up')",
    "many files": "def f():\n    for n in range(5000): open(f'{n}', 'w').close()",
    "strange names": "import os\ndef f():\n    for name in (b'\\xff', b' ', b'-rf', b'\\n'): os.mkdir(name)",
}


@pytest.mark.parametrize("kind", FILES)
def test_nothing_is_left_of_what_a_program_wrote(shared: Pool, kind: str) -> None:
    output(shared, FILES[kind])

    assert (
        output(shared, "import os\ndef f(): return os.listdir('/tmp') + os.listdir('/dev/shm')").value == []
    )


@pytest.mark.parametrize(
    "attack",
    [
        "import os\ndef f(): os.kill(os.getppid(), 9)",
        "import os\ndef f(): os.kill(1, 9)",
        "import os, resource\ndef f(): resource.prlimit(1, resource.RLIMIT_CPU, (0, 0))",
        "import os\ndef f(): open('/proc/1/mem', 'rb').read(1)",
        "import os\ndef f(): open('/proc/1/environ', 'rb').read(1)",
        "import os\ndef f(): os.listdir('/proc/1/fd')",
        "import os\ndef f(): open('/proc/1/oom_score_adj', 'w').write('1000')",
        "import fcntl, os\ndef f(): fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())",
        "import os\ndef f(): os.sched_setaffinity(os.getppid(), {0})",
        "import os\ndef f(): os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    ],
)
def test_the_guest_can_not_be_reached(shared: Pool, attack: str) -> None:
    assert output(shared, attack).exception == "PermissionError"


def test_what_hangs_is_ended(shared: Pool) -> None:
    assert fault(call(shared, "def f():\n    while True: pass")) == "timeout"
